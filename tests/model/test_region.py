"""What a region is called in a sentence."""

import pytest

from investtrack.model.ledger import Region


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("云溪县", "县"), ("威宁彝族回族苗族自治县", "县"), ("观山湖区", "区"), ("贵安新区", "区"), ("青岚市", "市"),
        ("黔西南州", "州"), ("鄂温克旗", "旗"), ("贵州省", "省"), ("广西壮族自治区", "区"), ("大兴安岭地区", "地区"),
        ("全国", "国"), (None, "县"),
    ],
)  # fmt: skip
def test_a_region_is_called_by_its_names_end(name, level):
    assert Region(name=name).level == level
