"""Finished counties, kept by content: a county whose files have not changed is not read again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import evolve, fields, frozen

from investtrack.errors import InvesttrackError
from investtrack.findings import Finding, Grade
from investtrack.json_object import JsonObject
from investtrack.merging.part import Part, said_of
from investtrack.merging.partial import Partial
from investtrack.model.source import CellRef
from investtrack.plugin.files import writing
from investtrack.values.amount import Amount
from investtrack.values.period import parse_period
from investtrack.values.rate import Points, Rate, exact_fraction
from investtrack_rollup.county import County, Job, content_key
from investtrack_rollup.packed import packed


LAYOUT = 7
"""Counted up when what travels changes, so that nothing kept in another layout is taken."""
_CLASSES: dict[str, type] = {
    kind.__name__: kind for kind in (County, Partial, Part, Finding, CellRef)
}


_INDEX = "index.json"
_SUFFIX = ".county"
"""JSON of nobody but this program: it is parsed when it is taken, and what is damaged then is read anew."""


@frozen
class CountyStore:
    """A folder of finished counties."""

    folder: Path

    def load(self, job: Job) -> County | None:
        """Return the county of *job* as an earlier run found it; None where anything has changed."""
        path = self._path(job)
        if path is None or not path.is_file():
            return None
        try:
            found = decode(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, InvesttrackError):
            return None  # a damaged file is no result: the county is read again
        if not isinstance(found, County):
            return None
        return evolve(found, partial=packed(found.partial) if found.partial else None)

    def save(self, job: Job, county: County) -> None:
        """Keep *county*."""
        path = self._path(job)
        if path is not None:
            with writing(path) as stream:
                text = json.dumps(encode(county), ensure_ascii=False, separators=(",", ":"))
                stream.write(text.encode())

    def names(self) -> tuple[str, ...]:
        """Return the regions that the last run that ended had; none where there was none."""
        try:
            found = json.loads((self.folder / _INDEX).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ()
        return tuple(map(str, found)) if isinstance(found, list) else ()

    def finish(self, names: Sequence[str], jobs: Sequence[Job]) -> None:
        """Keep what regions a run had, and drop what was kept of other files than its own."""
        kept = {path.name for job in jobs if (path := self._path(job)) is not None}
        for path in (*self.folder.glob(f"*{_SUFFIX}"), *self.folder.glob("*.json")):
            if path.name not in kept and path.name != _INDEX:
                path.unlink(missing_ok=True)
        with writing(self.folder / _INDEX) as stream:
            stream.write(json.dumps(sorted(names), ensure_ascii=False).encode())

    def _path(self, job: Job) -> Path | None:
        key = content_key(job, f"{_version()}/{LAYOUT}")
        return self.folder / f"{key}{_SUFFIX}" if key else None


@lru_cache(maxsize=1)
def _version() -> str:
    return version("investtrack")


def encode(value: Any) -> Any:  # noqa: ANN401 - JSON of anything that travels
    """Return *value* as JSON data; what JSON has no word for is a list that begins with its name.

    Raises:
        TypeError: *value* is of a kind that does not travel.
    """
    if value is None or (isinstance(value, (str, bool, int)) and not isinstance(value, Grade)):
        return value if value is None or isinstance(value, (bool, int)) else str(value)
    name = type(value).__name__
    if name in _MAPPINGS:
        return _MAPPINGS[name](value)
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if name in _SEQUENCES:
        return [name, *map(encode, sorted(value) if isinstance(value, frozenset) else value)]
    if name in _TEXTS:
        return [name, _TEXTS[name](value)]
    if name in _CLASSES:
        return [name, {f.name: encode(getattr(value, f.name)) for f in fields(type(value))}]
    raise TypeError(f"{name} does not travel")


_MAPPINGS: JsonObject = {  # of parts only what they say
    "PackedParts": lambda parts: {
        name: ["Part", encode(said)] for name, said in parts.said().items()
    },
    "Part": lambda part: ["Part", encode(said_of(part))],
}
_TEXTS: JsonObject = {
    "Amount": lambda value: str(value.yuan),
    "Fraction": str,
    "Rate": lambda value: str(value.fraction),
    "Points": lambda value: str(value.number),
    "Grade": lambda value: value.value,
    "Period": lambda value: value.code,
    "date": lambda value: value.isoformat(),
    "float": repr,
    "bytes": bytes.hex,
}
_SCALARS: JsonObject = {
    "Amount": lambda text: Amount(Decimal(text)),
    "Fraction": exact_fraction,
    "Rate": lambda text: Rate(exact_fraction(text)),
    "Points": lambda text: Points(exact_fraction(text)),
    "Grade": Grade,
    "Period": parse_period,
    "date": date.fromisoformat,
    "float": float,
    "bytes": bytes.fromhex,
}
_SEQUENCES: JsonObject = {"tuple": tuple, "list": list, "frozenset": frozenset}


def decode(data: object) -> Any:  # noqa: ANN401
    """Return what :func:`encode` encoded.

    Raises:
        KeyError: a name is not known.
    """
    if isinstance(data, dict):
        return {key: decode(item) for key, item in data.items()}
    if not isinstance(data, list):
        return data
    name, *rest = data
    if name in _SEQUENCES:
        return _SEQUENCES[name](decode(item) for item in rest)
    if name in _SCALARS:
        return _SCALARS[name](rest[0])
    return _CLASSES[name](**decode(rest[0]))
