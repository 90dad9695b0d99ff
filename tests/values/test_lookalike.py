"""Two texts that look the same: what parts them is said in words, with code points."""

from itertools import combinations

import pytest

from investtrack.findings import FINDINGS
from investtrack.values.cell import CellRef
from investtrack.values.lookalike import difference


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("青山A厂", "青山А厂", "第3个字一处是“A”（U+0041 拉丁字母），一处是“А”（U+0410 西里尔字母）"),
        ("甲\u200b大桥", "甲大桥", "一处在第2个字多了看不见的字符（U+200B 零宽空格）"),
        ("2O号路", "20号路", "第2个字一处是“O”（U+004F 拉丁字母），一处是“0”（U+0030 数字）"),
        ("一期—二期", "一期-二期", "第3个字一处是“—”（U+2014），一处是“-”（U+002D）"),
        ("甲（一）", "甲(一)", "第2个字一处是“（”（U+FF08 全角），一处是“(”（U+0028）；第4个字一处是“）”（U+FF09 全角），一处是“)”（U+0029）"),
        ("甲大桥", "乙大桥", ""), ("甲大桥", "甲大桥", ""), ("甲大桥", "甲大桥二期", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_what_parts_texts_that_look_alike(one, other, said):
    assert difference(one, other) == said


def test_a_finding_of_two_names_that_look_alike_says_what_parts_them():
    made = FINDINGS.make("name-differs", CellRef("台账.xlsx", "入库计划", "B2"), name="青山А厂", other="青山A厂")  # fmt: skip
    assert "U+0410" in made.message
    made = FINDINGS.make("name-differs", CellRef("台账.xlsx", "入库计划", "B2"), name="青山水厂", other="青山大桥")  # fmt: skip
    assert "U+" not in made.message


GROUPS = (
    "AАΑ", "BВΒ", "CСϹ", "EЕΕ", "HНΗ", "IІΙⅠ|lӏ", "KКΚ", "MМΜ", "NΝ", "OОΟ0〇○◯", "PРΡ", "SЅ", "TТΤ", "XХΧ", "YУΥ", "ZΖ", "VⅤ",
    "aа", "cс", "eе", "iі", "oоο", "pр", "sѕ", "vν", "xх", "yу", "-一—–－‐‑‒―−ー─", "·•・‧∙⋅．.", "'‘’′", '"“”″', "、﹑", "口囗", "日曰",
)  # fmt: skip


@pytest.mark.parametrize("alike", GROUPS)
def test_signs_that_print_alike_part_two_names(alike):
    for sign in alike[1:]:
        said = difference(f"青山{alike[0]}厂", f"青山{sign}厂")
        assert said.startswith(f"第3个字一处是“{alike[0]}”（U+{ord(alike[0]):04X}")
        assert f"，一处是“{sign}”（U+{ord(sign):04X}" in said
    assert difference(f"青山{alike[0]}厂", "青山水厂") == ""


@pytest.mark.parametrize("alike", GROUPS)
def test_signs_of_two_groups_are_seen_to_be_two(alike):
    for other in GROUPS:
        if other is not alike:
            assert {difference(f"青山{one}厂", f"青山{sign}厂") for one in alike for sign in other[:2]} == {""}  # fmt: skip


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u200b", "零宽空格"), ("\xad", "软连字符"), ("\ufeff", "字节序标记"), ("\u200e", "方向标记"), ("\u200f", "方向标记"),
        ("\u3000", "全角空格"), ("\xa0", "不换行空格"), (" ", "空格"), ("\n", "换行"), ("\t", "制表符"),
    ],
)  # fmt: skip
def test_a_sign_that_is_not_seen_is_named(sign, name):
    told = f"看不见的字符（U+{ord(sign):04X} {name}）"
    assert difference(f"甲{sign}大桥", "甲大桥") == f"一处在第2个字多了{told}"
    assert difference("甲大桥", f"甲大{sign}桥") == f"一处在第3个字多了{told}"


@pytest.mark.parametrize(("sign", "script"), [("А", " 西里尔字母"), ("Α", " 希腊字母"), ("Ⅰ", " 罗马数字"), ("0", " 数字"), ("一", " 汉字"), ("－", " 全角"), ("—", "")])  # fmt: skip
def test_the_script_of_a_sign_is_named(sign, script):
    other = {"А": "A", "Α": "A", "Ⅰ": "I", "0": "O"}.get(sign, "-")
    assert f"一处是“{sign}”（U+{ord(sign):04X}{script}）" in difference(
        f"甲{other}乙", f"甲{sign}乙"
    )


def test_as_many_signs_are_told_as_can_be_read():
    assert difference("甲桥", "甲" + " " * 8 + "桥") != ""
    assert difference("甲桥", "甲" + " " * 9 + "桥") == ""
    assert difference("甲" * 198 + "A桥", "甲" * 198 + "А桥") != ""
    assert difference("甲" * 199 + "A桥", "甲" * 199 + "А桥") == ""
    assert difference("A甲A乙A丙A丁", "А甲А乙А丙А丁").count("；") == 2
    told = difference("甲桥", "甲\u200b\u3000\t 桥")
    assert (
        told == "一处在第2个字多了看不见的字符（U+200B 零宽空格、U+3000 全角空格、U+0009 制表符）"
    )


def test_what_is_more_is_told_by_its_place_in_the_text_that_has_it():
    said = difference("甲\u200b大桥丙", "甲大桥\u200b丙").split("；")
    assert [each[:9] for each in said] == ["一处在第2个字多了", "一处在第4个字多了"]
    said = difference("甲大桥\u200b丙", "甲\u200b大桥丙").split("；")
    assert [each[:9] for each in said] == ["一处在第2个字多了", "一处在第4个字多了"]


def test_a_sign_that_comes_often_in_a_long_text_hides_no_difference():
    one = "甲" * 100 + "A" + "甲" * 99
    assert difference(one, one.replace("A", "А")).startswith("第101个字一处是“A”")
    assert "；" not in difference(one, one.replace("A", "А"))


def test_signs_of_two_groups_do_not_look_alike():
    signs = "ABCEHIKMNOPSTXYZVaceiopsvxy-·、口日"
    for one, other in combinations(signs, 2):
        assert difference(f"青山{one}厂", f"青山{other}厂") == ""
