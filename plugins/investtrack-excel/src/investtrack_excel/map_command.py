"""``investtrack map``: a first profile that says what the sheets and columns of a workbook are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.errors import ExportError, SourceError
from investtrack.plugin import Command, Host


if TYPE_CHECKING:
    from investtrack.model.profile import Profile
    from investtrack_excel.mapfile import Mapped


class MapColumns(Command):
    """Writes the mapping that was recognised, to be mended by hand and read with ``--profile``."""

    name: ClassVar[str] = "map"
    label: ClassVar[str] = "表和列的对应：写出认作什么、有多大把握，改好后作配置用"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add where the profile goes."""
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE.toml", help="写到哪里；不给则只显示"
        )
        parser.add_argument("--force", action="store_true", help="已有这个文件时也覆盖")

    def run(self, options: Namespace, host: Host) -> int:
        """Recognise and write; 1 where a column or sheet is left to decide.

        Raises:
            ExportError: the file is there already, perhaps mended by hand.
            SourceError: a source is no workbook.
        """
        from investtrack.reading.columns.recognise import ColumnState, uses
        from investtrack_excel.mapfile import profile_text

        if options.output is not None and options.output.exists() and not options.force:
            raise ExportError(options.output, "已有这个文件，没有覆盖；换一个文件名，或加 --force")
        profile = host.profile(options)
        books = list(_books(options, host, profile))
        text = profile_text(books, profile, _carried(options.profile))
        if options.output is None:
            host.print(text.rstrip("\n"))
        else:
            with host.writing(options.output) as stream:
                stream.write(text.encode())
        found = [use.state for book in books for reading in book.readings for use in uses(reading)]
        asked, unknown = found.count(ColumnState.ASKED), found.count(ColumnState.UNMAPPED)
        if options.output is not None:
            host.print(f"已写出：{options.output}")
            host.print(
                f"{found.count(ColumnState.READ)}列已读取，{asked}列要你来定，{unknown}列不认识，其余认得而不读"
            )
            host.print(f"改好后查看：investtrack check 台账 --profile {options.output} --columns")
        return 1 if asked or unknown else 0


def _books(options: Namespace, host: Host, profile: Profile) -> Iterator[Mapped]:
    from investtrack.plugin.sources.files import find_sources
    from investtrack_excel.importer import ExcelImporter
    from investtrack_excel.mapfile import Mapped

    for path in find_sources(host.plugins, options.source):
        importer = host.plugins.importer_for(path)
        if not isinstance(importer, ExcelImporter):
            raise SourceError(path, "不是工作簿，没有表和列的对应可写")
        extract, readings = importer.recognise(path, profile)
        yield Mapped(path, readings, extract.findings)


def _carried(profile: str | None) -> str:
    """Return the text of the profile that ``--profile`` names, where it is a file: its other parts are kept."""
    if profile is None or Path(profile).suffix.lower() != ".toml":
        return ""
    return Path(profile).read_text(encoding="utf-8-sig")
