"""What a ledger in JSON may hold as text: whole characters, and no more of them than a cell."""

import json

import pytest

from investtrack import ProfileError, ledger_from_json, ledger_to_json
from investtrack_testing import sample_ledger


def with_name(name):
    data = json.loads(ledger_to_json(sample_ledger()))
    data["projects"][0]["name"] = name
    return json.dumps(data)  # all but ASCII escaped


@pytest.mark.parametrize("name", ["甲\U0001f309桥", "长" * 32_767, r"甲\ud800", "甲\\", ""])
def test_any_text_of_whole_characters_is_read_as_it_is(name):
    assert (ledger_from_json(with_name(name)).projects[0].name or "") == name


@pytest.mark.parametrize("name", ["甲\ud800", "\udf09桥", "甲\udf09\ud83c桥"])
def test_half_a_character_is_refused(name):
    with pytest.raises(ProfileError, match="有的字只有半个"):
        ledger_from_json(with_name(name))


def test_a_text_is_no_longer_than_a_cell():
    with pytest.raises(
        ProfileError, match=r"有32,768个字，超过32,767个，不像人写的 @ \$\.projects\[0\]\.name"
    ):
        ledger_from_json(with_name("长" * 32_768))
