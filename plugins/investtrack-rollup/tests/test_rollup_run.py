"""Counties folded by many workers: a bad one is a row, a lost one is a row, and nothing is read twice."""

import csv
import json
import os
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest
from attrs import evolve

from investtrack.analysis import ConclusionKind, judge
from investtrack.cli.main import main
from investtrack.errors import SourceError
from investtrack.model.converter import ledger_to_json
from investtrack.model.ledger import Region
from investtrack.plugin import load_plugins
from investtrack.values.amount import Amount, Unit
from investtrack_rollup import county as county_module
from investtrack_rollup import rollup
from investtrack_rollup.county import Job, fold_county
from investtrack_rollup.reports import node_report
from investtrack_rollup.run import discover
from investtrack_rollup.store import CountyStore, decode, encode
from investtrack_testing import sample_ledger


def write(path, name, parent="东市"):
    ledger = evolve(sample_ledger(), region=Region(name=name, parent=parent))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ledger_to_json(ledger), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    for name in ("甲县", "乙县", "丙县"):
        write(tmp_path / "台账" / f"{name}.json", name)
    return tmp_path / "台账"


def test_processes_give_what_one_thread_gives(folder):
    many = rollup([folder], workers=2)
    with ThreadPoolExecutor(1) as executor:
        one = rollup([folder], executor=executor)
    assert many.root.partial == one.root.partial
    assert many.root.partial.counties == 3


def test_a_bad_county_is_a_row_and_the_rest_goes_on(folder):
    (folder / "坏县.json").write_text("{", encoding="utf-8")
    done = rollup([folder], workers=1)
    assert done.root.partial.counties == 3
    (bad,) = [county for county in done.counties if county.error]
    assert bad.name == "坏县"
    assert "county-unusable" in [finding.code for finding in done.root.all_findings]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the fault is planted by forking")
def test_a_county_that_kills_its_worker_is_named_and_the_rest_goes_on(folder, monkeypatch):
    import multiprocessing

    if multiprocessing.get_start_method() != "fork":
        pytest.skip("the fault is planted by forking")
    write(folder / "凶县.json", "凶县")
    real = county_module.read_county
    monkeypatch.setattr(
        county_module, "read_county", lambda job: os._exit(9) if job.name == "凶县" else real(job)
    )
    done = rollup([folder], workers=2)
    assert done.root.partial.counties == 3
    assert [county.name for county in done.counties if county.error] == ["凶县"]
    assert "county-lost" in [finding.code for finding in done.root.all_findings]


def test_what_an_executor_raises_is_one_countys_row(folder):
    class Failing(ThreadPoolExecutor):
        def submit(self, fn, job):
            return super().submit(self.fail if job.name == "乙县" else fn, job)

        def fail(self, job):
            raise RuntimeError("node down")

    with Failing(1) as executor:
        done = rollup([folder], executor=executor)
    assert done.root.partial.counties == 2
    assert [county.name for county in done.counties if county.error] == ["乙县"]


def test_finished_counties_are_kept_by_content(folder, tmp_path):
    store = tmp_path / "kept"
    first = rollup([folder], workers=1, store=store)
    assert first.reused == 0
    again = rollup([folder], workers=1, store=store)
    assert again.reused == 3
    assert again.root.partial == first.root.partial
    write(folder / "甲县.json", "甲县", parent="西市")
    changed = rollup([folder], workers=1, store=store)
    assert changed.reused == 2
    assert {child.name for child in changed.root.children} == {"东市", "西市"}


def test_a_damaged_kept_county_is_read_again(folder, tmp_path):
    rollup([folder], workers=1, store=tmp_path / "kept")
    for path in (tmp_path / "kept").iterdir():
        path.write_text(path.read_text(encoding="utf-8")[:100], encoding="utf-8")
    assert rollup([folder], workers=1, store=tmp_path / "kept").reused == 0


def test_what_travels_is_the_same_after_json(folder):
    county = fold_county(Job(name="甲县", paths=(folder / "甲县.json",)))
    assert decode(json.loads(json.dumps(encode(county)))) == county


def test_a_kept_county_of_other_settings_is_not_taken(folder, tmp_path):
    job = Job(name="甲县", paths=(folder / "甲县.json",))
    store = CountyStore(tmp_path)
    store.save(job, fold_county(job))
    assert store.load(job) is not None
    assert store.load(evolve(job, as_of=county_module.date(2022, 3, 1))) is None


def test_a_code_used_in_two_counties_names_both_cells(folder):
    # every sample county has the project A1 河东大桥 and A2 青山花园
    done = rollup([folder], workers=1)
    found = [
        finding for finding in done.root.all_findings if finding.code == "code-in-two-counties"
    ]
    assert [finding.found for finding in found] == ["A1", "A2"]
    assert "名称相同" in found[0].message
    assert len(found[0].related) == 2


def test_each_file_is_a_county_or_each_folder(tmp_path):
    for place in ("甲县/项目.json", "甲县/目标.json", "乙县/项目.json"):
        write(tmp_path / place, place.split("/")[0])
    plugins = load_plugins(("importers",))
    assert sorted(discover(plugins, [tmp_path])) == ["乙县/项目", "甲县/目标", "甲县/项目"]
    assert {
        name: len(paths) for name, paths in discover(plugins, [tmp_path], by_folder=True).items()
    } == {"乙县": 1, "甲县": 2}


@pytest.mark.parametrize("by_folder", [False, True])
def test_an_empty_folder_is_refused(tmp_path, by_folder):
    (tmp_path / "甲县").mkdir()
    with pytest.raises(SourceError, match="没有可读取的台账"):
        rollup([tmp_path], by_folder=by_folder)


def test_a_county_s_folder_without_a_ledger_is_named(tmp_path, capsys):
    """Who sent a Word document, or nothing, is missing from the sums and said to be; papers below a ledger are no county."""
    write(tmp_path / "全部" / "甲县" / "项目.json", "甲县")
    for place in ("甲县/附件", "乙县", "丙县/来文", ".隐藏"):
        (tmp_path / "全部" / place).mkdir(parents=True)
    (tmp_path / "全部" / "乙县" / "汇报.docx").write_bytes(b"")
    options = ["rollup", str(tmp_path / "全部"), "-o", str(tmp_path / "汇总"), "--by-folder"]
    for again in ([], ["--resume"], ["--resume"]):
        assert main([*options, "--workers", "1", *again]) == 1
        said = capsys.readouterr().out
        assert "东市：3个县区" in said
        assert "汇入1个，项目2个" in said
        lost = [line.partition("——") for line in said.splitlines() if line.startswith("未汇入")]
        assert {name for name, _, _ in lost} == {"未汇入：丙县/来文", "未汇入：乙县"}
        assert all("文件夹里没有可读取的台账" in why for _, _, why in lost)


def test_one_county_is_no_name_for_several(tmp_path):
    """Of two counties one is left out: the other's name is not that of both; one sent alone keeps its own."""
    write(tmp_path / "甲县.json", "甲县", parent="")
    assert rollup([tmp_path], workers=1).root.name == "甲县"
    (tmp_path / "坏县.json").write_text("{", encoding="utf-8")
    assert rollup([tmp_path], workers=1).root.name == "全部地区"


def test_the_command_writes_each_level_and_says_what_was_left_out(folder, tmp_path, capsys):
    (folder / "坏县.json").write_text("{", encoding="utf-8")
    out = tmp_path / "汇总"
    assert main(["rollup", str(folder), "-o", str(out), "--workers", "1", "--resume"]) == 1
    said = capsys.readouterr().out
    assert "4个县区；汇入3个，项目6个" in said
    assert "未汇入：坏县" in said
    assert (out / "东市2022年一季度工作汇报.docx").is_file()
    rows = list(csv.reader((out / "各县情况.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row[0], row[2]) for row in rows[1:]] == [
        ("丙县", "是"),
        ("乙县", "是"),
        ("坏县", "否"),
        ("甲县", "是"),
    ]
    assert (
        main(["rollup", str(folder), "-o", str(out), "--workers", "1", "--resume", "--json"]) == 1
    )
    data = json.loads(capsys.readouterr().out)
    assert data["reused"] == 3
    # 1500 + 3000 in each of three
    assert data["root"]["figures"]["fai.in_library.expected"] == "13500"
    assert [child["name"] for child in data["root"]["children"]] == ["丙县", "乙县", "甲县"]


def test_any_run_can_be_resumed_and_who_was_there_before_is_named(folder, tmp_path, capsys):
    out = tmp_path / "汇总"
    arguments = ["rollup", str(folder), "-o", str(out), "--workers", "1", "--top-only"]
    main([*arguments, "--json"])
    first = json.loads(capsys.readouterr().out)
    assert first["reused"] == 0
    assert "county-disappeared" not in {finding["code"] for finding in first["findings"]}
    (folder / "丙县.json").unlink()
    main([*arguments, "--resume", "--json"])
    second = json.loads(capsys.readouterr().out)
    assert second["reused"] == 2
    gone = [f["message"] for f in second["findings"] if f["code"] == "county-disappeared"]
    assert gone == ["上次汇总里有“丙县”，这次没有它的台账"]
    # What was kept of the county that went is gone, too: two counties and the list of names.
    assert len(list((out / ".counties").iterdir())) == 3
    main(arguments)  # the same two as before: nobody is missing any more
    assert "上次汇总里有" not in capsys.readouterr().out


def test_a_table_of_regions_that_cannot_be_read_is_one_sentence(folder, tmp_path, capsys):
    table = tmp_path / "归属.csv"
    table.write_text("甲县\n", encoding="utf-8")
    assert main(["rollup", str(folder), "-o", str(tmp_path / "o"), "--regions", str(table)]) == 2
    assert "第1行" in capsys.readouterr().err


def test_a_countys_own_profile_stands_beside_its_workbook(folder, tmp_path, capsys):
    (folder / "甲县.toml").write_text('[entry]\nthreshold = "5000万元"\n', encoding="utf-8")
    main(["rollup", str(folder), "-o", str(tmp_path / "o"), "--workers", "1"])
    assert "“入库起点”不一致" in capsys.readouterr().out


def test_a_rolled_up_report_is_judged_by_its_figures(folder):
    # each county: 650 done of the year's 30000万元, 2/12 due: the city is behind by the same share
    judgement = judge(node_report(rollup([folder], workers=1).root))
    assert judgement.pace.year.completed == Amount.of(3 * 650, Unit.WAN)
    kinds = {conclusion.kind for conclusion in judgement.conclusions}
    assert ConclusionKind.BEHIND in kinds
    # what needs the counties' records is not said, and it is said that it is not
    assert ConclusionKind.SLOW in {gap.kind for gap in judgement.unsaid}


def test_a_city_own_ledger_and_a_second_copy_are_no_codes_used_twice(folder):
    for name in ("乙县", "丙县"):
        (folder / f"{name}.json").unlink()
    write(folder / "东市.json", "东市", parent="样例省")
    write(folder / "又一份.json", "甲县")
    codes = [finding.code for finding in rollup([folder], workers=1).root.all_findings]
    assert "region-twice" in codes
    assert "code-in-two-counties" not in codes


def test_tables_for_the_analyst(folder, tmp_path):
    (folder / "甲县.toml").write_text('[entry]\nthreshold = "5000万元"\n', encoding="utf-8")
    table = tmp_path / "归属.csv"
    table.write_bytes("地区,上级地区\n东市,样例省\n".encode("gb18030"))
    out = tmp_path / "汇总"
    main(["rollup", str(folder), "-o", str(out), "--workers", "1", "--regions", str(table)])

    def rows(name):
        text = (out / f"{name}.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    assert {(row["地区"], row["入库起点"]) for row in rows("各县情况")} == {
        ("甲县", "5000万元"), ("乙县", "500万元"), ("丙县", "500万元"),
    }  # fmt: skip
    ranked = [row for row in rows("排名") if row["指标"] == "累计完成固定资产投资"]
    assert {row["上级地区"] for row in ranked} == {"样例省", "东市"}
    assert [(r["名次"], r["精确值"], r["单位"]) for r in ranked if r["上级地区"] == "东市"] == [
        ("1", "650", "万元"), ("1", "650", "万元"), ("1", "650", "万元"),
    ]  # fmt: skip


def test_what_an_earlier_run_wrote_is_no_county(folder, capsys):
    out = folder / "汇总"
    for _ in range(2):
        main(["rollup", str(folder), "-o", str(out), "--workers", "1", "--resume"])
        assert "3个县区" in capsys.readouterr().out
    assert main(["rollup", str(folder), "-o", str(folder)]) == 2
    assert "输出文件夹不能就是" in capsys.readouterr().err


def test_each_city_names_what_it_lacks(tmp_path):
    write(tmp_path / "东市" / "甲县.json", "甲县", "样例省/东市")
    write(tmp_path / "东市" / "东市.json", "东市", "样例省")
    write(tmp_path / "西市" / "乙县.json", "乙县", "样例省/西市")
    late = write(tmp_path / "西市" / "丙县.json", "丙县", "样例省/西市")
    data = json.loads(late.read_text(encoding="utf-8"))
    late.write_text(json.dumps({**data, "period": "2021Q4"}), encoding="utf-8")
    out = tmp_path / "汇总"
    main(["rollup", str(tmp_path), "-o", str(out), "--workers", "1"])
    root = rollup([tmp_path / "东市", tmp_path / "西市"], workers=1).root
    codes = {node.name: [finding.code for finding in node.findings] for node in root.walk()}
    assert "period-differs" in codes["西市"]
    assert "period-differs" not in (*codes["东市"], *codes["样例省"])
    text = (out / "各县情况.csv").read_text(encoding="utf-8-sig")
    rows = {row["地区"]: row for row in csv.DictReader(text.splitlines())}
    assert [rows[name]["是否汇入"] for name in ("甲县", "东市", "丙县")] == ["是", "否", "否"]
    assert "本级台账" in rows["东市"]["说明"]
    assert "报告期是2021年四季度" in rows["丙县"]["说明"]


def test_folders_place_what_ledgers_do_not(tmp_path, capsys):
    write(tmp_path / "台账" / "样例省" / "东市" / "甲县.json", "甲县", None)
    write(tmp_path / "台账" / "样例省" / "西市" / "无名.json", None, None)
    (tmp_path / "台账" / "样例省" / "西市" / "坏县.json").write_text("{", encoding="utf-8")
    main(
        ["rollup", str(tmp_path / "台账"), "-o", str(tmp_path / "汇总"), "--workers", "1", "--json"]
    )
    data = json.loads(capsys.readouterr().out)

    def paths(node, above=()):
        path = (*above, node["name"])
        return [path, *(found for child in node["children"] for found in paths(child, path))]

    assert paths(data["root"]) == [
        ("样例省",), ("样例省", "东市"), ("样例省", "东市", "甲县"), ("样例省", "西市"), ("样例省", "西市", "无名"),
    ]  # fmt: skip
    root = rollup([tmp_path / "台账"], workers=1).root
    assert {n.name for n in root.walk() if "county-unusable" in [f.code for f in n.findings]} == {
        "西市"
    }


def test_the_workbook_of_a_region_ranks_its_counties_by_formula(tmp_path):
    """甲 and 乙 are alike, so both are first; 丙 has no target to fall short of, so it has no place."""
    for name in ("甲县", "乙县"):
        write(tmp_path / "台账" / f"{name}.json", name)
    without = evolve(sample_ledger(), region=Region(name="丙县", parent="东市"), targets=())
    (tmp_path / "台账" / "丙县.json").write_text(ledger_to_json(without), encoding="utf-8")
    assert main(["rollup", str(tmp_path / "台账"), "-o", str(tmp_path / "out")]) in {0, 1}
    (path,) = (tmp_path / "out").glob("*.xlsx")
    stored, written = (
        openpyxl.load_workbook(path, data_only=values)["地区排名"] for values in (True, False)
    )
    heads = [cell.value for cell in stored[3]]
    column = heads.index("预计超额（缺口）比例")
    places = {row[0]: row[column + 1] for row in stored.iter_rows(min_row=4, values_only=True)}
    assert places == {"甲县": 1, "乙县": 1, "丙县": None}
    letters = written.cell(4, column + 1).column_letter
    assert written.cell(4, column + 2).value == (
        f'=IF({letters}4="","",RANK({letters}4,{letters}$4:{letters}$6))'
    )
