"""Codes with a form of their own: the credit code of a firm (GB 32100-2015), the code of a project (GB/T 40058-2021)."""

from __future__ import annotations

import re


_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_CREDIT = re.compile(rf"[{_CREDIT_SIGNS}]{{2}}\d{{6}}[{_CREDIT_SIGNS}]{{10}}")
_CREDIT_LENGTH = 18
_CREDIT_VALUES = {sign: value for value, sign in enumerate(_CREDIT_SIGNS)}
_CREDIT_WEIGHTS = [pow(3, place, 31) for place in range(_CREDIT_LENGTH - 1)]
_LIKE_PROJECT = re.compile(r"\d{4}-\d{4,8}-\d{1,3}-\d{1,3}-[0-9A-Z]{3,8}")
_PROJECT = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{5}[0-9A-Z]")
_WELL_FORMED = re.compile(r"\d\d(?:0[1-9]|1[0-2])-\d{6}-\d\d-\d\d-\d{5}[0-9A-Z]")
_PROJECT_OF_YEAR = re.compile(r"(?:201[5-9]|202[01])-\d{6}-\d{2}-\d{2}-\d{5,6}")


def check_sign(body: str) -> str:
    """Return the check sign of the first 17 characters of a credit code: weights 3ⁿ, modulo 31.

    Examples:
        >>> check_sign("91350100M000100Y4")
        '3'
    """
    values = map(_CREDIT_VALUES.__getitem__, body)
    total = sum(value * weight for value, weight in zip(values, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_SIGNS[-total % 31]


def credit_code_fault(code: str) -> str:
    """Return in Chinese what is wrong with a 统一社会信用代码, nothing where it is well formed.

    Every kind of holder is taken, rural collectives (N) too.
    """
    if len(code) != _CREDIT_LENGTH:
        return f"应为18位，现有{len(code)}位"
    if not _CREDIT.fullmatch(code):
        return "只能有数字和大写字母（没有I、O、S、V、Z），第3—8位是数字"
    return "" if check_sign(code[:-1]) == code[-1] else "校验位不对，多半有一位写错"


def project_code_fault(code: str) -> str:
    """Return in Chinese what is wrong with a 投资项目统一代码 of either generation, nothing where it is well formed.

    Since 2020-11 it begins with year and month (2105-520422-04-01-123456), before with the year
    (2017-130000-01-01-000001). Only what has five parts is looked at: an office may number its projects otherwise. The rule
    of the check sign at the end is not public, so that it is not held against anything.
    """
    if _WELL_FORMED.fullmatch(code):
        return ""  # as most are
    if not _LIKE_PROJECT.fullmatch(code) or _PROJECT_OF_YEAR.fullmatch(code):
        return ""
    if not _PROJECT.fullmatch(code):
        return "应为4、6、2、2、6位，用短横隔开"
    return "前4位应为年、月，如2105"


_REGION = re.compile(r"([1-9]\d{5})(?:0{6})?")


def region_code(text: str) -> str | None:
    """Return the six digits of an administrative division (GB/T 2260); None of what is none.

    Statistical codes of twelve digits are taken where the last six are zeros.

    Examples:
        >>> region_code("320312000000")
        '320312'
        >>> region_code("3203")
    """
    found = _REGION.fullmatch(text.strip())
    return found[1] if found else None
