"""Industries by code and by name, and codes with a form of their own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.values.codes import check_sign, credit_code_fault, project_code_fault
from investtrack.values.industry import _sections, industry_codes, is_among


SERVICES = (
    "64",
    "65",
    "71",
    "72",
    "73",
    "74",
    "75",
    "80",
    "81",
    "82",
    "86",
    "87",
    "88",
    "89",
    "90",
)


def test_the_standard_has_twenty_sections_and_ninety_seven_divisions_in_order():
    divisions = [division for section in _sections().values() for division in section]
    assert "".join(_sections()) == "ABCDEFGHIJKLMNOPQRST"
    assert divisions == [f"{number:02d}" for number in range(1, 98)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("7211", ("7211",)), ("L7211", ("7211",)), ("72", ("72",)), ("７２１", ("721",)), ("7211企业总部管理", ("7211",)),
        ("L", ("71", "72")), ("租赁和商务服务业", ("71", "72")), ("L租赁和商务服务业", ("71", "72")), ("租赁与商务服务", ("71", "72")),
        ("商务服务业", ("72",)), ("软件和信息技术服务业", ("65",)), ("软件业", ("65",)), ("教育", ("83",)), ("娱乐业", ("90",)),
        ("27211", ()), ("9811", ()), ("C7211", ()), ("服务", ()), ("其他", ()), ("甲", ()), ("2", ()),
    ],
)  # fmt: skip
def test_a_code_or_a_name_is_what_it_names(text, codes):
    assert industry_codes(text) == codes


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("租赁和商务服务业", SERVICES, True), ("制造业", SERVICES, False), ("信息传输、软件和信息技术服务业", SERVICES, None),
        ("7211", SERVICES, True), ("72", ("7211",), None), ("商务服务业", ("7211",), None), ("27211", SERVICES, None),
        ("6312", SERVICES, False),
    ],
)  # fmt: skip
def test_whether_an_industry_counts_is_told_or_left_open(text, wanted, expected):
    assert is_among(text, wanted) is expected


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91350100M000100Y43", ""),
        ("91350100M000100Y44", "校验位"),
        ("91350100M000100Y4", "17位"),
        ("9135O100M000100Y43", "第3—8位"),
        ("913501O0M000100I43", "没有I"),
    ],
)
def test_credit_codes_are_held_to_their_form(code, fault):
    assert fault in credit_code_fault(code) if fault else credit_code_fault(code) == ""


@given(st.from_regex(r"[159NAY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True), st.integers(0, 16), st.integers(0, 30))  # fmt: skip
def test_no_single_slip_passes(body, place, sign):
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    code = body + check_sign(body)
    assert credit_code_fault(code) == ""
    slipped = code[:place] + signs[sign] + code[place + 1 :]
    assert slipped == code or credit_code_fault(slipped)


@pytest.mark.parametrize(
    "code",
    ["2105-520422-04-01-123456", "2105-520422-04-01-12345X", "2017-130000-01-01-000001", "2017-130000-01-01-00001", "2012-520422-04-01-123456", "YX-001", "2022-15", "A-1-2-3-4"],
)  # fmt: skip
def test_project_codes_of_both_generations_and_own_numbers_pass(code):
    assert project_code_fault(code) == ""


@pytest.mark.parametrize("code", ["2113-520422-04-01-123456", "2105-52042-04-01-123456", "2105-520422-04-01-12345", "2105-520422-4-01-123456"])  # fmt: skip
def test_others_do_not(code):
    assert re.search("应为", project_code_fault(code))


def test_what_is_wrong_with_a_code_of_a_project_is_told():
    assert project_code_fault("2105-52042-04-01-123456") == "应为4、6、2、2、6位，用短横隔开"
    told = "前4位应为年、月，如2105"
    faults = {
        month: project_code_fault(f"22{month:02d}-520422-04-01-123456") for month in range(14)
    }
    assert faults == {month: "" if 1 <= month <= 12 else told for month in range(14)}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("电力热力", ("44",)),  # the division is within the section whose name begins so too
        ("农业", ("01",)), ("租赁业", ("71",)), ("农林牧渔业", ("01", "02", "03", "04", "05")), ("农林", ("05",)), ("文化", ("88",)), ("文化艺术", ("88",)), ("住宿", ("61",)), ("K", ("70",)),
        ("金属制品", ("33",)), ("黑色金属", ()), ("矿", ()),
    ],
)  # fmt: skip
def test_a_name_or_its_beginning_means_the_narrowest_that_it_can(text, codes):
    assert industry_codes(text) == codes
