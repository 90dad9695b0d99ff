"""Projects as OC4IDS: what is stated is the ledger's, what is unknown is left out, and the validator agrees."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_ledgers import ledgers

from investtrack import Amount, DateSpan, Profile, ProfileError, SourceError, Unit, build_report
from investtrack.cli.main import main
from investtrack.model.entry import EntryStatus
from investtrack.model.ledger import Ledger
from investtrack.model.project import Project, ProjectStage
from investtrack.values.period import Period
from investtrack_oc4ids.exporter import Oc4idsExporter
from investtrack_oc4ids.package import dumps, project_package
from investtrack_oc4ids.projects import status
from investtrack_oc4ids.sector import _SECTORS, _TYPES, project_type, sectors
from investtrack_testing import (
    bare_ledger,
    check_exporter,
    hostile_ledger,
    sample_ledger,
    sample_report,
)


PREFIX = {"prefix": "oc4ids-abc123"}
FULL = {
    **PREFIX,
    "publisher": "样例县发展和改革局",
    "publisher_uri": "https://example.org/",
    "uri": "https://example.org/2022q1.json",
    "published": "2022-03-25",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "policy": "https://example.org/policy",
}
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.xlsx"))
# The validator takes a tenth of a second a package: a failing one is shown as found, not shrunk.
SLOW = settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def profile(**options):
    return Profile(options={"oc4ids": options})


def package(report):
    """Return the package as it is written and read again, amounts as decimals."""
    stream = io.BytesIO()
    Oc4idsExporter().export(report, stream)
    return json.loads(stream.getvalue(), parse_float=Decimal)


def of(project, **ledger):
    """Return the one project of a ledger of it, mapped."""
    made = Ledger(region=sample_ledger().region, period=Period.quarter(2022, 1), as_of=date(2022, 3, 20), projects=(project,), **ledger)  # fmt: skip
    return package(build_report(made, profile=profile(**PREFIX)))["projects"][0]


def test_the_exporter_keeps_the_contract():
    check_exporter(Oc4idsExporter())


# -- the validator --------------------------------------------------------------------------------


ASKED = (
    "validation_errors", "additional_checks", "conformance_checks", "additional_closed_codelist_values",
    "additional_fields", "deprecated_fields",
)  # fmt: skip


def faults(said):
    """Return every error, failed check, doubled or missing id and unknown word of a closed list."""
    found = {key: said[key] for key in ASKED if said[key]}
    return found | {key: part for key, part in said.get("structure_warnings", {}).items() if part}


@pytest.mark.parametrize("ledger", [sample_ledger(), bare_ledger(), hostile_ledger()], ids=["sample", "bare", "hostile"])  # fmt: skip
@pytest.mark.parametrize("options", [PREFIX, FULL], ids=["prefix", "full"])
def test_the_validator_finds_nothing(validate, ledger, options):
    said = validate(package(sample_report(ledger, profile(**options))))
    assert faults(said) == {}
    assert said["version_used"] == "0.9.5"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_validator_finds_nothing_in_the_examples(validate, path, tmp_path, capsys):
    out = tmp_path / "数据包.json"
    call = ["export", str(path), "--to", "oc4ids", "-o", str(out), "--option", "prefix=oc4ids-abc123"]  # fmt: skip
    assert main(call) in {0, 1}  # 1: done, with errors in the ledger
    said = validate(json.loads(out.read_text(encoding="utf-8")))
    assert faults(said) == {}
    own = {
        value
        for found in said["additional_open_codelist_values"].values()
        for value in found["values"]
    }
    assert own <= {"responsibleUnit"}


@SLOW
@given(ledgers)
def test_the_validator_finds_nothing_in_any_ledger(validate, ledger):
    report = build_report(ledger, profile=profile(**PREFIX))
    try:
        made = package(report)
    except SourceError:
        assert not ledger.projects
        return
    assert faults(validate(made)) == {}


def test_without_a_prefix_only_the_identifiers_are_remarked(validate):
    said = faults(validate(package(sample_report())))
    assert [check["check_id"] for check in said.pop("conformance_checks")] == [
        "invalid-project-ids"
    ]
    assert said == {}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda p: p.pop("publisher"), "validation_errors"),
        (lambda p: p["projects"][0].update(status="begun"), "additional_closed_codelist_values"),
        (lambda p: p["projects"][0].update(title=""), "additional_checks"),
        (lambda p: p["projects"][0].update(colour="red"), "additional_fields"),
        (lambda p: p["projects"][0]["publicAuthority"].update(id="x"), "additional_checks"),
    ],
    ids=["no publisher", "unknown status", "empty title", "unknown field", "no such party"],
)
def test_the_validator_finds_what_is_wrong(validate, change, found):
    made = package(sample_report(with_owner(sample_ledger()), profile(**PREFIX)))
    change(made)
    assert found in faults(validate(made))


def with_owner(ledger):
    first, *rest = ledger.projects
    return evolve(ledger, projects=(evolve(first, owner="样例县交投公司"), *rest))


def test_every_code_we_write_is_in_the_standards_lists(oc4ids_schema):
    def codes(name):
        with (oc4ids_schema / "codelists" / f"{name}.csv").open(encoding="utf-8") as stream:
            return {row["Code"] for row in csv.DictReader(stream)}

    assert {code for _, found in _SECTORS for code in found} <= codes("projectSector")
    assert set(_TYPES.values()) <= codes("projectType")
    assert {"identification", "preparation", "implementation", "completion"} <= codes("projectStatus")  # fmt: skip
    assert {"financialProgress", "physicalProgress"} == codes("metricID")
    assert {"commencement", "completion"} <= codes("milestoneCode")
    assert {"met", "notMet", "scheduled"} <= codes("milestoneStatus")
    assert "publicAuthority" in codes("partyRole")


# -- the mapping ----------------------------------------------------------------------------------


def test_amounts_are_exact_numbers_of_yuan():
    amount = Amount.of("1234567.123456789", Unit.WAN)
    report = sample_report(evolve(sample_ledger(), projects=(Project(name="甲", total_investment=amount),)), profile(**PREFIX))  # fmt: skip
    stream = io.BytesIO()
    Oc4idsExporter().export(report, stream)
    assert b'"amount": 12345671234.56789,' in stream.getvalue()
    assert package(report)["projects"][0]["budget"]["amount"] == {
        "amount": Decimal("12345671234.56789"),
        "currency": "CNY",
    }


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)))  # fmt: skip
def test_the_writer_writes_json(value):
    assert json.loads(dumps(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=8))
def test_the_writer_keeps_every_digit(number):
    assert json.loads(dumps(number), parse_float=Decimal, parse_int=Decimal) == number


def test_what_the_ledger_leaves_open_is_left_out():
    assert set(of(Project(name="甲桥"))) == {"id", "updated", "language", "title", "locations"}


PAST, COMING = DateSpan.day(date(2022, 3, 1)), DateSpan.day(date(2022, 6, 1))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"finished_on": PAST}, "completion"),
        ({"finished_on": COMING, "started_on": PAST}, "implementation"),
        ({"started_on": PAST}, "implementation"),
        ({"is_started": True}, "implementation"),
        ({"is_in_library": True}, "implementation"),
        ({"stage": ProjectStage.CONTINUING}, "implementation"),
        ({"cumulative": Amount.of(1, Unit.WAN)}, "implementation"),
        ({"cumulative": Amount.of(0, Unit.WAN)}, None),
        ({"stage": ProjectStage.NEW}, None),
        ({"stage": ProjectStage.PREPARING}, "preparation"),
        ({"stage": ProjectStage.NEW, "start_planned": COMING}, "preparation"),
        ({"started_on": COMING}, "preparation"),
        ({"is_started": False}, "preparation"),
        ({"started_on": DateSpan.month(2022, 3)}, None),  # some day of March: not past on the 20th
    ],
)
def test_the_phase_is_what_the_ledger_tells(fields, expected):
    project = Project(name="甲桥", **fields)
    report = build_report(Ledger(as_of=date(2022, 3, 20), projects=(project,)))
    assert status(report, project) == expected


@pytest.mark.parametrize(
    ("industry", "codes"),
    [
        ("教育", ["education"]),
        ("道路运输业", ["transport", "transport.road"]),
        ("水利管理业", ["naturalResources"]),
        ("电力、热力生产和供应业", ["energy"]),
        ("光伏发电", ["energy", "energy.solar"]),
        ("卫生和社会工作", ["health"]),
        ("文化旅游业", ["cultureSportsAndRecreation"]),
        ("制造业", ["economy"]),
        ("农业", ["economy"]),
        ("污水处理", ["waterAndWaste"]),
        ("公共设施管理业", []),
        ("房地产业", []),
        (None, []),
        ("其他", []),
    ],
)
def test_sectors_come_from_the_industry(industry, codes):
    assert sectors(industry) == codes


@given(st.text(max_size=12) | st.sampled_from([w for words, _ in _SECTORS for w in words.split()]))
def test_a_child_sector_comes_with_its_parent_before_it(industry):
    found = sectors(industry)
    for index, code in enumerate(found):
        parent, dot, _ = code.rpartition(".")
        assert not dot or parent in found[:index]


def test_the_type_is_what_statistics_call_the_kind_of_construction():
    kinds = ("新建", "扩建", "改建", "改扩建", "单纯购置", None)
    assert [project_type(kind) for kind in kinds] == ["construction", "expansion", "rehabilitation", None, None, None]  # fmt: skip
    assert "type" not in of(Project(name="甲", stage=ProjectStage.NEW))  # a stage of the year


def test_a_month_is_never_made_a_day():
    made = of(Project(name="甲", started_on=DateSpan.month(2021, 6), finished_on=DateSpan.month(2022, 1)))  # fmt: skip
    start, finish = made["milestones"]
    assert (start["status"], start["description"]) == ("met", "实际：2021年6月")
    assert "dateMet" not in start
    assert made["completion"] == {"endDateDetails": "2022年1月"}
    assert finish["code"] == "completion"


def test_a_plan_of_a_month_is_due_by_its_end():
    made = of(Project(name="甲", start_planned=DateSpan.month(2022, 2), finish_planned=DateSpan.month(2023, 12)))  # fmt: skip
    assert made["period"] == {"endDate": "2023-12-31T23:59:59+08:00"}
    start, finish = made["milestones"]
    assert (start["status"], start["dueDate"]) == ("notMet", "2022-02-28T23:59:59+08:00")
    assert finish["status"] == "scheduled"


def test_planned_and_actual_investment_are_apart_and_cumulated_from_january():
    bridge = package(sample_report(profile=profile(**PREFIX)))["projects"][0]
    (planned,) = bridge["forecasts"]
    assert [(o["id"], o["value"]["amount"]) for o in planned["observations"]] == [
        ("ytd-2022-02", 5_000_000), ("ytd-2022-03", 15_000_000), ("year-2022", 60_000_000),
    ]  # fmt: skip
    assert planned["observations"][1]["period"] == {
        "startDate": "2022-01-01T00:00:00+08:00",
        "endDate": "2022-03-31T23:59:59+08:00",
    }
    money = bridge["metrics"][0]
    assert [(o["id"], o["value"]["amount"]) for o in money["observations"]] == [
        ("before-2022", 80_000_000), ("ytd-2022-02", 4_500_000), ("total-2022-03-20", 84_500_000),
    ]  # fmt: skip


def test_owner_unit_place_and_content_are_stated():
    made = of(
        Project(
            name="甲路", owner="交投公司", responsible_unit="交通局", leaders=("王一",), town="东镇", place="甲村", content="改建公路5公里",
            progress="路基完成60％", code="2111-529927-04-01-000001",
        )
    )  # fmt: skip
    assert made["publicAuthority"] == {"id": "交投公司", "name": "交投公司"}
    assert [(p["name"], p["roles"]) for p in made["parties"]] == [("交投公司", ["publicAuthority"]), ("交通局", ["responsibleUnit"])]  # fmt: skip
    assert made["locations"][0]["description"] == "样例市样例县，东镇，甲村"
    assert made["description"] == "改建公路5公里"
    assert made["metrics"][0]["observations"][0]["measure"] == "路基完成60％"
    assert made["identifiers"] == [{"id": "2111-529927-04-01-000001", "scheme": "项目编码"}]
    assert "王一" not in json.dumps(made, ensure_ascii=False)  # people are nobody's to publish


def test_a_developer_of_housing_is_no_public_authority():
    made = of(Project(name="青山花园", owner="青山置业", is_real_estate=True))
    assert "publicAuthority" not in made
    assert made["parties"] == [{"id": "青山置业", "name": "青山置业"}]


def test_entries_that_no_project_knows_are_projects_too():
    made = package(sample_report(profile=profile(**PREFIX)))["projects"]
    assert [project["title"] for project in made] == ["河东大桥", "青山花园", "铝材加工厂"]
    plant = made[2]
    assert "status" not in plant  # papers are collected: whether work began is not said
    assert plant["milestones"][0]["dueDate"] == "2022-03-31T23:59:59+08:00"
    (entry,) = sample_ledger().entries
    planning = evolve(sample_ledger(), entries=(evolve(entry, status=EntryStatus.PLANNING),))
    assert package(sample_report(planning))["projects"][2]["status"] == "identification"


def test_identifiers_are_stable_unique_and_prefixed():
    twins = (Project(code="A1", name="甲"), Project(code="A1", name="乙"), Project(name="丙"), Project(name="丙"), Project(code="A1", name="甲"))  # fmt: skip
    ledger = evolve(bare_ledger(), projects=twins)
    ids = [p["id"] for p in package(sample_report(ledger, profile(**PREFIX)))["projects"]]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "oc4ids-abc123-A1"
    assert all(re.match(r"oc4ids-[a-z0-9]{6}-.", identifier) for identifier in ids)
    alone = evolve(bare_ledger(), projects=(twins[2],))
    assert package(sample_report(alone, profile(**PREFIX)))["projects"][0]["id"] == ids[2]


def test_the_package_says_who_published_when():
    made = package(sample_report(profile=profile(**FULL)))
    assert made["publisher"] == {"name": "样例县发展和改革局", "uri": "https://example.org/"}
    assert made["publishedDate"] == "2022-03-25T00:00:00+08:00"
    assert made["uri"] == "https://example.org/2022q1.json"
    assert made["license"].endswith("by/4.0/")
    plain = package(sample_report())
    assert (plain["publisher"], plain["publishedDate"]) == ({"name": "样例县"}, "2022-03-20T00:00:00+08:00")  # fmt: skip
    assert plain["uri"] == package(sample_report())["uri"]
    assert plain["version"] == "0.9"


def test_wrong_options_are_all_named_at_once():
    wrong = {"prefix": "abc", "published": "2022-13-01", "uri": "not a uri", "publisher": " ", "license": "https://"}  # fmt: skip
    with pytest.raises(ProfileError) as caught:
        project_package(sample_report(profile=profile(**wrong)))
    assert [fault.partition("：")[0].rpartition(".")[2] for fault in caught.value.faults] == [
        "prefix", "published", "uri", "license", "publisher",
    ]  # fmt: skip
    with pytest.raises(ProfileError, match="没有这个选项"):
        project_package(sample_report(profile=profile(colour="red")))


def test_a_ledger_without_projects_is_refused():
    ledger = Ledger(as_of=date(2022, 3, 20), issues=())
    with pytest.raises(SourceError, match="没有项目"):
        package(build_report(ledger))


def test_one_code_under_two_names_is_one_identifier():
    from investtrack_oc4ids.projects import _identifiers

    project = evolve(sample_ledger().projects[0], code="A-1", library_code="A-1")
    assert _identifiers(project) == [{"id": "A-1", "scheme": "项目编码"}]
    two = evolve(project, library_code="B-2")
    assert [each["id"] for each in _identifiers(two)] == ["A-1", "B-2"]
