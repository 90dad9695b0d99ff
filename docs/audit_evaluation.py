"""Compares the audit with statements of published reports that were recomputed by hand.

    python docs/audit_evaluation.py FOLDER

FOLDER holds ``NN_name….txt`` and ``checks.json``: a list of statements with ``file`` (the beginning
of a text's name), ``what``, ``kind`` (sum, rate or diff), the operands as decimal strings (``parts``;
``num`` and ``den``; ``a`` and ``b``), ``stated`` with its unit, and ``verdict``. A statement counts
as read where the audit states the same number from the same operands, or, where an operand is not
printed in the text, the same number at all.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

from investtrack_audit import Statement, Verdict, audit_text


# What was found by hand to be right, or right within the rounding of what is printed.
TRUE = {"exact", "within_rounding", "within_operand_rounding"}


def numbers_of(check: dict[str, Any]) -> set[Fraction]:
    """Return the operands of a recomputed statement."""
    if check["kind"] == "sum":
        return {abs(Fraction(part)) for part in check["parts"]}
    keys = ("num", "den") if check["kind"] == "rate" else ("a", "b")
    return {abs(Fraction(check[key])) for key in keys}


def stated_of(check: dict[str, Any]) -> Fraction:
    """Return the stated number."""
    match = re.match(r"-?\d+(?:\.\d+)?", check["stated"])
    return abs(Fraction(match.group())) if match else Fraction(0)


def said(statement: Statement) -> tuple[set[Fraction], set[Fraction]]:
    """Return the stated number and the operands, in every unit they could have been noted in."""
    scales = [Fraction(10) ** power for power in (0, 4, 8)]
    stated = {abs(statement.stated.value) / scale for scale in scales}
    values = [abs(item.value) for item in statement.operands]
    # The share of one part of several is of their sum.
    operands = {value / scale for value in (*values, sum(values)) for scale in scales}
    return stated | {abs(Fraction(statement.stated.number))}, operands


def found_for(check: dict[str, Any], statements: list[Statement], text: str) -> Statement | None:
    """Return the statement of the audit that is *check*, or None."""
    wanted, whole = numbers_of(check), stated_of(check)
    partly = None
    for statement in statements:
        stated, operands = said(statement)
        if whole in stated and wanted <= operands:
            return statement
        if whole in stated and wanted & operands:
            partly = partly or statement
    printed = {Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))}
    # An increment stands for the value before; a derived operand is printed nowhere.
    return None if wanted <= printed else partly


def main(folder: Path) -> int:
    """Print the table and return 1 where a statement found true is called impossible."""
    checks = json.loads((folder / "checks.json").read_text(encoding="utf-8"))
    rows, counts = [], Counter[str]()
    extra = 0
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        statements = list(audit_text(text, path.name))
        own = [check for check in checks if path.name.startswith(check["file"])]
        matched = set()
        for check in own:
            found = found_for(check, statements, text)
            matched.add(id(found))
            verdict = found.verdict.label if found else "—"
            cause = found.cause.label if found and found.cause else ""
            outcome = judged(check, found)
            counts[outcome] += 1
            rows.append((check["file"], check["what"], check["verdict"], verdict, cause, outcome))
        others = [item for item in statements if id(item) not in matched]
        extra += len(others)
        rows += [
            (
                path.stem,
                item.formula,
                "—",
                item.verdict.label,
                item.cause.label if item.cause else "",
                "further",
            )
            for item in others
            if item.verdict is Verdict.IMPOSSIBLE
        ]
    print("| file | statement | by hand | audit | cause | |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    for row in rows:
        print("| " + " | ".join(row) + " |")  # noqa: T201
    print(f"\n{dict(counts)}; {extra} further relations read")  # noqa: T201
    return int(counts["false alarm"] > 0)


def judged(check: dict[str, Any], found: Statement | None) -> str:
    """Return how the audit did on one statement."""
    if found is None:
        return "missed"
    if check["verdict"] in TRUE:
        return "false alarm" if found.is_impossible else "found"
    return "found" if found.is_impossible else "found, not called impossible"


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit(f"usage: python {sys.argv[0]} FOLDER")
    sys.exit(main(Path(sys.argv[1])))
