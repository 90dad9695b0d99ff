"""The ten projects with one thing otherwise: what each figure then says, as written down in ``otherwise.txt``.

``test_ten_projects`` works every figure out by hand; from there each part of the page changes one thing, and names the
figures that change, with value, records that lack a cell, note and reason, and no other. INVESTTRACK_RENEW_OTHERWISE=1
writes it anew: read the difference line by line, for each line says what an office is told.
"""

from collections.abc import Mapping
from pathlib import Path

import otherwise
import pytest

from investtrack.metrics import Kind, compute
from investtrack.metrics.ledger_view import LedgerView
from investtrack.values.rate import Points, Rate


PARTS = (
    otherwise.without_a_column, otherwise.without_a_head, otherwise.without_a_sheet, otherwise.without_a_row, otherwise.day_by_day,
    otherwise.period_by_period, otherwise.by_other_rules, otherwise.with_other_targets, otherwise.half_a_yuan,
)  # fmt: skip


def told(value):
    """Return a value as one line."""
    if isinstance(value, Mapping):
        return "{" + "；".join(f"{key} {told(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + "；".join(map(told, value)) + "]"
    if isinstance(value, Rate):
        return f"{value.fraction * 100}％"
    return f"{value.number}点" if isinstance(value, Points) else str(value)


def said(figure, *, in_full=False):
    """Return what a figure says; of a list the names alone, unless *in_full*."""
    value = figure.value
    if figure.kind is Kind.LIST and value is not None and not in_full:
        value = tuple(row["name"] for row in value)
    parts = [told(value) if value is not None else f"没有：{figure.reason}"]
    parts += [f"缺{figure.missing}"] * bool(figure.missing) + [figure.note] * bool(figure.note)
    return "｜".join(parts)


def figures_of(ledger, period, as_of, profile):
    return compute(LedgerView(ledger, profile, period, as_of)).values()


def answers(*settings):
    """Return figure → what it says."""
    return {figure.id: said(figure) for figure in figures_of(*settings)}


def made_of(figure):
    """Return the cells a figure is made of, by the role they have and the part they belong to."""
    for section in figure.sections:
        groups = section.groups or [""] * len(section.records)
        for record, group, amount in zip(
            section.records, groups, section.signed_amounts, strict=True
        ):
            cells = " ".join(
                f"{ref.sheet}!{ref.cell}" for ref in map(record.origin.cell, section.keys(record))
            )
            yield f"{section.role} {group} {told(amount)} {cells}".replace("  ", " ")


def as_they_are():
    for figure in figures_of(*otherwise.settings()):
        yield f"{figure.id}　{said(figure, in_full=True)}"
        yield from (f"  {line}" for line in made_of(figure))


PAGE = otherwise.Page(Path(__file__).with_name("otherwise.txt"), "INVESTTRACK_RENEW_OTHERWISE", as_they_are, PARTS, answers)  # fmt: skip


@pytest.fixture(scope="module")
def written():
    return PAGE.written()


@pytest.mark.parametrize("part", PAGE.parts, ids=lambda part: part.__name__)
def test_each_figure_says_what_is_written_down(part, written):
    assert PAGE.of(part).split("\n") == written[part.__name__].split("\n")
