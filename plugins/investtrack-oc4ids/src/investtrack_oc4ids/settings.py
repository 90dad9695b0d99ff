"""The exporter's options, read and checked."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from urllib.parse import urlsplit

from attrs import frozen

from investtrack.errors import ProfileError
from investtrack.report import Report
from investtrack_oc4ids.options import OPTIONS


CHINA = timezone(timedelta(hours=8))
_PREFIX = re.compile(r"oc4ids-[a-z0-9]{6}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#$&-;=?-\[\]_a-z~%]+")


@frozen
class Settings:
    """Who publishes what, under which identifiers.

    Attributes:
        publisher: name of the publisher.
        publisher_uri: its address on the web.
        prefix: registered prefix of project identifiers; empty where none is.
        published: when, as a date-time.
        uri: identifier of the package.
        license: licence of the data.
        policy: publication policy.
    """

    publisher: str
    publisher_uri: str
    prefix: str
    published: str
    uri: str
    license: str
    policy: str


def settings_of(report: Report) -> Settings:
    """Return the options of *report*'s profile, or their defaults.

    Raises:
        ProfileError: an option is unknown, or no prefix, date or URI; every fault is named.
    """
    given = report.profile.options_of("oc4ids", OPTIONS)
    faults = [f"options.oc4ids.{name}：{told}" for name, told in _faults(given)]
    if faults:
        raise ProfileError(report.profile.name, faults)
    region = report.ledger.region
    publisher = given.get("publisher") or region.reporting_unit or region.name or "（未填报单位）"
    prefix = given.get("prefix", "")
    named = f"{prefix}|{publisher}|{region.parent}|{region.name}|{report.period}|{report.as_of}"
    return Settings(
        publisher=publisher.strip(),
        publisher_uri=given.get("publisher_uri", ""),
        prefix=prefix,
        published=moment(date.fromisoformat(given["published"]) if "published" in given else report.as_of),
        uri=given.get("uri") or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, named)}",
        license=given.get("license", ""),
        policy=given.get("policy", ""),
    )  # fmt: skip


@lru_cache(maxsize=1 << 14)
def moment(day: date) -> str:
    """Return the first moment of *day* in China, as a day is written that something began or happened on."""
    return datetime.combine(day, time(), CHINA).isoformat()


@lru_cache(maxsize=1 << 14)
def last_moment(day: date) -> str:
    """Return the last second of *day* in China: when something due on that day is over."""
    return datetime.combine(day, time(23, 59, 59), CHINA).isoformat()


def _faults(given: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    if "prefix" in given and not _PREFIX.fullmatch(given["prefix"]):
        found.append(("prefix", f"应如 oc4ids-abc123（六位小写字母或数字），不能是 {given['prefix']!r}"))  # fmt: skip
    if "published" in given and not _is_day(given["published"]):
        found.append(("published", f"应为日期，如 2022-03-25，不能是 {given['published']!r}"))
    found += [
        (name, f"应为网址，如 https://example.org/，不能是 {given[name]!r}")
        for name in ("publisher_uri", "uri", "license", "policy")
        if name in given and not _is_uri(given[name])
    ]
    if "publisher" in given and not given["publisher"].strip():
        found.append(("publisher", "不能是空的"))
    return found


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_uri(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"}
    return bool(_URI.fullmatch(text)) and (bool(parts.netloc) if is_web else bool(parts.path))
