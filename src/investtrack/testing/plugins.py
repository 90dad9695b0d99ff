"""What a plugin as a whole promises, tried."""

from __future__ import annotations

from typing import Any

from investtrack.checks import Check
from investtrack.model.profile import Profile
from investtrack.plugin import builtin
from investtrack.plugin.interfaces import Annotator, Command, Exporter, Importer, Template
from investtrack.plugin.manager import BUILTIN, Plugins, collect, new_manager
from investtrack.testing import promises
from investtrack.testing.others import check_profile
from investtrack.testing.promises import demand
from investtrack.testing.running import check_name, check_suffix, silent


_KINDS: dict[str, type[Any]] = {
    "importers": Importer,
    "exporters": Exporter,
    "templates": Template,
    "profiles": Profile,
    "commands": Command,
    "checks": Check,
    "annotators": Annotator,
}
_WITH_SUFFIX = ("exporters", "templates", "annotators")


def check_plugin(plugin: object, name: str = "under-test") -> Plugins:
    """Assert what every plugin promises, and return what it offers beside the built-in one.

    Args:
        plugin: the module an entry point names, with its marked functions.
        name: the entry point's name.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
    """
    manager = new_manager()
    manager.register(builtin, BUILTIN)
    manager.register(plugin, name)
    with silent(name):
        offered = collect(manager)
    demand(
        not offered.failures,
        promises.OFFERED,
        "；".join(failure.reason for failure in offered.failures) + ".",
    )
    own = 0
    for kind, expected in _KINDS.items():
        for label, item in getattr(offered, kind).items():
            if offered.providers[kind, label] == BUILTIN:
                continue
            own += 1
            demand(
                isinstance(item, expected),
                promises.OFFERED,
                f"{label} among the {kind} is a {type(item).__name__}, no {expected.__name__}.",
            )
            check_name(item, suffix=kind in _WITH_SUFFIX)
            for suffix in item.suffixes if kind == "importers" else ():
                check_suffix(suffix, label)
            if kind == "profiles":
                check_profile(item)
    demand(own, promises.OFFERED, f"{name} offers nothing.")
    return offered
