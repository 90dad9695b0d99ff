"""What an input may come to: one set of limits, each refused in one sentence whatever kind of file it is, and listed."""

import re
import zipfile
from pathlib import Path

import pytest

from investtrack import input_limits
from investtrack.cli.main import main
from investtrack.errors import SourceError
from investtrack.input_limits import CELL_TEXT, PACKED, SETTINGS, bounded_bytes


EXAMPLE = Path(__file__).parents[2] / "examples" / "云溪县2022年一季度台账.xlsx"
PAGE = Path(__file__).parents[2] / "docs" / "security.md"


def said(capsys, *arguments):
    status = main([str(each) for each in arguments])
    text = capsys.readouterr().err
    assert status == 2, text
    assert "程序出错" not in text
    assert len(text.splitlines()) == 1, text
    return text


@pytest.fixture
def huge(tmp_path):
    """Make a file one byte longer than may be; nothing of it lies on the disk."""

    def make(name, most=PACKED):
        path = tmp_path / name
        with path.open("wb") as stream:
            stream.truncate(most + 1)
        return path

    return make


@pytest.mark.parametrize(
    "name", ["甲.xlsx", "甲.xls", "甲.ods", "甲.et", "项目台账.csv", "甲.json"]
)
def test_no_ledger_is_opened_beyond_the_limit(huge, capsys, name):
    assert f"超过{PACKED:,}字节" in said(capsys, "check", huge(name))


@pytest.mark.parametrize(
    ("verb", "name"),
    [("verify", "甲.docx"), ("audit", "甲.docx"), ("audit", "甲.txt"), ("audit", "甲.md")],
)
def test_no_document_is_opened_beyond_the_limit(huge, capsys, verb, name):
    more = [EXAMPLE] if verb == "verify" else []
    assert f"超过{PACKED:,}字节" in said(capsys, verb, huge(name), *more)


@pytest.mark.parametrize("name", ["甲.xlsx", "甲.docx"])
def test_no_form_is_opened_beyond_the_limit(huge, tmp_path, capsys, name):
    text = said(capsys, "fill", huge(name), EXAMPLE, "-o", tmp_path / f"填好{name}")
    assert f"超过{PACKED:,}字节" in text


def test_no_template_is_opened_beyond_the_limit(huge, tmp_path, capsys):
    call = ("export", EXAMPLE, "--to", "word", "-o", tmp_path / "汇报.docx")
    assert f"超过{PACKED:,}字节" in said(capsys, *call, "--template", huge("模板.docx"))


def test_no_profile_is_read_beyond_the_limit(huge, capsys):
    own = huge("本县.toml", SETTINGS)
    assert f"超过{SETTINGS:,}字节" in said(capsys, "check", EXAMPLE, "--profile", own)


def test_a_profile_nested_without_end_is_refused(tmp_path, capsys):
    own = tmp_path / "本县.toml"
    own.write_text("a=" + "[" * 100_000 + "]" * 100_000, encoding="utf-8")
    assert "套了太多层" in said(capsys, "check", EXAMPLE, "--profile", own)


def test_a_ledger_nested_without_end_is_refused(tmp_path, capsys):
    path = tmp_path / "甲.json"
    path.write_text('{"ledger": ' + "[" * 100_000 + "]" * 100_000 + "}", encoding="utf-8")
    assert "不是有效的 JSON" in said(capsys, "check", path)


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_holds_no_more_than_a_cell_of_excel(tmp_path, capsys, quote):
    path = tmp_path / "项目台账.csv"
    long = quote + "长" * (CELL_TEXT + 1) + quote
    path.write_text(f"项目名称,备注\n大桥,{long}\n", encoding="utf-8")
    text = said(capsys, "check", path, "--as-of", "2022-03-20")
    assert "第2行第2列有32,768个字" in text


def test_a_cell_as_long_as_may_be_is_read(tmp_path):
    path = tmp_path / "项目台账.csv"
    path.write_text(f"项目名称,备注\n大桥,{'长' * CELL_TEXT}\n", encoding="utf-8")
    assert main(["check", str(path), "--as-of", "2022-03-20", "--period", "2022Q1"]) in {0, 1}


def test_what_one_csv_of_a_zip_unpacks_to_is_limited_too(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("investtrack_csv.rows.PACKED", 100)
    path = tmp_path / "台账.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("项目台账.csv", "项目名称\n" + "大桥\n" * 100)
    assert "太大" in said(capsys, "check", path)


def test_of_a_file_too_large_nothing_is_read(tmp_path):
    path = tmp_path / "甲.bin"
    path.write_bytes(b"12345")
    assert bounded_bytes(path, 5) == b"12345"
    with pytest.raises(SourceError, match="5字节，超过4字节"):
        bounded_bytes(path, 4)


def test_the_page_lists_every_limit_with_its_number():
    listed = dict(
        re.findall(r"^\| `(\w+)` \| ([\d,]+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    )
    numbers = {k: v for k, v in vars(input_limits).items() if k.isupper()}
    assert {k: int(v.replace(",", "")) for k, v in listed.items()} == numbers
