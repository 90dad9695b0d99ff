"""Nothing of a ledger, a document or a file's name commands a terminal; JSON keeps every sign for its reader."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.cli.main import main
from investtrack.cli.terminal import VisibleText, visible, visible_json


OBEYED = [chr(code) for code in (*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))]  # fmt: skip
HOSTILE = "红\x1b]0;x\x07\x1b[31m桥\u202e\x9b"


def obeyed(text):
    return {sign for sign in OBEYED if sign in text} - {"\n", "\t"}


@given(st.text(st.one_of(st.sampled_from(OBEYED), st.characters(codec="utf-8"))))
def test_no_sign_that_a_terminal_obeys_passes_and_no_other_is_changed(text):
    shown = visible(text)
    assert not obeyed(shown)
    assert [a for a, b in zip(text, shown, strict=True) if a != b and a not in OBEYED] == []


@given(st.recursive(st.text(st.sampled_from(OBEYED)) | st.integers(), st.lists))
def test_json_is_read_as_it_was_written(data):
    text = visible_json(json.dumps(data, ensure_ascii=False))
    assert not obeyed(text)
    assert json.loads(text) == data


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        ("check", ()),
        ("metrics", ()),
        ("metrics", ("--json",)),
        ("lights", ()),
        ("responsibility", ()),
    ],
)
def test_a_name_of_a_ledger_is_shown_and_not_sent(tmp_path, capsys, verb, more):
    ledger = {
        "region": {"name": HOSTILE},
        "as_of": "2022-03-20",
        "sheets": [],
        "projects": [{"name": HOSTILE, "leaders": [HOSTILE], "is_in_library": True}],
    }
    path = tmp_path / "甲.json"
    path.write_text(json.dumps(ledger), encoding="utf-8")
    assert main([verb, str(path), *more]) in {0, 1}
    written = capsys.readouterr()
    assert not obeyed(written.out + written.err)
    assert "桥" in written.out


@pytest.mark.parametrize("verb", ["check", "audit"])
def test_a_files_name_is_shown_and_not_sent(tmp_path, capsys, verb):
    assert main([verb, str(tmp_path / f"{HOSTILE}.txt")]) == 2
    text = capsys.readouterr().err
    assert not obeyed(text)
    assert "␛" in text


def test_a_document_is_shown_and_not_sent(tmp_path, capsys):
    path = tmp_path / "稿.txt"
    path.write_text(f"完成投资10亿元，其中{HOSTILE}6亿元、乙项目5亿元。", encoding="utf-8")
    main(["audit", str(path)])
    assert not obeyed(capsys.readouterr().out)


def test_the_stream_behind_is_as_it_was(capsys):
    stream = io.StringIO()
    shown = VisibleText(stream)
    shown.writelines(["一\r", "二\n"])
    assert stream.getvalue() == "一␍二\n"
    assert shown.isatty() is False
