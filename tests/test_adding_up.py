"""Printed parts that add up to their printed whole, by the largest remainder."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Amount, Profile, build_report
from investtrack.adding_up import add_up, rounding_text, with_rounding_noted
from investtrack.metrics.figure import Breakdown, Figure, Kind
from investtrack.model.ledger import Ledger
from investtrack.model.profile import DisplayProfile
from investtrack.model.project import Project
from investtrack.values.amount import Unit
from investtrack.values.period import parse_period
from investtrack.values.rounding import RoundingPolicy
from investtrack.wording import figure_text


ADDED = DisplayProfile(add_up=True)


def money(figure_id, wan, whole=""):
    return Figure(
        id=figure_id, title=figure_id, kind=Kind.MONEY, definition="", value=Amount.of(wan, Unit.WAN),
        breakdown=Breakdown.PARTITION if whole else None, whole=whole,
    )  # fmt: skip


def book(total, *parts):
    figures = [money("w", total), *(money(f"p{i}", part, "w") for i, part in enumerate(parts))]
    return {figure.id: figure for figure in figures}


def printed(figures, display=ADDED):
    return [figure_text(figure, display) for figure in figures.values()]


def test_the_largest_remainder_takes_the_digit():
    # 3.034 + 2.744 = 5.778 → 5.78, and 3.03 + 2.74 = 5.77: the missing 0.01 goes to 0.4 of a unit,
    # which both have; the first takes it.
    figures, findings = add_up(book("57780", "30340", "27440"), ADDED)
    assert printed(figures) == ["5.78亿元", "3.04亿元", "2.74亿元"]
    (moved,) = findings
    assert (moved.code, moved.found, moved.expected) == (
        "digit-moved",
        "印作3.04亿元",
        "单独修约为3.03亿元",
    )
    assert figures["p0"].value == Amount.of("30340", Unit.WAN)  # the exact value stays


def test_nothing_moves_where_parts_add_up_or_do_not_make_the_whole():
    for figures in (book("30000", "10000", "20000"), book("57780", "30340", "27000")):
        same, findings = add_up(figures, ADDED)
        assert same == figures
        assert findings == []


def test_a_part_too_small_for_its_unit_is_left_as_it_is():
    # 30万元 is said in 万元, since 0.00亿元 would be a false zero: no sum of 亿元 can be printed.
    figures, findings = add_up(book("57784", "30344", "27410", "30"), ADDED)
    assert printed(figures)[-1] == "30万元"
    assert findings == []


def test_a_series_adds_up_and_an_absent_part_leaves_all_alone():
    parts = {"甲": Amount.of("10004", Unit.WAN), "乙": Amount.of("10044", Unit.WAN)}
    series = Figure(
        id="s", title="s", kind=Kind.SERIES, definition="", value=parts,
        breakdown=Breakdown.PARTITION, whole="w",
    )  # fmt: skip
    # 1.0004 + 1.0044 = 2.0048 → 2.00: rounded alone they are 1.00 and 1.00 already.
    assert add_up({"w": money("w", "20048"), "s": series}, ADDED)[1] == []
    # 1.0048 + 1.0048 = 2.0096 → 2.01, but 1.00 + 1.00.
    parts = dict.fromkeys("甲乙", Amount.of("10048", Unit.WAN))
    figures, _ = add_up({"w": money("w", "20096"), "s": Figure(
        id="s", title="s", kind=Kind.SERIES, definition="", value=parts,
        breakdown=Breakdown.PARTITION, whole="w",
    )}, ADDED)  # fmt: skip
    assert figure_text(figures["s"], ADDED) == "甲1.01亿元、乙1亿元"
    absent = {**book("57780", "30340"), "q": Figure(
        id="q", title="q", kind=Kind.MONEY, definition="", reason="没有", breakdown=Breakdown.PARTITION, whole="w",
    )}  # fmt: skip
    assert add_up(absent, ADDED)[1] == []


@given(
    st.lists(st.integers(10_000, 10**7), min_size=1, max_size=8),
    st.sampled_from([RoundingPolicy.HALF_UP, RoundingPolicy.GBT8170]),
)
def test_printed_parts_always_add_up(parts, rounding):
    display = DisplayProfile(add_up=True, rounding=rounding)
    figures, findings = add_up(book(sum(parts), *parts), display)
    whole, *rest = (Decimal(text.removesuffix("亿元")) for text in printed(figures, display))
    assert sum(rest) == whole
    assert {f.expected for f in findings} <= {
        f"单独修约为{figure_text(figure, display)}" for figure in book(1, *parts).values()
    }


@pytest.mark.parametrize("asked", [False, True])
def test_a_report_asks_for_it_in_its_profile(asked):
    projects = tuple(
        Project(name=name, is_real_estate=kind, total_investment=Amount.of("10048", Unit.WAN), is_in_library=True)
        for name, kind in (("甲", True), ("乙", False))
    )  # fmt: skip
    report = build_report(
        Ledger(projects=projects, period=parse_period("2022Q1")),
        profile=Profile(display=DisplayProfile(add_up=asked)),
    )
    # 1.0048 + 1.0048 = 2.0096: printed 1.00 + 1.00 = 2.01, or 1.01 + 1.00 = 2.01.
    texts = [
        figure_text(report.figures[f"carryover.{part}investment"], report.profile.display)
        for part in ("", "real_estate.", "other.")
    ]
    assert texts == (["2.01亿元", "1.01亿元", "1亿元"] if asked else ["2.01亿元", "1亿元", "1亿元"])
    assert ("digit-moved" in {finding.code for finding in report.findings}) is asked


PLAIN = DisplayProfile()


def test_what_does_not_add_up_says_why():
    figures = book("57780", "30340", "27440")
    noted = with_rounding_noted(figures, PLAIN)
    assert noted["w"].note == "按印出的数相加减差0.01亿元，是四舍五入所致"
    assert [figure.note for name, figure in noted.items() if name != "w"] == ["", ""]
    assert rounding_text(figures, PLAIN) == "w，分项之和与合计的尾数略有出入，因四舍五入所致"


@pytest.mark.parametrize("parts", [("30000", "27780"), ("30341", "27430")])
def test_what_adds_up_or_never_did_says_nothing(parts):
    figures = book("57780", *parts)
    assert with_rounding_noted(figures, PLAIN) == figures
    assert rounding_text(figures, PLAIN) == ""


def test_what_was_made_to_add_up_says_nothing():
    figures, _ = add_up(book("57780", "30340", "27440"), ADDED)
    assert rounding_text(figures, ADDED) == ""


def test_a_difference_is_printed_beside_what_it_is_the_difference_of():
    whole, taken, left = (
        money(name, wan)
        for name, wan in (("remaining.investment", "57780"), ("remaining.unreportable", "30340"), ("remaining.reportable", "27440"))
    )  # fmt: skip
    noted = with_rounding_noted({each.id: each for each in (whole, taken, left)}, PLAIN)
    assert "四舍五入" in noted["remaining.reportable"].note


def test_a_note_is_added_to_what_is_said_already():
    figures = book("57780", "30340", "27440")
    figures["w"] = evolve(figures["w"], note="按项目汇总")
    assert with_rounding_noted(figures, PLAIN)["w"].note.startswith("按项目汇总；")


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=5))
def test_the_sentence_is_there_exactly_where_the_printed_parts_do_not_add_up(parts):
    figures = book(sum(parts), *parts)
    texts = printed(figures, PLAIN)
    whole, *shown = (
        Decimal(text.removesuffix("亿元")) if text.endswith("亿元") else None for text in texts
    )
    if whole is not None and None not in shown:
        assert bool(rounding_text(figures, PLAIN)) == (whole != sum(shown))
