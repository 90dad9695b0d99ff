"""Calls hooks through pluggy's manager, so that order, wrappers and further names work; a fault stays its plugin's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pluggy

from investtrack.json_object import JsonObject
from investtrack.plugin.hookspecs import GROUP


class _Hooks:
    """The hooks of one plugin, as pluggy looks for them."""

    def __init__(self, hooks: JsonObject) -> None:
        vars(self).update(hooks)


class HookCalls:
    """The plugins of a manager, each hook guarded, in an order that does not hang on the environment.

    The built-in plugin is asked first, then the others by name; ``tryfirst`` and ``trylast`` move one. A hook that fails
    gives nothing, and is named in *faults*.

    Attributes:
        faults: plugin and what its hook failed with.
        unknown: plugin and a hook of it that there is no specification of.
    """

    def __init__(self, manager: pluggy.PluginManager) -> None:
        self._manager = manager
        self.faults: list[tuple[str, str, BaseException]] = []
        self.unknown: list[tuple[str, str]] = []
        self._owner: dict[int, str] = {}
        self._kept: list[object] = []

    @classmethod
    def of(
        cls, plugins: Iterable[tuple[str, object]], make: Callable[[], pluggy.PluginManager]
    ) -> HookCalls:
        """Return the calls of *plugins*, in the order in which they are to be asked."""
        calls = cls(make())
        for name, plugin in reversed(list(plugins)):  # pluggy asks the last that came first
            calls._manager.register(calls._guarded(name, plugin), name)
        return calls

    def offers(self, hook: str, **given: object) -> list[tuple[str, Any]]:
        """Return what plugins offer by *hook*, each with its plugin; what a wrapper adds is its own: ``?``."""
        caller = getattr(self._manager.hook, hook)
        try:
            found = caller(**given)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a wrapper's: nobody knows whose
            wrappers = [i.plugin_name for i in caller.get_hookimpls() if i.wrapper or i.hookwrapper]
            self.faults.append(("、".join(wrappers), hook, error))
            without = [p for p in self._manager.get_plugins() if self._manager.get_name(p) in wrappers]  # fmt: skip
            found = self._manager.subset_hook_caller(hook, without)(**given)
        return [(self._owner.get(id(item), "?"), item) for items in found for item in items]

    def _guarded(self, name: str, plugin: object) -> _Hooks:
        """Return the hooks of *plugin* alone, each keeping its faults to itself."""
        hooks: JsonObject = {}
        for attribute in dir(plugin):
            options = self._manager.parse_hookimpl_opts(plugin, attribute)
            if options is None:
                continue
            hook = options.get("specname") or attribute
            if not hasattr(self._manager.hook, hook):
                if not options.get("optionalhook"):
                    self.unknown.append((name, hook))
                continue
            function = getattr(plugin, attribute)
            is_wrapper = options.get("wrapper") or options.get("hookwrapper")
            hooks[attribute] = function if is_wrapper else self._guard(name, hook, function)
        return _Hooks(hooks)

    def _guard(self, name: str, hook: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*args: object, **named: object) -> Iterable[object]:
            try:
                found = list(function(*args, **named))
            except (Exception, SystemExit) as error:  # noqa: BLE001 - any fault of a plugin is its own
                self.faults.append((name, hook, error))
                return ()
            self._kept += found  # so that no other object gets the identity of one
            self._owner |= {id(item): name for item in found}
            return found

        setattr(call, f"{GROUP}_impl", getattr(function, f"{GROUP}_impl"))
        return call
