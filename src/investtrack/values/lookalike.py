"""Texts that look alike and are not the same: what parts them, in words, since nobody can see it."""

from __future__ import annotations

import re
import unicodedata

from investtrack.values.text_width import INVISIBLE


# Letters and signs that print alike, each group under its first. Fonts differ; these are alike in those of offices.
_ALIKE = (
    "AАΑ", "BВΒ", "CСϹ", "EЕΕ", "HНΗ", "IІΙⅠ|lӏ", "KКΚ", "MМΜ", "NΝ", "OОΟ0〇○◯", "PРΡ", "SЅ", "TТΤ", "XХΧ", "YУΥ", "ZΖ", "VⅤ",
    "aа", "cс", "eе", "iі", "oоο", "pр", "sѕ", "vν", "xх", "yу", "-一—–－‐‑‒―−ー─", "·•・‧∙⋅．.", "'‘’′", '"“”″', "、﹑", "口囗", "日曰",
)  # fmt: skip
_FIRST = {ord(char): group[0] for group in _ALIKE for char in group[1:]}
_DROPPED = re.compile(rf"[\s{INVISIBLE}]+")
_UNSEEN = re.compile(rf"[\s{INVISIBLE}]")
_NAMES = {
    "\u200b": "零宽空格", "\xad": "软连字符", "\ufeff": "字节序标记", "\u200e": "方向标记", "\u200f": "方向标记", "\u3000": "全角空格", "\xa0": "不换行空格",
    " ": "空格", "\n": "换行", "\t": "制表符",
}  # fmt: skip
_SCRIPTS = {"LATIN": "拉丁字母", "CYRILLIC": "西里尔字母", "GREEK": "希腊字母", "DIGIT": "数字", "CJK": "汉字", "FULLWIDTH": "全角", "ROMAN": "罗马数字"}  # fmt: skip
_MOST = 3
_LONGEST, _UNSEEN_MOST = 200, 8


def _skeleton(text: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text.translate(_FIRST))).translate(_FIRST)


def difference(one: str, other: str) -> str:
    """Return what parts two texts that look the same, in Chinese; nothing where they are equal or look different.

    Examples:
        >>> difference("青山A厂", "青山А厂")
        '第3个字一处是“A”（U+0041 拉丁字母），一处是“А”（U+0410 西里尔字母）'
        >>> difference("甲大桥", "乙大桥"), difference("甲大桥", "甲大桥")
        ('', '')
    """
    is_near = abs(len(one) - len(other)) <= _UNSEEN_MOST and len(one) <= _LONGEST
    if one == other or not is_near or _skeleton(one) != _skeleton(other):
        return ""
    from difflib import SequenceMatcher  # noqa: PLC0415 - few runs need it

    said = []
    for kind, start, end, begin, stop in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        here, there = one[start:end], other[begin:stop]
        if here and there:
            said.append(f"第{start + 1}个字一处是{_shown(here)}，一处是{_shown(there)}")
        else:
            said.append(f"一处在第{(start if here else begin) + 1}个字多了{_shown(here or there)}")
    return "；".join(said[:_MOST])


def _shown(text: str) -> str:
    codes = "、".join(f"U+{ord(char):04X}{_called(char)}" for char in text[:_MOST])
    seen = _UNSEEN.sub("", text)
    return f"“{seen}”（{codes}）" if seen else f"看不见的字符（{codes}）"


def _called(char: str) -> str:
    if char in _NAMES:
        return f" {_NAMES[char]}"
    word = unicodedata.name(char, "").partition(" ")[0]
    return f" {_SCRIPTS[word]}" if word in _SCRIPTS else ""
