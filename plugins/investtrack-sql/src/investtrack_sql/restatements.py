"""What each version changed in the one before it."""

from __future__ import annotations

from attrs import frozen

from investtrack.comparison import Change, Nature
from investtrack.plugin import load_plugins
from investtrack_sql.store import Known, Store, Version


@frozen(kw_only=True)
class Restated:
    """What one version changed.

    Attributes:
        version: the version; it names who and when.
        earlier: the newest that was there before it of no later date.
        changes: what changed, with the cells before and after.
    """

    version: Version
    earlier: Version
    changes: tuple[Change, ...]


# What was said of the past and is now said otherwise.
_OF_THE_PAST = {Nature.RESTATED, Nature.ERASED, Nature.GONE, Nature.AMOUNT}


def restatements(store: Store, region: str, *, everything: bool = False) -> tuple[Restated, ...]:
    """Return, version by version in the order they were recorded, what was restated.

    Args:
        store: the store.
        region: the region.
        everything: also new records, later dates, texts.
    """
    comparer = load_plugins(("comparers",)).comparer()
    found, known_records = [], Known()
    in_time = sorted(store.versions(region), key=lambda version: version.id)
    for place, version in enumerate(in_time):
        # A date corrected late is held against that date, not against a later one recorded between.
        known = [one for one in in_time[:place] if one.as_of <= version.as_of]
        if not known:
            continue
        earlier = max(known, key=lambda one: (one.as_of, one.id))
        before, after = (store.load(each, known_records).ledger for each in (earlier, version))
        changes = tuple(
            change
            for change in comparer.record_changes(before, after)
            if everything or change.nature in _OF_THE_PAST
        )
        if changes:
            found.append(Restated(version=version, earlier=earlier, changes=changes))
    return tuple(found)
