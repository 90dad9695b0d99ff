"""``investtrack.read`` takes whatever holds a ledger; a report is typed, whole, travels, and stays as it was."""

import copy
import io
import json
import pickle
from decimal import Context, Decimal, Rounded, localcontext
from pathlib import Path

import pytest
from whole_reports import report_data

from investtrack import (
    Amount,
    Extract,
    Points,
    Profile,
    Rate,
    SourceError,
    Unit,
    UnknownFigureError,
    UnknownFormatError,
    build_report,
    load_plugins,
    read,
    read_sources,
)
from investtrack_testing import sample_ledger, sample_report


EXAMPLE = Path(__file__).parents[2] / "examples" / "云溪县2022年一季度台账.xlsx"
PLUGINS = load_plugins()
CSV = "项目名称,总投资（万元）,是否入库\n河东大桥,20000,是\n".encode()


@pytest.fixture(scope="module")
def report():
    return build_report(read(EXAMPLE, plugins=PLUGINS))


@pytest.fixture(scope="module")
def small():
    return sample_report()


def figures_of(extract):
    return build_report(extract).to_json()


@pytest.mark.parametrize(
    "source",
    [
        EXAMPLE,
        str(EXAMPLE),
        [EXAMPLE],
        [str(EXAMPLE)],
        EXAMPLE.read_bytes(),
        bytearray(EXAMPLE.read_bytes()),
        io.BytesIO(EXAMPLE.read_bytes()),
        (EXAMPLE.read_bytes(),),
        iter([EXAMPLE]),
    ],
)
def test_every_form_of_a_source_is_read_alike(report, source):
    extract = read(source, plugins=PLUGINS)
    assert isinstance(extract, Extract)
    assert {f.id: f.value for f in build_report(extract).figures.values()} == {
        f.id: f.value for f in report.figures.values()
    }


def test_an_open_file_keeps_its_name():
    with EXAMPLE.open("rb") as file:
        extract = read(file, plugins=PLUGINS)
    assert extract.ledger.sources == (EXAMPLE.name,)


def test_a_csv_without_a_file_is_named_as_its_sheet():
    stream = io.BytesIO(CSV)
    stream.name = "项目台账.csv"
    assert read(stream, plugins=PLUGINS).ledger.projects[0].name == "河东大桥"
    with pytest.raises(UnknownFormatError):
        read(CSV, plugins=PLUGINS)


def test_json_is_read_from_its_text_as_bytes(small):
    assert read(small.to_json().encode(), plugins=PLUGINS).ledger.projects[0].name == "河东大桥"


def test_a_path_is_a_path_and_never_its_letters(tmp_path):
    (tmp_path / "项目台账.csv").write_bytes(CSV)
    for path in (tmp_path / "项目台账.csv", str(tmp_path / "项目台账.csv")):
        assert read_sources(PLUGINS, path, Profile()).ledger.projects
    with pytest.raises(SourceError, match=r"nowhere\.xlsx"):
        read("nowhere.xlsx", plugins=PLUGINS)


def test_what_is_no_source_is_said(tmp_path):
    path = tmp_path / "项目台账.csv"
    path.write_bytes(CSV)
    with path.open(encoding="utf-8") as text, pytest.raises(TypeError, match="opened for text"):
        read(text, plugins=PLUGINS)
    with pytest.raises(TypeError, match="a source is a path, bytes"):
        read([7], plugins=PLUGINS)


def test_the_profile_it_was_read_with_is_the_one_it_is_computed_with(tmp_path):
    (tmp_path / "县.toml").write_text(
        'name = "x"\n[grades]\nperiod-implied = "error"\n', encoding="utf-8"
    )
    extract = read(EXAMPLE, profile=tmp_path / "县.toml", plugins=PLUGINS)
    assert build_report(extract).profile.name == "x"
    assert build_report(extract, profile=Profile()).profile.name == "default"
    assert read(EXAMPLE, profile="default", plugins=PLUGINS).profile == Profile()
    with pytest.raises(UnknownFormatError, match="nobody"):
        read(EXAMPLE, profile="nobody", plugins=PLUGINS)


def test_findings_of_reading_are_findings_of_the_report(tmp_path):
    path = tmp_path / "项目台账.csv"
    path.write_text("项目名称,总投资（万元）,是否入库\n河东大桥,待定,是\n", encoding="utf-8")
    extract = read(path, plugins=PLUGINS)
    assert extract.findings
    report = build_report(extract, findings=extract.findings, as_of=sample_ledger().as_of)
    assert [f.code for f in report.findings].count(extract.findings[0].code) == 1


# -- what a report answers ------------------------------------------------------------------------


def test_each_accessor_gives_its_kind_or_names_the_right_one(small):
    asked = {
        "money": Amount, "count": int, "rate": Rate, "points": Points, "days": int, "series": dict, "rows": tuple,
    }  # fmt: skip
    met = set()
    for figure in small.figures.values():
        own = {"list": "rows"}.get(figure.kind.value, figure.kind.value)
        value = getattr(small, own)(figure.id)
        assert value is None or isinstance(value, asked[own])
        met.add(own)
        other = "money" if own != "money" else "rate"
        with pytest.raises(TypeError, match=rf"report\.{own}\('{figure.id}'\)"):
            getattr(small, other)(figure.id)
        assert small.text(figure.id)
    assert met >= {"money", "count", "rate", "points", "series", "rows"}


def test_an_unknown_figure_names_the_nearest(small):
    with pytest.raises(UnknownFigureError, match=r"fai\.excess"):
        small.money("fai.exces")


def mappings_of(value):
    """Yield every mapping within a value of a figure."""
    if isinstance(value, dict):
        yield value
        value = tuple(value.values())
    if isinstance(value, tuple):
        for each in value:
            yield from mappings_of(each)


def test_what_a_report_hands_out_cannot_be_changed(small):
    handed_out = [small.figures]
    for figure in small.figures.values():
        handed_out += [*mappings_of(figure.value), figure.part_titles]
    assert len(handed_out) > len(small.figures)
    for mapping in handed_out:
        for change in ("clear", "popitem", "update"):
            with pytest.raises(TypeError, match="cannot be changed"):
                getattr(mapping, change)()
        with pytest.raises(TypeError, match="cannot be changed"):
            mapping["名"] = 1
        with pytest.raises(TypeError, match="cannot be changed"):
            del mapping["名"]
    free = dict(small.figures)
    free.clear()
    assert small.figures


def test_a_changed_input_does_not_change_a_report():
    ledger = sample_ledger()
    report = build_report(ledger)
    with pytest.raises(AttributeError):
        report.figures = {}


@pytest.mark.parametrize("travel", [lambda x: pickle.loads(pickle.dumps(x)), copy.deepcopy])
def test_a_report_travels_whole(report, travel):
    there = travel(report)
    assert there.to_json() == report.to_json()
    for figure_id, figure in report.figures.items():
        assert list(there.figure(figure_id).contributions) == list(figure.contributions)
    assert there.facts.select is not None


def test_json_is_what_the_exporter_writes(small):
    written = io.BytesIO()
    PLUGINS.exporter("json").export(small, written)
    assert written.getvalue().decode() == small.to_json() + "\n"
    assert json.loads(small.to_json()) == json.loads(json.dumps(report_data(small)))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_keeps_decimals(small, library):
    frame = small.to_frame("projects", library=library)
    assert list(frame.columns) == [c.name for c in small.table("projects").columns]
    values = list(frame["total_investment"])
    assert values == [Decimal(20000), Decimal(50000)]
    assert all(type(value) is Decimal for value in values)
    empty = small.to_frame("measures", library=library)
    assert list(empty.columns) == [c.name for c in small.table("measures").columns]


# -- nothing depends on the caller's decimal settings ---------------------------------------------

HOSTILE = (
    Context(prec=2, traps=[]),
    Context(prec=3, traps=[Rounded], Emax=99, Emin=-99),
    Context(prec=1, rounding="ROUND_UP", capitals=0, traps=[]),
)


@pytest.mark.parametrize("context", HOSTILE)
def test_a_callers_decimal_settings_change_nothing(report, context):
    wanted = report.to_json(), report.to_rows(), report.to_rows("projects")
    with localcontext(context):
        there = build_report(read(EXAMPLE, plugins=PLUGINS))
        assert (there.to_json(), there.to_rows(), there.to_rows("projects")) == wanted
        assert Amount.of("123456.78", Unit.WAN) == Amount.of("12.345678", Unit.YI)
        assert str(-Amount.of("123456.78", Unit.WAN)) == "-123456.78万元"
