"""Whether a store still holds what was put into it: digests of contents and versions, and the chain of seals.

A *digest* is BLAKE2b over canonical JSON. A version's *seal* is the digest of everything its row says and of the seal
of the version recorded before it, so that nothing before a seal can be changed, added or taken out unnoticed by one
who holds that seal.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, insert, select

from investtrack.json_object import JsonObject
from investtrack.model.ledger import SHEETS
from investtrack_sql.schema import contents, records, seals, versions


_SHEETS = {sheet.attribute: place for place, sheet in enumerate(SHEETS)}
_LABELS = {sheet.attribute: sheet.name for sheet in SHEETS}
_FIRST = ""  # the seal before the first


@frozen
class IntegrityFault:
    """Something in a store that is not as it was recorded.

    Attributes:
        version: number of the version concerned; 0 where it is none of the store's.
        said: what is wrong, in Chinese, for the clerk.
    """

    version: int
    said: str

    def __str__(self) -> str:
        return f"第{self.version}版：{self.said}" if self.version else self.said


def as_text(data: object, *, is_sorted: bool = False) -> str:
    """Return *data* as JSON on one line, mappings in their own order, or all sorted by key."""
    return json.dumps(data, ensure_ascii=False, sort_keys=is_sorted, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the digest of *text*, 40 hexadecimal digits."""
    return blake2b(text.encode(), digest_size=20).hexdigest()


def version_digest(data: Mapping[str, Any], rows: Sequence[Mapping[str, object]]) -> str:
    """Return the digest of a ledger: what it says of itself, and its records with their places.

    The file names are left out: the same ledger under another name is the same ledger.

    Args:
        data: the ledger as data, its records taken out.
        rows: ``sheet``, ``position``, ``content`` (digest) and ``origin`` (JSON) of each record, in order.
    """
    said = {**data, "sources": [], "sheets": [{**sheet, "file": ""} for sheet in data["sheets"]]}
    return digest(as_text([said, rows], is_sorted=True))


def seal_version(connection: Connection, number: int) -> str:
    """Seal version *number* after the last one that is sealed; return its seal."""
    previous = connection.execute(
        select(seals.c.seal).order_by(seals.c.place.desc()).limit(1)
    ).scalar()
    row = connection.execute(select(versions).where(versions.c.id == number)).one()
    seal = _seal(previous or _FIRST, row)
    connection.execute(insert(seals), {"version": number, "seal": seal})
    return seal


def seals_by_version(connection: Connection) -> dict[int, str]:
    """Return the seals of a store by the number of their version; none for a store made before there were seals."""
    if not connection.dialect.has_table(connection, seals.name):
        return {}
    return {
        row.version: row.seal for row in connection.execute(select(seals).order_by(seals.c.place))
    }


@frozen
class Held:
    """A record that a store holds, without what it says.

    Attributes:
        sheet: its sheet, such as ``projects``.
        position: its place there, from 0.
        content: digest of what it says.
        origin: where it was read, as JSON.
        is_there: whether what it says is there.
        is_whole: whether that is as it was recorded.
    """

    sheet: str
    position: int
    content: str
    origin: str
    is_there: bool
    is_whole: bool

    @classmethod
    def of(cls, row: Row[*tuple[Any, ...]]) -> Held:
        """Return what is held of a row of :func:`recorded_rows`."""
        is_there = row.data is not None
        is_whole = is_there and digest(row.data) == row.content
        return cls(row.sheet, row.position, row.content, row.origin, is_there, is_whole)


def recorded_rows(connection: Connection, number: int) -> Iterable[Row[*tuple[Any, ...]]]:
    """Return the records of version *number*, as they come: ``sheet``, ``position``, ``origin``, ``content``, ``data``."""
    return connection.execute(
        select(
            records.c.sheet,
            records.c.position,
            records.c.origin,
            records.c.content,
            contents.c.data,
        )
        .join(contents, records.c.content == contents.c.digest, isouter=True)
        .where(records.c.version == number)
        .order_by(records.c.sheet, records.c.position)
    )


def version_faults(
    version: Row[*tuple[object, ...]], found: Sequence[Held]
) -> list[IntegrityFault]:
    """Return where the records of a version are not as they were recorded.

    Args:
        version: its row, with ``id``, ``meta`` and ``digest``.
        found: its records.
    """
    faults = [*_content_faults(version.id, found), *_gaps(version.id, found)]
    if not faults and not _is_as_recorded(version, found):
        faults.append(
            IntegrityFault(
                version.id, "内容和登记时的校验码不符：有记录被增、删、挪动，或基本信息被改过"
            )
        )
    return faults


def _is_as_recorded(version: Row[*tuple[object, ...]], found: Sequence[Held]) -> bool:
    """Whether the digest of a version is still its own; what is no JSON any more is not what was recorded."""
    try:
        meta = json.loads(version.meta)
    except ValueError:
        return False
    return bool(version_digest(meta, _rows(found)) == version.digest)


def chain_faults(connection: Connection, known: Iterable[str] = ()) -> list[IntegrityFault]:
    """Return where the chain of seals does not hold.

    Args:
        connection: to the store.
        known: seals noted down earlier; one that the store does not hold tells of a restored backup.
    """
    if not connection.dialect.has_table(connection, seals.name):
        return [IntegrityFault(0, "这个库是旧版本程序建的，还没有签章；再存入一版就给各版补上")]
    faults: list[IntegrityFault] = []
    chain = connection.execute(select(seals).order_by(seals.c.place)).all()
    rows = {row.id: row for row in connection.execute(select(versions).order_by(versions.c.id))}
    previous = _FIRST
    for link in chain:
        row = rows.get(link.version)
        if row is None:
            faults.append(IntegrityFault(link.version, "这一版被删掉了"))
        elif _seal(previous, row) != link.seal:
            faults.append(
                IntegrityFault(
                    link.version,
                    "登记内容（地区、日期、存入人、说明、检查结果等）或它之前的版次被改动过",
                )
            )
        previous = link.seal
    faults += [
        IntegrityFault(number, "没有签章：是旧版本程序存入的，或绕过程序写进库里的")
        for number in sorted(set(rows) - {link.version for link in chain})
    ]
    held = {link.seal for link in chain}
    faults += [
        IntegrityFault(
            0, f"库里没有签章 {seal}：这个库可能是恢复的旧备份，那以后存入的版次不在里面"
        )
        for seal in known
        if not any(one.startswith(seal) for one in held)
    ]
    return faults


def _seal(previous: str, row: Row[*tuple[object, ...]]) -> str:
    said = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in row._asdict().items()
    }
    # PostgreSQL and SQLite give the same moment back in the same form only when it is written out.
    moment = row.recorded_at
    said["recorded_at"] = moment.isoformat() if isinstance(moment, datetime) else str(moment)
    return digest(as_text([previous, sorted(said.items())]))


def _content_faults(number: int, found: Sequence[Held]) -> list[IntegrityFault]:
    faults = []
    for row in found:
        name = f"“{_LABELS.get(row.sheet, row.sheet)}”第{row.position + 1}条记录"
        if not row.is_there:
            faults.append(IntegrityFault(number, f"{name}的内容不见了"))
        elif not row.is_whole:
            faults.append(IntegrityFault(number, f"{name}被改动过"))
    return faults


def _gaps(number: int, found: Sequence[Held]) -> list[IntegrityFault]:
    places: dict[str, list[int]] = defaultdict(list)
    for row in found:
        places[row.sheet].append(row.position)
    return [
        IntegrityFault(
            number,
            f"“{_LABELS.get(sheet, sheet)}”少了第{'、'.join(str(gap + 1) for gap in missing[:10])}条记录",
        )
        for sheet, held in places.items()
        if (missing := sorted(set(range(max(held) + 1)) - set(held)))
    ]


def _rows(found: Sequence[Held]) -> list[JsonObject]:
    ordered = sorted(found, key=lambda row: (_SHEETS.get(row.sheet, len(_SHEETS)), row.position))
    return [
        {"sheet": row.sheet, "position": row.position, "content": row.content, "origin": row.origin}
        for row in ordered
    ]
