"""Regions of one name in one store, kept apart: 南京市/鼓楼区 and 徐州市/鼓楼区 are two histories."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from investtrack.model.ledger import Region
from investtrack_sql.schema import versions


_STEP = "/"


def apart(connection: Connection) -> dict[int, str]:
    """Return the versions whose name several regions bear → what the store calls their region; no others."""
    parents: dict[str, set[str]] = {}
    for name, parent in connection.execute(select(versions.c.region, versions.c.parent).distinct()):
        parents.setdefault(name, set()).add(parent)
    # One level above tells that it is one region; several, or none at all, do not.
    doubtful = [name for name, ups in parents.items() if len(ups) > 1 or ups == {""}]
    found: dict[int, str] = {}
    for name in doubtful:
        rows = connection.execute(
            select(versions.c.id, versions.c.meta).where(versions.c.region == name)
        ).all()
        if len(rows) > 1:
            found |= _called({row.id: region_of(row) for row in rows})
    return found


def region_of(row: Any) -> Region:  # noqa: ANN401 - a row of the versions
    """Return the region as the ledger of a version gives it."""
    said = json.loads(row.meta)["region"]
    return Region(name=said.get("name"), parent=said.get("parent"), code=said.get("code"))


def _called(regions: Mapping[int, Region]) -> dict[int, str]:
    """Return each version → what its region is called; nothing where all are of one region."""
    groups: list[list[Region]] = []
    # Those that say most come first; one that says neither what lies above nor its code belongs to whom it may.
    for region in sorted(set(regions.values()), key=_silence):
        sure = [group for group in groups if any(region.is_same(each) for each in group)]
        may = [g for g in groups if all(region.is_same(each) is not False for each in g)]
        if sure or len(may) == 1:
            (sure or may)[0].append(region)
        else:
            groups.append([region])
    if len(groups) < 2:  # noqa: PLR2004 - one region
        return {}
    names = {region: _label(group) for group in groups for region in group}
    return {number: names[region] for number, region in regions.items()}


def _silence(region: Region) -> tuple[object, ...]:
    above, code = region.parent or "", region.code or ""
    return (not above) + (not code), -len(above), above, code


def _label(group: Iterable[Region]) -> str:
    first = next(iter(group))  # the one that says most
    steps = [*first.steps_above, first.name or ""] if first.parent else [first.code, first.name]
    return _STEP.join(step for step in steps if step)
