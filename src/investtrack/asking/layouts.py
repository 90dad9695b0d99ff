"""Which workbooks a profile's answers were given for: those whose sheets have the same headers, digits apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from investtrack.model.assumptions import AssumedLayout
from investtrack.model.profile import Profile
from investtrack.reading.layout.mapping import loose


def layouts_of(columns: Sequence[Mapping[str, str]]) -> tuple[AssumedLayout, ...]:
    """Return the layout of every sheet that was read, by what is said of its columns."""
    headers: dict[str, list[str]] = {}
    for column in columns:
        if column["standard"] and not column.get("left_out"):
            headers.setdefault(loose(column["sheet"]), []).append(loose(column["header"]))
    return tuple(AssumedLayout(sheet, tuple(dict.fromkeys(own))) for sheet, own in headers.items())


def fits(profile: Profile, columns: Sequence[Mapping[str, str]]) -> bool:
    """Whether the answers of *profile* were given for sheets such as all of these."""
    found = layouts_of(columns)
    known = {(layout.sheet, frozenset(layout.headers)) for layout in profile.assume.layout}
    return bool(found) and all((own.sheet, frozenset(own.headers)) in known for own in found)
