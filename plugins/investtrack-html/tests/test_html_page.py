"""The page as a file: what it holds, that it is exact, that nothing in it runs or is fetched."""

import base64
import hashlib
import io
import itertools
import json
import re
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from investtrack.analysis import judge
from investtrack.analysis.subjects import Subject
from investtrack.cli.main import main
from investtrack.metrics.figure import label_of
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.columns import columns
from investtrack.model.converter import ledger_to_json
from investtrack.model.ledger import SHEETS
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month
from investtrack_html.content import content_of
from investtrack_html.exporter import HtmlExporter
from investtrack_html.page import SCRIPTS, json_in_html, script_source, source
from investtrack_html.projects import towns_of
from investtrack_html.texts import exact
from investtrack_testing import (
    bare_ledger,
    check_exporter,
    hostile_ledger,
    sample_ledger,
    sample_report,
)


def page_of(report):
    stream = io.BytesIO()
    HtmlExporter().export(report, stream)
    return stream.getvalue().decode()


def content_in(page):
    """Read the content back as a browser does: up to the first end of a script element."""
    return json.loads(re.search(r'id="content">(.*?)</script', page, re.DOTALL)[1])


def told(content, figure_id):
    """Return a figure's contributions as the page tells them: name, amount, role, group, cells."""
    book = content["book"]
    figure = next(f for f in content["figures"] if f["id"] == figure_id)
    for index in figure.get("sections", []):
        section = book["sections"][index]
        for at, number in enumerate(section["records"]):
            form, row, label, _, _, *moved = book["records"][number]
            keys = section["keys"] if isinstance(section["keys"], int) else section["keys"][at]
            cells = []
            if form >= 0 and book["forms"][form]["sheet"]:
                for key in book["keysets"][keys]:
                    column = book["forms"][form]["columns"].get(key)
                    at_row = moved[0].get(key, row) if moved else row
                    cells.append(f"{column}{at_row}" if column else f"第{row}行")
            amount = section["amounts"][at] if section["amounts"] else None
            group = section["groups"][section["group"][at]] if "groups" in section else ""
            yield label, amount, section["role"], group, tuple(cells)


def test_the_contract():
    check_exporter(HtmlExporter())


def test_the_command_line_writes_it(tmp_path, capsys):
    ledger, page = tmp_path / "台账.json", tmp_path / "调度会.html"
    ledger.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    assert main(["export", str(ledger), "--to", "html", "-o", str(page)]) == 0
    assert f"已写出：{page}" in capsys.readouterr().out
    assert content_in(page.read_text(encoding="utf-8"))["head"]["title"] == "样例县2022年一季度"


@pytest.mark.parametrize("ledger", [sample_ledger(), bare_ledger(), hostile_ledger()])
def test_every_figure_opens_exactly_its_contributions_and_cells(ledger):
    report = sample_report(ledger)
    content = content_in(page_of(report))
    assert [f["id"] for f in content["figures"]] == list(report.figures)
    for figure in report.figures.values():
        expected = [
            (c.label, exact(c.amount), c.role, c.group, tuple(cell.cell for cell in c.cells))
            for c in figure.contributions
        ]
        assert list(told(content, figure.id)) == expected, figure.id


def test_amounts_are_exact_in_wan_and_subtracted_ones_negative():
    content = content_of(sample_report())
    # 河东大桥 500万元 of the plan to February of 20000−8450 left; its unreportable 1000 is taken away.
    amounts = {
        (label, role): amount for label, amount, role, *_ in told(content, "remaining.reportable")
    }
    assert amounts["河东大桥", "－"] == "-1000"
    assert amounts["河东大桥", "＋"] == "11550"


def test_projects_come_with_lights_rows_and_every_filled_field():
    report = sample_report()
    content = content_of(report)
    judgement = judge(report)
    assert [p["name"] for p in content["projects"][: len(judgement.board.ranked)]] == [
        item.subject.name for item in judgement.board.ranked
    ]
    homes = next(p for p in content["projects"] if p["name"] == "青山花园")
    assert homes["colour"] == "红"
    assert {light[0] for light in homes["lights"]} >= {"进度", "问题", "复工"}
    # The project, its resumption and its issue.
    sheets = [
        content["book"]["forms"][content["book"]["records"][n][0]]["standard"]
        for n in homes["rows"]
    ]
    assert sheets == ["项目台账", "复工复产", "问题清单"]
    form, _, _, _, values, *_ = content["book"]["records"][homes["rows"][0]]
    fields = dict(zip(content["book"]["forms"][form]["labels"], values, strict=False))
    assert fields["总投资（万元）"] == "50000"
    assert fields["是否房地产"] == "是"
    assert fields["停工起始时间"] == "2022年1月10日"
    assert fields["2022年1—2月完成投资（万元）"] == "200"


def test_no_filled_field_of_any_record_is_left_out():
    report = sample_report()
    book = content_of(report)["book"]
    told_records = iter(book["records"])
    for sheet, record in report.ledger.records():
        form, _, label, _, values, *_ = next(told_records)
        assert label == label_of(record)
        keys = [
            key
            for key, value in zip(book["forms"][form]["keys"], values, strict=False)
            if value is not None
        ]
        filled = {
            c.key for c in columns(sheet.record) if getattr(record, c.key) not in (None, (), {})
        }
        assert {key.partition(".")[0] for key in keys} == filled


def test_unread_texts_stand_in_their_field():
    ledger = sample_ledger()
    first = ledger.projects[0]
    stained = evolve(
        first,
        total_investment=None,
        origin=evolve(first.origin, texts=(("total_investment", "约2亿"),)),
    )
    content = content_of(sample_report(evolve(ledger, projects=(stained, *ledger.projects[1:]))))
    card = next(p for p in content["projects"] if p["name"] == "河东大桥")
    assert "约2亿（未能读取）" in content["book"]["records"][card["rows"][0]][4]


def test_a_merged_label_is_found_in_its_own_row():
    ledger = sample_ledger()
    first = ledger.projects[0]
    moved = evolve(first, origin=evolve(first.origin, moved=(("planned.2022-03", 9),)))
    report = sample_report(evolve(ledger, projects=(moved, *ledger.projects[1:])))
    content = content_in(page_of(report))
    assert ("D9",) in [cells for *_, cells in told(content, "fai.in_library.expected")]


def test_the_pace_is_the_judgements():
    goal = content_of(sample_report())["overview"]["goals"][0]
    # 5000万元 assigned for the quarter; 450 + 200 done to February, two of three months gone: 66.67 % due.
    assert (goal["target"], goal["completed"], goal["rate"]) == ("0.5亿元", "0.07亿元", "13％")
    assert goal["state"] == "behind"
    assert goal["gap"] == "0.27亿元"  # 5000 × 2/3 − 650 = 2683.33


def test_what_is_done_by_different_months_is_held_against_no_pace():
    ledger = sample_ledger()
    less = next(
        p for p in ledger.projects if p.actual and p.actual[-1][1] == Amount.of(200, Unit.WAN)
    )
    ahead = evolve(less, actual=((Month(2022, 3), less.actual[-1][1]),))
    projects = tuple(ahead if each is less else each for each in ledger.projects)
    goal = content_of(sample_report(evolve(ledger, projects=projects)))["overview"]["goals"][0]
    assert (goal["completed"], goal["rate"], goal["share"], goal["due"], goal["state"]) == ("0.07亿元", "", None, "", "")  # fmt: skip
    assert goal["unlike"] == "累计完成里多数是1—2月的，另有31％的投资是1—3月的，月份不同不可比"


def test_the_waterfall_goes_down_from_one():
    steps = content_of(sample_report())["overview"]["waterfall"]
    assert (steps[0]["from"], steps[0]["to"]) == ("0", "1")
    for above, below in itertools.pairwise(steps):
        if below["taken"]:
            assert below["to"] == (above["from"] if above["taken"] else above["to"])


def test_what_is_absent_says_why():
    content = content_of(sample_report(bare_ledger()))
    assert content["overview"]["goals"][0]["reason"]
    assert content["overview"]["funnel"][0]["reason"]
    assert all(f.get("text") or f.get("reason") for f in content["figures"])


def test_the_policy_names_exactly_our_style_and_script():
    page = page_of(sample_report())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    for name, text in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_nothing_is_fetched_and_no_text_is_read_as_markup():
    page = re.sub(r'id="content">.*?</script', "", page_of(sample_report()), flags=re.DOTALL)
    outside = page.replace("http://www.w3.org/2000/svg", "")  # a name, never fetched
    assert not re.search(r"https?:|//[a-z0-9-]+\.[a-z]|@import|url\(|\bsrc=", outside)
    code = script_source()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                 "</script", "<!--", "fetch(", "XMLHttpRequest", "import(", "localStorage"):  # fmt: skip
        assert word not in code, word


def test_every_script_is_used_and_small():
    for name in SCRIPTS:
        assert len(source(name).splitlines()) < 200, name


HOSTILE = (
    "</script><script>window.hurt=1</script>", "<!--<script>", "]]>", "{{ 7*7 }}", "{% raw %}", "${7*7}", "<!--CONTENT-->",
    "a\u2028b\u2029c", "'\"`\\", "&lt;b&gt;", "\ud800", "<img src=x onerror=hurt()>",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text):
    ledger = sample_ledger()
    project = evolve(ledger.projects[0], name=text)
    page = page_of(sample_report(evolve(ledger, projects=(project, *ledger.projects[1:]))))
    content = content_in(page)
    assert text in {p["name"] for p in content["projects"]}
    assert page.count("<script") == 2
    assert page.count("</script>") == 2


@given(st.recursive(st.text(), lambda inner: st.dictionaries(st.text(), inner, max_size=3)))
def test_content_survives_html_and_ends_no_element(value):
    written = json_in_html({"it": value})
    assert json.loads(written) == {"it": value}
    assert not re.search("[<>&\u2028\u2029]", written)
    written.encode()


def test_the_title_is_escaped():
    assert "<title>甲&lt;县&gt;&amp;乙2022年一季度 调度会</title>" in page_of(
        sample_report(hostile_ledger())
    )


@pytest.mark.parametrize(
    ("name", "unit", "towns", "source"),
    [
        ("水库工程", "竹园镇人民政府", ("竹园镇",), "责任单位"),
        ("水库工程", "云溪县望江街道办事处", ("望江街道",), "责任单位"),
        ("竹园镇水库工程", "县水务局", ("竹园镇",), "项目名称"),
        ("云溪县竹园镇水库工程", None, ("竹园镇",), "项目名称"),
        ("白鹭镇至松坪镇公路改扩建工程", None, ("白鹭镇", "松坪镇"), "项目名称"),
        ("松坪镇、双河镇片区畜禽粪污资源化利用项目", None, ("松坪镇", "双河镇"), "项目名称"),
        ("城乡供水一体化工程", "县水务局", (), ""),
        ("云溪县新型城镇化项目", "县住建局", (), ""),
        ("文旅小镇", None, (), ""),
        ("农村公路（竹园镇段）", "县交通局", (), ""),
        ("定南古城文旅古镇项目", None, (), ""),
    ],
)
def test_a_town_is_told_only_where_the_ledger_says_it(name, unit, towns, source):
    class Row:
        responsible_unit = unit

    subject = Subject(name, entries=(Row(),))
    assert towns_of(subject, "云溪县") == (towns, source)


def test_a_column_for_the_town_goes_before_everything():
    ledger = sample_ledger()
    bridge = evolve(ledger.projects[0], name="竹园镇大桥", town="白鹭镇")
    content = content_of(sample_report(evolve(ledger, projects=(bridge, *ledger.projects[1:]))))
    told_ = next(p for p in content["projects"] if p["name"] == "竹园镇大桥")
    assert (told_["towns"], told_["towns_from"]) == (["白鹭镇"], "所在乡镇")


def test_a_citys_rolled_up_report_has_figures_and_no_projects():
    report = sample_report()
    bare = evolve(report.ledger, **{sheet.attribute: None for sheet in SHEETS})
    facts = LedgerView(bare, report.profile, report.period, report.as_of)
    content = content_of(evolve(report, ledger=bare, facts=facts))
    assert content["projects"] == []
    assert content["overview"]["goals"][1]["target"] == "3亿元"
    assert list(told(content, "fai.year.target")) == [("固定资产投资", "30000", "＋", "", ())]


def test_a_long_list_is_not_the_whole_page():
    ledger = sample_ledger()
    late = tuple(
        evolve(
            ledger.resumptions[1],
            name=f"甲{n}",
            code=f"R{n}",
            planned_on=DateSpan.day(date(2022, 2, 1)),
        )
        for n in range(40)
    )
    content = content_of(sample_report(evolve(ledger, resumptions=late)))
    figure = next(f for f in content["figures"] if f["id"] == "resumption.overdue.list")
    assert figure["text"].endswith("等40个")
    assert len(list(told(content, "resumption.overdue.list"))) == 40


def test_small_amounts_are_exact():
    assert exact(Amount.of("0.1234", Unit.WAN)) == "0.1234"
