"""Finds the installed plugins and loads each on its own; imports no more than it takes to list the verbs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import pluggy

from investtrack.errors import was_stopped
from investtrack.plugin import hookspecs
from investtrack.plugin.built_in import offers
from investtrack.plugin.hookspecs import GROUP
from investtrack.plugin.kinds import Failure, hook_of
from investtrack.plugin.loading.calling import HookCalls
from investtrack.plugin.loading.entry_points import EntryPoint, entry_points


if TYPE_CHECKING:
    from investtrack.plugin.command import Command
    from investtrack.plugin.verb import Verb

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


class _Manager(pluggy.PluginManager):
    """A plugin manager that looks only at what can be a hook; of a module that is what is marked as one."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        if name.startswith("__"):
            return None
        if isinstance(plugin, ModuleType):
            value = vars(plugin).get(name)
            if isinstance(value, type) or not hasattr(value, f"{GROUP}_impl"):
                return None
        return super().parse_hookimpl_opts(plugin, name)

    def parse_hookspec_opts(
        self, module_or_class: ModuleType | type, name: str
    ) -> pluggy.HookspecOpts | None:
        if name.startswith("__"):
            return None
        return super().parse_hookspec_opts(module_or_class, name)


def new_manager() -> pluggy.PluginManager:
    """Return a plugin manager that knows the hooks and nothing else."""
    manager = _Manager(GROUP)
    manager.add_hookspecs(hookspecs)
    return manager


def in_order(manager: pluggy.PluginManager) -> list[tuple[str, object]]:
    """Return the plugins of *manager* with their names, the built-in one first."""
    return sorted(manager.list_name_plugin(), key=lambda item: (item[0] != BUILTIN, item[0]))


def left_out(without: Iterable[str] = ()) -> frozenset[str]:
    """Return the names of plugins that are not to be loaded: *without*, and what INVESTTRACK_WITHOUT names."""
    named = os.environ.get("INVESTTRACK_WITHOUT", "")
    return frozenset((*without, *filter(None, re.split(r"[,，、;；\s]+", named))))


def find_plugins(without: Iterable[str] = ()) -> Loaded:
    """Load the built-in plugin and every installed distribution's but *without*; failures are kept, not raised."""
    manager = new_manager()
    manager.register(offers, BUILTIN)
    failures: list[Failure] = []
    providers = {BUILTIN: "investtrack"}
    unwanted, met = left_out(without), set[str]()
    found = [(entry.name, _distribution(entry), entry) for entry in entry_points(group=GROUP)]
    for _, provider, entry in sorted(found, key=itemgetter(0, 1)):
        if entry.name in unwanted:
            met.add(entry.name)
            continue
        if entry.name in providers:
            reason = f"与 {providers[entry.name]} 的插件同名“{entry.name}”，未加载"
            failures.append(Failure(entry.name, provider, reason))
            continue
        try:
            manager.register(entry.load(), entry.name)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - any fault of a plugin is its own
            failures.append(
                Failure(entry.name, provider, f"加载失败：{said(error)}{of_core(error)}")
            )
        else:
            providers[entry.name] = provider
    failures += [
        Failure(name, "?", "要停用的插件没有安装，或是自带的") for name in sorted(unwanted - met)
    ]
    return Loaded(manager, providers, tuple(failures))


def of_core(error: BaseException) -> str:
    """Return the remark on a plugin that asks the core for what it has not: it is for another version."""
    is_ours = isinstance(error, (ImportError, AttributeError)) and "investtrack" in str(error)
    return f"；它是为别的版本的 investtrack 写的，这里是 {version()}" if is_ours else ""


def version() -> str:
    """Return the version of the core."""
    from investtrack import __version__  # noqa: PLC0415 - the package is loaded, its names are not

    return __version__


_NAME = re.compile(r"^Name:[ \t]*(\S+)", re.MULTILINE)


def _distribution(entry: EntryPoint) -> str:
    """Return the name of the distribution; its line is found much faster than all of its metadata are parsed."""
    if entry.dist is None:
        return "?"
    read = getattr(entry.dist, "read_text", None)  # a finder of another make may not have it
    found = _NAME.search((read and read("METADATA")) or "")
    return found[1] if found else entry.dist.name


def said(error: BaseException) -> str:
    """Return an error in one line.

    Raises:
        KeyboardInterrupt: a signal is behind it: no fault of a plugin's.
    """
    if was_stopped(error):
        raise KeyboardInterrupt from error
    return " ".join(f"{type(error).__name__}: {error}".split())


def builtin_verbs() -> dict[str, Verb | Command]:
    """Return the verbs that are built in, by name; no plugin is looked for."""
    return {verb.name: verb for verb in offers.investtrack_commands()}


def find_verbs(without: Iterable[str] = ()) -> dict[str, Verb | Command]:
    """Return every verb that is offered, by name, the built-in ones first; what fails is left out here.

    ``investtrack plugins`` says what failed and why.
    """
    found: dict[str, Verb | Command] = {}
    for verb in offered("commands", without):
        found.setdefault(verb.name, verb)
    return found


def offered(kind: str, without: Iterable[str] = ()) -> Iterator[Any]:
    """Yield what has a name and a label of what is offered as a *kind*, the built-in first; what fails is left out here.

    For what is said of a plugin before it is used; :func:`investtrack.plugin.load_plugins` gives what can be used.
    """
    calls = HookCalls.of(find_plugins(without).in_order, new_manager)
    for _, offer in calls.offers(hook_of(kind), core=version()):
        if isinstance(getattr(offer, "name", None), str) and isinstance(
            getattr(offer, "label", None), str
        ):
            yield offer
