"""Whose table it is: a line names the office that fills it in, and other things beside it."""

import pytest

from investtrack.reading.headers.region_line import read_region


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("填报单位:清江县发展和改革局填报日期:2026年11月3日", "清江县发展和改革局"),
        ("填报单位(盖章):清江县发展和改革局填表人:张三审核人:李四", "清江县发展和改革局"),
        ("填报单位:清江县统计局(盖章),填报时间:2026年11月", "清江县统计局"),
        ("编制单位:清江县发改局单位:亿元", "清江县发改局"),
        ("上报单位:清江县项目办公室联系电话:1234567", "清江县项目办公室"),
        ("填报单位:清江县单位改革办公室", "清江县单位改革办公室"),
    ],
)
def test_the_office_ends_where_the_next_item_begins(line, unit):
    region = read_region([line])
    assert (region.name, region.reporting_unit) == ("清江县", unit)
