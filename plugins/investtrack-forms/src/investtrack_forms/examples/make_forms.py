"""Makes the example forms: ``python -m investtrack_forms.examples.make_forms FOLDER``. Same script, same bytes.

They are of our own design, in the shapes offices use: a title, a unit line, one to three rows of heads with
merged groups, a total, rows, notes and signatures.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack_forms import examples
from investtrack_forms.examples.make_lists import TEN_DAYS_TOML, entry, ten_days
from investtrack_forms.examples.make_reports import duty, monthly
from investtrack_forms.examples.make_word_form import resumption


if TYPE_CHECKING:
    from openpyxl import Workbook

_THEN = datetime(2022, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def all_forms() -> dict[str, bytes]:
    """Return file name → bytes of every example form."""
    made = {name: _saved(make()) for name, make in _MAKERS.items()}
    made[examples.TEN_DAYS_SPEC] = TEN_DAYS_TOML.encode()
    made[examples.RESUMPTION] = resumption()
    return made


def _saved(book: Workbook) -> bytes:
    from investtrack_ooxml.package import new_package

    book.properties.creator = ""
    book.properties.created = book.properties.modified = _THEN
    raw = BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    start, end = core.find("<dcterms:modified"), core.find("</dcterms:modified>")
    opening = core.find(">", start) + 1
    parts["docProps/core.xml"] = f"{core[:opening]}2022-01-01T00:00:00Z{core[end:]}".encode()
    return new_package(Path("form.xlsx"), parts).to_bytes()


_MAKERS: dict[str, Callable[[], Workbook]] = {
    examples.TEN_DAYS: ten_days,
    examples.ENTRY: entry,
    examples.MONTHLY: monthly,
    examples.DUTY: duty,
}


def main(folder: Path) -> None:
    """Write every example form to *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in all_forms().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
