"""Rules that change by a day, with the document that says so; a profile's JSON Schema; the key that was meant."""

import pickle
import re
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import (
    Amount,
    DateSpan,
    Entry,
    Ledger,
    Period,
    Profile,
    ProfileError,
    Unit,
    build_report,
    profile_from_toml,
)
from investtrack.model.converter import profile_to_data
from investtrack_testing import profile_schema


ROOT = Path(__file__).parents[2]
TEXT = """
name = "x"
[entry]
threshold = "500"
[[entry.rules]]
all_of = ["立项"]
[sources]
"entry.threshold" = "统计报表制度"
"pace" = "县政办〔2020〕1号"
[[dated]]
valid_from = 2024-07-01
source = "县政办〔2024〕3号"
cadences = [{ mode = "周督查", every = "week" }]
[dated.pace]
slow_band = "5"
[[dated.entry.rules]]
all_of = ["立项", "用地"]
[[dated.judgement.lights]]
measure = "stop.days"
bands = [{ colour = "绿" }, { colour = "红", over = "30" }]
[[dated]]
valid_from = 2023-01-01
source = "统字〔2022〕9号"
[dated.entry]
threshold = "1000"
"""


def wan(number):
    return Amount.of(number, Unit.WAN)


def test_each_day_has_the_rules_that_hold_on_it():
    profile = profile_from_toml(TEXT)
    before, then, now = (
        profile.on(date(*day)) for day in ((2022, 12, 31), (2023, 1, 1), (2024, 7, 1))
    )
    assert [p.entry.threshold for p in (before, then, now)] == [wan(500), wan(1000), wan(1000)]
    assert [p.entry.major_threshold for p in (before, then, now)] == [wan(5000)] * 3
    assert [p.entry.rules[0].all_of for p in (before, then, now)] == [
        ("立项",),
        ("立项",),
        ("立项", "用地"),
    ]
    assert [p.pace.slow_band.number for p in (before, then, now)] == [10, 10, 5]
    assert [len(p.cadences) for p in (before, then, now)] == [3, 3, 1]
    assert [len(p.judgement.lights) for p in (before, then, now)] == [0, 0, 1]


def test_each_rule_knows_the_document_it_rests_on():
    profile = profile_from_toml(TEXT)
    now = profile.on(date(2025, 1, 1))
    assert profile.source_of("entry.threshold") == "统计报表制度"
    assert now.source_of("entry.threshold") == "统字〔2022〕9号，自2023-01-01起"
    assert now.source_of("pace.slow_band") == "县政办〔2024〕3号，自2024-07-01起"
    assert now.source_of("pace.kind") == "县政办〔2020〕1号"  # nobody changed it
    assert now.source_of("entry.major_threshold") == ""
    assert now.source_of("cadences") == "县政办〔2024〕3号，自2024-07-01起"


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 1, 1)), min_size=1, max_size=5))
def test_days_asked_in_any_order_give_the_same(days):
    profile = profile_from_toml(TEXT)
    found = profile
    for day in days:
        found = found.on(day)
    assert found == profile.on(days[-1])
    assert found.sources == profile.on(days[-1]).sources
    again = pickle.loads(pickle.dumps(found))
    assert again.on(date(2020, 1, 1)) == profile


def test_a_report_takes_the_rules_of_its_date():
    def entry(total):
        planned = DateSpan.day(date(2023, 2, 1))
        return Entry(name=f"甲{total}", total_investment=wan(total), planned_on=planned)

    ledger = Ledger(entries=(entry(600), entry(1200)))
    profile = profile_from_toml(TEXT)

    def planned(day):
        report = build_report(ledger, profile=profile, period=Period.quarter(2023, 1), as_of=day)
        return report.count("entry.planned.count"), report

    assert planned(date(2022, 12, 31))[0] == 2
    count, report = planned(date(2023, 1, 1))
    assert count == 1
    assert "统字〔2022〕9号" in report.profile.source_of("entry.threshold")
    # A report's profile, asked again for another day, is not bound to the first one.
    again = build_report(
        ledger, profile=report.profile, period=Period.quarter(2023, 1), as_of=date(2022, 12, 31)
    )
    assert again.count("entry.planned.count") == 2


def test_a_profile_written_out_and_read_again_has_the_same_rules():
    data = profile_to_data(profile_from_toml(TEXT).on(date(2025, 1, 1)))
    assert "before_dated" not in data
    assert data["dated"][0]["source"] == "县政办〔2024〕3号"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[entry]\ntreshold = "1"', "是不是 threshold？"),
        ("[display]\nmoney_place = 1", "是不是 money_places？"),
        ("nme = 'x'", "是不是 name？"),
        ("zzz = 1", "不认识的项：zzz @"),
        ('[sources]\n"entry.treshold" = "x"', "sources.entry.treshold：没有这一项，是不是 threshold？"),
        ('[[dated]]\nvalid_from = 2023-01-01\nsource = " "\n[dated.entry]\nthreshold = "600"', "依据"),
        ('[[dated]]\nvalid_from = 2023-01-01\nsource = "x"', "没有写改了什么"),
        ('[[dated]]\nvalid_from = 2023-01-01\n[dated.entry]\nthreshold = "600"', "缺少 source"),
        ('[[dated]]\nsource = "x"\n[dated.entry]\nthreshold = "600"', "缺少 valid_from"),
        ('[[dated]]\nvalid_from = 2023-01-01\nsource = "x"\n[dated.entry]\nthreshold = "99999999"', "dated[0].entry"),
        ("dated = 3", "方括号"),
        ("[dated]\nx = 1", "方括号"),
        ('[[dated]]\nvalid_from = 2023-01-01\nsource = "x"\nentry = 3', "dated[0].entry"),
        (2 * '[[dated]]\nvalid_from = 2023-01-01\nsource = "x"\n[dated.entry]\nthreshold = "600"\n', "有两段"),
    ],
)  # fmt: skip
def test_faults_are_named_with_what_is_meant(text, said):
    with pytest.raises(ProfileError) as caught:
        profile_from_toml(text)
    assert said in "\n".join(caught.value.faults)


# -- the schema -----------------------------------------------------------------------------------

CHECKER = jsonschema.Draft7Validator(profile_schema())


def written(text):
    """Return TOML as an editor hands it to the schema: days as texts."""

    def plain(value):
        if isinstance(value, dict):
            return {name: plain(item) for name, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return value.isoformat() if isinstance(value, date) else value

    return plain(tomllib.loads(text))


def profiles():
    """Yield every profile of the repository: shipped rules, the demo county's, the scaffold's, those of the how-to pages."""
    found = [
        *ROOT.glob("src/investtrack/analysis/rules/*.toml"),
        *ROOT.glob("plugins/*/src/**/*.toml"),
    ]
    yield from (
        (path.name, path.read_text(encoding="utf-8"))
        for path in found
        if "[[form" not in path.read_text(encoding="utf-8")
    )
    page = (ROOT / "docs/how-to/profile.md").read_text(encoding="utf-8")
    yield from (("profile.md", text) for text in re.findall(r"```toml\n(.*?)```", page, re.DOTALL))
    yield "here", TEXT


def test_the_schema_is_one_and_knows_every_profile_there_is():
    jsonschema.Draft7Validator.check_schema(profile_schema())
    known = 0
    for name, text in profiles():
        try:
            profile_from_toml(text)
        except ProfileError:
            continue  # the TOML of something else
        known += 1
        faults = [
            f"{error.json_path}: {error.message}" for error in CHECKER.iter_errors(written(text))
        ]
        assert faults == [], name
    assert known >= 7


@pytest.mark.parametrize(
    "text",
    ["nme = 'x'", "[entry]\nthreshold = 500.5", "[entry]\ntreshold = '1'", "unit = '角'", "[display]\nmoney_places = 2.5",
     "[pace]\nkind = 'x'", "[[dated]]\nvalid_from = 2023-01-01", "[judgement]\nlights = [{ measure = 'x', bands = [] }]"],
)  # fmt: skip
def test_what_the_schema_refuses_the_reader_refuses(text):
    assert list(CHECKER.iter_errors(written(text)))
    with pytest.raises(ProfileError):
        profile_from_toml(text)


def test_every_field_of_a_profile_says_what_it_means():
    silent = [
        f"{name}.{key}"
        for name, made in [("Profile", profile_schema()), *profile_schema()["$defs"].items()]
        for key, said in made.get("properties", {}).items()
        if not said.get("description")
    ]
    assert silent == []
    assert Profile().sources == {}
