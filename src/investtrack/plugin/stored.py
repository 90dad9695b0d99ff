"""Ledgers in databases as sources of every verb: what lies at an address, and the one of it that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.errors import SourceError
from investtrack.plugin.addresses import address_at, scheme_of
from investtrack.plugin.interfaces import Importer, StoredLedger
from investtrack.values.dates import DateSpan


if TYPE_CHECKING:
    from investtrack.model.extract import Extract
    from investtrack.model.ledger import Region
    from investtrack.model.profile import Profile


Importers = Mapping[str, Importer]
_SHOWN = 5


def stored_at(
    importers: Importers, address: str, at: date | None = None
) -> tuple[StoredLedger, ...]:
    """Return the ledgers at *address*, one a region.

    Raises:
        SourceError: it cannot be reached, holds nothing, or no importer reads such.
    """
    scheme = scheme_of(address)
    reader = next((each for each in importers.values() if scheme in each.schemes), None)
    if reader is None:
        raise SourceError(f"{scheme}://…", "没有安装读取这种数据库的插件，请先安装 investtrack-sql")
    return tuple(reader.stored(address, at))


class AddressImporter(Importer):
    """Reads the one ledger at an address."""

    name: ClassVar[str] = "address"
    label: ClassVar[str] = "数据库"
    suffixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, importers: Importers) -> None:
        self._importers = importers

    def identify(self, path: Path) -> bool:
        """Whether *path* stands for an address."""
        return address_at(path) is not None

    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read it.

        Raises:
            SourceError: it cannot be reached, or holds several regions.
        """
        held = stored_at(self._importers, address_at(path) or "")
        if len(held) != 1:
            named = "、".join(each.region for each in held[:_SHOWN])
            more = f"等{len(held)}个" if len(held) > _SHOWN else ""
            why = (
                f"库里有几个地区（{named}{more}）；在地址后面加 ?region=地区 指定一个"
                if held
                else "库里没有台账"
            )
            raise SourceError("数据库", why)
        return read_stored(self._importers, held[0], profile)


def stored_before(
    importers: Importers, source: Path, region: Region, day: date
) -> StoredLedger | None:
    """Return the newest ledger of *region* before *day* in the history at *source*; None where *source* is no history.

    Raises:
        SourceError: it cannot be reached, or holds none of that region before that day.
    """
    address = address_at(source)
    if address is None:
        reader = next((each for each in importers.values() if each.schemes and each.identify(source)), None)  # fmt: skip
        if reader is None:
            return None
        held = tuple(reader.stored(str(source), day - timedelta(days=1)))
    else:
        held = stored_at(importers, address, day - timedelta(days=1))
    own = [each for each in held if region.name is None or _is_of(each.region, region)]
    if len(own) != 1:
        whose = f"“{region.name}”" if region.name else "一个地区"
        raise SourceError(source.name if address is None else "数据库", f"历史库里没有{whose}在{DateSpan.day(day).label}以前的台账")  # fmt: skip
    return own[0]


def _is_of(called: str, region: Region) -> bool:
    """Whether a store's name of a region, 鼓楼区 or 南京市/鼓楼区 or 320106/鼓楼区, may be that of *region*."""
    above, _, name = called.rpartition("/")
    made = type(region)
    held = made(name=name, code=above) if above.isdigit() else made(name=name, parent=above)
    return name == region.name and (not above or held.is_same(region) is not False)


def read_stored(importers: Importers, stored: StoredLedger, profile: Profile) -> Extract:
    """Return the ledger that *stored* names, as it was read when it was put there.

    Raises:
        SourceError: it cannot be reached or read.
    """
    return importers[stored.importer].extract_stored(stored, profile)
