"""Finds the installed plugins and loads each on its own; imports no more than it takes to list the verbs."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, NamedTuple

import pluggy

from investtrack.plugin import builtin, hookspecs
from investtrack.plugin.failure import Failure
from investtrack.plugin.hookspecs import GROUP
from investtrack.plugin.verb import Verb


if TYPE_CHECKING:
    from investtrack.plugin.installed import Command

BUILTIN = "investtrack"


class Loaded(NamedTuple):
    """The plugins that loaded.

    Attributes:
        manager: knows them and the hooks.
        providers: plugin → the distribution it came with.
        failures: those that did not load.
    """

    manager: pluggy.PluginManager
    providers: dict[str, str]
    failures: tuple[Failure, ...]

    @property
    def in_order(self) -> list[tuple[str, object]]:
        """Each plugin with its name, the built-in one first."""
        return in_order(self.manager)


def new_manager() -> pluggy.PluginManager:
    """Return a plugin manager that knows the hooks and nothing else."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    return manager


def in_order(manager: pluggy.PluginManager) -> list[tuple[str, object]]:
    """Return the plugins of *manager* with their names, the built-in one first."""
    return sorted(manager.list_name_plugin(), key=lambda item: (item[0] != BUILTIN, item[0]))


def implements(manager: pluggy.PluginManager, plugin: object, hook: str) -> bool:
    """Whether *plugin* has that hook."""
    return any(impl.plugin is plugin for impl in getattr(manager.hook, hook).get_hookimpls())


def find_plugins() -> Loaded:
    """Load the built-in plugin and every installed distribution's; failures are kept, not raised."""
    manager = new_manager()
    manager.register(builtin, BUILTIN)
    failures: list[Failure] = []
    providers = {BUILTIN: "investtrack"}
    for entry in sorted(
        entry_points(group=GROUP), key=lambda entry: (entry.name, _distribution(entry))
    ):
        provider = _distribution(entry)
        if entry.name in providers:
            reason = f"与 {providers[entry.name]} 的插件同名“{entry.name}”，未加载"
            failures.append(Failure(entry.name, provider, reason))
            continue
        try:
            manager.register(entry.load(), entry.name)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - any fault of a plugin is its own
            failures.append(Failure(entry.name, provider, f"加载失败：{said(error)}"))
        else:
            providers[entry.name] = provider
    return Loaded(manager, providers, tuple(failures))


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else "?"


def said(error: BaseException) -> str:
    """Return an error in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def builtin_verbs() -> dict[str, Verb | Command]:
    """Return the verbs that are built in, by name; no plugin is looked for."""
    return {verb.name: verb for verb in builtin.investtrack_commands()}


def find_verbs() -> dict[str, Verb | Command]:
    """Return every verb that is offered, by name, the built-in ones first; what fails is left out here.

    ``investtrack plugins`` says what failed and why.
    """
    loaded = find_plugins()
    found: dict[str, Verb | Command] = {}
    for _, plugin in loaded.in_order:
        for verb in _offered(loaded.manager, plugin):
            if isinstance(getattr(verb, "name", None), str) and isinstance(
                getattr(verb, "label", None), str
            ):
                found.setdefault(verb.name, verb)
    return found


def _offered(manager: pluggy.PluginManager, plugin: object) -> Iterable[Verb | Command]:
    if not implements(manager, plugin, "investtrack_commands"):
        return ()
    try:
        return list(plugin.investtrack_commands())  # type: ignore[attr-defined]
    except (Exception, SystemExit):  # noqa: BLE001 - any fault of a plugin is its own
        return ()
