"""Pictures: what each part shows, worked by hand; and that each draws whatever the ledger holds."""

import io
import re
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from investtrack import Profile, build_report, read_sources
from investtrack.analysis import Between, judge
from investtrack.analysis.stock import steps_add_up
from investtrack.cli.demo import example_path
from investtrack.cli.main import main
from investtrack.errors import ExportError
from investtrack.model.activity import Resumption
from investtrack.model.converter import ledger_to_json
from investtrack.model.ledger import Ledger
from investtrack.plugin import load_plugins
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack_pictures import chances, fonts, funnel, gantt, resumption, targets
from investtrack_pictures.pictures import PANELS
from investtrack_testing import bare_ledger, hostile_ledger, sample_ledger, sample_report


pytest.importorskip("matplotlib")
try:
    fonts.chinese_font()
except ExportError:
    pytest.skip("没有中文字体，图不能画：安装 fonts-noto-cjk 等之后再测", allow_module_level=True)


def judgement_of(ledger):
    return judge(sample_report(ledger))


def test_bars_state_what_is_done_of_what_and_what_the_pace_wants():
    # completed 450 + 200 = 650万元; the year's target 30000万元, the quarter's 5000万元;
    # by February the pace wants 2/12 of the year and 2/3 of the quarter.
    year, quarter, *rest = targets.bars(judgement_of(sample_ledger()))
    assert (year.words, year.share, year.due) == (
        "0.07亿元 ／ 3亿元",
        Fraction(650, 30000),
        Fraction(1, 6),
    )
    assert (quarter.share, quarter.due) == (Fraction(650, 5000), Fraction(2, 3))
    assert [(bar.label, bar.share) for bar in rest][:3] == [
        ("项目入库", Fraction(0)),  # one planned, collecting papers
        ("节后复工", Fraction(1, 2)),  # two on the list, one resumed
        ("督导", Fraction(1, 21)),  # no start states its date, so 集中开工 has no bar
    ]


def test_a_target_of_which_one_side_is_unknown_has_no_bar():
    assert targets.bars(judgement_of(bare_ledger())) == []


def test_the_funnel_counts_those_that_came_at_least_so_far():
    # the one planned entry is collecting papers: it reached the second level and no further
    found = funnel.levels(judgement_of(sample_ledger()))
    assert [(level.label, level.count) for level in found] == [
        ("计划入库", 1), ("已收集资料", 1), ("已申报", 0), ("已入库", 0),
    ]  # fmt: skip
    assert found[1].investment == Amount.of(9000, Unit.WAN)


def test_the_curves_cumulate_by_day_and_stop_at_the_as_of_date():
    def record(name, planned, resumed):
        return Resumption(
            name=name,
            planned_on=DateSpan.day(date(2022, 2, planned)),
            resumed_on=DateSpan.day(resumed) if resumed else None,
        )

    ledger = evolve(
        sample_ledger(),
        resumptions=(
            record("甲", 10, date(2022, 2, 9)),
            record("乙", 10, date(2022, 2, 12)),
            record("丙", 20, date(2022, 3, 25)),  # after the as-of date, 20 March
            record("丁", 20, None),
        ),
    )
    planned, done = resumption.curves(judgement_of(ledger))
    assert planned == [(date(2022, 2, 10), 2), (date(2022, 2, 20), 4)]
    assert done == [(date(2022, 2, 9), 1), (date(2022, 2, 12), 2)]


def test_gantt_takes_projects_begun_by_the_years_plan():
    whole = sample_ledger()
    bridge, homes = whole.projects
    ledger = evolve(
        whole,
        projects=(
            evolve(
                bridge, started_on=DateSpan.month(2020, 5), finished_on=DateSpan.month(2022, 10)
            ),
            evolve(homes, started_on=DateSpan.month(2019, 1)),
            evolve(bridge, code="A3", name="未开工"),
        ),
    )
    first, second = gantt.rows(judgement_of(ledger))
    assert (first.project.name, first.has_end, first.last) == ("青山花园", False, date(2022, 3, 20))
    assert (second.first, second.last) == (date(2020, 5, 1), date(2022, 10, 31))
    assert second.words == "2亿元，完成42％"  # 8450 of 20000
    assert second.share == pytest.approx(0.4225)


def test_chances_are_written_as_one_number_or_as_bounds():
    assert chances.chance_text(Between(Fraction(1, 2), Fraction(1, 2))) == "50％"
    assert chances.chance_text(Between(Fraction(1, 8), Fraction(1, 4))) == "12.5～25％"
    assert (
        chances.chance_text(Between(Fraction(1, 3), Fraction(1, 3)), points=True) == "33.3个百分点"
    )


def signs():
    """Return names that matplotlib would read as mathematics, or stumble over."""
    whole = hostile_ledger()
    names = ("$x^{2$ 项目 \\frac{", "★<b>&\u2028${7*7}$")
    return evolve(
        whole, projects=tuple(evolve(p, name=n) for p, n in zip(whole.projects, names, strict=True))
    )


@pytest.mark.parametrize("name", ["wall", *PANELS])
def test_every_picture_draws_whatever_the_ledger_holds(name):
    picture = load_plugins(("pictures",)).picture(name)
    assert picture.label
    nothing = Ledger(period=sample_ledger().period, as_of=sample_ledger().as_of)
    for ledger in (sample_ledger(), bare_ledger(), signs(), nothing):
        stream = io.BytesIO()
        picture.draw(sample_report(ledger), stream, ".svg")
        assert not stream.closed
        root = ET.fromstring(stream.getvalue())
        assert root.tag.endswith("svg")
        texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert any("截至" in text for text in texts), "text is text"
        assert all(text.strip() for text in texts)


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_the_same_report_gives_the_same_bytes(suffix):
    picture = load_plugins(("pictures",)).picture("wall")
    written = []
    for _ in range(2):
        stream = io.BytesIO()
        picture.draw(sample_report(), stream, suffix)
        written.append(stream.getvalue())
    assert written[0] == written[1]
    assert written[0].startswith(b"\x89PNG" if suffix == ".png" else b"<?xml")


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


def test_draw_writes_the_picture_asked_for(ledger, tmp_path, capsys):
    target = tmp_path / "漏斗.svg"
    main(["draw", str(ledger), "-o", str(target), "--picture", "funnel"])
    assert target.read_bytes().startswith(b"<?xml")
    assert "已写出项目入库漏斗" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "picture", "said"),
    [("图.pdf", "wall", "只能写成 .svg、.png"), ("图.svg", "饼图", "没有")],
)
def test_what_cannot_be_drawn_is_said(ledger, capsys, name, picture, said):
    target = ledger.with_name(name)
    assert main(["draw", str(ledger), "-o", str(target), "--picture", picture]) == 2
    assert said in capsys.readouterr().err
    assert not target.exists()


def test_without_a_chinese_font_nothing_is_drawn_and_it_is_said(
    ledger, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(fonts, "_writes_chinese", lambda _: False)
    fonts.chinese_font.cache_clear()
    try:
        assert main(["draw", str(ledger), "-o", str(tmp_path / "图.png")]) == 2
    finally:
        fonts.chinese_font.cache_clear()
    assert "没有中文字体" in capsys.readouterr().err
    assert not (tmp_path / "图.png").exists()


def test_what_if_draws_the_distribution_after_the_suppositions(ledger, tmp_path):
    target = tmp_path / "分布.svg"
    main(["what-if", str(ledger), "--chart", str(target)])
    before = target.read_bytes()
    main(["what-if", str(ledger), "--share", "铝材加工厂=50%", "--chart", str(target)])
    assert target.read_bytes() != before


@pytest.mark.parametrize("name", ["targets", "funnel", "waterfall", "gantt", "chances"])
def test_amounts_and_rates_are_in_the_profiles_wording(name):
    from matplotlib.figure import Figure

    display = evolve(Profile().display, money_places=4, percent_sign="%")
    report = build_report(
        read_sources(load_plugins(("importers",)), [example_path()], Profile()).ledger,
        profile=evolve(Profile(), display=display),
    )
    axes = Figure().add_axes((0, 0, 1, 1))
    PANELS[name][3](axes, judge(report))
    said = "\n".join(text.get_text() for text in (*axes.texts, *axes.get_xticklabels()))
    assert re.search(r"\d\.\d{3,4}亿元", said)
    assert not re.search(r"\d％", said)
    assert ("四舍五入" in said) == (name == "waterfall" and not steps_add_up(judge(report).waterfall, display))  # fmt: skip


def test_the_waterfall_says_why_its_steps_do_not_add_up():
    from matplotlib.figure import Figure

    report = build_report(
        read_sources(load_plugins(("importers",)), [example_path()], Profile()).ledger
    )
    axes = Figure().add_axes((0, 0, 1, 1))
    PANELS["waterfall"][3](axes, judge(report))
    is_said = any("四舍五入" in text.get_text() for text in axes.texts)
    assert is_said is not steps_add_up(judge(report).waterfall, report.profile.display)
    assert is_said
