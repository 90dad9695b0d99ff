"""Runs what a plugin offers, and sees what it does besides: prints, closes, reads the clock, touches files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from copy import deepcopy
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from investtrack.findings import Finding, Grade
from investtrack.findings.catalogue import CODE
from investtrack.model.ledger import Ledger
from investtrack.report import Report
from investtrack.tables.plain import figures_data, findings_data
from investtrack_testing import promises
from investtrack_testing.promises import BrokenPromiseError, Promise, demand


__tracebackhide__ = True  # pytest shows the author's line, not ours


def said(error: BaseException) -> str:
    """Return an exception as a message names it."""
    return f"{type(error).__name__}: {error}"


def said_of(report: Report) -> tuple[str, Ledger]:
    """Return everything *report* says, for seeing whether it was changed."""
    data = [figures_data(report), findings_data(report.findings)]
    return json.dumps(data, ensure_ascii=False), deepcopy(report.ledger)


def check_name(item: Any, *, suffix: bool = False) -> None:  # noqa: ANN401 - any object with a name
    """Demand a name to type, a Chinese label and, where asked, a suffix."""
    kind = type(item).__name__
    for attribute in ("name", "label"):
        value = getattr(item, attribute, None)
        demand(isinstance(value, str), promises.NAMED, f"{kind}.{attribute} is {value!r}.")
    demand(
        re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", item.name),
        promises.NAMED,
        f"{kind}.name is {item.name!r}.",
    )
    demand(
        is_chinese(item.label)
        or item.label.isupper(),  # JSON and OC4IDS are called so in Chinese too
        promises.NAMED,
        f"{kind}.label is {item.label!r}.",
    )
    if suffix:
        check_suffix(item.suffix, kind)


def check_suffix(suffix: object, kind: str) -> None:
    """Demand a suffix in small letters with its dot."""
    right = isinstance(suffix, str) and re.fullmatch(r"(\.[a-z0-9]+)+", suffix)
    demand(right, promises.NAMED, f"{kind} has the suffix {suffix!r}.")


def is_chinese(text: object) -> bool:
    """Whether *text* is a text with a Chinese character in it."""
    return isinstance(text, str) and re.search(r"[\u4e00-\u9fff]", text) is not None


@contextmanager
def silent(what: str) -> Iterator[None]:
    """Demand that the block prints nothing."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        yield
    text = out.getvalue()
    demand(not text, promises.PRINTS_NOTHING, f"{what} printed {text[:80]!r}.")


def written(
    what: str,
    write: Callable[[BinaryIO], object],
    promise: Promise,
    within: type[Exception] | tuple[()] = (),
) -> bytes:
    """Return what *write* writes; demand silence, an open stream, and that nothing but *within* is raised."""
    stream = io.BytesIO()
    with silent(what):
        try:
            write(stream)
        except within:
            raise
        except Exception as error:
            raise BrokenPromiseError(promise, f"{what} raised {said(error)}.") from error
    demand(not stream.closed, promises.STREAM_OPEN, f"{what} closed it.")
    return stream.getvalue()


def written_twice(
    what: str,
    write: Callable[[BinaryIO], object],
    promise: Promise,
    within: type[Exception] | tuple[()] = (),
) -> bytes:
    """Return what *write* writes; demand the same bytes twice, and no trace of today."""
    before = datetime.now().astimezone().date()
    first, second = (written(what, write, promise, within) for _ in range(2))
    demand(
        first == second, promises.SAME_BYTES, f"{what} wrote twice; {difference(first, second)}."
    )
    check_no_clock(what, first, before)
    return first


def difference(first: bytes, second: bytes) -> str:
    """Return in words where two files differ."""
    same = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    return (
        f"{len(first)} and {len(second)} bytes differ from byte {same} on: "
        f"{first[same : same + 24]!r}, {second[same : same + 24]!r}"
    )


def check_no_clock(what: str, data: bytes, before: date) -> None:
    """Demand that neither the day *before* the run nor the days beside it are in *data*."""
    # Yesterday and tomorrow too: the run may pass midnight, and an archive may keep another zone's date.
    for day in (before, before + timedelta(days=1), before - timedelta(days=1)):
        for name, part, stamp in _parts(data):
            demand(
                stamp != day,
                promises.NO_CLOCK,
                f"{what}: {name} is stamped {stamp}; investtrack.plugin.files.undated takes such stamps out.",
            )
            for form in (
                day.isoformat(),
                f"{day:%Y/%m/%d}",
                f"{day:%Y%m%d}",
                f"{day.year}年{day.month}月{day.day}日",
            ):
                demand(form.encode() not in part, promises.NO_CLOCK, f"{what}: {name} has {form}.")


def _parts(data: bytes) -> Iterator[tuple[str, bytes, date | None]]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield "it", data, None
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            yield info.filename, archive.read(info), _date(*info.date_time[:3])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@contextmanager
def untouched(what: str, path: Path) -> Iterator[None]:
    """Demand that the block changes neither *path* nor what stands beside it."""
    before = _state(path)
    yield
    after = _state(path)
    demand(
        before == after,
        promises.SOURCE_UNTOUCHED,
        f"{what} changed {', '.join(sorted(str(name) for name, _ in before ^ after))}.",
    )


_PYTHONS_OWN = "__pycache__"
"""Made by Python where a module is imported that stands there, by whichever process."""


def _state(path: Path) -> set[tuple[str, object]]:
    beside: set[tuple[str, object]] = set()
    if path.parent.is_dir():
        beside = {(item.name, None) for item in path.parent.iterdir() if item.name != _PYTHONS_OWN}
    if path.is_file():
        return beside | {(path.name, (path.read_bytes(), path.stat().st_mtime_ns))}
    return beside


def check_identify(item: Any, path: Path) -> bool:  # noqa: ANN401 - an importer or an annotator
    """Return what *item* says of *path*; demand True or False."""
    try:
        with silent(f"{item.name}.identify"):
            claimed = item.identify(path)
    except BrokenPromiseError:
        raise
    except Exception as error:
        raise BrokenPromiseError(
            promises.IDENTIFY_CALM, f"Of {path.name} {item.name} raised {said(error)}."
        ) from error
    demand(
        isinstance(claimed, bool), promises.IDENTIFY_CALM, f"Of {path.name} it said {claimed!r}."
    )
    return bool(claimed)


def check_findings(findings: Sequence[object], *, needs_file: bool = True) -> None:
    """Demand that each finding is one, and complete."""
    right = isinstance(findings, (tuple, list))
    demand(right, promises.FINDINGS_COMPLETE, f"{findings!r} is no sequence of findings.")
    for item in findings:
        demand(isinstance(item, Finding), promises.FINDINGS_COMPLETE, f"{item!r} is no finding.")
        if not isinstance(item, Finding):  # for the type checker
            continue
        for held, lack in (
            (CODE.fullmatch(item.code), "has no such code"),
            (is_chinese(item.message), "has no Chinese message"),
            (item.place.file or not needs_file, "names no file"),
            (item.grade is Grade.NOTE or item.expected or item.mend, "says not what to do"),
        ):
            demand(held, promises.FINDINGS_COMPLETE, f"{item.code!r} {lack}: {item.message!r}.")
