"""Finds the profile that an office keeps beside its workbooks: the one whose answers were given for their layout."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, fields

from investtrack.errors import InvesttrackError
from investtrack.input_limits import SETTINGS
from investtrack.model.assumptions import Assumptions
from investtrack.model.extract import Extract
from investtrack.model.profile import Profile
from investtrack.plugin.installed import Plugins
from investtrack.plugin.sources.files import find_sources
from investtrack.plugin.sources.merge import merge
from investtrack.plugin.sources.profiles import read_profile
from investtrack.plugin.sources.trial import comes_to_much, demand_possible


if TYPE_CHECKING:
    from investtrack.asking.question import Sighting


_MARK = "[[assume.layout]]"
_GENERAL = Profile()


def described(plugins: Plugins, paths: Sequence[Path], profile: Profile) -> list[dict[str, str]]:
    """Return how every column of the workbooks at *paths* is understood; what is not read by columns is left out.

    Raises:
        SourceError: one cannot be used.
    """
    found: list[dict[str, str]] = []
    for path in find_sources(plugins, paths):
        describe = getattr(plugins.importer_for(path), "describe_columns", None)
        found += describe(path, profile) if describe is not None else []
    return found


def sighting(plugins: Plugins, paths: Sequence[Path], profile: Profile) -> Sighting:
    """Return the workbooks at *paths* as *profile* reads them.

    Raises:
        SourceError: one cannot be used.
    """
    extracts: list[Extract] = []
    columns: list[dict[str, str]] = []
    for path in find_sources(plugins, paths):
        importer = plugins.importer_for(path)
        sight = getattr(importer, "sight", None)
        if comes_to_much(path):
            demand_possible(path, partial(importer.extract, path, profile))
        extract, own = sight(path, profile) if sight else (importer.extract(path, profile), [])
        extracts.append(extract)
        columns += own
    merged = merge(extracts)
    from investtrack.asking.question import Sighting  # noqa: PLC0415 - of a run that asks

    return Sighting(merged.ledger, merged.findings, columns)


def find_own_profile(
    plugins: Plugins, paths: Sequence[Path], codes: Collection[str] = (), rules: Profile = _GENERAL
) -> tuple[Path, Profile] | None:
    """Return the profile that ``investtrack ask`` wrote for workbooks such as these, and where it lies.

    Looked for in the folder of the workbooks, then in the one above. Of two that fit in one folder the newer counts.

    Args:
        plugins: what is installed.
        paths: the workbooks.
        codes: codes of findings that plugins declare.
        rules: what the workbooks are read with otherwise.
    """
    candidates = list(_candidates(paths))
    if not candidates:
        return None
    from investtrack.asking.question import fits  # noqa: PLC0415 - few offices keep answers

    try:
        columns: Sequence[Mapping[str, str]] = described(plugins, paths, rules)
    except InvesttrackError:  # it is told when they are read
        return None
    for path in candidates:
        try:
            profile = read_profile(path, codes)
        except InvesttrackError:
            continue  # it speaks of another version or another thing; --profile says why
        if fits(profile, columns):
            return path, profile
    return None


def with_answers(rules: Profile, answered: Profile) -> Profile:
    """Return *rules* with what was answered where they assume nothing themselves."""
    silent = [
        own for own in fields(Assumptions) if own.init and not getattr(rules.assume, own.name)
    ]
    given = {own.name: getattr(answered.assume, own.name) for own in silent}
    return evolve(rules, assume=evolve(rules.assume, **given))


def _candidates(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that may be such profiles, the nearest folder first, within it the newest."""
    folders = [path if path.is_dir() else path.parent for path in paths]
    for folder in dict.fromkeys([*folders, *(each.resolve().parent for each in folders)]):
        try:
            with os.scandir(folder) as entries:  # glob makes a path of every file there
                named = [each for each in entries if os.path.normcase(each.name).endswith(".toml")]
            found = [p for p in (folder / e.name for e in named if e.is_file()) if _is_ours(p)]
            yield from sorted(found, key=lambda p: -p.stat().st_mtime)
        except OSError:
            continue


def _is_ours(path: Path) -> bool:
    try:
        return path.stat().st_size <= SETTINGS and _MARK in path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
