"""The history store: versions of ledgers by region and as-of date, added and never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

import attrs
from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    create_engine,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from investtrack.errors import InvesttrackError, SourceError
from investtrack.findings import Finding
from investtrack.json_object import JsonObject
from investtrack.model.converter import (
    RecordReader,
    ledger_as_it_goes,
    ledger_from_data,
    make_converter,
)
from investtrack.model.extensions import NO_EXTENSIONS, Extensions
from investtrack.model.ledger import SHEETS, Ledger, Region
from investtrack.plugin import Extract
from investtrack_sql.address import file_of, holds_secret, is_ambiguous, shown, without_secrets
from investtrack_sql.homonyms import apart, region_of
from investtrack_sql.integrity import (
    Held,
    IntegrityFault,
    as_text,
    chain_faults,
    digest,
    recorded_rows,
    seal_version,
    seals_by_version,
    version_digest,
    version_faults,
)
from investtrack_sql.schema import LAYOUT, contents, layout, metadata, records, seals, versions


_TOLD = 3


_SHEETS = tuple(sheet.attribute for sheet in SHEETS)
_WAIT = 30
_BATCH = 500
_CHAIN = "\0seals"
"""What writers of all regions queue for while they seal; no region is called so."""


def _utc(moment: datetime) -> datetime:
    """Return a moment as the store keeps it: in UTC, without saying so."""
    if not isinstance(moment, datetime):
        raise TypeError(f"a moment is a datetime, not {moment!r}")
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


@frozen(kw_only=True)
class Version:
    """One version of a region's ledger.

    Attributes:
        id: number, growing with time.
        region: the region; where several of one name are in the store with what lies above it, 南京市/鼓楼区.
        period: code of its report period, such as ``2022Q1``.
        as_of: its as-of date.
        recorded_at: when it was recorded, UTC.
        recorded_by: who recorded it.
        note: why.
    """

    id: int
    region: str
    period: str
    as_of: date
    recorded_at: datetime
    recorded_by: str = ""
    note: str = ""


@frozen
class Added:
    """What became of a ledger handed to the store.

    Attributes:
        version: its version.
        is_new: whether it was recorded now.
        seal: the version's seal, for whoever wants to prove later that the store still holds it.
    """

    version: Version
    is_new: bool
    seal: str = ""


class Store:
    """A history store in SQLite or PostgreSQL.

    Args:
        place: a file for SQLite, or a database URL such as ``postgresql+psycopg://host/name``.
        create: whether a store that is not there is made.
        extensions: what plugins add to records, such as ``load_plugins().extensions``; ledgers are read with it.

    Raises:
        SourceError: there is no store at *place*, or it cannot be reached or read.
    """

    def __init__(
        self,
        place: str | Path,
        *,
        create: bool = False,
        extensions: Extensions = NO_EXTENSIONS,
    ) -> None:
        self.place, self.extensions = place, extensions
        path = file_of(place)
        if path is not None and not create and not path.is_file():
            raise SourceError(place, "没有这个历史库；先用 investtrack history add 建立")
        if is_ambiguous(place):
            raise SourceError(
                shown(place),
                "密码里的 @ / ? # 会被当成地址的一部分；请写成 %40 %2F %3F %23，或用 PGPASSWORD、.pgpass 给密码",
            )
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        with self._said():
            self.engine = _engine(place if path is None else f"sqlite:///{path}")
            try:
                with self.engine.begin() as connection:
                    _prepare(connection, create=create, place=place)
            except BaseException:
                self.engine.dispose()
                raise

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turn what a database raises into one sentence."""
        try:
            yield
        except InvesttrackError:
            raise
        except (
            SQLAlchemyError,
            ImportError,
            ValueError,
        ) as error:  # ValueError: a port that is no number
            cause = (
                error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
            )
            told = without_secrets(str(cause).strip(), self.place)
            said = told.splitlines()[0] if told else type(cause).__name__
            # A traceback shows what it was raised from; a driver may have put the password there.
            origin = None if holds_secret(f"{error}{cause}", self.place) else error
            raise SourceError(
                shown(self.place), f"历史库不能使用（{said}）；检查地址、权限和网络，原有内容未改动"
            ) from origin

    def add(
        self, extract: Extract, *, recorded_at: datetime, recorded_by: str = "", note: str = ""
    ) -> Added:
        """Record a ledger as a new version, whole or not at all; one already there is not added twice.

        Args:
            extract: the ledger, and what its importer found.
            recorded_at: when it is recorded, with its time zone; without one it is taken for UTC.
            recorded_by: who records it.
            note: why.

        Raises:
            TypeError: *recorded_at* is no datetime.
            SourceError: the ledger names no region, period or date, its sources are of several regions, or the
                store cannot be written.
        """
        ledger = extract.ledger
        if not ledger.region.name or ledger.period is None or ledger.as_of is None:
            raise SourceError(
                "、".join(ledger.sources) or "台账",
                "没有写明地区、报告期或截止日期，不能存入历史库",
            )
        for finding in extract.findings:
            if finding.code == "sources-disagree" and "“地区”" in finding.message:
                raise SourceError(
                    "、".join(ledger.sources),
                    f"这几个文件不是同一个地区的（{finding.expected}；{finding.found}），没有存入；请一个地区一个地区地存",
                )
        row, rows, stored = _rows(ledger)
        row |= {
            "recorded_at": _utc(recorded_at),
            "recorded_by": recorded_by,
            "note": note,
            "findings": _findings_out(extract.findings),
        }
        with self._said(), self.engine.begin() as connection:
            _queue(connection, row["region"])
            found = _standing(connection, row, ledger.region)
            if found is not None:
                return Added(
                    found, is_new=False, seal=seals_by_version(connection).get(found.id, "")
                )
            (number,) = connection.execute(insert(versions).returning(versions.c.id), row).one()
            _add_records(connection, number, rows, stored)
            _queue(connection, _CHAIN)
            return Added(
                _version(connection, number), is_new=True, seal=seal_version(connection, number)
            )

    def versions(self, region: str | None = None) -> tuple[Version, ...]:
        """Return all versions, of one region where given, oldest first."""
        query = select(versions.c.id).order_by(versions.c.region, versions.c.as_of, versions.c.id)
        with self._said(), self.engine.begin() as connection:
            called = apart(connection)
            if region is not None:
                query = query.where(_is_of(region, called))
            return tuple(
                _version(connection, number, called)
                for number in connection.execute(query).scalars().all()
            )

    def regions(self) -> tuple[str, ...]:
        """Return the regions that have versions."""
        with self._said(), self.engine.begin() as connection:
            called = apart(connection)
            query = select(versions.c.region).distinct().order_by(versions.c.region)
            if called:
                query = query.where(versions.c.id.not_in(called))
            alone = connection.execute(query).scalars()
            return tuple(sorted({*alone, *called.values()}) if called else alone)

    def version_at(
        self, region: str, as_of: date | None = None, known_at: datetime | None = None
    ) -> Version | None:
        """Return the newest version of *region* no later than *as_of*, as was known at *known_at*.

        *known_at* without a time zone is taken for UTC.
        """
        query = select(versions.c.id)
        if as_of is not None:
            query = query.where(versions.c.as_of <= as_of)
        if known_at is not None:
            query = query.where(versions.c.recorded_at <= _utc(known_at))
        query = query.order_by(versions.c.as_of.desc(), versions.c.id.desc()).limit(1)
        with self._said(), self.engine.begin() as connection:
            called = apart(connection)
            number = connection.execute(query.where(_is_of(region, called))).scalar()
            return None if number is None else _version(connection, number, called)

    def newest(
        self, as_of: date | None = None, known_at: datetime | None = None
    ) -> Iterator[tuple[str, int, str]]:
        """Yield of every region its name, and number and digest of its newest version no later than *as_of*, as was known then."""
        query = select(versions.c.region, versions.c.id, versions.c.digest)
        if as_of is not None:
            query = query.where(versions.c.as_of <= as_of)
        if known_at is not None:
            query = query.where(versions.c.recorded_at <= _utc(known_at))
        query = query.order_by(versions.c.region, versions.c.as_of.desc(), versions.c.id.desc())
        seen = set()
        with self._said(), self.engine.begin() as connection:
            called = apart(connection)
            for name, number, told in connection.execute(query):
                region = called.get(number, name)
                if region not in seen:
                    seen.add(region)
                    yield region, number, told

    def load_number(self, number: int) -> Extract:
        """Return the ledger of the version of that number.

        Raises:
            SourceError: there is none, or it cannot be read.
        """
        with self._said(), self.engine.begin() as connection:
            known = connection.execute(
                select(versions.c.id).where(versions.c.id == number)
            ).scalar()
            if known is None:
                raise SourceError(shown(self.place), f"历史库里没有第{number}版")
            version = _version(connection, number)
        return self.load(version)

    def seals(self) -> dict[int, str]:
        """Return each version's seal by its number; a version of an older program may have none."""
        with self._said(), self.engine.begin() as connection:
            return seals_by_version(connection)

    def verify(self, known: Sequence[str] = ()) -> tuple[IntegrityFault, ...]:
        """Return whatever is not as it was recorded: records, versions, and the order they were recorded in.

        Args:
            known: seals, or their first digits, noted down earlier; each must be in the store.
        """
        with self._said(), self.engine.begin() as connection:
            faults = chain_faults(connection, known)
            for row in connection.execute(
                select(versions.c.id, versions.c.meta, versions.c.digest).order_by(versions.c.id)
            ).all():
                found = [Held.of(each) for each in recorded_rows(connection, row.id)]
                faults += version_faults(row, found)
        return tuple(faults)

    def load(self, version: Version, known: Known | None = None) -> Extract:
        """Return the ledger of a version as it was read then, with its findings.

        Args:
            version: which.
            known: what was read of the version loaded before with the same: records that did not change are the same objects.

        Raises:
            SourceError: the store cannot be read, or its records are not those that were recorded.
        """
        with self._said(), self.engine.begin() as connection:
            row = connection.execute(
                select(
                    versions.c.id, versions.c.meta, versions.c.findings, versions.c.digest
                ).where(versions.c.id == version.id)
            ).one_or_none()
            if row is None:
                raise SourceError(shown(self.place), f"历史库里没有第{version.id}版")
            reading = _Reading(
                row.meta, self.extensions.ledger, Known() if known is None else known
            )
            found = [reading.take(each) for each in recorded_rows(connection, version.id)]
        faults = version_faults(row, found)
        if faults:
            raise SourceError(
                shown(self.place),
                f"第{version.id}版和存入时不一样了，没有取出：{'；'.join(fault.said for fault in faults[:_TOLD])}"
                + (f"等{len(faults)}处" if len(faults) > _TOLD else "")
                + "。用 investtrack history verify 看全部，再从备份恢复",
            )
        try:
            ledger = reading.ledger() or self._whole(row)
            findings = make_converter().structure(json.loads(row.findings), tuple[Finding, ...])
        except json.JSONDecodeError as error:
            raise SourceError(
                shown(self.place),
                f"第{version.id}版的内容已损坏，读不出；请从备份恢复（investtrack history verify）",
            ) from error
        return Extract(ledger, findings)

    def _whole(self, row: Row[*tuple[Any, ...]]) -> Ledger:
        """Return the ledger read at once, so that what is wrong with it is said in full."""
        data = json.loads(row.meta)
        with self._said(), self.engine.begin() as connection:
            for record in recorded_rows(connection, row.id):
                data[record.sheet].append(
                    {**json.loads(record.data), "origin": json.loads(record.origin)}
                )
        return ledger_from_data(data, self.extensions.ledger)


class Known:
    """What was read of one version: versions that follow each other differ in few records."""

    def __init__(self) -> None:
        self.sheets = ""
        self.reader: RecordReader | None = None
        self.records: dict[tuple[str, str, str], Any] = {}


class _Reading:
    """A version being read, record by record."""

    def __init__(self, meta: str, kind: type[Ledger], known: Known) -> None:
        self._known, self._now = known, Known()
        self._records: dict[str, list[Any]] = {}
        self._is_sound = True
        try:
            self._rest = json.loads(meta)
            self._now.sheets = as_text(self._rest["sheets"])
            is_same = self._now.sheets == known.sheets and known.reader is not None
            self._now.reader = known.reader if is_same else RecordReader(self._rest["sheets"], kind)
            self._before = known.records if is_same else {}
        except Exception:  # noqa: BLE001 - said when all is read at once
            self._is_sound = False

    def take(self, row: Row[*tuple[Any, ...]]) -> Held:
        """Read the record of *row*; return what is held of it."""
        held = Held.of(row)
        key = (row.sheet, row.content, row.origin)
        if self._is_sound and held.is_whole:
            try:
                record = self._before.get(key)
                if record is None:
                    data = {**json.loads(row.data), "origin": json.loads(row.origin)}
                    record = self._now.reader.read(row.sheet, data)  # type: ignore[union-attr]
            except Exception:  # noqa: BLE001 - said when all is read at once
                self._is_sound = False
            else:
                self._now.records[key] = record
                self._records.setdefault(row.sheet, []).append(record)
        return held

    def ledger(self) -> Ledger | None:
        """Return the ledger; None where it must be read at once."""
        if not self._is_sound:
            return None
        try:
            ledger = self._now.reader.ledger(self._rest, self._records)  # type: ignore[union-attr]
        except Exception:  # noqa: BLE001 - said when all is read at once
            return None
        self._known.__dict__.update(self._now.__dict__)
        return ledger


def _engine(url: str | Path) -> Engine:
    if not str(url).startswith("sqlite"):
        return create_engine(str(url), pool_pre_ping=True)
    engine = create_engine(str(url), connect_args={"timeout": _WAIT})

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # this module begins its own transactions

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # A reader that later writes could not wait its turn; so every writer queues from the start.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _demand_tables(connection: Connection, place: str | Path) -> None:
    """Refuse a file in which a table of ours is a view, which could go on without end, or does more when it is written to."""
    if connection.dialect.name != "sqlite":
        return
    others = "SELECT tbl_name FROM sqlite_master WHERE type IN ('view', 'trigger')"
    if any(name in metadata.tables for (name,) in connection.exec_driver_sql(others)):
        raise SourceError(
            shown(place), "历史库的表被换成了视图或加了触发器，没有读取；请从备份恢复"
        )


def _prepare(connection: Connection, *, create: bool, place: str | Path) -> None:
    _demand_tables(connection, place)
    if create:
        has_seals = connection.dialect.has_table(connection, seals.name)
        metadata.create_all(connection)
        if not has_seals:
            for number in (
                connection.execute(select(versions.c.id).order_by(versions.c.id)).scalars().all()
            ):
                seal_version(connection, number)
    elif not connection.dialect.has_table(connection, layout.name):
        raise SourceError(shown(place), "不是历史库；请给出 investtrack history add 建立的库")
    known = connection.execute(select(layout.c.number)).scalar()
    if known is None:
        connection.execute(insert(layout), {"number": LAYOUT})
    elif known != LAYOUT:
        raise SourceError(
            shown(place), f"历史库的格式是{known}，这一版只认{LAYOUT}；请升级 investtrack-sql"
        )


def _queue(connection: Connection, region: str) -> None:
    """Let writers of one region go one after another; SQLite's writers queue from the start anyway."""
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(blake2b(region.encode(), digest_size=8).digest(), signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(key)))


def _standing(connection: Connection, row: Mapping[str, object], region: Region) -> Version | None:
    """Return the newest version of the row's region, period and date where it says the very same."""
    query = (
        select(versions.c.id, versions.c.digest, versions.c.meta)
        .where(*[versions.c[key] == row[key] for key in ("region", "period", "as_of")])
        .order_by(versions.c.id.desc())
    )
    for newest in connection.execute(query).all():
        if newest.digest == row["digest"]:
            return _version(connection, newest.id)
        if region_of(newest).is_same(region) is not False:
            break  # another of the same name says nothing of this one
    return None


def _is_of(region: str, called: Mapping[int, str]) -> ColumnElement[bool]:
    """Return what holds of the versions of a region; of a name that several bear, the one that is called so."""
    own = [number for number, name in called.items() if name == region]
    return (
        versions.c.id.in_(own)
        if own
        else (
            (versions.c.region == region) & versions.c.id.not_in(called)
            if called
            else versions.c.region == region
        )
    )


def _version(
    connection: Connection, number: int, called: Mapping[int, str] | None = None
) -> Version:
    row = connection.execute(
        select(
            versions.c.region, versions.c.period, versions.c.as_of, versions.c.recorded_at, versions.c.recorded_by, versions.c.note,
        ).where(versions.c.id == number)
    ).one()  # fmt: skip
    said = row._asdict()
    said["region"] = (called or {}).get(number, said["region"])
    return Version(id=number, **said)


def _rows(ledger: Ledger) -> tuple[JsonObject, list[JsonObject], dict[str, bytes]]:
    """Return the version's row, its records, and their contents by digest: as UTF-8, in half the room of a text with one Chinese sign."""
    data = ledger_as_it_goes(ledger)
    # The store has a version of its own; digests of versions there are stay as they are.
    del data["schema"]
    found: dict[str, list[JsonObject]] = {}
    stored: dict[str, bytes] = {}
    for field in attrs.fields(type(ledger)):  # as they name their sheets by number
        name = field.name
        if name in _SHEETS and data.get(name) is not None:
            found[name] = [
                _row(name, position, record, stored) for position, record in enumerate(data[name])
            ]
            data[name] = []
        elif isinstance(data.get(name), list):
            data[name] = list(data[name])
    data["sheets"] = list(data["sheets"])
    rows = [row for sheet in _SHEETS for row in found.get(sheet, ())]
    return (
        {
            "region": ledger.region.name,
            "parent": ledger.region.parent or "",
            "period": ledger.period.code if ledger.period else "",
            "as_of": ledger.as_of,
            "digest": version_digest(data, rows),
            "meta": as_text(data),
        },
        rows,
        stored,
    )


def _row(sheet: str, position: int, record: JsonObject, stored: dict[str, bytes]) -> JsonObject:
    """Return the row of one record; what it says is put into *stored* by its digest."""
    origin = record.pop("origin", None)
    # The papers of an entry keep their order; fields are named, so theirs does not matter.
    content = as_text(dict(sorted(record.items())))
    key = digest(content)
    stored[key] = content.encode()
    told = as_text(origin, is_sorted=True)
    return {"sheet": sheet, "position": position, "content": key, "origin": told}


def _findings_out(findings: Sequence[Finding]) -> str:
    return as_text(make_converter().unstructure(tuple(findings)))


def _add_records(
    connection: Connection,
    version: int,
    rows: Sequence[dict[str, object]],
    stored: Mapping[str, bytes],
) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    digests = sorted(stored)
    for start in range(0, len(digests), _BATCH):
        some = digests[start : start + _BATCH]
        new = [{"digest": digest, "data": stored[digest].decode()} for digest in some]
        connection.execute(dialect.insert(contents).on_conflict_do_nothing(), new)
    for start in range(0, len(rows), _BATCH):
        batch = [{"version": version, **row} for row in rows[start : start + _BATCH]]
        connection.execute(insert(records), batch)
