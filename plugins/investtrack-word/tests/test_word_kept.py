"""A report tells of errors on its first page, and never overwrites somebody's work."""

import re
import zipfile
from io import BytesIO

import pytest
from attrs import evolve

from investtrack.cli.main import main
from investtrack.findings import Finding, Grade
from investtrack.model.converter import ledger_to_json
from investtrack.model.source import CellRef
from investtrack_testing import sample_ledger, sample_report
from investtrack_word.exporter import WordExporter
from investtrack_word.report.packing import written
from investtrack_word.verify.as_written import is_as_written


BODY = "word/document.xml"


def export(path, report=None, **flags):
    stream = BytesIO()
    WordExporter().export(report or sample_report(), stream, **flags)
    path.write_bytes(stream.getvalue())
    return path


def change(path, before, after):
    with zipfile.ZipFile(path) as archive:
        body = archive.read(BODY).decode()
    assert before in body
    path.write_bytes(written(path.read_bytes(), {BODY: body.replace(before, after).encode()}))


@pytest.mark.parametrize("flags", [{}, {"annotate": True}])
def test_what_we_wrote_is_known_and_any_change_too(flags, tmp_path):
    path = export(tmp_path / "a.docx", **flags)
    assert is_as_written(path)
    change(path, "汇报如下", "报告如下")
    assert not is_as_written(path)


def test_a_clean_copy_is_known_until_it_is_changed_and_a_foreign_file_may_be_anybodys_work(
    tmp_path,
):
    path = export(tmp_path / "a.docx", clean=True)
    assert is_as_written(path)
    change(path, "汇报如下", "报告如下")
    assert not is_as_written(path)
    (tmp_path / "b.docx").write_bytes(b"no document")
    assert not is_as_written(tmp_path / "b.docx")


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


def test_report_overwrites_its_own_file_and_writes_beside_an_edited_one(ledger, tmp_path, capsys):
    out = tmp_path / "out"
    for _ in range(2):
        assert main(["report", str(ledger), "-o", str(out)]) in {0, 1}
    (path,) = out.glob("*工作汇报.docx")
    change(path, "汇报如下", "报告如下")
    kept = path.read_bytes()
    capsys.readouterr()
    for _ in range(2):
        assert main(["report", str(ledger), "-o", str(out)]) in {0, 1}
    assert path.read_bytes() == kept
    assert sorted(found.stem[-5:] for found in out.glob("*新稿*.docx")) == [
        "报（新稿）",
        "（新稿2）",
    ]
    said = capsys.readouterr().out
    assert "有人改过，没有覆盖" in said
    assert "investtrack refresh" in said


def test_errors_stand_on_the_first_page():
    import docx

    def first(report):
        stream = BytesIO()
        WordExporter().export(report, stream)
        texts = [
            "".join(t.text or "" for t in p._p.iter("{*}t"))
            for p in docx.Document(stream).paragraphs
        ]
        return "\n".join(texts[:6])

    clean = evolve(sample_report(), findings=())
    assert "校核提示" not in first(clean)
    error = Finding("amount-negative", Grade.ERROR, "负数", CellRef("a.xlsx", "项目台账", "C2"))
    assert "台账还有1条错误没有改" in first(evolve(clean, findings=(error,)))


def test_a_copy_to_hand_in_stands_beside_the_working_copy_and_knows_it(ledger, tmp_path, capsys):
    out = tmp_path / "out"
    for _ in range(2):  # what nobody has touched is written over
        assert main(["report", str(ledger), "-o", str(out)]) in {0, 1}
    (clean,) = out.glob("*（报送稿）*.docx")
    (working,) = out.glob("*工作汇报.docx")
    with zipfile.ZipFile(clean) as archive:
        body = archive.read("word/document.xml").decode()
        assert not any("customXml" in name for name in archive.namelist())
    assert "<w:sdt" not in body
    with zipfile.ZipFile(working) as archive:
        assert texts(body) == texts(archive.read("word/document.xml").decode())
    capsys.readouterr()
    main(["verify", str(clean), str(ledger)])
    assert f"工作稿是“{working.name}”" in capsys.readouterr().out
    working.unlink()
    main(["verify", str(clean), str(ledger)])
    assert "没有它的工作稿" in capsys.readouterr().out


def test_a_copy_to_hand_in_that_somebody_changed_is_kept(ledger, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["report", str(ledger), "-o", str(out)]) in {0, 1}
    (clean,) = out.glob("*（报送稿）.docx")
    change(clean, "汇报如下", "报告如下")
    kept = clean.read_bytes()
    assert main(["report", str(ledger), "-o", str(out)]) in {0, 1}
    assert clean.read_bytes() == kept
    assert len(list(out.glob("*（报送稿）*.docx"))) == 2
    said = capsys.readouterr().out
    assert "报送稿不带标记，换不了数：改动要改在工作稿上" in said
    assert f"refresh {clean.name}" not in said  # it would refuse what bears no marks


def texts(xml):
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
