"""Reads a history store as a source: the newest version of its one region."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.errors import SourceError
from investtrack.plugin import Extract, Importer, StoredLedger
from investtrack.values.dates import parse_date


if TYPE_CHECKING:
    from investtrack.model.profile import Profile


_SIGNATURE = b"SQLite format 3\x00"


class StoreImporter(Importer):
    """Reads the newest version out of a store in a SQLite file."""

    name: ClassVar[str] = "history"
    label: ClassVar[str] = "历史库"
    suffixes: ClassVar[tuple[str, ...]] = (".sqlite", ".db")
    schemes: ClassVar[tuple[str, ...]] = ("postgresql", "sqlite")

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

    def stored(self, address: str, at: date | None = None) -> Sequence[StoredLedger]:
        """Return the newest version of each region, or of the one that the address asks for.

        The address may say region, at and known: ``sqlite:///库.sqlite?region=甲县&at=2022-03-31``.

        Raises:
            SourceError: there is no store, it cannot be reached, or it has no such region.
        """
        from investtrack_sql.address import parted, shown
        from investtrack_sql.store import Store

        place, asked = parted(address)
        day = _day(asked["at"]) if "at" in asked else at
        known = _end_of(_day(asked["known"])) if "known" in asked else None
        with Store(place) as store:
            found = [
                StoredLedger(
                    importer=self.name, address=address, region=name, number=number, digest=digest
                )
                for name, number, digest in store.newest(day, known)
            ]
        wanted = asked.get("region")
        if wanted is None and found:
            return found
        chosen = [each for each in found if wanted in {each.region, each.region.replace("/", "")}]
        alike = [each.region for each in found if each.region.endswith(f"/{wanted}")]
        if not chosen and alike:
            raise SourceError(
                shown(place), f"历史库里有几个“{wanted}”；请写成 region={' 或 region='.join(alike)}"
            )
        if not chosen:
            names = "、".join(each.region for each in found[:_SHOWN]) or "没有台账"
            what = f"没有“{wanted}”" if wanted else "没有到这一天为止的台账"
            raise SourceError(shown(place), f"历史库{what}；库中有：{names}")
        return chosen

    def extract_stored(self, stored: StoredLedger, profile: Profile) -> Extract:
        """Return the ledger of a version, with its findings.

        Raises:
            SourceError: the store cannot be reached, or the version is not what was recorded.
        """
        from investtrack_sql.address import parted
        from investtrack_sql.store import Store

        with Store(parted(stored.address)[0], extensions=profile.extensions) as store:
            return store.load_number(stored.number)


_SHOWN = 5


def _day(text: str) -> date:
    span = parse_date(text)
    if span is None or not span.is_day:
        raise SourceError("地址", f"“{text}”不是日期，请写成 2022-03-31 这样")
    return span.first


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max)  # the store keeps UTC without a zone
