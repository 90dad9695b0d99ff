"""Asks the installed plugins what they offer, and says which failed and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pluggy

from investtrack.checks import Check
from investtrack.findings import FindingKind
from investtrack.model.profile import Profile
from investtrack.plugin.discovery import find_plugins, implements, in_order, said
from investtrack.plugin.failure import Failure
from investtrack.plugin.hookspecs import GROUP
from investtrack.plugin.installed import Command, Plugins
from investtrack.plugin.interfaces import (
    Annotator,
    DocumentReader,
    Exporter,
    Forecaster,
    Importer,
    Picture,
    Proofreader,
    Template,
)
from investtrack.plugin.verb import Verb


_HOOKS = {
    "importers": "investtrack_importers",
    "exporters": "investtrack_exporters",
    "templates": "investtrack_templates",
    "profiles": "investtrack_profiles",
    "commands": "investtrack_commands",
    "checks": "investtrack_checks",
    "annotators": "investtrack_annotators",
    "documents": "investtrack_documents",
    "pictures": "investtrack_pictures",
    "forecasters": "investtrack_forecasters",
    "proofreaders": "investtrack_proofreaders",
    "findings": "investtrack_findings",
}
KINDS = tuple(_HOOKS)
"""What plugins offer, by the names of the attributes of :class:`Plugins`."""


def load_plugins(kinds: Collection[str] = KINDS) -> Plugins:
    """Load the built-in plugins and every installed distribution's; failures are kept, not raised.

    Args:
        kinds: what to ask them for, of :data:`KINDS`; a run that needs few is quicker for it.

    Raises:
        ValueError: a kind is not one of them.
    """
    if unknown := set(kinds) - set(KINDS):
        raise ValueError(f"no kinds of plugin: {', '.join(sorted(unknown))}")
    loaded = find_plugins()
    return collect(loaded.manager, loaded.providers, loaded.failures, kinds)


def collect(
    manager: pluggy.PluginManager,
    sources: Mapping[str, str] | None = None,
    failures: Iterable[Failure] = (),
    kinds: Collection[str] = KINDS,
) -> Plugins:
    """Return what the plugins of *manager* offer; what two claim by one name goes to neither but the first."""
    failed = list(failures)
    names = dict(sources or {})
    offered: dict[str, dict[str, Any]] = {kind: {} for kind in _HOOKS}
    providers: dict[tuple[str, str], str] = {}
    for name, plugin in in_order(manager):
        provider = names.get(name, name)
        failed.extend(
            Failure(name, provider, f"不认识的钩子：{hook}") for hook in _misspelt(plugin)
        )
        for kind, hook in _HOOKS.items():
            if kind not in kinds or not implements(manager, plugin, hook):
                continue
            try:
                objects = list(getattr(plugin, hook)())
            except (Exception, SystemExit) as error:  # noqa: BLE001 - any fault of a plugin is its own
                failed.append(Failure(name, provider, f"{hook} 出错：{said(error)}"))
                continue
            for offer in objects:
                item, lack = _command(offer) if isinstance(offer, Verb) else (offer, "")
                if lack := lack or _lack(item, _KINDS[kind]):
                    failed.append(Failure(name, provider, f"{hook} 给出的 {lack}，未启用"))
                elif item.name in offered[kind]:
                    owner = providers[kind, item.name]
                    failed.append(
                        Failure(
                            name,
                            provider,
                            f"{_KIND_LABELS[kind]}“{item.name}”与 {owner} 的重名，未启用",
                        )
                    )
                else:
                    offered[kind][item.name] = item
                    providers[kind, item.name] = provider
    return Plugins(
        **{kind: dict(sorted(items.items())) for kind, items in offered.items()},
        providers=providers,
        failures=tuple(failed),
    )


_KINDS: dict[str, type[Any]] = {
    "importers": Importer,
    "exporters": Exporter,
    "templates": Template,
    "profiles": Profile,
    "commands": Command,
    "checks": Check,
    "annotators": Annotator,
    "documents": DocumentReader,
    "pictures": Picture,
    "forecasters": Forecaster,
    "proofreaders": Proofreader,
    "findings": FindingKind,
}
_KIND_LABELS = {
    "importers": "导入插件",
    "exporters": "导出插件",
    "templates": "模板",
    "profiles": "县区配置",
    "commands": "命令",
    "checks": "校核插件",
    "annotators": "校核副本插件",
    "documents": "文档读取插件",
    "pictures": "图",
    "forecasters": "预测",
    "proofreaders": "文稿核对",
    "findings": "校核发现",
}


def _command(verb: Verb) -> tuple[Any, str]:
    """Return the command of *verb*, imported, and what keeps it from being used."""
    try:
        command = verb.load()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - any fault of a plugin is its own
        return None, f"命令“{verb.name}”加载失败（{said(error)}）"
    own = getattr(command, "name", None)
    return command, "" if own == verb.name else f"命令“{verb.name}”自称“{own}”"


def _lack(item: object, kind: type[object]) -> str:
    """Return what keeps *item* from being offered as a *kind*, or nothing."""
    if not isinstance(item, kind):
        return f"{item!r:.60} 不是 {kind.__name__} 对象"
    for attribute in ("name", "label"):
        if not isinstance(getattr(item, attribute, None), str):
            return f"{type(item).__name__} 没有 {attribute}"
    return ""


def _misspelt(plugin: object) -> list[str]:
    marked = (
        name for name in dir(plugin) if getattr(getattr(plugin, name, None), f"{GROUP}_impl", None)
    )
    return sorted(name for name in marked if name not in _HOOKS.values())
