"""What every exporter promises, tried."""

from __future__ import annotations

import hashlib
import inspect
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from investtrack.errors import SourceError
from investtrack.findings import Finding
from investtrack.metrics.figure import Figure
from investtrack.model.profile import Profile
from investtrack.plugin.interfaces import Exporter, FlagKind
from investtrack.plugin.read_back import fault_of
from investtrack.report import Report
from investtrack.wording import figure_text
from investtrack_testing import promises
from investtrack_testing.attempts import check_sandbox
from investtrack_testing.promises import BrokenPromiseError, demand
from investtrack_testing.running import (
    check_findings,
    check_name,
    is_chinese,
    said_of,
    written,
    written_twice,
)
from investtrack_testing.samples import (
    HOSTILE_NAMES,
    HOSTILE_REGION,
    bare_ledger,
    empty_ledger,
    hostile_ledger,
    probe_report,
    sample_ledger,
    sample_report,
    sparse_ledger,
)
from investtrack_testing.texts import TextOf, formula_cells, text_reader


__tracebackhide__ = True  # pytest shows the author's line, not ours


Printed = Callable[[Figure, Report], str]
"""How an exporter prints a figure, where that is not ``figure_text``."""


def check_exporter(  # noqa: PLR0913 - one keyword a thing its author may say
    exporter: Exporter,
    *,
    text: TextOf | None = None,
    states: Iterable[str] | None = None,
    printed: Printed | Mapping[str, Printed] | None = None,
    write_template: Callable[[Path, str], object] | None = None,
    profile: Profile | None = None,
    another_process: bool = False,
) -> None:
    """Assert what every exporter promises, on a full, a bare and several hostile ledgers.

    Args:
        exporter: what is checked.
        text: from the bytes written to the text a reader sees; by default the kit's own way for
            txt, csv, json, html, docx and xlsx. Without any, what the text says is not looked at.
        states: ids of figures it prints, in place of ``exporter.states``.
        printed: how it prints a figure, or figure id → how, where that is not ``figure_text``.
        write_template: for an exporter that takes templates, writes to a path a template whose only
            text is the one given; needed for the promises about templates.
        profile: the profile of the reports; the general one where None.
        another_process: whether to write once in a fresh interpreter too; its class must be
            importable and take no arguments.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
        ValueError: *states* has figures, and there is no way to read the text.
    """
    check_name(exporter, suffix=True)
    text = text or text_reader(exporter.suffix)
    claimed = tuple(exporter.states if states is None else states)
    if claimed and text is None:
        raise ValueError(f"give text=: the kit cannot read {exporter.suffix} files")
    full = _exported(exporter, sample_report(profile=profile), "the sample")
    bare = _exported(exporter, sample_report(bare_ledger(), profile), "a ledger of one project")
    _check_nothing(exporter, sample_report(empty_ledger(), profile))
    sparse = _exported(exporter, sample_report(sparse_ledger(), profile), "records of a name alone")
    hostile_report = sample_report(hostile_ledger(), profile)
    hostile = _exported(exporter, hostile_report, "hostile names")
    if text is not None:
        files = {
            "the sample": full,
            "a ledger of one project": bare,
            "records of a name alone": sparse,
        }
        _check_absent(text, files)
        _check_states(exporter, claimed, text, printed, profile)
    _check_names(exporter, text, full, profile)
    _check_flags(exporter, sample_report(profile=profile))
    _check_read_back(exporter, sample_report(profile=profile), full, "the sample")
    _check_read_back(exporter, hostile_report, hostile, "hostile names")
    if another_process:
        _check_anywhere(exporter, _plainly(exporter, sample_report()))
    if exporter.takes_template and write_template is not None:
        check_sandbox(exporter, write_template, text, sample_report(profile=profile))


def exported(
    exporter: Exporter, report: Report | None = None, template: Path | None = None
) -> bytes:
    """Return what *exporter* writes of *report*, by default of the sample's."""
    stream = io.BytesIO()
    exporter.export(report or sample_report(), stream, template)
    return stream.getvalue()


def _plainly(exporter: Exporter, report: Report, what: str = "of the sample") -> bytes:
    return written(
        f"{exporter.name}, {what},",
        lambda stream: exporter.export(report, stream),
        promises.WRITES_ANY,
    )


def _exported(exporter: Exporter, report: Report, what: str) -> bytes:
    before = said_of(report)
    what = f"{exporter.name}, of {what},"
    found: list[Sequence[Finding] | None] = []
    data = written_twice(
        what,
        lambda stream: found.append(exporter.export(report, stream)),
        promises.WRITES_ANY,
    )
    for each in found:
        check_findings(() if each is None else each, needs_file=False)
    demand(data, promises.WRITES_ANY, f"{what} wrote nothing.")
    demand(said_of(report) == before, promises.REPORT_UNTOUCHED, f"{what} changed it.")
    return data


def _check_read_back(exporter: Exporter, report: Report, data: bytes, what: str) -> None:
    with tempfile.TemporaryDirectory(prefix="investtrack-read-back-") as folder:
        path = Path(folder) / f"written{exporter.suffix}"
        path.write_bytes(data)
        fault = fault_of(path, exporter.suffix)
        faults = [fault] if fault else list(exporter.read_back(report, path))
        demand(path.read_bytes() == data, promises.READS_BACK, f"{exporter.name} changed it.")
    demand(
        not faults,
        promises.READS_BACK,
        f"{exporter.name}, of {what}, was read back as {faults[:1]}.",
    )


def _check_nothing(exporter: Exporter, report: Report) -> None:
    """Demand a file of a ledger without a record, or a refusal in Chinese: some formats have no empty form."""
    try:
        _exported(exporter, report, "a ledger without a record")
    except BrokenPromiseError as broken:
        cause = broken.__cause__
        if not isinstance(cause, SourceError) or not is_chinese(cause.reason):
            raise


def _check_absent(text: TextOf, files: Mapping[str, bytes]) -> None:
    for what, data in files.items():
        found = re.search(r"\bNone\b|\bnan\b|\bNaN\b", text(data))
        around = text(data)[max(found.start() - 20, 0) : found.end() + 20] if found else ""
        demand(not found, promises.ABSENT_SAID, f"Of {what}: {around!r}.")


def _check_states(
    exporter: Exporter,
    claimed: tuple[str, ...],
    text: TextOf,
    printed: Printed | Mapping[str, Printed] | None,
    profile: Profile | None,
) -> None:
    if not claimed:
        return
    report = probe_report(claimed, profile)
    shown = _squeezed(text(_plainly(exporter, report)))
    lacking = []
    for figure_id in claimed:
        figure = report.figure(figure_id)
        way = printed.get(figure_id) if isinstance(printed, Mapping) else printed
        words = way(figure, report) if way else figure_text(figure, report.profile.display)
        if _squeezed(words) not in shown:
            lacking.append(f"{figure_id} ({words})")
    demand(
        not lacking, promises.FIGURES_STATED, f"{exporter.name} did not print {', '.join(lacking)}."
    )


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _check_names(
    exporter: Exporter, text: TextOf | None, full: bytes, profile: Profile | None
) -> None:
    whole = sample_ledger()
    plain = [project.name or "" for project in whole.projects or ()]
    shown = _squeezed(text(full)) if text else ""
    for index, names in enumerate(HOSTILE_NAMES):
        ledger = hostile_ledger(names)
        data = _plainly(
            exporter, sample_report(ledger, profile), f"of projects named {names!r:.60}"
        )
        run = [cell for cell in formula_cells(data, exporter.suffix) if cell.startswith(names)]
        demand(not run, promises.NAMES_AS_TEXT, f"{exporter.name} wrote the formula {run[:1]}.")
        if text is None or index >= _LETTER_FOR_LETTER:
            continue
        now = _squeezed(text(data))
        for harmless, hostile in zip(
            (*plain, whole.region.name or ""), (*names, HOSTILE_REGION), strict=True
        ):
            demand(
                harmless not in shown or _squeezed(hostile) in now,
                promises.NAMES_AS_TEXT,
                f"{exporter.name} prints {harmless}, yet {hostile!r} does not appear as it stands.",
            )


def _check_flags(exporter: Exporter, report: Report) -> None:
    keywords = inspect.signature(exporter.export).parameters
    for flag in exporter.flags:
        keyword = keywords.get(flag.name)
        demand(
            keyword is not None and keyword.default is not inspect.Parameter.empty,
            promises.FLAGS_HELD,
            f"{exporter.name} declares {flag.text}; its export has no keyword {flag.name} with a default.",
        )
        demand(is_chinese(flag.help), promises.FLAGS_HELD, f"{flag.text} says {flag.help!r}.")
        if flag.kind is FlagKind.SWITCH:
            _write_with(exporter, report, flag.name)
    for name, meaning in exporter.options.items():
        demand(is_chinese(meaning), promises.FLAGS_HELD, f"The option {name} says {meaning!r}.")


def _write_with(exporter: Exporter, report: Report, name: str) -> None:
    export: Any = exporter.export  # mypy knows no keyword of a plugin's own
    written_twice(
        f"{exporter.name}, with {name},",
        lambda stream: export(report, stream, **{name: True}),
        promises.FLAGS_HELD,
    )


# Of the pairs after these, control characters and length may be changed or cut; nothing may fail.
_LETTER_FOR_LETTER = 4


def _check_anywhere(exporter: Exporter, here: bytes) -> None:
    kind = type(exporter)
    if "<" in kind.__qualname__ or kind.__module__ == "__main__":
        raise ValueError(
            f"another_process needs a class importable by name, not {kind.__qualname__}"
        )
    with tempfile.TemporaryDirectory(prefix="investtrack-elsewhere-") as folder:
        done = subprocess.run(  # noqa: S603 - this interpreter, on the plugin under test
            [
                sys.executable,
                "-c",
                _ELSEWHERE,
                json.dumps(sys.path),
                kind.__module__,
                kind.__qualname__,
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONHASHSEED": "4294967",
                "TZ": "Pacific/Kiritimati",
                "PYTHONUTF8": "1",
            },
        )
    demand(
        not done.returncode,
        promises.SAME_ANYWHERE,
        f"{exporter.name} failed: {done.stderr[-400:]}.",
    )
    demand(
        done.stdout.strip() == hashlib.sha256(here).hexdigest(),
        promises.SAME_ANYWHERE,
        f"{exporter.name} wrote other bytes there.",
    )


_ELSEWHERE = """
import hashlib, importlib, io, json, sys
sys.path[:] = json.loads(sys.argv[1])
from investtrack_testing import exported
kind = getattr(importlib.import_module(sys.argv[2]), sys.argv[3])
print(hashlib.sha256(exported(kind())).hexdigest())
"""
