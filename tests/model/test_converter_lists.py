"""A text where a list belongs is a fault with its path, never one item a character."""

import json

import pytest

from investtrack import Amount, Month, ProfileError, Unit, ledger_from_json, profile_from_toml


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('[services]\nindustries = "64"', "$.services.industries"),
        ('[[entry.rules]]\nall_of = "施工许可"', "$.entry.rules[0].all_of"),
        ('[[entry.rules]]\nany_of = ["施工合同", "照片"]', "$.entry.rules[0].any_of[0]"),
        ("aliases = 3", "$.aliases"),
    ],
)
def test_a_profile(text, path):
    with pytest.raises(ProfileError) as error:
        profile_from_toml(text)
    assert path in str(error.value)
    assert "应为一组" in str(error.value)


@pytest.mark.parametrize(
    ("sheets", "path"),
    [
        ({"projects": [{"name": "甲", "leaders": "张三"}]}, "$.projects[0].leaders"),
        ({"issues": ""}, "$.issues"),
        ({"projects": {}}, "$.projects"),
    ],
)
def test_a_ledger(sheets, path):
    with pytest.raises(ProfileError) as error:
        ledger_from_json(json.dumps(sheets))
    assert path in str(error.value)
    assert "应为一组值" in str(error.value)


def test_months_are_put_in_order_and_none_stands_twice():
    def project(*pairs):
        return json.dumps({"projects": [{"name": "甲", "actual": list(pairs)}]})

    (read,) = ledger_from_json(project(["2022-03", "900"], ["2022-02", "400"])).projects
    assert read.actual == (
        (Month(2022, 2), Amount.of(400, Unit.WAN)),
        (Month(2022, 3), Amount.of(900, Unit.WAN)),
    )
    with pytest.raises(ProfileError, match="2022年3月的累计数有两个"):
        ledger_from_json(project(["2022-03", "5"], ["2022-03", "900"]))
