"""Names of regions as people write them: one where one is meant, asked about where not, and no level dropped."""

from attrs import evolve

from investtrack.cli.main import main
from investtrack.merging import fold
from investtrack.model.converter import ledger_to_json
from investtrack.model.ledger import Region
from investtrack.report import build_report
from investtrack_rollup.county import County
from investtrack_rollup.tree import build_tree
from investtrack_testing import bare_ledger, sample_ledger


REPORT = build_report(bare_ledger())


def county(name, parent=None, *, job=None, above=()):
    return County(
        name=name, job=job or name, parent=parent, above=above, partial=fold(REPORT, name),
        period=REPORT.period, as_of=REPORT.as_of,
    )  # fmt: skip


def paths(root):
    return ["/".join(node.path) for node in root.walk()]


def codes(node):
    return [finding.code for finding in node.all_findings]


def test_a_county_sent_under_a_bare_name_and_behind_its_citys_is_one():
    bare = county("甲二", above=("云州市",))
    full = county("云州市甲二县", above=("云州市",))
    root = build_tree([bare, full], {})
    assert paths(root) == ["云州市", "云州市/甲二县"]
    assert codes(root) == ["region-twice"]


def test_a_county_that_names_only_its_city_keeps_the_province_of_its_folder():
    root = build_tree(
        [
            county("甲县", "东州市", above=("江右省", "东州市")),
            county("乙县", "江右省/东州市", above=("江右省", "东州市")),
            county("丙县", None, above=("江右省", "西州市")),
        ],
        {},
    )
    assert paths(root) == [
        "江右省", "江右省/东州市", "江右省/东州市/乙县", "江右省/东州市/甲县", "江右省/西州市", "江右省/西州市/丙县",
    ]  # fmt: skip


def test_short_long_and_prefixed_names_are_one_city():
    root = build_tree(
        [
            county("甲县", "徐州"),
            county("乙县", "徐州市"),
            county("丙县", "江右省徐州市"),
            county("丁县", "江右省/徐州市"),
        ],
        {},
    )
    assert [node.name for node in root.walk() if node.children] == ["江右省", "徐州市"]
    assert root.partial.counties == 4


def test_a_county_sent_under_two_spellings_is_added_once():
    root = build_tree([county("甲一", "东市", job="1"), county("甲一县", "东市", job="2")], {})
    assert root.partial.counties == 1
    assert codes(root).count("region-twice") == 1


def test_a_name_short_for_two_is_asked_about_and_neither_is_taken():
    root = build_tree(
        [county("伊宁市", "北州"), county("伊宁县", "北州"), county("伊宁", "北州")], {}
    )
    assert root.partial.counties == 3
    (found,) = [f for f in root.all_findings if f.code == "region-unclear"]
    assert "伊宁市、伊宁县" in found.message


def test_homonyms_in_two_cities_are_two():
    root = build_tree(
        [county("鼓楼区", "省/东市", job="1"), county("鼓楼区", "省/西市", job="2")], {}
    )
    assert root.partial.counties == 2
    assert "region-twice" not in codes(root)


def test_a_ledger_that_contradicts_its_folder_is_a_finding():
    root = build_tree([county("甲县", "丙市", above=("省", "乙市")), county("乙县", "乙市")], {})
    (found,) = [f for f in root.all_findings if f.code == "region-contradiction"]
    assert "丙市" in found.message
    assert "乙市" in found.message


def test_folders_that_are_no_regions_are_none():
    root = build_tree(
        [county("甲县", "东市", above=("报送材料",)), county("乙县", "东市", above=("报送材料",))],
        {},
    )
    assert paths(root) == ["东市", "东市/乙县", "东市/甲县"]


def test_who_is_on_the_roster_and_sent_nothing_is_named():
    roster = {"甲县": "东市", "乙县": "东市", "丙县": "东市"}
    root = build_tree([county("甲县"), county("乙县")], roster)
    assert root.left == ("丙县",)
    (found,) = [f for f in root.all_findings if f.code == "region-not-sent"]
    assert "丙县" in found.message


def test_a_copy_lacks_nothing():
    root = build_tree(
        [county("甲县", "东市", job="1"), county("甲县", "东市", job="2"), county("乙县", "东市")],
        {},
    )
    assert root.left == ()


def test_one_countys_faulty_profile_takes_no_other_county_along(tmp_path, capsys):
    folder = tmp_path / "各县"
    folder.mkdir()
    for name in ("甲县", "乙县"):
        ledger = evolve(sample_ledger(), region=Region(name=name, parent="东市"))
        (folder / f"{name}.json").write_text(ledger_to_json(ledger), encoding="utf-8")
    (folder / "甲县.toml").write_text('name = "a"\n[entry]\nthreshold = "五百"\n', encoding="utf-8")
    assert main(["rollup", str(folder), "-o", str(tmp_path / "汇总"), "--top-only"]) == 1
    said = capsys.readouterr().out
    assert "未汇入：甲县——县区配置用不了（甲县.toml" in said
    assert "汇入1个" in said
