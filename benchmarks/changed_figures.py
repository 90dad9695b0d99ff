"""Changes every figure of our own reports, one at a time, and asks who names it: verify, and the audit of the text alone.

    python benchmarks/changed_figures.py

The reports are those of the example county's year, one a kind. Of each number of the clean copy one digit is made
another. ``verify`` reads the working copy with that number changed. The audit reads the clean copy and nothing else: a
number is *related* where a statement of the audit's rests on it, *named* where a statement is impossible or doubtful that
was not, *assured* where every relation it stood in is still printed as holding.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve

from investtrack import build_report
from investtrack.model.profile import Profile
from investtrack.plugin import Document, Paragraph, load_plugins
from investtrack_audit import Statement, Verdict, audit_document
from investtrack_word import WordExporter


EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
MONTHS = {3: "一季度", 4: "4月", 6: "上半年", 9: "前三季度", 12: "全年"}
FAILS = {Verdict.IMPOSSIBLE, Verdict.DOUBTFUL}
NUMBER = re.compile(r"\d+(?:\.\d+)?(?=[亿万个％%家])")


def clean_documents() -> Iterator[tuple[str, Document]]:
    """Yield the text of each kind of report of the example year."""
    sys.path.insert(0, str(EXAMPLES))
    from year import write_year

    plugins = load_plugins()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for month, path in enumerate(write_year(folder), 1):
            if month not in MONTHS:
                continue
            extract = plugins.importers["excel"].extract(path, Profile())
            report = build_report(extract.ledger, findings=extract.findings)
            target = folder / f"{month}.docx"
            with target.open("wb") as stream:
                WordExporter().export(report, stream, clean=True)
            yield MONTHS[month], plugins.documents["word"].read(target)


def changes(document: Document) -> Iterator[tuple[int, tuple[int, int], Document]]:
    """Yield block, span and the document with the first digit of one number made another."""
    for block, item in enumerate(document.blocks):
        if not isinstance(item, Paragraph):
            continue
        for match in NUMBER.finditer(item.text):
            at = match.start()
            digit = str(int(item.text[at]) % 9 + 1)
            text = f"{item.text[:at]}{digit}{item.text[at + 1 :]}"
            blocks = (
                *document.blocks[:block],
                evolve(item, text=text),
                *document.blocks[block + 1 :],
            )
            yield block, match.span(), evolve(document, blocks=blocks)


def rests_on(statement: Statement, block: int, span: tuple[int, int]) -> bool:
    """Whether a statement of *block* states the number at *span*, or follows from it."""
    if statement.block != block or statement.cell is not None:
        return False
    starts = {statement.span[0], *(item.start for item in statement.operands if item.end)}
    return span[0] in starts


def audited(document: Document) -> tuple[int, int, int, int, list[str]]:
    """Return numbers, related, named, assured, and the words around those related and not named."""
    before = audit_document(document)
    known = {(item.block, item.formula) for item in before if item.verdict in FAILS}
    numbers = related = named = assured = 0
    missed = []
    for block, span, changed in changes(document):
        numbers += 1
        own = [item for item in before if rests_on(item, block, span)]
        checked = [item for item in own if item.verdict is not Verdict.BOUNDED]
        if not checked:
            continue
        related += 1
        after = audit_document(changed)
        if any((item.block, item.formula) not in known for item in after if item.verdict in FAILS):
            named += 1
            continue
        held = {(item.relation, item.span) for item in after if item.verdict is Verdict.HOLDS}
        assured += all((item.relation, item.span) in held for item in checked)
        text = document.blocks[block].text
        missed.append(
            f"{text[max(0, span[0] - 24) : span[0]]}【{text[slice(*span)]}】{text[span[1] : span[1] + 12]}"
        )
    return numbers, related, named, assured, missed


def main() -> None:
    """Print a line a report."""
    print("| report | numbers | related | named by audit alone | of the related | assured |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    for name, document in clean_documents():
        numbers, related, named, assured, missed = audited(document)
        rate = 100 * named / related if related else 0
        print(f"| {name} | {numbers} | {related} | {named} | {rate:.0f} % | {assured} |")  # noqa: T201
        if "--rows" in sys.argv:
            print(*missed, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
