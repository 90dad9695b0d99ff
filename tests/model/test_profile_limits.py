"""Values of a profile lie within what a county can mean; one beyond is named with its path."""

import pytest

from investtrack import ProfileError, profile_from_toml
from investtrack.model.profile import DisplayProfile, EntryProfile, PaceProfile, Profile
from investtrack.values.amount import Amount, Unit


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[display]\nmoney_places = -1", "money_places：应在 0 到 8 之间，不能是 -1 @ $.display"),
        ("[display]\nrate_places = 9", "rate_places：应在 0 到 8 之间，不能是 9 @ $.display"),
        ("[display]\nannex_rows = -60", "annex_rows：应在 0 到 100000 之间，不能是 -60 @ $.display"),
        ('[display]\npercent_sign = ""', "percent_sign：应为 ％ 或 %，不能是 '' @ $.display"),
        ('[display]\nmonth_dash = "0"', "month_dash：应为一两个连接号，不能是 '0' @ $.display"),
        ('[entry]\nthreshold = "-500"', "threshold：应在 0万元 到 100000万元 之间，不能是 -500万元 @ $.entry"),
        ('[entry]\nthreshold = "5000000"', "threshold：应在 0万元 到 100000万元 之间，不能是 5000000万元"),
        ('[entry]\nmajor_threshold = "50"', "major_threshold：不应小于 threshold（500万元） @ $.entry"),
        ('[[entry.rules]]\nminimum = "-1"', "minimum：应在 0万元 到 100000000万元 之间"),
        ('[[entry.rules]]\nminimum = "5000"\nbelow = "500"', "below：应大于 minimum"),
        (
            "[[entry.rules]]\nvalid_from = 2022-03-01\nvalid_until = 2021-03-01",
            "valid_until：应不早于 valid_from",
        ),
        ('[services]\nindustries = ["互联网"]', "industries：应为行业代码的前1到4位数字，不能是 互联网"),
        ('[pace]\nslow_band = "-10"', "slow_band：应在 0个百分点 到 100个百分点 之间，不能是 -10个百分点 @ $.pace"),
        ('[pace]\nkind = "table"\n[pace.table]\n13 = "20"', "table.13：月份应为1到12"),
        ('[pace]\nkind = "table"\n[pace.table]\n3 = "2000"', "table.3：到月底应完成全年的百分点，不应超过100"),
        ('[pace]\nkind = "table"\n[pace.table]\n3 = "20"\n6 = "10"', "table：各月是年初以来累计的百分点"),
        ('[pace]\nkind = "seasonal"\n[pace.table]\n3 = "-20"', "table.3：不应为负数"),
        ('[pace]\nkind = "table"', "table：kind = table 要写各月的数 @ $.pace"),
        ('[judgement.thresholds]\nhhi = "25"', "hhi：应在 0％ 到 100％ 之间，不能是 2500％ @ $.judgement.thresholds"),
        ("[judgement.thresholds]\nentries = -1", "entries：应在 0 到 100000 之间，不能是 -1"),
        ('[judgement.chances]\nunknown = "50"', "概率在 0 和 1 之间 @ $.judgement.chances"),
    ],
)  # fmt: skip
def test_a_value_beyond_its_range_is_refused_with_its_path(toml, said):
    with pytest.raises(ProfileError) as caught:
        profile_from_toml(toml)
    assert said in "；".join(caught.value.faults)


def test_every_value_beyond_its_range_is_named_at_once():
    with pytest.raises(ProfileError) as caught:
        profile_from_toml(
            '[display]\nmoney_places = -1\nrate_places = 99\n[pace]\nslow_band = "101"'
        )
    said = "；".join(caught.value.faults)
    assert all(name in said for name in ("money_places", "rate_places", "slow_band"))


def test_edges_are_within():
    profile = Profile(
        display=DisplayProfile(money_places=0, rate_places=8, percent_sign="%", month_dash="－"),
        entry=EntryProfile(
            threshold=Amount.of(0, Unit.WAN), major_threshold=Amount.of(100, Unit.YI)
        ),
        pace=PaceProfile(),
    )
    assert profile.display.money_places == 0


def test_made_in_code_it_is_refused_too():
    with pytest.raises(ValueError, match="money_places"):
        DisplayProfile(money_places=-1)
