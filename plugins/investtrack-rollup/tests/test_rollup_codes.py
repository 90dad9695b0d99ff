"""Regions by their codes: GB/T 2260 by year, a roster of one's own, homonyms apart, spellings one, contradictions said."""

from datetime import date

import pytest
from attrs import evolve

from investtrack.errors import SourceError
from investtrack.merging import fold
from investtrack.model.converter import ledger_to_json
from investtrack.model.ledger import Region
from investtrack.report import build_report
from investtrack_rollup import rollup
from investtrack_rollup.county import County
from investtrack_rollup.divisions import division, divisions
from investtrack_rollup.roster import RosterRow, read_roster
from investtrack_rollup.tree import build_tree
from investtrack_testing import bare_ledger, sample_ledger


REPORT = build_report(bare_ledger())


def county(name, code="", parent=None, *, job=None, above=()):
    return County(
        name=name, job=job or f"{name}{code}", code=code, parent=parent, above=above, partial=fold(REPORT, name),
        period=REPORT.period, as_of=date(2022, 3, 20),
    )  # fmt: skip


def paths(root):
    return ["/".join(node.path) for node in root.walk() if not node.children]


def codes(node):
    return [finding.code for finding in node.all_findings]


@pytest.mark.parametrize(
    ("code", "year", "name", "above"),
    [
        ("110108", 2022, "海淀区", ("北京市",)),
        ("320300", 2022, "徐州市", ("江苏省",)),
        ("320323", 2009, "铜山县", ("江苏省", "徐州市")),
        ("320312", 2022, "铜山区", ("江苏省", "徐州市")),
        ("429004", 2022, "仙桃市", ("湖北省",)),
        ("659001", 2022, "石河子市", ("新疆维吾尔自治区",)),
        ("654002", 2022, "伊宁市", ("新疆维吾尔自治区", "伊犁哈萨克自治州")),
        ("330113", 2022, "临平区", ("浙江省", "杭州市")),
        ("371202", 2017, "莱城区", ("山东省", "莱芜市")),
        ("370116", 2022, "莱芜区", ("山东省", "济南市")),
        ("810000", 2022, "香港特别行政区", ()),
    ],
)
def test_a_code_has_a_name_and_what_lies_above_by_year(code, year, name, above):
    found = division(code, year)
    assert (found.name, found.above) == (name, above)


@pytest.mark.parametrize(
    ("code", "year"),
    [("320323", 2022), ("330113", 2019), ("330103", 2023), ("991234", 2022), ("371202", 2022)],
)
def test_a_code_out_of_use_is_nothing_in_that_year(code, year):
    assert division(code, year) is None


def test_in_the_year_of_a_change_a_code_is_both():
    assert [each.name for each in divisions("120110")] == ["东丽区", "东郊区"]
    assert division("120110", 1991).name == "东郊区"
    assert division("120110", 1992).name == "东丽区"


def test_two_of_one_name_are_told_apart_by_their_codes_and_placed():
    root = build_tree([county("鼓楼区", "320106"), county("鼓楼区", "320302")], {})
    assert paths(root) == ["江苏省/南京市/鼓楼区", "江苏省/徐州市/鼓楼区"]
    assert codes(root) == []


def test_two_of_one_name_and_one_path_are_two_by_their_codes():
    one = county("鼓楼区", "471106", "江右省")
    two = county("鼓楼区", "471302", "江右省")
    root = build_tree([one, two], {})
    assert root.partial.counties == 2
    assert sorted(paths(root)) == ["江右省/鼓楼区", "江右省/鼓楼区（471302）"]


def test_short_and_long_spellings_of_one_code_are_one_and_never_added_twice():
    root = build_tree(
        [
            county("铜山", "320312"),
            county("江苏省徐州市铜山区", "320312"),
            county("沛县", "320322"),
        ],
        {},
    )
    assert root.partial.counties == 2
    assert paths(root) == ["江苏省/徐州市/沛县", "江苏省/徐州市/铜山区"]
    assert "region-twice" in codes(root)


def test_a_code_that_contradicts_the_name_is_said_and_not_believed():
    root = build_tree([county("沛县", "320312", "徐州市"), county("丰县", "320321", "徐州市")], {})
    (found,) = [f for f in root.all_findings if f.code == "region-code-differs"]
    assert "江苏省徐州市铜山区" in found.message
    assert root.partial.counties == 2


def test_a_code_elsewhere_than_the_ledger_says_is_asked_about():
    root = build_tree([county("鼓楼区", "320302", "福州市"), county("台江区", "", "福州市")], {})
    (found,) = [f for f in root.all_findings if f.code == "region-code-differs"]
    assert "江苏省徐州市鼓楼区" in found.message
    assert paths(root) == ["福州市/台江区", "福州市/鼓楼区"]


def test_a_code_no_longer_in_use_is_a_warning_and_an_unknown_one_a_note():
    root = build_tree([county("铜山县", "320323"), county("甲县", "471203")], {})
    by_code = {f.code: f for f in root.all_findings}
    assert "用到2010年" in next(f.message for f in root.all_findings if "320323" in f.message)
    assert by_code["region-code-unknown"]
    grades = {f.message[:6]: f.grade.value for f in root.all_findings}
    assert len(grades) == 2
    assert len(set(grades.values())) == 2


def test_one_code_of_two_unlike_names_is_an_error_and_both_count():
    root = build_tree([county("甲县", "471203", "云州市"), county("乙县", "471203", "云州市")], {})
    (found,) = [f for f in root.all_findings if f.code == "region-code-differs"]
    assert found.grade.value == "error"
    assert root.partial.counties == 2


def test_a_city_with_a_code_lies_above_its_counties_by_their_digits():
    city = evolve(county("云州市", "471200", "江右省"))
    root = build_tree([city, county("甲县", "471203"), county("乙县", "471204")], {})
    assert paths(root) == ["江右省/云州市/乙县", "江右省/云州市/甲县"] or paths(root) == [
        "云州市/乙县",
        "云州市/甲县",
    ]


def roster(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "名单.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_roster_gives_parents_by_code_and_names_who_sent_nothing(tmp_path):
    path = roster(
        tmp_path,
        "行政区划代码,地区\n470000,江右省\n471200,云州市\n471203,云溪县\n471204,乙县\n471300,雨州市\n471303,云溪县\n",
    )
    rows = read_roster(path)
    assert RosterRow("云溪县", "雨州市", "471303") in rows
    root = build_tree([county("云溪", "471203"), county("乙县", "", "云州市")], {}, rows)
    assert paths(root) == ["江右省/云州市/乙县", "江右省/云州市/云溪县"]
    unsent = [f.message for f in root.all_findings if f.code == "region-not-sent"]
    assert len(unsent) == 1  # the other 云溪县
    assert "雨州市云溪县" in unsent[0]


def test_a_roster_of_two_homonyms_without_codes_keeps_them_apart(tmp_path):
    rows = read_roster(roster(tmp_path, "地区,上级地区\n鼓楼区,东州市\n鼓楼区,西州市\n", "gb18030"))
    root = build_tree([county("鼓楼区", "", "东州市"), county("丙县", "", "西州市")], {}, rows)
    (found,) = [f for f in root.all_findings if f.code == "region-not-sent"]
    assert "鼓楼区" in found.message
    assert paths(root) == ["东州市/鼓楼区", "西州市/丙县"]


def test_a_roster_knows_codes_that_the_list_has_not_yet():
    rows = (RosterRow("新设县", "徐州市", "320399"), RosterRow("徐州市", "江苏省", "320300"))
    root = build_tree([county("新设", "320399"), county("沛县", "320322")], {}, rows)
    assert paths(root) == ["江苏省/徐州市/新设县", "江苏省/徐州市/沛县"]
    assert codes(root) == []


@pytest.mark.parametrize(
    "text", ["地区,上级地区\n甲县,\n", "甲县\n", "行政区划代码,地区\n12,甲县\n"]
)
def test_rows_that_say_too_little_are_named(tmp_path, text):
    with pytest.raises(SourceError, match="归属表第"):
        read_roster(roster(tmp_path, text))


def test_the_code_of_a_ledger_travels(tmp_path):
    for name, code in (("鼓楼区", "320106"), ("鼓楼区", "320302")):
        ledger = evolve(sample_ledger(), region=Region(name=name, code=code))
        (tmp_path / f"{code}.json").write_text(ledger_to_json(ledger), encoding="utf-8")
    done = rollup([tmp_path], workers=1)
    assert paths(done.root) == ["江苏省/南京市/鼓楼区", "江苏省/徐州市/鼓楼区"]
