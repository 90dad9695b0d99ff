"""A county's profile as TOML: read whole, written back, every fault named at once with its path."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.errors import ProfileError
from investtrack.model.activity import SupervisionMode
from investtrack.model.converter import (
    ledger_from_json,
    profile_from_toml,
    profile_to_data,
)
from investtrack.model.entry import EntryKind, PaperRule
from investtrack.model.profile import (
    Cadence,
    CadenceUnit,
    DisplayProfile,
    EntryProfile,
    PaceKind,
    PaceProfile,
    Profile,
    ServicesProfile,
)
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points
from investtrack.values.rounding import RoundingPolicy


def wan(number):
    return Amount.of(number, Unit.WAN)


FULL = """
name = "yunxi"
label = "云溪县"
unit = "亿元"
starts_batch = "2022年第一批"

[aliases]
"★铝材厂" = "铝材加工厂"

[entry]
threshold = "500"
major_threshold = 10000

[[entry.rules]]
kinds = ["房地产"]
all_of = ["立项", "预售许可"]
valid_from = 2022-01-01

[[entry.rules]]
minimum = "5000"
below = "100000.5"
all_of = ["立项", "施工许可"]
any_of = [["施工合同", "现场照片"]]
valid_until = "2022-12-31"
[entry.rules.substitutes]
"施工许可" = ["施工图", "规划许可"]

[services]
industries = ["64", "65"]

[pace]
kind = "table"
slow_band = "7.5"
[pace.table]
3 = "22.5"
12 = 100

[[cadences]]
mode = "周督查"
every = "half-month"

[display]
rounding = "gbt8170"
money_places = 1
rate_places = 0
percent_sign = "%"
month_dash = "-"
add_up = true
annex_rows = 10
"""

EXPECTED = Profile(
    name="yunxi",
    label="云溪县",
    unit=Unit.YI,
    starts_batch="2022年第一批",
    aliases={"★铝材厂": "铝材加工厂"},
    entry=EntryProfile(
        threshold=wan(500),
        major_threshold=wan(10000),
        rules=(
            PaperRule(
                kinds=(EntryKind.REAL_ESTATE,),
                all_of=("立项", "预售许可"),
                valid_from=date(2022, 1, 1),
            ),
            PaperRule(
                minimum=wan(5000),
                below=wan("100000.5"),
                all_of=("立项", "施工许可"),
                any_of=(("施工合同", "现场照片"),),
                valid_until=date(2022, 12, 31),
                substitutes={"施工许可": ("施工图", "规划许可")},
            ),
        ),
    ),
    services=ServicesProfile(industries=("64", "65")),
    pace=PaceProfile(
        kind=PaceKind.TABLE,
        table={3: Points.of("22.5"), 12: Points.of(100)},
        slow_band=Points.of("7.5"),
    ),
    cadences=(Cadence(mode=SupervisionMode.WEEKLY_INSPECTION, every=CadenceUnit.HALF_MONTH),),
    display=DisplayProfile(
        rounding=RoundingPolicy.GBT8170,
        money_places=1,
        rate_places=0,
        percent_sign="%",
        month_dash="-",
        add_up=True,
        annex_rows=10,
    ),
)


def toml(value):
    """Write plain data as one TOML value."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(k))} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def written(profile):
    return "\n".join(f"{key} = {toml(value)}" for key, value in profile_to_data(profile).items())


def test_every_item_is_read():
    assert profile_from_toml(FULL) == EXPECTED


def test_what_is_left_out_takes_the_default():
    assert profile_from_toml("") == Profile()
    assert profile_from_toml('label = "甲县"') == Profile(label="甲县")
    assert profile_from_toml("[pace]\nslow_band = 5").pace.kind is PaceKind.LINEAR


@pytest.mark.parametrize("profile", [EXPECTED, Profile()], ids=["full", "default"])
def test_written_and_read_back(profile):
    assert profile_from_toml(written(profile)) == profile


def rising(table):
    """Return a table whose points rise with its months, as those of a year to date do."""
    ends = sorted(table)
    return dict(zip(ends, sorted(table.values(), key=lambda p: p.number), strict=True))


points = st.fractions(0, 100, max_denominator=50).map(Points)
amounts = st.decimals(0, 10**7, places=4).map(wan)
profiles = st.builds(
    Profile,
    name=st.text("abc", min_size=1),
    unit=st.sampled_from(Unit),
    entry=st.builds(
        EntryProfile,
        threshold=st.decimals(0, 5000, places=4).map(wan),
        major_threshold=st.decimals(5000, 10**6, places=4).map(wan),
        rules=st.lists(
            st.builds(
                PaperRule,
                kinds=st.lists(st.sampled_from(EntryKind), max_size=2).map(tuple),
                minimum=st.none() | amounts,
                valid_from=st.none() | st.dates(),
                all_of=st.lists(st.text("立项用地", min_size=1), max_size=2).map(tuple),
            ),
            max_size=2,
        ).map(tuple),
    ),
    pace=st.builds(
        PaceProfile,
        kind=st.sampled_from(PaceKind),
        table=st.dictionaries(st.integers(1, 12), points, min_size=1, max_size=3).map(rising),
        slow_band=points,
    ),
    display=st.builds(DisplayProfile, rounding=st.sampled_from(RoundingPolicy)),
)


@given(profiles)
def test_any_profile_is_read_back(profile):
    assert profile_from_toml(written(profile)) == profile


FAULTY = """
colour = "red"
unit = "美元"
[entry]
threshold = 500.5
major_treshold = "1"
[[entry.rules]]
kinds = ["桥"]
[[entry.rules]]
minimum = "many"
valid_from = "2022-02-30"
[pace]
kind = "sine"
[pace.table]
3 = 22.5
[display]
rounding = "down"
money_places = "two"
add_up = 1
[[cadences]]
mode = "周督查"
"""


def test_all_faults_are_named_at_once_with_their_paths():
    with pytest.raises(ProfileError) as caught:
        profile_from_toml(FAULTY, "云溪.toml")
    error = caught.value
    assert error.name == "云溪.toml"
    for path, said in [
        ("$.unit", "'美元'"),
        ("$.entry.threshold", "500.5"),
        ("$.entry.rules[0].kinds[0]", "'桥'"),
        ("$.entry.rules[1].minimum", "many"),
        ("$.entry.rules[1].valid_from", ""),
        ("$.pace.kind", "sine"),
        ("$.pace.table", "22.5"),
        ("$.display.rounding", "half-up、gbt8170、floor、ceiling"),
        ("$.display.money_places", "two"),
        ("$.display.add_up", "true 或 false"),
        ("$.cadences[0]", "every"),
        ("", "colour"),
        ("$.entry", "major_treshold"),
    ]:
        assert any(path in fault and said in fault for fault in error.faults), (path, said)
    assert len(error.faults) == 13
    assert str(error).startswith("云溪.toml：")
    assert all(fault in str(error) for fault in error.faults)


def test_an_unknown_choice_says_which_there_are():
    with pytest.raises(ProfileError, match="元、万元、亿元"):
        profile_from_toml('unit = "美元"')


def test_what_is_no_toml_says_where():
    with pytest.raises(ProfileError, match="line 1"):
        profile_from_toml("= 5")


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"projects": [{"nome": "甲"}]}', '{"projects": 5}']
)
def test_what_is_no_ledger_is_a_profile_error(text):
    with pytest.raises(ProfileError):
        ledger_from_json(text)


def test_faults_of_a_ledger_are_named_too():
    text = json.dumps({"projects": [{"name": "甲", "total_investment": "abc"}, {"name": 5}]})
    with pytest.raises(ProfileError) as caught:
        ledger_from_json(text)
    assert any("$.projects[0].total_investment" in fault for fault in caught.value.faults)
    assert any("$.projects[1].name" in fault for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("month", "due"), [(1, "8.333"), (3, "25"), (12, "100")], ids=["January", "March", "year"]
)
def test_the_linear_pace(month, due):
    assert abs(PaceProfile().due(month).number - Points.of(due).number) < Points.of("0.001").number


def test_a_table_of_pace_is_silent_where_it_is_silent():
    pace = PaceProfile(kind=PaceKind.TABLE, table={5: Points.of(50)})
    assert pace.due(5) == Points.of(50)
    assert pace.due(6) is None


@pytest.mark.parametrize(
    "written", ["0.5亿元", "0.5个亿", "5,000万元", "５０００万元", "5000", "五千万元"]
)
def test_amounts_of_a_profile_are_read_in_every_spelling(written):
    profile = profile_from_toml(
        f'name = "a"\nlabel = "甲"\n[entry]\nmajor_threshold = "{written}"\n'
    )
    assert profile.entry.major_threshold == Amount.of("0.5", Unit.YI)


@pytest.mark.parametrize("written", ["约5000万元", "5000个", "4—5亿元", "100万美元", "5％"])
def test_a_threshold_of_a_profile_is_one_exact_amount(written):
    with pytest.raises(ProfileError, match="应为万元数"):
        profile_from_toml(f'name = "a"\nlabel = "甲"\n[entry]\nmajor_threshold = "{written}"\n')
