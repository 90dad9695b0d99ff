"""One ledger, one set of numbers: what the Word report and the workbook state is what ``metrics --json`` says.

The numbers are worked out here again from the JSON's exact values, with this test's own rounding.
"""

import json
import re
import zipfile
from collections import Counter
from contextlib import closing
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest

from investtrack.cli.demo import example_path
from investtrack.cli.main import main


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIZES = {"亿元": Decimal(10_000), "万元": Decimal(1)}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    assert main(["report", str(example_path()), "-o", str(folder)]) == 0
    (word,), (book,) = folder.glob("*工作汇报.docx"), folder.glob("*.xlsx")
    return word, book


@pytest.fixture
def figures(capsys):
    capsys.readouterr()
    assert main(["metrics", str(example_path()), "--json"]) == 0
    return json.loads(capsys.readouterr().out)["figures"]


def printings(path):
    """Yield the id, the filter, unit and decimals, and the text of every control of a Word report."""
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val").partition("#")[0].split("|")
        text = "".join(part.text or "" for part in control.iter(f"{W}t"))
        yield tag[0], tag[1] if len(tag) > 1 else "", tag[2] if len(tag) > 2 else "", text


def rows_of_figures(path):
    """Return the rows of the workbook's sheet of figures; no other sheet is read."""
    with closing(openpyxl.load_workbook(path, data_only=True, read_only=True)) as book:
        return list(book["指标"].iter_rows(values_only=True))


def rounded(number, mode=ROUND_HALF_UP, places="0.01"):
    text = format(Decimal(number).quantize(Decimal(places), rounding=mode), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(wan, unit):
    return f"{rounded(abs(Decimal(wan)) / SIZES[unit])}{unit}"


def percent(rate):
    return f"{rounded(abs(Decimal(rate)) * 100)}％"


def day(key):
    _, month, number = key.split("-")
    return f"{int(month)}月{int(number)}日"


def expected(figure, saying, form):  # noqa: PLR0911 - one return a kind
    """Return what must be printed of *figure*, or None where the filter prints no number."""
    kind, value = figure["kind"], figure["value"]
    if kind == "money":
        unit = "万元" if figure["text"].endswith("万元") else "亿元"
        if saying == "excess":
            return ("超额" if Decimal(value) > 0 else "缺口") + money(value, unit)
        return money(value, unit)
    if kind == "rate":
        if saying == "at_least":
            places = {"％.0": "1", "％.2": "0.01"}[form]
            return f"{rounded(Decimal(value) * 100, ROUND_FLOOR, places)}％以上"
        if saying == "tenths":
            near = {6: "近六成"}.get(round(Decimal(value) * 10))
            return near if abs(Decimal(value) - Decimal("0.6")) <= Decimal("0.02") else None
        if saying == "times" and Decimal(value) >= 1:
            return f"{rounded(value)}倍"
        return ("增长" if saying == "change" else "") + percent(value)
    if kind == "points":
        return (
            "落后序时进度" if saying == "pace" else ""
        ) + f"{rounded(abs(Decimal(value)))}个百分点"
    if kind == "count":
        return str(value) if saying != "full" else f"{value}{figure['text'][-1]}"
    if kind == "days":
        return str(value) if saying != "full" else f"{value}天"
    if kind == "list":
        names = "、".join(row["name"] for row in value)
        return {"length": str(len(value)), "names": names, "": names}.get(saying)
    if kind == "series" and saying == "dated":
        return "，".join(f"{day(key)}复工{number}个" for key, number in value.items())
    if kind == "series" and not saying and all(isinstance(part, int) for part in value.values()):
        return "、".join(f"{key}{number}个" for key, number in value.items())
    return None


def beginnings(figure):
    """Return how a list may begin in a sentence: its first two or three names, 等 where there are more."""
    names = [row["name"] for row in figure["value"]]
    return {"、".join(names[:most]) + ("等" if len(names) > most else "") for most in (2, 3)}


def test_every_number_of_the_word_report_is_that_of_metrics(written, figures):
    seen = Counter()
    for figure_id, saying, form, text in printings(written[0]):
        figure = figures.get(figure_id)
        if figure is None or figure["value"] is None or saying in {"title", "note"}:
            continue
        if saying == "some":
            assert text in beginnings(figure), figure_id
            seen[figure["kind"]] += 1
            continue
        wanted = expected(figure, saying, form)
        if wanted is not None:
            assert text == wanted, (figure_id, saying)
            seen[figure["kind"]] += 1
    assert seen["money"] > 30
    assert seen["count"] > 30
    assert min(seen[kind] for kind in ("rate", "points", "list", "series")) >= 1


def test_months_of_the_plan_are_those_of_metrics(written, figures):
    plan = figures["fai.plan.ytd"]["value"]
    texts = [text for _, saying, _, text in printings(written[0]) if saying == "month"]
    assert texts == [
        f"1—2月计划完成{money(plan['1—2月'], '亿元')}", f"3月底计划累计完成{money(plan['1—3月'], '亿元')}",
    ]  # fmt: skip


def test_every_number_of_the_workbook_is_that_of_metrics(written, figures):
    stated = {row[0]: row[2] for row in rows_of_figures(written[1]) if row[0] in figures}
    checked = 0
    for figure_id, value in stated.items():
        figure = figures[figure_id]
        if figure["value"] is None or isinstance(figure["value"], (dict, list)):
            continue
        assert float(value) == pytest.approx(float(figure["value"]), rel=1e-12), figure_id
        checked += 1
    assert checked > 70


def test_texts_of_metrics_are_no_rounding_of_a_rounding(figures):
    numbers = [
        figure
        for figure in figures.values()
        if figure["kind"] in {"money", "rate"} and figure["value"]
    ]
    for figure in numbers:
        number = re.search(r"[\d.]+", figure["text"])[0]
        exact = abs(Decimal(figure["value"]))
        unit = figure["text"].partition(number)[2]
        shown = exact * 100 if unit == "％" else exact / SIZES[unit]
        assert number == rounded(shown)


def test_parts_that_are_made_to_add_up_are_the_same_in_every_output(tmp_path, capsys):
    profile = tmp_path / "尾数.toml"
    profile.write_text("[display]\nadd_up = true\n", encoding="utf-8")
    chosen = [str(example_path()), "--profile", str(profile)]
    assert main(["metrics", *chosen, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    whole, *parts = (
        figures[f"remaining.{name}"]["text"] for name in ("investment", "real_estate", "other")
    )
    # Rounded alone they are 30.33 and 27.4, and the whole is 57.74.
    assert (whole, parts) == ("57.74亿元", ["30.34亿元", "27.4亿元"])
    assert main(["report", *chosen, "-o", str(tmp_path)]) == 0
    (word,), (book,), (findings,) = (
        tmp_path.glob(f"*{end}") for end in ("工作汇报.docx", ".xlsx", ".csv")
    )
    said = {
        text
        for figure, saying, _, text in printings(word)
        if figure == "remaining.real_estate" and saying != "title"
    }
    assert said == {"30.34亿元"}
    rows = {row[0]: row for row in rows_of_figures(book)}
    assert "30.34亿元" in rows["remaining.real_estate"]
    assert rows["remaining.real_estate"][2] == pytest.approx(
        float(figures["remaining.real_estate"]["value"])
    )
    assert "digit-moved" in findings.read_text(encoding="utf-8-sig")


def test_parts_that_do_not_add_up_say_why_in_every_output(tmp_path, capsys):
    source = str(example_path())
    assert main(["report", source, "-o", str(tmp_path)]) == 0
    said = "分项之和与合计的尾数略有出入，因四舍五入所致"
    for end in ("工作汇报.docx", "工作汇报（报送稿）.docx"):
        (word,) = tmp_path.glob(f"*{end}")
        body = docx.Document(word)._element.body
        assert said in "".join(t.text or "" for t in body.iter("{*}t"))
    (book,) = tmp_path.glob("*.xlsx")
    assert any(
        "四舍五入" in str(cell)
        for row in rows_of_figures(book)
        if row[0] == "remaining.investment"
        for cell in row
    )
    page, table = tmp_path / "页.html", tmp_path / "表.csv"
    for name, path in (("html", page), ("csv", table)):
        assert main(["export", source, "--to", name, "-o", str(path)]) == 0
        assert "四舍五入" in path.read_text("utf-8-sig")
    assert said in page.read_text("utf-8")
    capsys.readouterr()
    assert main(["metrics", source, "--only", "remaining.investment"]) == 0
    assert "四舍五入" in capsys.readouterr().out


def test_the_profiles_wording_holds_wherever_a_figure_is_printed(tmp_path, capsys):
    profile = tmp_path / "县.toml"
    profile.write_text('[display]\nmoney_places = 4\npercent_sign = "%"\n', encoding="utf-8")
    chosen = [str(example_path()), "--profile", str(profile)]
    for verb in ("what-if", "responsibility", "diagnose"):
        assert main([verb, *chosen]) in {0, 1}
        said = capsys.readouterr().out
        assert re.search(r"\d\.\d{4}亿元", said), verb
        assert not re.search(r"\d％", said), verb
