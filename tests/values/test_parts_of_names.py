"""Digits that belong to a name, a number of a table or an address are no quantity; those of a range are one."""

import pytest

from investtrack.values.quantities import quantities_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第3个项目", []),
        ("A3万元", []),
        ("见%E5%9B%BA5万元", []),
        ("共3/5个", []),
        ("完成5-8万元", ["5-8万元"]),
        ("完成5万元-8万元", ["5万元-8万元"]),
        ("由5至8万元", ["5至8万元"]),
        ("3%-5%", ["3%-5%"]),
        ("同比-3%", ["-3%"]),
        ("增速-3%，完成5万元", ["-3%", "5万元"]),
        ("x-3万元", []),
    ],
)
def test_what_is_a_quantity(text, found):
    assert [text[item.start : item.end] for item in quantities_in(text)] == found
