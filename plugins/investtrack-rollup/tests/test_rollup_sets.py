"""What merged figures cover: one set a group, named; a region's own targets before its counties' sum."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from sent_counties import county_of

from investtrack import load_plugins
from investtrack.analysis import ConclusionKind, judge
from investtrack.model.target import AssignedBy, Target
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Period
from investtrack_audit import Document, Paragraph, audit_document
from investtrack_rollup import node_report
from investtrack_rollup.county import Job, fold_county
from investtrack_rollup.roster import RosterRow
from investtrack_rollup.tree import build_tree
from investtrack_testing import sample_ledger


PLACES = "甲乙丙丁"


def city_of(*ledgers):
    counties = [
        county_of(each, f"{place}县", parent="云州市")
        for place, each in zip(PLACES, ledgers, strict=False)
    ]
    return node_report(build_tree(counties, {}))


def value(report, name):
    return report.figures[name].value


def without_entries(ledger):
    return evolve(ledger, entries=None)


def test_a_sum_is_of_the_counties_that_its_parts_are_of():
    ledger = sample_ledger()
    city = city_of(ledger, ledger, without_entries(ledger))
    parts = ("fai.in_library.expected", "fai.new_entry.expected")
    assert Amount.total(value(city, name) for name in parts) == value(city, "fai.period.expected")
    assert {city.figures[name].without for name in (*parts, "fai.period.completed")} == {("丙县",)}
    assert city.figures["resumption.planned.count"].without == ()
    assert "3个地区中2个有数，不含丙县" in city.figures["fai.period.expected"].note


def test_contributions_of_a_restricted_sum_are_of_the_counties_it_covers():
    ledger = sample_ledger()
    found = city_of(ledger, ledger, without_entries(ledger)).figures["fai.in_library.expected"]
    assert {item.label for item in found.contributions} == {"甲县", "乙县"}
    assert Amount.total(item.amount for item in found.contributions) == found.value


def test_the_regions_left_out_are_named_in_findings_and_conclusions():
    ledger = sample_ledger()
    city = city_of(ledger, ledger, without_entries(ledger))
    (found,) = [f for f in city.findings if f.code == "sum-of-some" and "固定资产投资" in f.message]
    assert "不含丙县" in found.message
    (said,) = [c for c in judge(city).conclusions if c.kind is ConclusionKind.INCOMPLETE]
    assert "固定资产投资" in said.text
    assert "不含丙县" in said.text


def test_a_figure_that_most_lack_goes_rather_than_the_counties():
    ledger = sample_ledger()
    bare = evolve(ledger, targets=None)
    city = city_of(ledger, bare, bare)
    assert city.figures["fai.period.expected"].without == ()
    for name in ("fai.period.assigned", "fai.excess", "fai.year.target", "fai.pace.gap"):
        assert value(city, name) is None
        assert "丙县、乙县没有数" in city.figures[name].reason


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_counties_lack_no_printed_sum_is_of_other_counties(data):
    whole = sample_ledger()
    sheets = ("entries", "targets", "resumptions", "services", "starts", "projects", "promotions")
    ledgers = [
        evolve(
            whole, **dict.fromkeys(data.draw(st.sets(st.sampled_from(sheets), max_size=3)), None)
        )
        for _ in range(data.draw(st.integers(2, 4)))
    ]
    city = city_of(*ledgers)
    for one, other, total in (
        ("fai.in_library.expected", "fai.new_entry.expected", "fai.period.expected"),
        ("services.in_library", "services.new_entry", "services.planned"),
    ):
        parts = [value(city, name) for name in (one, other, total)]
        if None not in parts:
            assert parts[0] + parts[1] == parts[2]
    expected, target, excess = (
        value(city, f"fai.{name}") for name in ("period.expected", "period.assigned", "excess")
    )
    if None not in (expected, target, excess):
        assert expected - target == excess
    done, planned, rate = (
        value(city, f"fai.{name}")
        for name in ("period.completed", "period.planned", "completion_rate")
    )
    if None not in (done, planned, rate):
        assert rate.fraction == Fraction(done.yuan) / Fraction(planned.yuan)
    for sentence in judge(city).conclusions:
        found = audit_document(Document("", (Paragraph(sentence.text, "第1段"),)))
        assert not [item for item in found if item.is_impossible], sentence.text


def two_of_one_name():
    ledger = sample_ledger()
    below = [
        county_of(each, name, parent=f"江右省/{city}")
        for city, name, each in (
            ("东州市", "鼓楼区", without_entries(ledger)), ("西州市", "鼓楼区", ledger), ("西州市", "甲县", ledger), ("东州市", "乙县", ledger),
        )
    ]  # fmt: skip
    return build_tree([evolve(each, job=f"{each.parent}/{each.name}") for each in below], {})


def test_of_two_regions_of_one_name_only_the_one_that_lacks_is_left_out():
    report = node_report(two_of_one_name())
    found = report.figures["fai.in_library.expected"]
    assert found.without == ("东州市鼓楼区",)
    assert Amount.total(item.amount for item in found.contributions) == found.value
    rows = {row.name: row for row in report.below.rows}
    assert rows["东州市"].without["fai.period.expected"] == ("鼓楼区",)
    assert not rows["西州市"].without


def test_rows_and_definitions_name_a_region_as_the_tree_does():
    ledger = sample_ledger()
    short = evolve(county_of(ledger, "青石", parent="云州市"), job="青石")
    root = build_tree([short, county_of(ledger, "乙县", parent="云州市")], {}, (RosterRow("青石县", "云州市"),))  # fmt: skip
    listed = {row["region"] for row in root.partial.parts["resumption.overdue.list"].rows}
    assert listed == {"青石县", "乙县"}
    report = node_report(two_of_one_name())
    named = {row["region"] for row in report.figures["resumption.overdue.list"].value}
    assert named == {"东州市鼓楼区", "西州市鼓楼区", "甲县", "乙县"}
    assert all(row["name"].endswith(f"（{row['region']}）") for row in report.figures["resumption.overdue.list"].value)  # fmt: skip
    assert "东州市鼓楼区" in report.below.definitions["入库起点"]["500万元"]


def scaled(ledger, factor):
    projects = tuple(
        evolve(each, total_investment=Amount(each.total_investment.yuan * factor))
        for each in ledger.projects
    )
    return evolve(ledger, projects=projects)


def test_a_county_of_another_unit_is_named_before_anything_is_added():
    ledger = sample_ledger()
    for factor in (10_000, Decimal("0.0001")):
        city = city_of(ledger, ledger, scaled(ledger, factor))
        (found,) = [each for each in city.findings if each.code == "region-magnitude"]
        assert "“丙县”平均每个项目总投资" in found.message
        assert "相差10000倍" in found.message
        assert city.has_errors
    alike = city_of(ledger, ledger, scaled(ledger, 300))
    assert "region-magnitude" not in {each.code for each in alike.findings}


def test_unlike_units_of_profiles_are_named_in_findings_and_in_the_report():
    ledger = sample_ledger()
    counties = [county_of(ledger, f"{place}县", parent="云州市") for place in PLACES[:3]]
    odd = counties[2].partial
    basis = {**odd.basis, "默认金额单位": {"亿元": "丙县"}}
    counties[2] = evolve(counties[2], partial=evolve(odd, basis=basis))
    city = node_report(build_tree(counties, {}))
    (found,) = [f for f in city.findings if f.code == "definition-differs" and "单位" in f.message]
    assert "万元（如乙县）" in found.message or "万元（如甲县）" in found.message
    assert "亿元（如丙县）" in found.message
    assert city.below.definitions["默认金额单位"]["亿元"] == ("丙县",)


def test_the_sum_of_targets_is_of_the_counties_that_are_held_against_it():
    ledger = sample_ledger()
    city = city_of(ledger, ledger, ledger, without_entries(ledger))
    expected, excess = value(city, "fai.period.expected"), value(city, "fai.excess")
    assert city.below.total_lacks == ("丁县",)
    assert expected - city.below.total == excess


def test_who_sets_no_target_is_named_beside_the_sum_and_the_gross_product_is_said_to_be_one():
    ledger = sample_ledger()
    city = city_of(ledger, ledger, ledger, evolve(ledger, targets=None))
    assert city.below.total == value(city_of(ledger, ledger, ledger), "fai.period.assigned")
    assert city.below.total_lacks == ("丁县",)
    assert {"fai.period.assigned", "gdp.period.target"} <= city.below.summed
    assert city_of(ledger, evolve(ledger, targets=None)).below.total is None


def own(amount, **more):
    return Target(
        indicator="固定资产投资", period=Period.quarter(2022, 1), assigned_by=AssignedBy.PROVINCE,
        amount=Amount.of(amount, Unit.YI), **more,
    )  # fmt: skip


def with_own_ledger(*targets, counties=2):
    ledger = sample_ledger()
    below = [county_of(ledger, f"{place}县", parent="云州市") for place in PLACES[:counties]]
    city = evolve(
        ledger, projects=None, entries=None, resumptions=None, services=None, starts=None, targets=targets,
        region=evolve(ledger.region, name="云州市"),
    )  # fmt: skip
    top = evolve(county_of(city, "云州市", parent="江右省"), assigned_by="省")
    root = build_tree([*below, top], {})
    (node,) = [node for node in root.walk() if node.name == "云州市"]
    return node_report(node)


def test_a_regions_own_target_goes_before_the_sum_of_its_counties():
    report = with_own_ledger(own(30))
    expected = value(report, "fai.period.expected")
    assert value(report, "fai.period.assigned") == Amount.of(30, Unit.YI)
    assert "云州市本级台账；所属合计" in report.figures["fai.period.assigned"].note
    assert value(report, "fai.excess") == expected - Amount.of(30, Unit.YI)
    assert value(report, "fai.excess").yuan < 0
    (record,) = report.figures["fai.period.assigned"].records
    assert record.assigned_by is AssignedBy.PROVINCE


def test_what_lacks_a_county_is_not_held_against_the_whole_regions_target():
    ledger = sample_ledger()
    below = [
        county_of(each, f"{place}县", parent="云州市")
        for place, each in zip(PLACES, (ledger, ledger, without_entries(ledger)), strict=False)
    ]
    city = evolve(ledger, projects=None, entries=None, targets=(own(30),))
    top = evolve(county_of(city, "云州市", parent="江右省"), assigned_by="省")
    (node,) = [n for n in build_tree([*below, top], {}).walk() if n.name == "云州市"]
    report = node_report(node)
    assert value(report, "fai.period.assigned") == Amount.of(30, Unit.YI)
    assert value(report, "fai.excess") is None
    assert "缺丙县" in report.figures["fai.excess"].reason


def test_a_worker_says_which_level_set_the_target(tmp_path):
    from investtrack.model.converter import ledger_to_json

    path = tmp_path / "甲县.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    found = fold_county(Job(name="甲县", paths=(path,), as_of=date(2022, 3, 20)))
    assert found.assigned_by in {level.value for level in AssignedBy}


def test_the_written_report_of_a_region_holds_in_its_own_numbers(tmp_path):
    ledger = sample_ledger()
    city = city_of(ledger, ledger, without_entries(ledger))
    plugins = load_plugins(("exporters", "documents"))
    path = tmp_path / "云州市.docx"
    with path.open("wb") as stream:
        plugins.exporter("word").export(city, stream)
    found = audit_document(plugins.document_reader_for(path).read(path))
    assert found
    assert not [item for item in found if "投资" in item.excerpt and item.is_impossible]


def test_a_provinces_targets_are_those_of_its_cities_not_of_their_counties():
    ledger = sample_ledger()
    below = [county_of(ledger, f"{place}县", parent="江右省/云州市") for place in PLACES[:2]]
    city = evolve(ledger, projects=None, entries=None, targets=(own(30),))
    top = evolve(county_of(city, "云州市", parent="江右省"), assigned_by="省")
    other = county_of(ledger, "丙县", parent="江右省/雨州市")
    (province,) = [n for n in build_tree([*below, other, top], {}).walk() if n.name == "江右省"]
    report = node_report(province)
    of_county = value(build_report(ledger), "fai.period.assigned")
    assert value(report, "fai.period.assigned") == Amount.of(30, Unit.YI) + of_county
    assert value(report, "fai.excess") == value(report, "fai.period.expected") - value(
        report, "fai.period.assigned"
    )


def test_the_sentence_of_a_restricted_sum_names_whom_it_leaves_out(tmp_path):
    ledger = sample_ledger()
    city = city_of(ledger, ledger, without_entries(ledger))
    plugins = load_plugins(("exporters", "documents"))
    path = tmp_path / "云州市.docx"
    with path.open("wb") as stream:
        plugins.exporter("word").export(city, stream)
    texts = [p.text for p in plugins.document_reader_for(path).read(path).paragraphs]
    (sentence,) = [text for text in texts if "两项合计" in text]
    assert "两项合计（不含丙县）" in sentence
    assert not [text for text in texts if "复工调度的项目（不含" in text]


def test_a_written_report_that_cannot_be_true_is_an_error(tmp_path, capsys, monkeypatch):
    from investtrack.cli.main import main
    from investtrack.model.converter import ledger_to_json
    from investtrack_audit.proofreader import AuditProofreader

    folder = tmp_path / "各县"
    folder.mkdir()
    for place in PLACES[:2]:
        ledger = evolve(
            sample_ledger(), region=evolve(sample_ledger().region, name=f"{place}县", parent="东市")
        )
        (folder / f"{place}县.json").write_text(ledger_to_json(ledger), encoding="utf-8")
    seen = []

    def one_fault(self, document):
        seen.append(document.name)
        return ["第1段 分项合计：1 + 1 = 2 ≠ 3个（不成立）"]

    monkeypatch.setattr(AuditProofreader, "impossible", one_fault)
    status = main(["rollup", str(folder), "-o", str(tmp_path / "汇总")])
    said = capsys.readouterr().out
    assert status == 1
    # The report and the draft of it that is sent up: each document that was written is proofread.
    assert {name.rpartition("一季度")[2] for name in seen} == {
        "工作汇报.docx",
        "工作汇报（报送稿）.docx",
    }
    assert len(seen) == 2
    assert "不能成立的数" in said
    assert "1 + 1 = 2 ≠ 3个" in said


def test_the_proofreader_names_what_cannot_be_true():
    from investtrack_audit.proofreader import AuditProofreader

    wrong = Document("", (Paragraph("共有项目13个，按级别分：省级5个、县级7个。", "第1段"),))
    (line,) = AuditProofreader().impossible(wrong)
    assert "第1段" in line
    right = Document("", (Paragraph("共有项目12个，按级别分：省级5个、县级7个。", "第1段"),))
    assert AuditProofreader().impossible(right) == []


def test_only_what_is_of_one_month_and_one_threshold_is_ranked():
    ledger = sample_ledger()
    counties = [county_of(ledger, f"{place}县", parent="云州市") for place in PLACES[:3]]
    odd = counties[2]
    basis = {
        **odd.partial.basis,
        "数据所到月份": {"1—3月": "丙县"},
        "入库起点": {"1000万元": "丙县"},
    }
    counties[2] = evolve(odd, partial=evolve(odd.partial, basis=basis))
    found = {one.figure: one for one in node_report(build_tree(counties, {})).rankings}
    for figure, why in (
        ("fai.period.completed", "数据所到月份是1—3月"),
        ("entry.entered.count", "入库起点是1000万元"),
    ):
        assert why in found[figure].apart["丙县"]
        assert [place for place, name, _ in found[figure].rows if name == "丙县"] == [None]
        assert [place for place, name, _ in found[figure].rows if name != "丙县"] == [1, 1]
    assert found["resumption.rate"].apart == {}
