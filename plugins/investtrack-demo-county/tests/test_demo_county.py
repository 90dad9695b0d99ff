"""The county's plugin, tested as a county's developer would."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from investtrack import Amount, EntryKind, Period, Unit, build_report, read
from investtrack.plugin import load_plugins
from investtrack_demo_county import dispatch, plugin
from investtrack_demo_county.bulletin import BulletinExporter
from investtrack_forms.fill import fill_form
from investtrack_testing import bare_ledger, check_exporter, check_plugin, exported, sample_report
from investtrack_testing.texts import text_reader
from investtrack_word.exporter import WordExporter


def test_the_bulletin_keeps_every_promise_of_an_exporter():
    check_exporter(BulletinExporter(), another_process=True)


def test_what_the_plugin_offers_keeps_the_contract():
    assert "demo-county" in check_plugin(plugin, "demo-county").profiles


def test_the_bulletin_is_what_it_was(golden, sample_report):
    golden(exported(BulletinExporter(), sample_report), "复工通报.txt")


def test_the_bulletin_states_the_figures_of_the_report():
    stream = io.BytesIO()
    BulletinExporter().export(sample_report(), stream)
    text = stream.getvalue().decode()
    assert "计划复工项目个数：2个" in text
    assert "已复工项目个数：1个" in text
    assert "复工率：50％" in text  # 1 ÷ 2
    assert "逾期未复工项目名单：青山花园" in text


def test_what_is_absent_says_why():
    stream = io.BytesIO()
    BulletinExporter().export(sample_report(bare_ledger()), stream)
    assert "计划复工项目个数：暂缺（没有“复工复产”表）" in stream.getvalue().decode()


def test_the_profile_is_read_when_it_is_used_and_is_what_is_offered():
    (offered,) = plugin.investtrack_profiles()
    profile = offered.load()
    assert (profile.name, profile.label, profile.regions) == (offered.name, offered.label, ())
    assert load_plugins(("profiles",)).profiles["demo-county"] == offered


def test_profile_is_found_by_name_and_its_first_fitting_rule_decides():
    profile = load_plugins().profile("demo-county")
    large, small = Amount.of(5000, Unit.WAN), Amount.of("4999.99", Unit.WAN)
    day = sample_report().as_of
    rule = profile.entry.rule_for(EntryKind.CONSTRUCTION, large, day)
    assert rule is not None
    assert "用地" in rule.all_of
    rule = profile.entry.rule_for(EntryKind.CONSTRUCTION, small, day)
    assert rule is not None
    assert rule.all_of == ("立项", "施工许可")
    rule = profile.entry.rule_for(EntryKind.REAL_ESTATE, large, day)
    assert rule is not None
    assert rule.any_of == (("施工合同", "付款凭证"),)


# -- what the county keeps beside the standard ledger ---------------------------------------------


@pytest.fixture(scope="module")
def dispatched():
    """Return a report of projects with 调度次数, read from a CSV file as an office writes it."""
    stream = io.BytesIO(
        "项目名称,责任单位,是否入库,调度会次数\n河东大桥,交通局,是,3\n青山花园,住建局,是,2次\n水厂,水利局,是,\n".encode()
    )
    stream.name = "项目台账.csv"
    return build_report(read(stream), period=Period.quarter(2022, 1))


def test_dispatches_are_a_column_a_figure_and_a_sentence(dispatched):
    assert [project["dispatches"] for project in dispatched.to_rows("projects")] == [3, 2, None]
    assert dispatched.text("dispatch.count") == "5次"
    cells = [str(part.cells[0]) for part in dispatched.figure("dispatch.count").contributions]
    assert cells == ["项目台账.csv｜项目台账!D2", "项目台账.csv｜项目台账!D3"]
    word = exported(WordExporter(), dispatched)
    assert "今年以来共调度项目5次。" in text_reader(".docx")(word)
    without = exported(WordExporter(), sample_report(profile=dispatched.profile))
    assert "共调度项目" not in text_reader(".docx")(without)


def test_the_form_prints_them(dispatched, tmp_path):
    form = tmp_path / "调度表.xlsx"
    with form.open("wb") as stream:
        load_plugins().template("demo-dispatch").write(dispatched.profile, stream)
    rows = list(load_workbook(io.BytesIO(fill_form(dispatched, form).data)).active.values)
    assert rows[1][0] == "截至3月31日，共调度5次"
    assert [row[:3] for row in rows[3:]] == [("河东大桥", "交通局", 3), ("青山花园", "住建局", 2)]


def test_the_workbook_computes_them(dispatched):
    book = load_workbook(io.BytesIO(exported(load_plugins().exporter("excel"), dispatched)))
    (row,) = [row for row in book["指标"].values if row[0] == "dispatch.count"]
    assert row[2] == "=SUM(_项目_调度次数)"


def test_all_that_takes_fewer_than_sixty_lines():
    code = Path(dispatch.__file__).read_text(encoding="utf-8")
    hooks = (
        Path(plugin.__file__).read_text(encoding="utf-8").partition("def investtrack_columns")[2]
    )
    lines = [line.strip() for line in (code + hooks).splitlines()]
    assert (
        len([line for line in lines if line and not line.startswith(('"""', "from", "import"))])
        < 60
    )


def test_the_history_keeps_them(dispatched, tmp_path):
    exporter, path = load_plugins().exporter("history"), tmp_path / "库.sqlite"
    path.write_bytes(exported(exporter, dispatched))
    assert list(exporter.read_back(dispatched, path)) == []
    again = build_report(read(path), period=Period.quarter(2022, 1))
    assert again.text("dispatch.count") == "5次"
