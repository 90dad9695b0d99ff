"""Reads a history store as a source: the newest version of its one region."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.errors import SourceError
from investtrack.plugin import Extract, Importer


if TYPE_CHECKING:
    from investtrack.model.profile import Profile


_SIGNATURE = b"SQLite format 3\x00"


class StoreImporter(Importer):
    """Reads the newest version out of a store in a SQLite file."""

    name: ClassVar[str] = "history"
    label: ClassVar[str] = "历史库"
    suffixes: ClassVar[tuple[str, ...]] = (".sqlite", ".db")

    def identify(self, path: Path) -> bool:
        """Claim SQLite files of our suffixes."""
        if path.suffix.lower() not in self.suffixes:
            return False
        try:
            with path.open("rb") as stream:
                return stream.read(len(_SIGNATURE)) == _SIGNATURE
        except OSError:
            return False

    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read *path*.

        Raises:
            SourceError: it is no store, or holds several regions.
        """
        from investtrack_sql.store import Store

        with Store(path, extensions=profile.extensions) as store:
            regions = store.regions()
            if len(regions) != 1:
                told = f"有几个地区（{'、'.join(regions[:5])}）" if regions else "是空的"
                raise SourceError(
                    path,
                    f"历史库{told}；用 investtrack history get --region 地区 -o 台账.json 取出一个",
                )
            version = store.version_at(regions[0])
            if version is None:
                raise SourceError(path, "历史库是空的")
            return store.load(version)
