"""JSON: a ledger in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import attrs
from attrs import evolve

from investtrack.errors import SourceError
from investtrack.findings import Finding, make
from investtrack.input_limits import bounded_bytes
from investtrack.model.columns import CellKind, column_by_key
from investtrack.model.extensions import NO_EXTENSIONS
from investtrack.model.extract import Extract
from investtrack.model.ledger import Ledger
from investtrack.model.source import SheetRef
from investtrack.plugin.interfaces import Importer


if TYPE_CHECKING:
    from investtrack.json_object import JsonObject
    from investtrack.model.profile import Profile


_FIRST_KEY = re.compile(r'\ufeff?\s*\{\s*"([^"]*)"')
_KEYS = {field.name for field in attrs.fields(Ledger)} | {
    "sheets",
    "figures",
    "findings",
    "ledger",
    "schema",
}
_HEAD = 4096


class JsonImporter(Importer):
    """Reads a ledger saved as JSON, alone or within a saved report."""

    name: ClassVar[str] = "json"
    label: ClassVar[str] = "JSON 台账"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)
    is_general: ClassVar[bool] = True

    def identify(self, path: Path) -> bool:
        """Claim files named .json, but those whose first key is none of a ledger's or a report's."""
        if path.suffix.lower() != ".json":
            return False
        try:
            with path.open(encoding="utf-8", errors="replace") as stream:
                first = _FIRST_KEY.match(stream.read(_HEAD))
        except OSError:
            return True
        return first is None or first[1] in _KEYS

    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read *path*. What its records kept as text, since it could not be read, is a finding again.

        Raises:
            SourceError: it is no ledger in JSON.
        """
        from investtrack.errors import ProfileError  # noqa: PLC0415 - cattrs is loaded where it is used
        from investtrack.model.converter import ledger_from_json  # noqa: PLC0415
        from investtrack.model.json_pieces import ledger_in_pieces  # noqa: PLC0415

        try:
            extensions = getattr(profile, "extensions", NO_EXTENSIONS)
            ledger = ledger_in_pieces(bounded_bytes(path), extensions)
            if ledger is None:
                # Nobody but the reader holds the text, which it lets go once it is parsed.
                ledger = ledger_from_json(bounded_bytes(path).decode("utf-8-sig"), extensions)
        except (ProfileError, UnicodeDecodeError, OSError) as error:
            raise SourceError(path, f"不是可用的 JSON 台账（{error}）") from error
        ledger = _placed(ledger, path.name)
        return Extract(ledger, tuple(_unread(ledger)))


def _placed(ledger: Ledger, file: str) -> Ledger:
    """Give the records that state no origin one in *file*: their sheet, and their position in it."""
    changed: JsonObject = {} if ledger.sources else {"sources": (file,)}
    for sheet in ledger.sheets:
        records = getattr(ledger, sheet.attribute)
        if records and any(not record.origin.sheet.sheet for record in records):
            ref = SheetRef(file, sheet.attribute)
            changed[sheet.attribute] = tuple(
                record
                if record.origin.sheet.sheet
                else evolve(record, origin=evolve(record.origin, sheet=ref, row=number))
                for number, record in enumerate(records, 1)
            )
    return evolve(ledger, **changed)


_TARGET_AMOUNTS = frozenset({"amount", "base", "actual"})


def _unread(ledger: Ledger) -> Iterator[Finding]:
    """Yield a finding for each cell that was kept as text; the document does not say which code it had."""
    from investtrack.reading.cells.cell_values import UNDETERMINED, unreadable  # noqa: PLC0415 - few runs need it

    for sheet, record in ledger.records():
        fields = column_by_key(sheet.record)
        for key, text in record.origin.texts:
            column = fields.get(key.partition(".")[0])
            if column is None:
                continue
            place = record.origin.cell(key)
            if column.kind is CellKind.DATE and text.strip() in UNDETERMINED:
                yield make("date-undetermined", place, label=column.label, found=text)
                continue
            is_amount = sheet.attribute == "targets" and column.key in _TARGET_AMOUNTS
            why = unreadable(evolve(column, kind=CellKind.MONEY) if is_amount else column)
            yield make(
                why.code,
                place,
                variant="" if column.standard else "optional",
                label=column.label,
                found=text,
                expected=why.expected,
                mend=why.mend,
            )
