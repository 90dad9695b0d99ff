"""Compares the audit with statements of reports that were recomputed by hand, and seeds errors into them.

    python docs/audit_evaluation.py FOLDER [--rows]

FOLDER holds ``NN_name….txt`` and ``checks.json``: a list of statements with ``file`` (the beginning
of a text's name), ``what``, ``kind``, the operands as decimal strings, ``stated`` with its unit, and
``verdict``. Of kind ``sum`` the operands are ``parts``, of ``rate`` ``num`` and ``den``, of ``diff``
``a`` and ``b``; of any other kind, ``derived`` say, every further value that is a number.

A statement is *found* where the audit states the same number from the same operands, or, where an
operand is printed nowhere, the same number at all. It is *rightly judged* where what is right holds,
or is bounded or rounded, and what is wrong is impossible or doubtful.

Then every number of a right statement is changed by one slip at a time (a digit, two digits
exchanged, the point, the unit, the direction), where the relation breaks by it beyond rounding. A
seeded error is *named* where something is impossible or doubtful that was not before, *assured* where
the broken relation is printed as holding.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from attrs import frozen

from investtrack.values import Quantity, half_width, quantities_in
from investtrack_audit import Statement, Verdict, audit_text
from investtrack_audit.statements.rules import MINUS, RATIO, ArithmeticRule, plus


# What was found by hand to be right, or right within the rounding of what is printed.
TRUE = {"exact", "within_rounding", "within_operand_rounding"}
HOLDS = {Verdict.HOLDS, Verdict.ROUNDING}
FAILS = {Verdict.IMPOSSIBLE, Verdict.DOUBTFUL}
KEYS = {"rate": ("num", "den"), "diff": ("a", "b")}
NO_OPERANDS = {"file", "what", "kind", "stated", "recomputed", "diff", "verdict", "note"}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def operands_of(check: dict[str, Any]) -> list[Fraction]:
    """Return the operands of a recomputed statement, in its order."""
    if check["kind"] == "sum":
        return [Fraction(part) for part in check["parts"]]
    if check["kind"] in KEYS:
        return [Fraction(check[key]) for key in KEYS[check["kind"]]]
    found: list[Fraction] = []
    for key, value in check.items():
        items = value if isinstance(value, list) else [value]
        if key not in NO_OPERANDS:
            texts = [str(item).replace(",", "").rstrip("%％") for item in items]
            found += [Fraction(text) for text in texts if NUMBER.fullmatch(text)]
    return found


def stated_of(check: dict[str, Any]) -> Fraction:
    """Return the stated number."""
    match = NUMBER.search(str(check["stated"]).replace(",", ""))
    return abs(Fraction(match.group())) if match else Fraction(0)


def said(statement: Statement) -> tuple[set[Fraction], set[Fraction]]:
    """Return the stated number and the operands, in every unit they could have been noted in."""
    scales = [Fraction(10) ** power for power in (0, 4, 8)]
    stated = {abs(statement.stated.value) / scale for scale in scales}
    values = [abs(item.value) for item in statement.operands]
    # The share of one part of several is of their sum.
    operands = {value / scale for value in (*values, sum(values)) for scale in scales}
    operands |= {abs(Fraction(item.number)) for item in statement.operands}
    return stated | {abs(Fraction(statement.stated.number))}, operands


def _printed(statement: Statement) -> tuple[set[Fraction], set[Fraction]]:
    """Return the stated number and the operands at their full size."""
    return {abs(statement.stated.value)}, {abs(item.value) for item in statement.operands}


def _sums_up(statement: Statement, number: Fraction) -> bool:
    """Whether the operands make *number* within what is printed of them, in some unit."""
    total = abs(sum((item.value for item in statement.operands), Fraction(0)))
    step = sum((item.step for item in statement.operands), Fraction(0)) / 2
    return any(abs(number * 10**power - total) <= step for power in (0, 4, 8))


def found_for(
    whole: Fraction,
    operands: list[Fraction],
    statements: list[Statement],
    text: str,
    *,
    exactly: bool = False,
) -> Statement | None:
    """Return the statement of the audit that says *whole* of *operands*, or None.

    With *exactly*, only one that has all the operands.
    """
    wanted = {abs(operand) for operand in operands}
    partly = None
    turned = None
    for statement in statements:
        stated, known = _printed(statement) if exactly else said(statement)
        if whole in stated and wanted and wanted <= known:
            return statement
        apart = wanted - known  # 1291.92 printed for parts that make 1291.93
        if not exactly and whole in stated and wanted & known and all(_sums_up(statement, one) for one in apart):  # fmt: skip
            return statement
        if whole in stated and (wanted & known or not wanted):
            partly = partly or statement
        if len(wanted) > 1 and whole in known and wanted & stated and wanted <= known | stated:
            turned = turned or statement  # a sum where the difference was recomputed
    if (
        exactly
    ):  # where a number stands twice and one is changed, the other still makes the statement
        return turned
    printed = {Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))}
    # An increment stands for the value before; a derived operand is printed nowhere.
    return turned or (None if wanted and wanted <= printed else partly)


def judged(check: dict[str, Any], found: Statement | None) -> str:
    """Return how the audit did on one statement."""
    if found is None:
        return "missed"
    if check["verdict"] in TRUE:
        words = {Verdict.IMPOSSIBLE: "false alarm", Verdict.DOUBTFUL: "doubted, though right"}
        return words.get(found.verdict, "found")
    return "found" if found.verdict in FAILS else "found, not called wrong"


@frozen
class Seed:
    """A number of a right statement with one slip in it.

    Attributes:
        slip: which slip.
        text: the text with it.
        stated: the stated number after it.
        operands: the operands after it.
    """

    slip: str
    text: str
    stated: Fraction
    operands: list[Fraction]


def seeds(
    check: dict[str, Any], found: Statement, text: str, chance: random.Random
) -> Iterator[Seed]:
    """Yield the text with one slip in one number of *found*, where the relation breaks by it."""
    rule = {"sum": plus(len(found.operands)), "rate": RATIO, "diff": MINUS}.get(check["kind"])
    numbers = [found.stated, *found.operands]
    if rule is None or (rule.signs == () and len(numbers) != 3) or found.cell is not None:  # noqa: PLR2004
        return
    if len(rule.signs or (1, 1)) != len(found.operands) or not _fits(rule, numbers):
        return
    for index, number in enumerate(numbers):
        place = _place(text, number, found)
        if place is None:
            continue
        for slip, printed in _slips(text, place, chance):
            changed = text[: place[0]] + printed + text[place[1] :]
            other = _reread(changed, place[0])
            if other is None:
                continue
            after = [*numbers[:index], other, *numbers[index + 1 :]]
            if not _fits(rule, after):
                values = [item.value for item in after]
                yield Seed(slip, changed, abs(values[0]), [abs(value) for value in values[1:]])


def _fits(rule: ArithmeticRule, numbers: list[Quantity]) -> bool:
    allowed = rule.interval(numbers[1:])
    stated = numbers[0]
    return allowed is not None and (
        allowed.meets(stated.interval) or allowed.meets((-stated).interval)
    )


def _place(text: str, number: Quantity, found: Statement) -> tuple[int, int] | None:
    """Return where *number* with its unit is printed, nearest to the statement's own words."""
    near = text.find(found.excerpt[:12]) if found.excerpt else 0
    places = [
        (item.start, item.end)
        for item in quantities_in(half_width(text))
        if item.number.lstrip("-") == number.number.lstrip("-") and item.size == number.size
    ]
    return min(places, key=lambda place: abs(place[0] - max(near, 0)), default=None)


def _slips(text: str, place: tuple[int, int], chance: random.Random) -> Iterator[tuple[str, str]]:
    printed = text[slice(*place)]
    match = re.search(r"\d[\d,]*(?:\.\d+)?", printed)
    if match is None or "," in match.group():
        return
    number, tail = match.group(), printed[match.end() :]
    digits = [at for at, char in enumerate(number) if char != "."]
    at = chance.choice(digits)
    others = [digit for digit in "123456789" if digit != number[at]]
    yield "digit", f"{number[:at]}{chance.choice(others)}{number[at + 1 :]}{tail}"
    pairs = [(one, two) for one, two in pairwise(digits) if number[one] != number[two]]
    if pairs:
        one, two = chance.choice(pairs)
        swapped = list(number)
        swapped[one], swapped[two] = number[two], number[one]
        if not (len(number) > 1 and swapped[0] == "0" and swapped[1:2] != ["."]):
            yield "exchanged", "".join(swapped) + tail
    whole, _, decimals = number.partition(".")
    moved = f"{whole}{decimals[:1] or '0'}" + (f".{decimals[1:]}" if decimals[1:] else "")
    yield "point", moved + tail
    for one, two in (("亿", "万"), ("万", "亿")):
        if tail.startswith(one):
            yield "unit", number + two + tail[1:]
            break


def _reread(text: str, start: int) -> Quantity | None:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line = half_width(text[line_start : line_end if line_end >= 0 else len(text)])
    return next((item for item in quantities_in(line) if item.start == start - line_start), None)


def named(before: list[Statement], after: list[Statement]) -> bool:
    """Whether something is impossible or doubtful that was not before."""
    known = {(item.block, item.formula) for item in before if item.verdict in FAILS}
    return any((item.block, item.formula) not in known for item in after if item.verdict in FAILS)


def main(folder: Path, *, rows: bool = False) -> int:
    """Print the tables and return 1 where a right statement is called impossible."""
    checks = json.loads((folder / "checks.json").read_text(encoding="utf-8"))
    table, counts, seeded = [], Counter[str](), Counter[tuple[str, str]]()
    by_file: dict[str, Counter[str]] = {}
    further = Counter[str]()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        statements = list(audit_text(text, path.name))
        matched = set()
        for check in [check for check in checks if path.name.startswith(check["file"])]:
            found = found_for(stated_of(check), operands_of(check), statements, text)
            matched.add(id(found))
            outcome = judged(check, found)
            counts[outcome] += 1
            by_file.setdefault(check["file"], Counter())[outcome] += 1
            label, cause = "—", ""
            if found is not None:
                label, cause = found.verdict.label, found.cause.label if found.cause else ""
            table.append((check["file"], check["what"], check["verdict"], label, cause, outcome))
            if check["verdict"] in TRUE and outcome in {"found", "missed"}:
                seeded.update(_seeded(check, found, text, statements))
        others = [item for item in statements if id(item) not in matched]
        further.update(item.verdict.label for item in others)
        table += [
            (path.stem, item.formula, "—", item.verdict.label, item.cause.label if item.cause else "", "further")
            for item in others
            if item.verdict in FAILS
        ]  # fmt: skip
    _print_statements(counts, by_file, further)
    _print_seeded(seeded)
    if rows:
        _print_rows(table)
    return int(counts["false alarm"] > 0)


def _seeded(
    check: dict[str, Any], found: Statement | None, text: str, before: list[Statement]
) -> Iterator[tuple[str, str]]:
    """Yield slip and outcome of every error seeded into a right statement."""
    if found is None:
        yield "any", "missed: the statement is not read"
        return
    chance = random.Random(f"{check['file']}{check['what']}")  # noqa: S311 - no secret
    for seed in seeds(check, found, text, chance):
        after = list(audit_text(seed.text))
        again = found_for(seed.stated, seed.operands, after, seed.text, exactly=True)
        if named(before, after):
            yield seed.slip, "named"
        elif again is not None and again.verdict in HOLDS and again.relation is found.relation:
            yield seed.slip, "assured"
        else:
            yield seed.slip, "missed"


def show(text: str) -> None:
    """Print one line."""
    print(text)  # noqa: T201


def _print_statements(
    counts: Counter[str], by_file: dict[str, Counter[str]], further: Counter[str]
) -> None:
    total = sum(counts.values())
    show("| report | statements | found | missed | false alarms |")
    show("|---|---|---|---|---|")
    for file, own in by_file.items():
        show(
            f"| {file} | {sum(own.values())} | {own['found']} | {own['missed']} | {own['false alarm']} |"
        )
    show(f"| all | {total} | {counts['found']} | {counts['missed']} | {counts['false alarm']} |")
    rate = 100 * counts["found"] / total if total else 0
    show(f"\nrightly judged: {counts['found']} of {total} ({rate:.0f} %); {dict(counts)}")
    show(f"further relations read: {dict(further)}")


def _print_seeded(seeded: Counter[tuple[str, str]]) -> None:
    show("\n| slip | seeded | named | missed | assured |\n|---|---|---|---|---|")
    slips = sorted({slip for slip, _ in seeded})
    for slip in (*slips, "all"):
        own = Counter[str]()
        for (name, outcome), number in seeded.items():
            if slip in {name, "all"}:
                own[outcome.partition(":")[0]] += number
        show(
            f"| {slip} | {sum(own.values())} | {own['named']} | {own['missed']} | {own['assured']} |"
        )


def _print_rows(table: list[tuple[str, ...]]) -> None:
    show("\n| report | statement | by hand | audit | likely slip | |\n|---|---|---|---|---|---|")
    for row in table:
        show("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--rows"]
    if len(arguments) != 1:
        sys.exit(f"usage: python {sys.argv[0]} FOLDER [--rows]")
    sys.exit(main(Path(arguments[0]), rows="--rows" in sys.argv))
