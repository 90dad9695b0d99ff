"""What templates, annotators, checks, profiles and whole plugins promise, tried."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import partial
from pathlib import Path

from investtrack.checks import Check
from investtrack.errors import InvesttrackError, ProfileError, SourceError
from investtrack.findings import Finding, Grade
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.converter import profile_from_toml
from investtrack.model.ledger import Ledger
from investtrack.model.profile import PaceKind, Profile
from investtrack.model.source import CellRef
from investtrack.plugin.interfaces import Annotator, Importer, Template
from investtrack.plugin.profile_file import ProfileFile
from investtrack.values.amount import ZERO, Unit
from investtrack.values.rate import Points
from investtrack_testing import promises
from investtrack_testing.dirty import dirty_files
from investtrack_testing.promises import BrokenPromiseError, demand
from investtrack_testing.running import (
    check_findings,
    check_identify,
    check_name,
    is_chinese,
    said,
    silent,
    untouched,
    written,
    written_twice,
)
from investtrack_testing.samples import (
    HOSTILE_NAMES,
    bare_ledger,
    empty_ledger,
    hostile_ledger,
    sample_ledger,
    sample_report,
)
from investtrack_testing.texts import TextOf, formula_cells, text_reader


__tracebackhide__ = True  # pytest shows the author's line, not ours


def check_template(
    template: Template, *, read_by: Importer | None = None, profile: Profile | None = None
) -> None:
    """Assert what every blank form promises.

    Args:
        template: what is checked.
        read_by: for a form of a ledger, the importer that is to read it once filled.
        profile: a further profile to write it for.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
    """
    check_name(template, suffix=True)
    for each in (Profile(), profile or Profile(unit=Unit.YI)):
        data = written_twice(template.name, partial(template.write, each), promises.WRITES_ANY)
        demand(data, promises.WRITES_ANY, f"{template.name} wrote nothing.")
        if read_by is not None:
            _check_form(template, data, read_by, each)


def _check_form(template: Template, data: bytes, importer: Importer, profile: Profile) -> None:
    with tempfile.TemporaryDirectory(prefix="investtrack-form-") as folder:
        path = Path(folder) / f"空表{template.suffix}"
        path.write_bytes(data)
        demand(
            check_identify(importer, path), promises.FORM_READS_BACK, f"{importer.name} denies it."
        )
        try:
            extract = importer.extract(path, profile)
        except SourceError as error:
            raise BrokenPromiseError(promises.FORM_READS_BACK, f"{error}.") from error
    bad = [f.message for f in extract.findings if f.grade is Grade.ERROR]
    demand(not bad, promises.FORM_READS_BACK, f"{importer.name} finds: {bad[:3]}.")
    invented = [record for _, record in extract.ledger.records()]
    demand(not invented, promises.FORM_READS_BACK, f"It holds {len(invented)} records.")


def check_annotator(
    annotator: Annotator,
    sources: Iterable[Path],
    foreign: Iterable[Path] = (),
    *,
    text: TextOf | None = None,
) -> None:
    """Assert what every writer of annotated copies promises.

    Args:
        annotator: what is checked.
        sources: files of its own.
        foreign: files of others, which need not exist.
        text: from the copy to its text, comments included; by default the kit's way, for xlsx.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
    """
    check_name(annotator, suffix=True)
    text = text or text_reader(annotator.suffix)
    for path in foreign:
        demand(not check_identify(annotator, path), promises.CLAIMS_OWN, f"{path.name} is foreign.")
    for path in sources:
        demand(check_identify(annotator, path), promises.CLAIMS_OWN, f"{path.name} is its own.")
        _annotated(annotator, path, ())
        findings = _findings_about(path.name)
        data = _annotated(annotator, path, findings)
        run = [cell for cell in formula_cells(data, annotator.suffix) if "点我" in cell]
        demand(not run, promises.NAMES_AS_TEXT, f"{annotator.name} wrote the formula {run[:1]}.")
        if text is not None:
            shown = re.sub(r"\s+", "", text(data))
            lost = [f.code for f in findings if re.sub(r"\s+", "", f.message) not in shown]
            demand(not lost, promises.FINDINGS_MARKED, f"{annotator.name} left out {lost}.")
    with tempfile.TemporaryDirectory(prefix="investtrack-dirty-") as folder:
        for path in dirty_files(annotator.suffix, Path(folder)):
            check_identify(annotator, path)
            try:
                _annotate(annotator, path, _findings_about(path.name))
            except SourceError as error:
                demand(
                    is_chinese(error.reason), promises.REFUSES_PLAINLY, f"It says {error.reason!r}."
                )


def _findings_about(file: str) -> tuple[Finding, ...]:
    places = {
        "in-a-cell": ("项目台账", "A1"), "in-a-row": ("项目台账", "第2行"), "of-a-sheet": ("项目台账", ""),
        "far-out": ("项目台账", "XFD1048576"), "no-such-sheet": ("没有这张表", "B2"), "of-the-file": ("", ""),
    }  # fmt: skip
    made = [
        Finding(
            code, Grade.ERROR, f"样例发现{number}：这里不对", CellRef(file, *place), mend="改正"
        )
        for number, (code, place) in enumerate(places.items(), 1)
    ]
    formula = HOSTILE_NAMES[0][0]
    return (
        *made,
        Finding("like-formula", Grade.WARNING, f"样例发现：{formula}", CellRef(file, "项目台账", "A1"),
                found=formula, expected=formula, mend=formula),
        Finding("of-another", Grade.NOTE, "样例发现：两个文件不一致", CellRef(f"另一份{file}", "项目台账", "A1"),
                related=(CellRef(file, "项目台账", "A1"),)),
    )  # fmt: skip


def _annotate(annotator: Annotator, path: Path, findings: Sequence[Finding]) -> bytes:
    notes: list[Sequence[str]] = []
    with untouched(annotator.name, path):
        data = written(
            f"{annotator.name}, of {path.name},",
            lambda stream: notes.append(annotator.annotate(path, findings, stream)),
            promises.REFUSES_PLAINLY,
            SourceError,
        )
    said_of = notes[0]
    right = isinstance(said_of, (tuple, list)) and all(is_chinese(note) for note in said_of)
    demand(right, promises.NOTES_SAY, f"{annotator.name} returned {said_of!r}.")
    return data


def _annotated(annotator: Annotator, path: Path, findings: Sequence[Finding]) -> bytes:
    data = _annotate(annotator, path, findings)
    demand(data, promises.WRITES_ANY, f"{annotator.name} wrote nothing.")
    with untouched(annotator.name, path):
        written_twice(
            f"{annotator.name}, of {path.name},",
            lambda stream: annotator.annotate(path, findings, stream),
            promises.REFUSES_PLAINLY,
        )
    return data


def check_check(check: Check, ledgers: Iterable[Ledger] = ()) -> None:
    """Assert what every check promises, on the samples and on *ledgers*.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
    """
    check_name(check)
    hostile = [hostile_ledger(names) for names in HOSTILE_NAMES]
    for ledger in (sample_ledger(), bare_ledger(), empty_ledger(), *hostile, *ledgers):
        facts = sample_report(ledger).facts
        before = deepcopy(ledger)
        first, second = (found_by(check, facts) for _ in range(2))
        demand(first == second, promises.SAME_FINDINGS, f"{check.name} found other things again.")
        demand(
            ledger == before,
            promises.SAME_FINDINGS,
            f"{check.name} changed a ledger.",
        )
        check_findings(first, needs_file=bool(ledger.sources))


def found_by(check: Check, facts: LedgerView) -> list[Finding]:
    """Return what *check* finds; whatever it raises is a promise broken."""
    with silent(check.name):
        try:
            return list(check.run(facts))
        except Exception as error:
            raise BrokenPromiseError(
                promises.RUNS_ON_ANY, f"{check.name} raised {said(error)}."
            ) from error


def check_profile(profile: Profile | ProfileFile | str) -> Profile:
    """Assert what every county's profile promises, and return it.

    Args:
        profile: the profile, its TOML, or the file that is offered.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
    """
    if not isinstance(profile, Profile):
        try:
            profile = profile_from_toml(profile) if isinstance(profile, str) else profile.load()
        except ProfileError as error:
            raise BrokenPromiseError(promises.PROFILE_VALID, f"{error}.") from error
    check_name(profile)
    for held, lack in _soundness(profile):
        demand(held, promises.PROFILE_SOUND, f"{profile.name}: {lack}.")
    for ledger in (sample_ledger(), bare_ledger()):
        try:
            sample_report(ledger, profile)
        except InvesttrackError as error:
            raise BrokenPromiseError(promises.PROFILE_SOUND, f"{profile.name}: {error}.") from error
    return profile


def _soundness(profile: Profile) -> Iterable[tuple[bool, str]]:
    entry, pace = profile.entry, profile.pace
    yield entry.threshold > ZERO, "entry.threshold is not positive"
    if pace.kind is PaceKind.TABLE:
        last = pace.table.get(12)
        yield last is not None and last == Points.of(100), "the pace does not end at 100 points"
    for rule in entry.rules[:-1]:
        bounds = (rule.kinds, rule.minimum, rule.below, rule.valid_from, rule.valid_until)
        yield any(bounds), "a paper rule that fits every entry stands before the last"
    for alias, name in profile.aliases.items():
        yield alias != name, f"{alias} is an alias of itself"
        yield name not in profile.aliases, f"the alias {alias} leads to the alias {name}"
