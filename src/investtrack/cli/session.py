"""What a verb is lent: reading, computing, writing whole, printing."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from attrs import evolve

from investtrack.cli import output
from investtrack.cli.terminal import visible_json
from investtrack.errors import PeriodError, SourceError
from investtrack.model.profile import Profile
from investtrack.plugin.files import STANDARD_OUTPUT, writing
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.files import find_sources, read_sources
from investtrack.plugin.sources.profiles import (
    find_profile,
    profile_beside,
    profile_of_importer,
    profile_of_region,
    read_profile,
)
from investtrack.report import Report, build_report
from investtrack.values.period import Period, parse_period


if TYPE_CHECKING:
    from investtrack.model.extract import Extract
    from investtrack.model.ledger import Ledger
    from investtrack.plugin.command import Command, Host
    from investtrack.plugin.installed import Plugins


class Session:
    """The host of one run of a verb."""

    def __init__(self, kinds: Collection[str] = (), *, is_piped: bool = False) -> None:
        self._kinds = ("importers", "checks", "profiles", *kinds)
        self._is_piped = is_piped  # standard output is the file: what is said goes beside it
        self._without: set[str] = set()
        self._own: dict[tuple[Path, ...], Profile] = {}
        self._named: dict[str, Profile] = {}
        self._is_timed = bool(os.environ.get("INVESTTRACK_TIMINGS"))

    @cached_property
    def plugins(self) -> Plugins:
        """What reading needs and the verb asked for, loaded when first wanted; which failed is said then."""
        return self._load()

    def _load(self, without: Collection[str] = ()) -> Plugins:
        with self.stage("plugins"):
            plugins = load_plugins(self._kinds, without=without)
        for failure in plugins.failures:
            sys.stderr.write(f"说明：{failure}\n")
        return plugins

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage of the run; shown on standard error where INVESTTRACK_TIMINGS is set."""
        begun = time.perf_counter()
        yield
        if self._is_timed:
            sys.stderr.write(f"timing {name} {time.perf_counter() - begun:.4f}\n")

    @property
    def is_interactive(self) -> bool:
        """Whether somebody sits at a terminal who can be asked."""
        return sys.stdin is not None and sys.stdin.isatty()

    def progress(self, label: str, total: int) -> AbstractContextManager[Callable[[str], None]]:
        """Show a bar on a terminal while something long runs."""
        return output.progress(label, total)

    def profile(self, options: Namespace) -> Profile:
        """Return the profile that ``--profile`` names, else the general one, with the batch that ``--batch`` names.

        Raises:
            ProfileError: the file cannot be read, or is invalid.
            UnknownFormatError: no plugin offers one of that name.
        """
        name = getattr(options, "profile", None)
        if name is None:
            profile = self._own_profile(getattr(options, "source", None) or ())
        else:
            if name not in self._named:
                self._named[name] = find_profile(self.plugins, name)
            profile = self._named[name]
        if set(profile.without) - self._without:
            self._without |= set(profile.without)
            self.plugins = self._load(self._without)
        if self._without:
            profile = evolve(profile, extensions=self.plugins.extensions)
        batch = getattr(options, "batch", None)
        profile = evolve(profile, starts_batch=batch) if batch else profile
        if profile.year is None and (year := _year_asked(options)):
            profile = evolve(profile, year=year)
        return profile

    def _own_profile(self, sources: Sequence[Path]) -> Profile:
        """Return the profile that belongs to *sources*, looked for once; else the general one.

        That beside them goes first, then the answers given for workbooks such as they, then that of their importer.
        """
        key = tuple(sources)
        if key not in self._own:
            exist = bool(key) and all(path.exists() for path in key)
            self._own[key] = self.plugins.bound((self._kept(key) if exist else None) or Profile())
        return self._own[key]

    def _kept(self, sources: Sequence[Path]) -> Profile | None:
        from investtrack.plugin.sources.own_profiles import find_own_profile, with_answers

        beside = profile_beside(sources)
        if beside is not None:
            sys.stderr.write(f"说明：用了旁边的配置 {beside}；不用它的，加 --profile default\n")
            rules = read_profile(beside, self.plugins.findings, self.plugins.extensions)
            answered = find_own_profile(self.plugins, sources, self.plugins.findings, rules)
            if answered is None:
                return rules
            sys.stderr.write(f"说明：同样的表答过几个问题，旁边的配置没写的用 {answered[0]}\n")
            return with_answers(rules, answered[1])
        answered = find_own_profile(self.plugins, sources, self.plugins.findings)
        if answered is not None:
            sys.stderr.write(
                f"说明：同样的表答过几个问题，用了 {answered[0]}；不用它的，加 --profile default\n"
            )
            return answered[1]
        return profile_of_importer(self.plugins, sources)

    def read(self, options: Namespace, sources: Sequence[Path] | None = None) -> Extract:
        """Read *sources*, by default ``options.source``, into one ledger."""
        profile = self.profile(options)  # which may leave plugins out
        plugins = self.plugins
        given = options.source if sources is None else sources
        number = len(find_sources(plugins, given))
        with self.stage("read"), self.progress("读取台账", number) as step:
            extract = read_sources(plugins, given, profile, lambda path: step(path.name))
        if getattr(options, "profile", None) is None and profile.name == "default":
            own = profile_of_region(extract.ledger.region.name, plugins)
            if own is not None:
                profile = plugins.bound(own)
                sys.stderr.write(
                    f"说明：用了{own.label}的配置 {own.name}；不用它的，加 --profile default\n"
                )
                extract = read_sources(plugins, given, profile)
        return evolve(extract, profile=profile)

    def compute(self, options: Namespace, extract: Extract) -> Report:
        """Compute what was read, for the period and the date of the options."""
        with self.stage("compute"):
            report = build_report(
                extract.ledger,
                profile=extract.profile or self.profile(options),
                period=period_asked(options, extract.ledger),
                as_of=options.as_of,
                findings=extract.findings,
                checks=self.plugins.checks.values(),
            )
        if report.data_old:
            sys.stderr.write(f"注意：{report.data_old}\n")
            sys.stderr.flush()
        return report

    def report(self, options: Namespace, sources: Sequence[Path] | None = None) -> Report:
        """Read and compute; a source without any known sheet is refused."""
        extract = self.read(options, sources)
        if not has_records(extract):
            raise _useless(options.source if sources is None else sources, extract)
        return self.compute(options, extract)

    def writing(
        self, path: Path, check: Callable[[Path], Sequence[str]] | None = None
    ) -> AbstractContextManager[BinaryIO]:
        """Open *path* for writing; it appears there, whole, only on success."""
        return writing(path, check)

    def print(self, text: str = "") -> None:
        """Print a line for a clerk."""
        (sys.stderr if self._is_piped else sys.stdout).write(f"{text}\n")

    def print_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Print *rows* aligned."""
        if rows:
            self.print(output.table(rows))

    def print_json(self, data: object) -> None:
        """Print one JSON document."""
        self.print(visible_json(json.dumps(data, ensure_ascii=False, indent=1)))


def _year_asked(options: Namespace) -> int | None:
    """Return the year that the options name: that of the period, else of the date."""
    if period := getattr(options, "period", None):
        try:
            return parse_period(period).year
        except PeriodError:
            pass  # it names no year
    day = getattr(options, "as_of", None)
    return day.year if day else None


def period_asked(options: Namespace, ledger: Ledger | None = None) -> Period | None:
    """Return the period of the options, if one is given; where it names no year, that of the date counts.

    Raises:
        PeriodError: neither the period nor a date names the year.
    """
    if not options.period:
        return None
    day = options.as_of or (ledger.as_of if ledger else None)
    stated = ledger.period if ledger else None
    year = day.year if day else stated.year if stated else None
    try:
        return parse_period(options.period, year=year)
    except PeriodError:
        wanted = f"请写成 2022年{options.period} 这样，或用 --as-of 给出日期"
        raise PeriodError(f"--period {options.period} 没有写年份；{wanted}") from None


def run(command: Command, options: Namespace) -> int:
    """Run a verb and return its exit status."""
    named = ("profiles", "findings") if getattr(options, "profile", None) is not None else ()
    is_piped = getattr(options, "output", None) == STANDARD_OUTPUT
    session = Session((*named, *command.needs), is_piped=is_piped)
    if named:
        session.profile(options)  # what it leaves out takes no part in the verb either
    return command.run(options, session)


def computed_as(host: Host, options: Namespace, profile: Profile) -> Report | None:
    """Return the report of ``options.source`` read with *profile*, whatever the options name; None without any record.

    Raises:
        PeriodError: the period is not known.
    """
    extract = read_sources(host.plugins, options.source, profile)
    if not has_records(extract):
        return None
    return build_report(
        extract.ledger,
        profile=profile,
        period=period_asked(options, extract.ledger),
        as_of=options.as_of,
        findings=extract.findings,
        checks=host.plugins.checks.values(),
    )


def has_records(extract: Extract) -> bool:
    """Whether any known sheet was read."""
    return any(
        getattr(extract.ledger, sheet.attribute) is not None for sheet in extract.ledger.sheets
    )


def _useless(sources: Sequence[Path], extract: Extract) -> SourceError:
    fault = next(
        (f for f in extract.findings if f.code in {"no-known-sheet", "header-missing"}), None
    )
    why = f"{fault.message}；{fault.mend}" if fault is not None else "没有可用的记录"
    return SourceError("、".join(str(path) for path in sources), why)
