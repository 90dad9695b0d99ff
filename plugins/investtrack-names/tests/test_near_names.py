"""A row that refers to no project is offered those of a near name, and never another phase."""

import subprocess
import sys
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack import Amount, Grade, Profile, Unit, build_report, load_plugins
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.ledger import Ledger, Region
from investtrack.model.project import Project
from investtrack.values.period import Period
from investtrack_names.check import NearNames
from investtrack_names.near import index
from investtrack_testing import sample_ledger


def wan(number):
    return Amount.of(number, Unit.WAN)


def near(name, *projects, total=None):
    """Return the names offered for *name* among *projects*, names or (name, total)."""
    known = tuple(
        Project(name=p) if isinstance(p, str) else Project(name=p[0], total_investment=p[1])
        for p in projects
    )
    ledger = Ledger(region=Region(name="云溪县", parent="苍山市"), projects=known)
    facts = LedgerView(ledger, Profile(), Period.quarter(2022, 1), date(2022, 3, 31))
    return [project.name for project in index(facts).near(name, total)]


@pytest.mark.parametrize(
    ("name", "real"),
    [
        ("铝材加工场", "铝材加工厂"),  # 4 of 5 characters: 2·4 ÷ 10 = 80％
        ("铝材加工厂", "铝材加工厂建设项目"),  # generic words do not count
        ("云溪县铝材加工厂", "铝材加工厂项目"),  # nor does the county's name
        ("苍山市云溪县铝材加工厂", "铝材加工厂"),
        ("青山花园（Ⅱ期）", "青山花园二期工程"),
        ("农村生活污水治理", "云溪县农村生活污水治理及管网提升"),  # short form: 8 of 13 characters
        ("青石镇农业光伏电站", "青石镇农光伏电站项目"),
    ],
)
def test_a_slip_or_a_short_form_is_offered(name, real):
    others = ["河东大桥", "望江街道特色小镇基础设施项目", "体育馆提升改造"]
    assert near(name, *others, real) == [real]


@pytest.mark.parametrize(
    ("name", "real"),
    [
        ("青山花园小区一期", "青山花园小区二期"),
        ("青山花园小区", "青山花园小区二期"),
        ("青山花园小区（1）", "青山花园小区（2）"),
        ("青山花园小区Ⅰ期", "青山花园小区Ⅱ期"),
        ("污水管网改造一标段", "污水管网改造二标段"),
        ("S201线青石段改建", "S202线青石段改建"),
        ("2021年老旧小区改造", "2022年老旧小区改造"),
        ("城东新区污水处理厂", "城西新区污水处理厂"),
        ("铝材加工厂", "石材养殖场"),
        ("建设项目", "工程项目"),
    ],
)
def test_another_phase_number_direction_or_thing_is_not(name, real):
    assert near(name, real) == []


def test_the_same_total_admits_a_less_like_name():
    # 青石镇冷链物流园 and 青石镇冷链仓库: 5 of 8 and 7 characters, 2·5 ÷ 15 = 67％
    real = ("青石镇冷链仓库", wan(9000))
    assert near("青石镇冷链物流园", real) == []
    assert near("青石镇冷链物流园", real, total=wan(9001)) == []
    assert near("青石镇冷链物流园", real, total=wan(9000)) == ["青石镇冷链仓库"]


def test_the_nearest_come_first_and_at_most_three():
    offered = near("农产品冷链物流中心", "农产品冷链物流中央", "农产品冷链物流中心站", "农产品冷链物流总站心",
                   "农产品冷链物流中新", "农产品冷链物流忠心")  # fmt: skip
    assert len(offered) == 3
    assert offered[0] == "农产品冷链物流中心站"  # 2·9 ÷ 19 = 95％; the others 2·8 ÷ 18 = 89％


def test_those_far_behind_the_nearest_are_not_offered():
    # 100％ against 2·8 ÷ 18 = 89％
    assert near("农产品冷链物流中心", "农产品冷链物流忠心", "农产品冷链物流中心项目") == [
        "农产品冷链物流中心项目"
    ]


def lost(**changes):
    """Return the sample with a resumption that refers to no project by code or name."""
    ledger = sample_ledger()
    real = evolve(ledger.projects[0], name="河东新区大桥")
    row = evolve(ledger.resumptions[0], code=None, name="河东新区大侨", **changes)
    return evolve(ledger, projects=(real, *ledger.projects[1:]), resumptions=(row,))


def unknown(ledger, profile=None):
    found = build_report(ledger, profile=profile, checks=[NearNames()]).findings
    return [f for f in found if f.code == "project-unknown" and f.place.sheet == "复工复产"]


def test_the_finding_offers_the_name_and_says_how_to_settle_it():
    ledger = lost()
    (finding,) = unknown(ledger)
    assert finding.grade is Grade.WARNING
    assert "是否就是“河东新区大桥”？" in finding.mend
    assert "aliases" in finding.mend
    assert finding.related == (ledger.projects[0].origin.cell("name"),)


def test_the_alias_it_asks_for_settles_it():
    assert unknown(lost(), Profile(aliases={"河东新区大侨": "河东新区大桥"})) == []


def test_a_new_project_near_to_none_stays_a_note():
    found = build_report(sample_ledger(), checks=[NearNames()]).findings
    assert {f.grade for f in found if f.code == "project-unknown"} == {Grade.NOTE}
    assert not any("是否" in f.mend for f in found)


def test_it_is_installed():
    assert load_plugins().checks["near-names"].label == "相近名称"


def test_the_matcher_is_loaded_only_for_a_row_that_refers_to_nothing():
    script = """
import sys
from attrs import evolve
from investtrack import build_report, load_plugins
from investtrack_testing import sample_ledger
checks = load_plugins(("checks",)).checks.values()
whole = sample_ledger()
linked = evolve(whole, entries=(), starts=(), supervisions=())
build_report(linked, checks=checks)
print("rapidfuzz" in sys.modules)
build_report(whole, checks=checks)
print("rapidfuzz" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]


@settings(max_examples=40, deadline=None)
@given(
    base=st.text("青山花园铝材加工污水管网改造", min_size=3, max_size=9),
    numbers=st.lists(st.integers(1, 40), min_size=2, max_size=5, unique=True),
    kind=st.sampled_from(["期", "标段", "批"]),
)
def test_no_phase_is_ever_offered_for_another(base, numbers, kind):
    first, *others = (f"{base}{number}{kind}" for number in numbers)
    assert near(first, base, *others) == []


@settings(max_examples=40, deadline=None)
@given(
    names=st.lists(
        st.text("甘露松竹柳梅兰菊桂桃", min_size=8, max_size=10), min_size=1, max_size=20
    ),
    place=st.integers(0, 7),
    pick=st.integers(0, 19),
)
def test_one_wrong_character_of_eight_is_found_again(names, place, pick):
    real = names[pick % len(names)]
    wrong = f"{real[:place]}垚{real[place + 1 :]}"
    assert wrong not in names
    # 2·7 ÷ 16 = 87％ at least, unless three others are as near
    offered = near(wrong, *names)
    assert real in offered or len(offered) == 3
