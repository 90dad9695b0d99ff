"""``investtrack audit`` as a clerk meets it."""

import json

import pytest

from investtrack.cli.main import main


WRONG = "计划新开工项目90项，实际已开工43项，开工率达47％。\n"
RIGHT = "共有项目12个，按级别分：省级5个、县级7个。\n"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "汇报.txt"
    path.write_text(RIGHT + WRONG, encoding="utf-8")
    return path


def test_a_table_with_place_arithmetic_verdict_value_and_cause(report, capsys):
    assert main(["audit", str(report)]) == 1
    out, err = capsys.readouterr()
    head, titles, first, second = out.splitlines()
    assert head == "汇报.txt　读出数字关系2处：成立1处、修约所致0处、不成立1处"
    assert titles.split() == ["位置", "关系", "算式", "结果", "最接近的正确值", "可能原因", "原文"]
    assert "第1行" in first
    assert "5 + 7 = 12个" in first
    assert "成立" in first
    assert "第2行" in second
    for words in ("43 ÷ 90 = 47.78 ≠ 47％", "不成立", "48％", "舍去尾数", "实际已开工43项"):
        assert words in second
    assert err == ""


def test_only_what_is_wrong(report, capsys):
    assert main(["audit", str(report), "--wrong"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_json_is_one_document(report, capsys):
    assert main(["audit", str(report), "--json"]) == 1
    ((file,), err) = (json.loads(capsys.readouterr().out), "")
    assert err == ""
    assert file["file"] == "汇报.txt"
    right, wrong = file["statements"]
    assert (right["verdict"], right["closest"], right["cause"]) == ("holds", None, None)
    assert wrong["verdict"] == "impossible"
    assert (wrong["closest"], wrong["cause"], wrong["place"]) == ("48％", "truncated", "第2行")
    assert wrong["stated"] == {"number": "47", "unit": "％", "kind": "percent"}
    assert WRONG[slice(*wrong["span"])] == "47％"


def test_what_is_right_exits_with_0(tmp_path, capsys):
    path = tmp_path / "a.md"
    path.write_text(RIGHT, encoding="utf-8")
    assert main(["audit", str(path)]) == 0
    path.write_text("没有数字。", encoding="utf-8")
    assert main(["audit", str(path)]) == 0
    assert "没有读出数字之间的关系" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "said"), [("没有.txt", "没有这个文件"), ("a.pdf", "没有可用的文档读取插件"), ("坏.docx", "不是 docx")])  # fmt: skip
def test_what_cannot_be_used_exits_with_2_and_one_sentence(tmp_path, capsys, name, said):
    if not name.startswith("没有"):
        (tmp_path / name).write_bytes(b"?")
    assert main(["audit", str(tmp_path / name)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1


def test_our_own_report_has_no_false_alarm_and_much_to_read(tmp_path, capsys):
    assert main(["demo", "-o", str(tmp_path)]) == 0
    (path,) = tmp_path.glob("*工作汇报.docx")
    capsys.readouterr()
    assert main(["audit", str(path), "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)
    relations = [item["relation"] for item in file["statements"]]
    assert len(relations) >= 25
    assert {"sum", "part", "rate", "difference", "remaining", "pace"} <= set(relations)


def test_struck_out_text_is_left_out_and_said(tmp_path, capsys):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    paragraph = document.add_paragraph("共有项目12个，按级别分：省级5个、县级")
    paragraph.add_run("9").font.strike = True
    paragraph.add_run("7个。")
    document.save(tmp_path / "汇报.docx")
    assert main(["audit", str(tmp_path / "汇报.docx")]) == 0
    assert "画了删除线的文字没有核对，共1处：第1段“9”" in capsys.readouterr().out
    assert main(["audit", str(tmp_path / "汇报.docx"), "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)
    assert file["struck"] == [{"place": "第1段", "text": "9"}]
