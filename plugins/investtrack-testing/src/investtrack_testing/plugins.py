"""What a plugin as a whole promises, tried."""

from __future__ import annotations

from collections.abc import Mapping

from investtrack.checks import Check
from investtrack.findings import FindingKind
from investtrack.plugin.built_in import offers
from investtrack.plugin.installed import Plugins
from investtrack.plugin.kinds import KINDS
from investtrack.plugin.loading.discovery import BUILTIN, new_manager
from investtrack.plugin.loading.manager import collect
from investtrack_testing import promises
from investtrack_testing.others import check_profile, found_by
from investtrack_testing.promises import demand
from investtrack_testing.running import check_name, check_suffix, silent
from investtrack_testing.samples import bare_ledger, sample_ledger, sample_report


__tracebackhide__ = True  # pytest shows the author's line, not ours


_ONE_SUFFIX = ("exporters", "templates", "annotators")
_SUFFIXES = {"importers": "suffixes", "documents": "suffixes", "pictures": "formats"}


def check_plugin(plugin: object, name: str = "under-test") -> Plugins:
    """Assert what every plugin promises, and return what it offers beside the built-in one.

    Args:
        plugin: the module an entry point names, with its marked functions.
        name: the entry point's name.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
    """
    manager = new_manager()
    manager.register(offers, BUILTIN)
    manager.register(plugin, name)
    with silent(name):
        offered = collect(manager)
    reasons = "；".join(failure.reason for failure in offered.failures)
    demand(not reasons, promises.OFFERED, f"{reasons}.")
    own = 0
    for kind in KINDS:
        for label, item in getattr(offered, kind).items():
            if offered.providers[kind, label] == BUILTIN:
                continue
            own += 1
            check_name(item, suffix=kind in _ONE_SUFFIX)
            for suffix in getattr(item, _SUFFIXES[kind]) if kind in _SUFFIXES else ():
                check_suffix(suffix, label)
            if kind == "profiles":
                check_profile(item)
            if kind == "checks":
                _check_declared(item, offered.findings)
    demand(own, promises.OFFERED, f"{name} offers nothing.")
    return offered


def _check_declared(check: Check, kinds: Mapping[str, FindingKind]) -> None:
    for ledger in (sample_ledger(), bare_ledger()):
        for finding in found_by(check, sample_report(ledger).facts):
            code = finding.code
            demand(
                code in kinds, promises.FINDINGS_DECLARED, f"{check.name} makes {code}, undeclared."
            )
            demand(
                finding.grade in kinds[code].grades,
                promises.FINDINGS_DECLARED,
                f"{check.name} makes {code} as {finding.grade}.",
            )
