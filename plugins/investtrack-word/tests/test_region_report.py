"""The reports of a region that has others below it: its own outline by period, a table of places, who is lacking."""

import re
from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from attrs import evolve
from taken_branches import Recording, branches

from investtrack.plugin import load_plugins
from investtrack.report import Ranking, RegionRow, RegionsBelow, build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import parse_period
from investtrack.values.rate import Rate
from investtrack_testing import sample_ledger
from investtrack_word.rendering import rendered_lines
from investtrack_word.report.context import Names
from investtrack_word.report.kinds import ReportKind, kind_of
from investtrack_word.report.regions import texts
from investtrack_word.template import prose_of_regions, source
from investtrack_word.template.make_template import build


PERIODS = ("2022年一季度", "2022年4月", "2022年上半年", "2022年前三季度", "2022年")


def yi(number):
    return Amount.of(number, Unit.YI)


def row(name, place, rate, **more):
    values = {
        "fai.period.assigned": yi(10), "fai.period.planned": yi(8), "fai.period.expected": yi(9), "fai.period.completed": yi(4),
        "fai.completion_rate": Rate(Fraction(rate, 100)), "entry.planned.count": 3, "entry.entered.count": 1,
    }  # fmt: skip
    return RegionRow(name=name, place=place, values=values, **more)


BELOW = RegionsBelow(
    rows=(row("甲县", 1, 60), row("乙县", 2, 40)),
    set_by="省", assigned=yi(30), handed_down=yi(25), total=yi(20),
    definitions={"入库起点": {"500万元": ("乙县", "丁县"), "1000万元": ("甲县",)}, "序时进度": {"按月平均": ("甲县", "乙县", "丁县")}},
    month="1—2月", ahead_of_it=("乙县",), unsent=("丙县",), left_out=("戊县",),
)  # fmt: skip
QUIET = RegionsBelow(rows=(row("甲县", None, 60, apart="数据所到月份不同"),))
RANKING = Ranking(
    figure="fai.completion_rate", title="完成率",
    rows=((1, "甲县", Rate(Fraction(3, 5))), (2, "乙县", Rate(Fraction(2, 5)))),
)  # fmt: skip


@cache
def county(period):
    ledger = sample_ledger()
    named = evolve(ledger, region=evolve(ledger.region, name="云州市"))
    return build_report(named, period=parse_period(period), as_of=date(2022, 3, 20))


def region(period="2022年一季度", below=BELOW):
    return evolve(county(period), below=below, rankings=(RANKING,))


def lines(report):
    kind = kind_of(report.period)
    return [line.text for line in rendered_lines(report, source.packaged(kind, of_region=True))]


@pytest.mark.parametrize("period", PERIODS)
def test_each_kind_of_report_has_its_outline_for_a_region(period):
    said = lines(region(period))
    text = "\n".join(said)
    heads = [line for line in said if re.match(r"[一二三四五六七八九]、", line)]
    assert [head[0] for head in heads] == list("一二三四五六七八九")[: len(heads)]
    assert heads[0].endswith("总体情况")
    assert heads[1].endswith("各地情况")
    assert "各地主要指标" in said
    assert "没有报送台账的有丙县；报送了但没有汇入的有戊县" in text
    assert "入库起点多数为500万元，甲县为1000万元" in text
    assert not re.search("一名领导|到责任人|专班|包保领导。", text)
    first = said.index(next(line for line in said if "口径不完全一致" in line))
    assert not [line for line in said[:first] if "亿元" in line]  # named before anything is added


def test_targets_of_three_levels_stand_side_by_side():
    assert str(texts(region())["targets"]) == (
        "省下达我市一季度固定资产投资目标30亿元；本级下达所辖各地25亿元；所辖各地填报的目标合计20亿元，比本级下达的少5亿元。"
    )
    lacking = evolve(BELOW, total_lacks=("丙县",), handed_down=None)
    assert str(texts(region(below=lacking))["targets"]) == (
        "省下达我市一季度固定资产投资目标30亿元；所辖各地填报的目标合计20亿元（不含丙县）。"
    )
    own = RegionsBelow(handed_down=yi(25))
    assert str(texts(region(below=own))["targets"]) == (
        "一季度固定资产投资目标，本级下达所辖各地25亿元。"
    )
    more = RegionsBelow(set_by="省", assigned=yi(30), total=yi(31))
    assert "比省下达的多1亿元" in str(texts(region(below=more))["targets"])
    assert texts(region(below=RegionsBelow()))["targets"] is None


def test_the_last_are_named_and_a_county_alone_is_not():
    many = RegionsBelow(rows=tuple(row(f"{n}县", n, 90 - n) for n in range(1, 9)))
    assert str(texts(region(below=many))["behind"]) == "6县、7县、8县"
    assert str(texts(region())["behind"]) == "乙县"
    assert texts(region(below=QUIET))["behind"] is None


def test_a_row_a_place_and_their_sums_where_all_have_them():
    rows = Names(region()).annex["regions"]["rows"]
    shown = [[str(cell) for cell in each.values()] for each in rows]
    assert shown == [
        ["甲县", "1", "10", "8", "9", "4", "60％", "3", "1"],
        ["乙县", "2", "10", "8", "9", "4", "40％", "3", "1"],
        ["合计", "—", "20", "16", "18", "8", "—", "6", "2"],
    ]
    some = RegionsBelow(rows=(row("甲县", 1, 60), RegionRow(name="乙县")))
    shown = [
        [str(cell) for cell in each.values()]
        for each in Names(region(below=some)).annex["regions"]["rows"]
    ]
    assert shown[1:] == [["乙县", "—", "—", "—", "—", "—", "—", "—", "—"]]


def test_below_the_table_stands_what_its_rate_is_of_and_who_is_not_in_a_row():
    lacking = {"fai.period.expected": ("丙县",), "fai.period.completed": ("丙县",), "services.planned": ("丁县",)}  # fmt: skip
    some = evolve(BELOW, rows=(row("甲市", 1, 60, without=lacking), row("乙市", 2, 40)))
    assert str(texts(region(below=some))["table_note"]) == (
        "注：完成率是累计完成占工作目标的比重，没有另定工作目标的取预计完成；甲市的预计完成、累计完成不含丙县。"
    )
    assert texts(region(below=RegionsBelow()))["table_note"] is None


def test_what_is_only_the_sum_of_those_below_is_called_so():
    summed = frozenset({"fai.period.assigned", "gdp.period.target", "gdp.period.actual"})
    own = evolve(BELOW, set_by="", assigned=None, handed_down=None, summed=summed)
    target = {"gdp.period.actual": None, "gdp.period.target": yi(67), "fai.excess": yi(1)}
    text = "\n".join(lines(with_values(region(below=own), **target)))
    assert "一季度地区生产总值目标，所辖各地合计67亿元。" in text
    assert "对照所辖各地目标合计超额1亿元" in text
    done = with_values(region(below=own), **{"gdp.period.actual": yi(50)})
    assert "地区生产总值所辖各地合计完成50亿元" in "\n".join(lines(done))
    told = "\n".join(lines(with_values(region(), **target)))
    assert "地区生产总值按67亿元" in told
    assert "对照省下达目标超额1亿元" in told


def test_ways_of_defining_read_as_a_sentence():
    ways = {"2022-03-20": ("甲县", "乙县"), "2022-03-18": ("丙县",)}
    dated = evolve(BELOW, definitions={"截止日期": ways, "大项目起点": {"5000万元": ("甲县", "乙县"), "10000万元": ("丙县",)}})  # fmt: skip
    said = str(texts(region(below=dated))["definitions"])
    assert "截止日期多数为2022年3月20日，丙县为2022年3月18日" in said
    assert "大项目起点多数为5000万元，丙县为1亿元" in said
    assert "推进较慢的项目按各地所报月份" in said


def test_thresholds_are_those_of_the_counties():
    assert str(Names(region()).find("threshold")) == "各地起点（500万元、1000万元）"
    alike = evolve(BELOW, definitions={"入库起点": {"1000万元": ("甲县",)}})
    assert str(Names(region(below=alike)).find("threshold")) == "1000万元"
    assert str(Names(region(below=RegionsBelow())).find("threshold")) == "500万元"


def test_the_table_stands_in_the_document(tmp_path):
    path = tmp_path / "云州市.docx"
    plugins = load_plugins(("exporters", "documents"))
    with path.open("wb") as stream:
        plugins.exporter("word").export(region(), stream)
    (table, *_) = plugins.document_reader_for(path).read(path).tables
    assert [cell.strip() for cell in table.rows[0]][:3] == ["地区", "下达目标", "工作目标"]
    assert len(table.rows) == 4


@pytest.mark.parametrize("kind", list(ReportKind))
def test_the_packaged_templates_are_what_make_template_makes(kind):
    assert source.packaged_template(kind, of_region=True) == build(kind, of_region=True)


FAULTS = re.compile(r"[，；、：][，；。、：]|。[，；。、]|（）|None|\{\{|\{%|^[，；。、）]|[，、]$")


def with_values(report, **values):
    figures = dict(report.figures)
    for name, value in values.items():
        figures[name] = evolve(
            figures[name], value=value, reason="" if value is not None else "没有数"
        )
    return evolve(report, figures=figures)


def states():
    """Reports that between them take every branch of what only a region's report says."""
    rich = region()
    yield rich
    yield region(below=RegionsBelow())
    summed = frozenset({"fai.period.assigned", "gdp.period.target", "gdp.period.actual"})
    below = evolve(BELOW, set_by="", assigned=None, summed=summed)
    yield with_values(region(below=below), **{"gdp.period.actual": None, "fai.excess": yi(1)})
    yield with_values(region(below=below), **{"gdp.period.actual": yi(50)})
    for sign in (1, -1, 0, None):
        value = None if sign is None else yi(sign)
        figures = dict(rich.figures)
        for sections in (figures["fai.period.assigned"].sections, ()):
            assigned = evolve(figures["fai.period.assigned"], sections=sections)
            said = evolve(rich, figures={**figures, "fai.period.assigned": assigned})
            yield with_values(said, **{"fai.excess": value})
    for name in (
        "fai.in_library.expected", "gdp.year.growth_target", "gdp.period.target", "gdp.period.growth_target",
        "resumption.overdue.count", "plan_starts.late.count", "entry.collecting.count", "entry.returned.count",
        "issues.open.count",
    ):  # fmt: skip
        kind = type(rich.figures[name].value)
        for value in (None, *((0, 3) if kind in {int, type(None)} and "count" in name else ())):
            yield with_values(rich, **{name: value})
    late = tuple({"name": f"项目{n}", "region": "甲县"} for n in range(3))
    yield with_values(
        rich, **{"entry.collecting.count": 2, "entry.overdue.count": 3, "entry.overdue.list": late}
    )
    gdp = {"gdp.period.actual": yi(50), "gdp.period.growth": None, "gdp.year.growth_target": None}
    yield with_values(rich, **gdp)
    yield with_values(rich, **{**gdp, "gdp.period.growth": Rate(Fraction(1, 20))})
    yield with_values(
        rich, **dict.fromkeys(("gdp.period.target", "gdp.year.growth_target", "gdp.period.actual"))
    )
    yield with_values(rich, **{"fai.actual.ytd": {"1—3月": yi(4)}})


def test_in_every_state_what_a_region_says_is_grammatical_and_every_branch_is_taken():
    import json

    tree = json.loads(json.dumps(source.packaged(of_region=True).trees["word/document.xml"]))
    own = "".join(
        text
        for paragraphs in (
            prose_of_regions.INVESTMENT,
            prose_of_regions.GDP,
            prose_of_regions.PLACES,
            prose_of_regions.GOALS,
            prose_of_regions.BUILDING,
            prose_of_regions.OVERSIGHT,
        )
        for _, text in paragraphs
        if (prose_of_regions.BODY, text)
        not in prose_of_regions.STOCK  # shown by the county's states
    )
    taken, seen = set(), set()
    for report in states():
        xml = Recording(Names(report), taken).render(tree)
        text = re.sub(r"<w:tbl>.*?</w:tbl>", "", xml, flags=re.DOTALL)
        seen |= {
            re.sub("<[^>]+>", "", part)
            for part in re.findall(r"<w:p[ >].*?</w:p>", text, re.DOTALL)
        }
    assert not {text for text in seen if FAULTS.search(text)}

    def words(body):
        return "".join(re.sub("<[^>]+>", "", each) for each in body if isinstance(each, str))

    missing = [
        words(body)
        for piece in branches(tree)
        for number, (_, body) in enumerate(piece[1])
        if (id(piece), number) not in taken and len(words(body)) > 3 and words(body) in own
    ]
    assert missing == []
