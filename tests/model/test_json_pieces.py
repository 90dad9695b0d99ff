"""A ledger read some records at a time is the ledger that is read whole, and where it cannot be, it is left to that."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.errors import ProfileError
from investtrack.model import json_pieces
from investtrack.model.converter import ledger_from_json, ledger_to_data, ledger_to_json
from investtrack.model.json_pieces import ledger_in_pieces
from investtrack_testing import sample_ledger


LEDGER = sample_ledger()
TEXT = ledger_to_json(LEDGER)
REPORT = json.dumps(
    {"region": "云溪县", "figures": {}, "findings": [], "ledger": ledger_to_data(LEDGER), "schema": 1},
    ensure_ascii=False, indent=1,
)  # fmt: skip


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(json_pieces, "_LEAST", 0)
    monkeypatch.setattr(json_pieces, "_AT_ONCE", 300)


@pytest.mark.parametrize("text", [TEXT, REPORT], ids=["ledger", "report"])
def test_it_is_what_is_read_whole(text):
    assert ledger_in_pieces(text.encode()) == ledger_from_json(text) == LEDGER


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ledger_to_data(LEDGER)),  # on one line: nothing to cut
        TEXT.replace('\n "projects": [', '\n "projects": [],\n "projects": [', 1),
        TEXT.replace("\n", "\r\n"),
    ],
    ids=["one line", "twice", "other ends"],
)
def test_what_is_laid_out_otherwise_is_the_same_or_left(text):
    found = ledger_in_pieces(text.encode())
    assert found is None or found == ledger_from_json(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT[:-2],
        TEXT.replace('"schema": 1', '"schema": 99'),
        TEXT.replace('"name": "', '"name": "\\ud800', 1),
        TEXT.replace('\n   "name"', '\n   "nickname"', 1),
        "\ufeff" + TEXT,
    ],
    ids=["cut off", "newer", "half a character", "unknown key", "mark"],
)
def test_what_is_at_fault_is_left_to_what_says_so(text):
    assert ledger_in_pieces(text.encode()) is None


@given(st.data())
def test_damage_gives_no_other_ledger(data):
    text = data.draw(st.sampled_from([TEXT, REPORT]))
    begin = data.draw(st.integers(0, len(text)))
    lost = data.draw(st.integers(0, 200))
    put = data.draw(st.sampled_from(["", '"', "{", "}", "[", "]", ",", "\n", "1", "null", "\n  },\n  {", '\n "projects": [\n']))  # fmt: skip
    damaged = text[:begin] + put + text[begin + lost :]
    found = ledger_in_pieces(damaged.encode())
    if found is not None:
        try:
            assert found == ledger_from_json(damaged)
        except ProfileError as error:
            raise AssertionError(damaged[begin - 50 : begin + 50]) from error
