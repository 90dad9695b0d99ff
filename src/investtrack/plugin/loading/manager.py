"""Asks the installed plugins what they offer, and says which failed and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pluggy
from attrs import define, evolve, field

from investtrack.checks import Check
from investtrack.findings import FindingKind
from investtrack.metrics.rules import Definition
from investtrack.model.extensions import NO_EXTENSIONS, Extensions
from investtrack.model.ledger import Sheet
from investtrack.model.profile import Profile
from investtrack.plugin.command import Command
from investtrack.plugin.hookspecs import HOOKS_VERSION
from investtrack.plugin.installed import Plugins
from investtrack.plugin.interfaces import (
    Annotator,
    Comparer,
    DocumentReader,
    Exporter,
    Forecaster,
    Importer,
    Picture,
    Proofreader,
    Template,
)
from investtrack.plugin.kinds import KINDS, Failure, hook_of
from investtrack.plugin.loading import assembling
from investtrack.plugin.loading.calling import HookCalls
from investtrack.plugin.loading.discovery import (
    find_plugins,
    in_order,
    new_manager,
    of_core,
    said,
    version,
)
from investtrack.plugin.profile_file import ProfileFile
from investtrack.plugin.verb import Verb


_HOOKS = {kind: hook_of(kind) for kind in (*KINDS, *assembling.KINDS)}


def load_plugins(
    kinds: Collection[str] = KINDS,
    *,
    also: Mapping[str, object] | None = None,
    without: Collection[str] = (),
) -> Plugins:
    """Load the built-in plugins and every installed distribution's; failures are kept, not raised.

    Args:
        kinds: what to ask them for, of :data:`KINDS`; a run that needs few is quicker for it.
        also: name → a module or object with hooks that is not installed, such as one under test.
        without: names of plugins that are left out, beside those that INVESTTRACK_WITHOUT names.

    Raises:
        ValueError: a kind is not one of them.
    """
    if unknown := set(kinds) - set(KINDS):
        raise ValueError(f"no kinds of plugin: {', '.join(sorted(unknown))}")
    loaded = find_plugins(without)
    for name, plugin in (also or {}).items():
        loaded.manager.register(plugin, name)
    found = collect(loaded.manager, loaded.providers, loaded.failures, kinds)
    if found.extensions is NO_EXTENSIONS:
        return found
    return evolve(
        found, extensions=evolve(found.extensions, restore=None if also else installed_extensions)
    )


def installed_extensions() -> Extensions:
    """Return what the installed plugins add to a run; a report that was pickled finds it again by this."""
    return load_plugins(("checks",)).extensions


def collect(
    manager: pluggy.PluginManager,
    sources: Mapping[str, str] | None = None,
    failures: Iterable[Failure] = (),
    kinds: Collection[str] = KINDS,
) -> Plugins:
    """Return what the plugins of *manager* offer; what two claim by one name goes to neither but the first."""
    names = dict(sources or {})
    calls = HookCalls.of(in_order(manager), new_manager)
    gathered = _Gathered(names, list(failures))
    for name, hook in calls.unknown:
        gathered.fail(name, f"不认识的钩子：{hook}{_of_other_version(manager, name)}")
    for kind, hook in _HOOKS.items():
        if kind in {*kinds, *assembling.KINDS}:
            for name, offer in calls.offers(hook, core=version()):
                gathered.add(name, kind, hook, offer)
    for name, hook, error in calls.faults:
        gathered.fail(name, f"{hook} 出错：{said(error)}{of_core(error)}")
    offered = gathered.offered
    extensions, refused = assembling.extensions_of(offered)
    for name, why in refused:
        gathered.fail(gathered.owners["figures", name], f"指标未启用：{why}")
    if extensions.extra_sheets:
        gathered.tell_importers(extensions.sheets)
    return Plugins(
        **{kind: dict(sorted(offered[kind].items())) for kind in KINDS},
        providers=gathered.providers,
        failures=tuple(gathered.failures),
        extensions=extensions,
    )


@define
class _Gathered:
    """What was offered so far, by kind and name, and what was refused."""

    sources: Mapping[str, str]
    failures: list[Failure]
    offered: dict[str, dict[str, Any]] = field(factory=lambda: {kind: {} for kind in _HOOKS})
    owners: dict[tuple[str, str], str] = field(factory=dict)

    @property
    def providers(self) -> dict[tuple[str, str], str]:
        """Kind and name → the distribution it came with."""
        return {key: self.sources.get(name, name) for key, name in self.owners.items()}

    def fail(self, name: str, reason: str) -> None:
        """Note a fault of a plugin."""
        self.failures.append(Failure(name, self.sources.get(name, name), reason))

    def add(self, name: str, kind: str, hook: str, offer: object) -> None:
        """Take an offer in, or say why not."""
        item, lack = _command(offer) if isinstance(offer, Verb) else (offer, "")
        lack = lack or _lack(item, _KINDS[kind])
        key = assembling.name_of(item)
        if not lack and key not in self.offered[kind]:
            lack = assembling.fault_of(item, self.offered)
        if lack:
            self.fail(name, f"{hook} 给出的 {lack}，未启用")
        elif key in self.offered[kind]:
            owner = self.providers[kind, key]
            self.fail(name, f"{_KIND_LABELS[kind]}“{key}”与 {owner} 的重名，未启用")
        else:
            self.offered[kind][key] = item
            self.owners[kind, key] = name

    def tell_importers(self, sheets: Sequence[Sheet]) -> None:
        """Let every importer know which sheets there are; one that fails is as it was."""
        for name, importer in self.offered["importers"].items():
            try:
                self.offered["importers"][name] = importer.with_sheets(sheets)
            except Exception as error:  # noqa: BLE001 - any fault of a plugin is its own
                self.fail(self.owners["importers", name], f"with_sheets 出错：{said(error)}")


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
    "comparers": Comparer,
    "proofreaders": Proofreader,
    "findings": FindingKind,
    **assembling.KINDS,
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
    "comparers": "比较",
    "proofreaders": "文稿核对",
    "findings": "校核发现",
    **assembling.LABELS,
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
    is_one = isinstance(item, kind) or (kind is Profile and isinstance(item, ProfileFile))
    if not is_one:
        return f"{item!r:.60} 不是 {kind.__name__} 对象"
    for attribute in ("name", "label") if kind not in {Definition, Sheet} else ():
        if not isinstance(getattr(item, attribute, None), str):
            return f"{type(item).__name__} 没有 {attribute}"
    return ""


def _of_other_version(manager: pluggy.PluginManager, name: str) -> str:
    """Return the remark on a hook that is not known: the plugin says that it is for newer ones."""
    wanted = getattr(manager.get_plugin(name), "INVESTTRACK_HOOKS", HOOKS_VERSION)
    if not isinstance(wanted, int) or wanted <= HOOKS_VERSION:
        return ""
    return f"（它用第{wanted}版的钩子，这里是第{HOOKS_VERSION}版，其余的照用；请升级 investtrack）"
