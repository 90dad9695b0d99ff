"""JSON out and in, and the published schemas that describe it."""

import copy
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from made_ledgers import ledgers
from whole_reports import report_data

from investtrack import (
    ProfileError,
    SourceError,
    build_report,
    ledger_from_json,
    ledger_to_json,
    profile_from_toml,
)
from investtrack.cli.main import main
from investtrack.metrics import DEFINITIONS
from investtrack.model.columns import columns
from investtrack.model.converter import (
    json_text,
    ledger_as_it_goes,
    ledger_from_data,
    ledger_to_data,
)
from investtrack.model.ledger import SHEETS
from investtrack.model.profile import Profile
from investtrack.plugin.built_in.json_export import JsonExporter
from investtrack.plugin.built_in.json_files import JsonImporter
from investtrack_testing import (
    bare_ledger,
    check_exporter,
    check_importer,
    hostile_ledger,
    sample_ledger,
    sample_report,
)
from investtrack_testing.schema_of_ledger import ledger_schema
from investtrack_testing.schema_of_report import report_schema


SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
LEDGER = Draft202012Validator(ledger_schema(), format_checker=FormatChecker())
REPORT = Draft202012Validator(report_schema(), format_checker=FormatChecker())
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.xlsx"))


def exported(report):
    stream = io.BytesIO()
    JsonExporter().export(report, stream)
    return json.loads(stream.getvalue())


def faults(validator, document):
    return [
        f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)
    ]


def plain(data):
    return json.loads(json.dumps(data))


@pytest.mark.parametrize("schema", [ledger_schema(), report_schema()], ids=["ledger", "report"])
def test_the_schemas_are_schemas(schema):
    Draft202012Validator.check_schema(schema)


def test_every_field_of_every_record_is_in_the_schema():
    defined = ledger_schema()["$defs"]
    for sheet in SHEETS:
        found = defined[sheet.record.__name__]["properties"]
        assert set(found) == {c.key for c in columns(sheet.record)} | {"origin"}
        first = next(key for key in ("name", "indicator", "item") if key in found)
        assert found[first]["title"]


def test_every_figure_is_in_the_schema_with_its_kind():
    figures = report_schema()["properties"]["figures"]["properties"]
    assert {name for d in DEFINITIONS for name in (d.id, *d.aliases)} == set(figures)
    assert figures["fai.period.expected"]["$ref"] == "#/$defs/moneyFigure"


@pytest.mark.parametrize("ledger", [sample_ledger(), bare_ledger(), hostile_ledger()])
def test_what_is_exported_fits_the_schemas(ledger):
    document = exported(sample_report(ledger))
    assert faults(REPORT, document) == []
    assert faults(LEDGER, document["ledger"]) == []


@pytest.mark.slow
@SLOW
@given(ledgers)
def test_any_ledger_and_its_report_fit_the_schemas(ledger):
    assert faults(LEDGER, plain(ledger_to_data(ledger))) == []
    assert faults(REPORT, exported(build_report(ledger))) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_command_lines_json_of_the_examples_fits(path, tmp_path, capsys):
    main(["metrics", str(path), "--json"])
    metrics = json.loads(capsys.readouterr().out)
    assert faults(REPORT, metrics) == []
    out = tmp_path / "报告.json"
    main(["export", str(path), "--to", "json", "-o", str(out)])
    document = json.loads(out.read_text(encoding="utf-8"))
    assert faults(REPORT, document) == []
    assert document["figures"] == metrics["figures"]


def _places(document, place=()):
    """Yield the place of every value within *document*."""
    items = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in items:
        yield (*place, key)
        if isinstance(value, (dict, list)):
            yield from _places(value, (*place, key))


def _changed(document, place, value):
    made = copy.deepcopy(document)
    inner = made
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return made


WHOLE = plain(ledger_to_data(sample_ledger()))


@settings(SLOW, max_examples=80)
@given(
    st.sampled_from(list(_places(WHOLE))), st.sampled_from([None, True, 1.5, -1, "?", [], {}, [1]])
)
def test_the_schema_accepts_nothing_that_the_importer_refuses(place, value):
    broken = _changed(WHOLE, place, value)
    if faults(LEDGER, broken):
        return
    try:
        ledger_from_data(broken)
    except ProfileError as error:  # only what no schema can say: a sheet number beyond the list
        assert "sheets" in str(error)  # noqa: PT017


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("projects", 0, "total_investment"), 1.5),
        (("projects", 0, "stage"), "在拆"),
        (("projects", 0, "entered_on"), "2020-13-01"),
        (("projects", 0, "nonsense"), "1"),
        (("projects", 0, "origin"), ["0", 2]),
        (("projects", 0, "origin"), [0, 2, {"name": 1}, {}]),
        (("projects", 0, "planned", 0, 0), "2022-00"),
        (("targets", 0, "growth"), "7％"),
        (("period",), "2022Q5"),
        (("as_of",), "20.3.2022"),
        (("sheets", 0, "file"), None),
        (("nonsense",), []),
    ],
)
def test_what_the_schema_refuses_the_importer_refuses(place, value):
    broken = _changed(WHOLE, place, value)
    assert faults(LEDGER, broken)
    with pytest.raises(ProfileError):
        ledger_from_json(json.dumps(broken))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("figures", "fai.period.expected", "value"), 5300),
        (("figures", "fai.period.expected", "kind"), "count"),
        (("figures", "fai.period.expected", "unit"), "元"),
        (("figures", "fai.period.expected", "reason"), "没有"),
        (("figures", "fai.period.expected", "value"), None),
        (("figures", "starts.count", "value"), "1"),
        (("figures", "no.such.figure"), {}),
        (("findings", 0, "grade"), "fatal"),
    ],
)
def test_a_wrong_report_is_refused(place, value):
    assert faults(REPORT, _changed(exported(sample_report()), place, value))


def test_the_exporter_keeps_the_contract():
    check_exporter(JsonExporter(), states=[definition.id for definition in DEFINITIONS])


def test_the_importer_keeps_the_contract(tmp_path):
    texts = {
        "台账.json": ledger_to_json(sample_ledger()),
        "报告.json": json.dumps(exported(sample_report()), ensure_ascii=False),
        "标记.json": "\ufeff" + ledger_to_json(sample_ledger()),
        "手写.json": '{"projects": [{"name": "甲桥", "total_investment": "500"}]}',
        "数组.json": "[1]",
        "断了.json": '{"projects": [',
        "很深.json": "[" * 100_000,
        "空.json": "",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "乱码.json").write_bytes(b"\xff\xfe{")
    foreign = tmp_path / "别的.json"
    foreign.write_text('{"uri": "x", "projects": []}', encoding="utf-8")
    sources = [tmp_path / name for name in (*texts, "乱码.json")]
    check_importer(JsonImporter(), sources, [foreign, tmp_path / "甲.txt"], cells=False)
    for name in ("数组.json", "断了.json", "很深.json", "空.json", "乱码.json"):
        with pytest.raises(SourceError, match="不是可用的 JSON 台账"):
            JsonImporter().extract(tmp_path / name, Profile())


def test_records_written_by_hand_are_placed_in_their_file(tmp_path):
    path = tmp_path / "手写.json"
    path.write_text('{"projects": [{"name": "甲桥"}, {"name": "乙园"}]}', encoding="utf-8")
    ledger = JsonImporter().extract(path, Profile()).ledger
    assert [str(p.origin.cell("name")) for p in ledger.projects] == [
        "手写.json｜projects!第1行", "手写.json｜projects!第2行",
    ]  # fmt: skip
    assert ledger.sources == ("手写.json",)


def test_ledgers_written_and_read_at_once_keep_their_own_sheets():
    ledgers_ = [sample_ledger(), bare_ledger(), hostile_ledger()] * 8
    texts = [ledger_to_json(ledger) for ledger in ledgers_]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ledger_to_json, ledgers_)) == texts
        assert list(pool.map(ledger_from_json, texts)) == ledgers_


def test_after_a_faulty_ledger_the_next_one_is_read(tmp_path):
    data = ledger_to_data(sample_ledger())
    with pytest.raises(ProfileError):
        ledger_from_data({**data, "projects": [{"origin": [99, 1]}]})
    assert ledger_from_data(data) == sample_ledger()


def test_what_could_not_be_read_is_still_a_finding_after_json(tmp_path):
    book, saved = tmp_path / "项目台账.csv", tmp_path / "台账.json"
    book.write_text(
        "项目名称,总投资（万元）,开工时间,建设阶段,2022年1—3月完成投资（万元）\n甲,一千,待定,在拆,若干\n",
        encoding="utf-8",
    )
    from investtrack_csv.importer import CsvImporter

    first = CsvImporter().extract(book, Profile())
    saved.write_text(ledger_to_json(first.ledger), encoding="utf-8")
    again = JsonImporter().extract(saved, Profile())
    assert again.ledger == first.ledger
    assert {(f.code, f.place, f.found, f.grade) for f in again.findings} == {
        (f.code, f.place, f.found, f.grade) for f in first.findings
    }
    assert len(again.findings) == 4


@given(ledgers)
def test_a_ledger_written_as_it_goes_is_the_same_text(ledger):
    assert "".join(json_text(ledger_as_it_goes(ledger))) == ledger_to_json(ledger)


def test_a_report_written_as_it_goes_is_the_same_text_and_reads_back(tmp_path):
    exporter, report, path = JsonExporter(), sample_report(), tmp_path / "报告.json"
    with path.open("wb") as stream:
        exporter.export(report, stream)
    text = path.read_text("utf-8")
    assert text == json.dumps(report_data(report), ensure_ascii=False, indent=1) + "\n"
    assert (
        list(exporter.read_back(report, path)) == list(JsonExporter().read_back(report, path)) == []
    )
    path.write_text(text.replace('"missing": 0', '"missing": 1', 1), "utf-8")
    assert exporter.read_back(report, path)


@pytest.mark.parametrize("number", ["1E+999999999", "-1E-999999999", "9" * 401])
def test_a_rate_of_endless_digits_is_refused_by_its_place_wherever_one_is_read(number):
    data = json.loads(ledger_to_json(sample_ledger()))
    data["targets"][0]["growth"] = number
    with pytest.raises(ProfileError, match="growth") as caught:
        ledger_from_json(json.dumps(data))
    assert len(str(caught.value)) < 200
    with pytest.raises(ProfileError, match="slow_band"):
        profile_from_toml(f'[pace]\nslow_band = "{number}"\n')
