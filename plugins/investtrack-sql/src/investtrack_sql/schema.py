"""Tables of the history store. Rows are only ever added.

A record's content is stored once however many versions hold it; where it stood in which version
is stored with the version, so that each value keeps its cell.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)


LAYOUT = 1
"""Number of this layout; a store of a later one is refused, never guessed at."""

metadata = MetaData()

layout = Table("investtrack_layout", metadata, Column("number", Integer, primary_key=True))

versions = Table(
    "ledger_version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("region", String(200), nullable=False),
    Column("parent", String(200), nullable=False),
    Column("period", String(20), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("digest", String(40), nullable=False),
    Column("recorded_at", DateTime, nullable=False),  # UTC
    Column("recorded_by", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("meta", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Index("ledger_version_by_region", "region", "as_of", "id"),
)

contents = Table(
    "record_content",
    metadata,
    Column("digest", String(40), primary_key=True),
    Column("data", Text, nullable=False),
)

seals = Table(
    "version_seal",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column(
        "version", Integer, nullable=False, unique=True
    ),  # no foreign key: a seal outlives a deleted row
    Column("seal", String(40), nullable=False),
)

records = Table(
    "ledger_record",
    metadata,
    Column("version", ForeignKey("ledger_version.id"), primary_key=True),
    Column("sheet", String(40), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content", ForeignKey("record_content.digest"), nullable=False),
    Column("origin", Text, nullable=False),
)
