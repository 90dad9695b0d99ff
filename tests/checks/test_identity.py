"""Which spellings are one project, and what is said where one project's amounts differ."""

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack import Amount, Grade, Profile, Unit, build_report
from investtrack.checks.identity import ProjectNames, identity_of, may_be_one
from investtrack.model.ledger import Region
from investtrack.model.project import Project
from investtrack.model.prospect import Reserve
from investtrack.model.source import CellRef, Origin, SheetRef
from investtrack.values.period import month
from investtrack_testing import sample_ledger


M2 = month(2022, 2)
HERE = SheetRef("甲.xlsx", "项目台账", {"name": 1, "total_investment": 2, "actual.2022-02": 3})
THERE = SheetRef("乙.xlsx", "在库项目", {"name": 0, "total_investment": 4, "actual.2022-02": 5})


def wan(number):
    return Amount.of(number, Unit.WAN)


def two_ledgers(first, second, profile=None):
    """Return the findings of a county whose project stands in 甲.xlsx row 2 and 乙.xlsx row 9."""
    projects = (
        Project(**{"name": "河东大桥", "origin": Origin(HERE, 2), **first}),
        Project(**{"name": "河东大桥", "origin": Origin(THERE, 9), **second}),
    )
    ledger = evolve(sample_ledger(), projects=projects)
    return build_report(ledger, profile=profile).findings


def of(code, findings):
    return [finding for finding in findings if finding.code == code]


@pytest.mark.parametrize(
    "spelling",
    [
        "青山花园（二期）",
        "青山花园(二期)",
        "★青山花园二期",
        "■ 青山 花园\n二期",
        "青山花园第二期",
        "青山花园Ⅱ期",
        "青山花园 II期",
        "青山花园２期",
        "【青山花园】2期",
        "青山花园—二期",
    ],
)
def test_one_project_in_many_spellings(spelling):
    assert identity_of(spelling) == identity_of("青山花园二期")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青山花园一期", "青山花园二期"),
        ("青山花园", "青山花园二期"),
        ("青山花园Ⅰ期", "青山花园Ⅱ期"),
        ("青山花园(1)", "青山花园(2)"),
        ("青山花园", "青山花园（2）"),
        ("铝材厂一标段", "铝材厂二标段"),
        ("铝材厂A标段", "铝材厂B标段"),
        ("铝材厂二期一标", "铝材厂二期二标"),
        ("老旧小区改造第一批", "老旧小区改造第三批"),
        ("S201线改建", "S202线改建"),
        ("2021年老旧小区改造", "2022年老旧小区改造"),
        ("年产10万吨铝材", "年产20万吨铝材"),
        ("3号路", "5号路"),
        ("标准化厂房A区", "标准化厂房B区"),
        ("河东大桥", "河西大桥"),
        ("城南污水处理厂", "城北污水处理厂"),
        ("新建排水管网", "老旧排水管网"),
    ],
)
def test_phases_lots_numbers_and_directions_are_projects_of_their_own(one, other):
    assert identity_of(one) != identity_of(other)
    assert may_be_one(identity_of(one), identity_of(other)) is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("铝材加工厂", "铝材加工场"),
        ("铝材加工厂建设项目", "铝材加工厂项目"),
        ("青山花园二期工程", "青山花园Ⅱ期项目"),
        ("城东污水处理厂", "城污水处理厂"),
        ("年产十万吨铝材", "年产10万吨铝材"),
    ],
)
def test_what_only_wording_tells_apart_may_be_one(one, other):
    assert may_be_one(identity_of(one), identity_of(other)) is True


@pytest.mark.parametrize(
    "name", ["十四五期间路网", "二标准厂房", "三批发市场", "一阶达标工程", "统一供水工程"]
)
def test_words_that_only_look_like_parts_are_none(name):
    assert identity_of(name).parts == ()


@settings(max_examples=60)
@given(
    base=st.text("青山花园铝材加工厂污水管网", min_size=2, max_size=8),
    numbers=st.lists(st.integers(1, 99), min_size=2, max_size=2, unique=True),
    kind=st.sampled_from(["期", "标段", "批"]),
)
def test_other_numbers_of_a_part_never_make_one_project(base, numbers, kind):
    one, other = (identity_of(f"{base}第{number}{kind}") for number in numbers)
    assert one.base == other.base == base
    assert may_be_one(one, other) is False


def _chinese(number):
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones or not tens else "")


@settings(max_examples=60)
@given(number=st.integers(1, 99))
def test_chinese_and_arabic_numerals_of_a_phase_are_one(number):
    assert identity_of(f"花园{_chinese(number)}期") == identity_of(f"花园{number}期")


def test_an_alias_is_its_project():
    names = ProjectNames({"河东桥": "河东大桥"})
    assert names.identity("★河东 桥") == names.identity("河东大桥")
    assert names.identity("河西桥") == identity_of("河西桥")


def test_two_ledgers_of_one_project_show_both_cells():
    found = two_ledgers({"total_investment": wan(20000)}, {"total_investment": wan(21000)})
    (differs,) = of("ledgers-differ", found)
    assert differs.grade is Grade.ERROR
    assert differs.place == CellRef("乙.xlsx", "在库项目", "E9")
    assert differs.related == (CellRef("甲.xlsx", "项目台账", "C2"),)
    assert (differs.found, differs.expected) == (
        "21000万元",
        "20000万元（甲.xlsx｜项目台账!C2）",
    )


def test_amounts_of_a_month_are_compared_with_that_month_only():
    found = two_ledgers(
        {"actual": ((M2, wan(450)),)}, {"actual": ((M2, wan(460)), (month(2022, 3), wan(900)))}
    )
    assert [f.place.cell for f in of("ledgers-differ", found)] == ["F9"]


def test_equal_or_unknown_amounts_are_no_difference():
    assert not of("ledgers-differ", two_ledgers({"total_investment": wan(5)}, {}))
    same = {"total_investment": Amount.of("2", Unit.YI)}
    assert not of("ledgers-differ", two_ledgers({"total_investment": wan(20000)}, same))


def test_the_cause_of_a_difference_is_guessed():
    # 20000 万元 entered as 2 万元: 亿元 in a 万元 column
    (slip,) = of(
        "ledgers-differ",
        two_ledgers({"total_investment": wan(20000)}, {"total_investment": wan(2)}),
    )
    assert "1万倍" in slip.message
    # 12345 万元 is 1.23亿元 after rounding to 0.01亿元: 45 万元 ≤ half of 100 万元, 0.36％
    (rounded,) = of(
        "ledgers-differ",
        two_ledgers({"total_investment": wan(12345)}, {"total_investment": wan(12300)}),
    )
    assert "四舍五入" in rounded.message
    assert rounded.grade is Grade.WARNING
    # 1540 and 1500 differ by 2.6％: no rounding
    (plain,) = of(
        "ledgers-differ",
        two_ledgers({"total_investment": wan(1540)}, {"total_investment": wan(1500)}),
    )
    assert plain.grade is Grade.ERROR


def test_phases_in_two_ledgers_are_not_one_project():
    amounts = {"total_investment": wan(1)}, {"total_investment": wan(2)}
    first, second = amounts
    found = two_ledgers({"name": "花园一期", **first}, {"name": "花园二期", **second})
    assert not of("ledgers-differ", found)
    found = two_ledgers({"name": "花园二期", **first}, {"name": "花园(Ⅱ期)", **second})
    assert len(of("ledgers-differ", found)) == 1


def test_a_code_decides_before_a_name():
    first, second = {"total_investment": wan(1)}, {"total_investment": wan(2)}
    assert of(
        "ledgers-differ",
        two_ledgers({"code": "A1", **first}, {"code": "A1", "name": "东桥", **second}),
    )
    assert not of("ledgers-differ", two_ledgers({"code": "A1", **first}, {"code": "A2", **second}))
    assert of("ledgers-differ", two_ledgers({"code": "A1", **first}, second))


def test_an_alias_joins_two_ledgers():
    first, second = {"total_investment": wan(1)}, {"name": "河东桥", "total_investment": wan(2)}
    assert not of("ledgers-differ", two_ledgers(first, second))
    profile = Profile(aliases={"河东桥": "河东大桥"})
    assert of("ledgers-differ", two_ledgers(first, second, profile))


def test_two_rows_of_one_sheet_are_duplicates_not_two_ledgers():
    found = two_ledgers(
        {"total_investment": wan(1)}, {"total_investment": wan(2), "origin": Origin(HERE, 3)}
    )
    assert not of("ledgers-differ", found)
    assert of("duplicate-name", found)


def test_a_new_project_in_two_sheets_states_one_total():
    # the sample's plant stands in 入库计划 and 集中开工 with 9000 and in 项目台账 not at all
    ledger = sample_ledger()
    assert not of("total-differs", build_report(ledger).findings)
    start = evolve(ledger.starts[0], total_investment=wan(9500))
    (differs,) = of("total-differs", build_report(evolve(ledger, starts=(start,))).findings)
    assert (differs.found, differs.expected) == ("9500万元", "9000万元")
    assert "集中开工和入库计划" in differs.message
    assert differs.related == (ledger.entries[0].origin.cell("total_investment"),)
    known = evolve(start, code=None, name=ledger.projects[0].name, total_investment=None)
    both = build_report(evolve(ledger, starts=(known, start))).findings
    assert len(of("total-differs", both)) == 1


def test_a_reserve_that_became_a_project_states_its_total():
    reserve = Reserve(
        name="青山花园", total_investment=wan(49000),
        origin=Origin(SheetRef("样例台账.xlsx", "储备项目", {"total_investment": 1}), 5),
    )  # fmt: skip
    (differs,) = of(
        "total-differs", build_report(evolve(sample_ledger(), reserves=(reserve,))).findings
    )
    assert (differs.found, differs.expected) == ("49000万元", "50000万元")
    assert "储备项目和项目台账" in differs.message


def test_an_alias_links_a_row_to_its_project():
    ledger = sample_ledger()
    renamed = evolve(ledger.resumptions[0], code=None, name="河东桥梁")
    ledger = evolve(ledger, resumptions=(renamed,), region=Region(name="样例县"))
    assert of("project-unknown", build_report(ledger).findings)
    profile = Profile(aliases={"河东桥梁": "河东大桥"})
    report = build_report(ledger, profile=profile)
    resumption = report.ledger.resumptions[0]
    assert report.facts.project_of(resumption) is ledger.projects[0]
    codes = [f.code for f in report.findings if f.place.sheet == "复工复产"]
    assert "project-unknown" not in codes
    # the same code under the alias is the same name
    coded = evolve(ledger, resumptions=(evolve(renamed, code="A1"),))
    assert of("name-differs", build_report(coded).findings)
    assert not of("name-differs", build_report(coded, profile=profile).findings)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("铝材厂一期", ("期1",)), ("铝材厂二标段", ("标段2",)), ("铝材厂二标", ("标段2",)), ("改造第三批", ("批3",)), ("改造三批次", ("批3",)), ("路网一阶段", ("阶段1",)),
        ("铝材厂Ⅹ期", ("期10",)), ("铝材厂IV期", ("期4",)),
        *((f"路网二期{word}", ()) for word in "间限货权末初"), *((f"路网二标{word}", ()) for word in "准志杆识的"), *((f"路网二批{word}", ()) for word in "发准复"),
    ],
)  # fmt: skip
def test_the_parts_of_a_name(name, parts):
    assert tuple(identity_of(name).parts) == parts


@pytest.mark.parametrize("word", "东西南北中上下左右内外前后新老甲乙丙丁大小")
def test_of_two_names_that_differ_in_an_opposed_word_neither_is_the_other(word):
    other = "东" if word != "东" else "西"
    assert not may_be_one(
        identity_of(f"河{word}水处理厂工程"), identity_of(f"河{other}水处理厂工程")
    )


@pytest.mark.parametrize(("roman", "number"), [("I", 1), ("II", 2), ("III", 3), ("IV", 4), ("V", 5), ("VI", 6), ("VII", 7), ("VIII", 8), ("IX", 9), ("X", 10)])  # fmt: skip
def test_a_roman_numeral_of_a_phase_is_its_number(roman, number):
    assert identity_of(f"青山花园{roman}期") == identity_of(f"青山花园{number}期")
    assert identity_of(f"青山花园{roman}期").parts == (f"期{number}",)
