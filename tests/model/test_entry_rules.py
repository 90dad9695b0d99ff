"""Which papers an entry needs: all of, any of, substitutes, by kind, size and date."""

from datetime import date

import pytest

from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.entry import (
    Entry,
    EntryKind,
    PaperRule,
    PaperState,
    Readiness,
    readiness,
)
from investtrack.model.ledger import Ledger
from investtrack.model.profile import EntryProfile, Profile
from investtrack.model.project import Project
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Period


YES, NO, NEEDLESS = PaperState.HELD, PaperState.LACKING, PaperState.NOT_NEEDED
T = date(2022, 3, 20)


def wan(number):
    return Amount.of(number, Unit.WAN)


def state(held=(), missing=(), unknown=()):
    return Readiness(held=tuple(held), missing=tuple(missing), unknown=tuple(unknown))


ALL = PaperRule(all_of=("立项", "用地"))
ANY = PaperRule(any_of=(("施工合同", "现场照片"),))
STAND_IN = PaperRule(all_of=("施工许可",), substitutes={"施工许可": ("施工图", "规划许可")})


@pytest.mark.parametrize(
    ("rule", "papers", "expected"),
    [
        (ALL, {"立项": YES, "用地": YES}, state(["立项", "用地"])),
        (ALL, {"立项": YES, "用地": NO}, state(["立项"], ["用地"])),
        (ALL, {"立项": YES, "用地": NEEDLESS}, state(["立项"])),  # 1 of 1
        (ALL, {"立项": YES, "用地": None}, state(["立项"], ["用地"], ["用地"])),
        (ALL, {}, state([], ["立项", "用地"], ["立项", "用地"])),
        (ALL, {"立项": YES, "用地": YES, "环评": NO}, state(["立项", "用地"])),  # not asked for
        (ANY, {"施工合同": NO, "现场照片": YES}, state(["施工合同或现场照片"])),
        (ANY, {"施工合同": YES, "现场照片": YES}, state(["施工合同或现场照片"])),  # one, not two
        (ANY, {"施工合同": NO, "现场照片": None}, state([], ["施工合同或现场照片"])),
        (ANY, {}, state([], ["施工合同或现场照片"], ["施工合同或现场照片"])),
        (STAND_IN, {"施工许可": YES}, state(["施工许可"])),
        (STAND_IN, {"施工许可": NO, "施工图": YES}, state(["施工许可"])),
        (STAND_IN, {"施工许可": None, "规划许可": YES}, state(["施工许可"])),
        (STAND_IN, {"施工许可": NO, "施工图": NO}, state([], ["施工许可"])),
        (STAND_IN, {"施工许可": NEEDLESS}, state()),
        (PaperRule(), {"立项": NO}, state()),  # a rule that asks for nothing
        (None, {"立项": YES, "用地": None, "环评": NEEDLESS}, state(["立项"], ["用地"], ["用地"])),
        (None, {}, state()),
    ],
    ids=range(18),
)
def test_papers_against_a_rule(rule, papers, expected):
    assert readiness(papers, rule) == expected
    assert readiness(papers, rule).required == len(expected.held) + len(expected.missing)


def test_several_groups_are_each_required():
    rule = PaperRule(all_of=("立项",), any_of=(("合同", "照片"), ("发票", "转账凭证")))
    found = readiness({"立项": YES, "照片": YES, "发票": NO}, rule)
    assert found == state(["立项", "合同或照片"], ["发票或转账凭证"])


@pytest.mark.parametrize(
    ("rule", "kind", "total", "fits"),
    [
        (PaperRule(), EntryKind.CONSTRUCTION, None, True),
        (PaperRule(kinds=(EntryKind.REAL_ESTATE,)), EntryKind.REAL_ESTATE, None, True),
        (PaperRule(kinds=(EntryKind.REAL_ESTATE,)), EntryKind.PURCHASE, None, False),
        (PaperRule(minimum=wan(5000)), EntryKind.CONSTRUCTION, wan(5000), True),  # included
        (PaperRule(minimum=wan(5000)), EntryKind.CONSTRUCTION, wan("4999.9999"), False),
        (PaperRule(below=wan(5000)), EntryKind.CONSTRUCTION, wan("4999.9999"), True),
        (PaperRule(below=wan(5000)), EntryKind.CONSTRUCTION, wan(5000), False),  # excluded
        (PaperRule(minimum=wan(500), below=wan(5000)), EntryKind.CONSTRUCTION, wan(700), True),
        (PaperRule(minimum=wan(500)), EntryKind.CONSTRUCTION, None, False),  # size unknown
        (PaperRule(below=wan(500)), EntryKind.CONSTRUCTION, None, False),
    ],
    ids=range(10),
)
def test_kind_and_size(rule, kind, total, fits):
    assert rule.fits(kind, total, T) is fits


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (None, None, True),
        (T, T, True),  # both days included
        (date(2022, 3, 21), None, False),
        (None, date(2022, 3, 19), False),
        (date(2022, 1, 1), None, True),
        (None, date(2022, 12, 31), True),
    ],
)
def test_validity(first, last, fits):
    rule = PaperRule(valid_from=first, valid_until=last)
    assert rule.fits(EntryKind.CONSTRUCTION, None, T) is fits


def test_the_first_rule_that_fits_decides():
    old = PaperRule(all_of=("旧",), valid_until=date(2021, 12, 31))
    large = PaperRule(all_of=("大",), minimum=wan(5000))
    rest = PaperRule(all_of=("小",))
    profile = EntryProfile(rules=(old, large, rest))
    kind = EntryKind.CONSTRUCTION
    assert profile.rule_for(kind, wan(9000), T) is large
    assert profile.rule_for(kind, wan(600), T) is rest
    assert profile.rule_for(kind, None, T) is rest
    assert profile.rule_for(kind, wan(9000), date(2021, 6, 1)) is old
    assert EntryProfile(rules=(large,)).rule_for(kind, wan(600), T) is None


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (Entry(name="青山花园"), EntryKind.REAL_ESTATE),  # 项目台账 says so
        (Entry(name="云帆公司设备购置"), EntryKind.PURCHASE),
        (Entry(name="云帆公司", remark="单纯购置"), EntryKind.PURCHASE),
        (Entry(name="河东大桥"), EntryKind.CONSTRUCTION),
        (Entry(name="没有台账的项目"), EntryKind.CONSTRUCTION),
    ],
    ids=range(5),
)
def test_the_kind_of_an_entry(entry, kind):
    projects = (
        Project(name="青山花园", is_real_estate=True),
        Project(name="河东大桥", is_real_estate=False),
    )
    ledger = Ledger(projects=projects, entries=(entry,))
    assert LedgerView(ledger, Profile(), Period.quarter(2022, 1), T).entry_kind(entry) is kind
