"""Finds plugins, loads each on its own, and says which failed and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, TypeVar

import pluggy
from attrs import field, frozen

from investtrack.checks import Check
from investtrack.errors import AmbiguousFormatError, SourceError, UnknownFormatError
from investtrack.findings import FindingKind
from investtrack.model.profile import Profile
from investtrack.plugin import builtin, hookspecs
from investtrack.plugin.hookspecs import GROUP
from investtrack.plugin.interfaces import (
    Annotator,
    Command,
    DocumentReader,
    Exporter,
    Importer,
    Picture,
    Template,
)


Offered = TypeVar("Offered")

BUILTIN = "investtrack"

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
    "findings": "investtrack_findings",
}
KINDS = tuple(_HOOKS)
"""What plugins offer, by the names of the attributes of :class:`Plugins`."""


@frozen
class Failure:
    """A plugin, or one thing it offers, that could not be used.

    Attributes:
        plugin: entry-point name.
        distribution: the distribution that provides it.
        reason: why, in Chinese.
    """

    plugin: str
    distribution: str
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"插件 {self.plugin}（{self.distribution}）未能使用——{self.reason}"


@frozen
class Plugins:
    """What is installed, by name. A plugin that failed is named in *failures*; the rest goes on."""

    importers: Mapping[str, Importer] = field(factory=dict)
    exporters: Mapping[str, Exporter] = field(factory=dict)
    templates: Mapping[str, Template] = field(factory=dict)
    profiles: Mapping[str, Profile] = field(factory=dict)
    commands: Mapping[str, Command] = field(factory=dict)
    checks: Mapping[str, Check] = field(factory=dict)
    annotators: Mapping[str, Annotator] = field(factory=dict)
    documents: Mapping[str, DocumentReader] = field(factory=dict)
    pictures: Mapping[str, Picture] = field(factory=dict)
    findings: Mapping[str, FindingKind] = field(factory=dict)
    providers: Mapping[tuple[str, str], str] = field(factory=dict)
    failures: tuple[Failure, ...] = ()

    def importer_for(self, path: Path) -> Importer:
        """Return the one importer that claims *path*; one that knows the file goes before a general one.

        Raises:
            SourceError: nothing is at *path*.
            UnknownFormatError: no importer claims it.
            AmbiguousFormatError: several do.
        """
        if not path.exists():
            raise SourceError(path, "没有这个文件或文件夹，请检查路径")
        claims = [importer for importer in self.importers.values() if importer.identify(path)]
        # A county's own reader knows its file better than one for every county.
        claims = [importer for importer in claims if not importer.is_general] or claims
        if not claims:
            raise UnknownFormatError("导入插件", str(path), sorted(self.importers))
        if len(claims) > 1:
            raise AmbiguousFormatError(path, [importer.name for importer in claims])
        return claims[0]

    def annotator_for(self, path: Path) -> Annotator:
        """Return the annotator, the first by name, that can write a copy of *path*.

        Raises:
            UnknownFormatError: none can.
        """
        for annotator in self.annotators.values():
            if annotator.identify(path):
                return annotator
        raise UnknownFormatError("校核副本插件", str(path), sorted(self.annotators))

    def document_reader_for(self, path: Path) -> DocumentReader:
        """Return the reader of documents, the first by name, that is for *path*.

        Raises:
            SourceError: nothing is at *path*.
            UnknownFormatError: none is.
        """
        if not path.exists():
            raise SourceError(path, "没有这个文件，请检查路径")
        for reader in self.documents.values():
            if reader.identify(path):
                return reader
        suffixes = sorted({end for reader in self.documents.values() for end in reader.suffixes})
        raise UnknownFormatError("文档读取插件", str(path), suffixes)

    def exporter(self, name: str) -> Exporter:
        """Return the exporter of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.exporters, "导出插件", name)

    def picture(self, name: str) -> Picture:
        """Return the picture of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.pictures, "图", name)

    def template(self, name: str) -> Template:
        """Return the template of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.templates, "模板", name)

    def profile(self, name: str) -> Profile:
        """Return the profile of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.profiles, "县区配置", name)


def _named(offered: Mapping[str, Offered], kind: str, name: str) -> Offered:
    found = offered.get(name)
    if found is None:
        raise UnknownFormatError(kind, name, sorted(offered))
    return found


def new_manager() -> pluggy.PluginManager:
    """Return a plugin manager that knows the hooks and nothing else."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    return manager


def load_plugins(kinds: Collection[str] = KINDS) -> Plugins:
    """Load the built-in plugins and every installed distribution's; failures are kept, not raised.

    Args:
        kinds: what to ask them for, of :data:`KINDS`; a run that needs few is quicker for it.

    Raises:
        ValueError: a kind is not one of them.
    """
    if unknown := set(kinds) - set(KINDS):
        raise ValueError(f"no kinds of plugin: {', '.join(sorted(unknown))}")
    manager = new_manager()
    manager.register(builtin, BUILTIN)
    failures: list[Failure] = []
    sources = {BUILTIN: "investtrack"}
    for entry in sorted(
        entry_points(group=GROUP), key=lambda entry: (entry.name, _distribution(entry))
    ):
        provider = _distribution(entry)
        if entry.name in sources:
            reason = f"与 {sources[entry.name]} 的插件同名“{entry.name}”，未加载"
            failures.append(Failure(entry.name, provider, reason))
            continue
        try:
            manager.register(entry.load(), entry.name)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - any fault of a plugin is its own
            failures.append(Failure(entry.name, provider, f"加载失败：{_said(error)}"))
        else:
            sources[entry.name] = provider
    return collect(manager, sources, failures, kinds)


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else "?"


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
    for name, plugin in sorted(
        manager.list_name_plugin(), key=lambda item: (item[0] != BUILTIN, item[0])
    ):
        provider = names.get(name, name)
        failed.extend(
            Failure(name, provider, f"不认识的钩子：{hook}") for hook in _misspelt(plugin)
        )
        for kind, hook in _HOOKS.items():
            if kind not in kinds or not _implements(manager, plugin, hook):
                continue
            try:
                objects = list(getattr(plugin, hook)())
            except (Exception, SystemExit) as error:  # noqa: BLE001 - any fault of a plugin is its own
                failed.append(Failure(name, provider, f"{hook} 出错：{_said(error)}"))
                continue
            for item in objects:
                if lack := _lack(item, _KINDS[kind]):
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
    "findings": "校核发现",
}


def _said(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _lack(item: object, kind: type[Any]) -> str:
    """Return what keeps *item* from being offered as a *kind*, or nothing."""
    if not isinstance(item, kind):
        return f"{item!r:.60} 不是 {kind.__name__} 对象"
    for attribute in ("name", "label"):
        if not isinstance(getattr(item, attribute, None), str):
            return f"{type(item).__name__} 没有 {attribute}"
    return ""


def _implements(manager: pluggy.PluginManager, plugin: object, hook: str) -> bool:
    return any(impl.plugin is plugin for impl in getattr(manager.hook, hook).get_hookimpls())


def _misspelt(plugin: object) -> list[str]:
    marked = (
        name for name in dir(plugin) if getattr(getattr(plugin, name, None), f"{GROUP}_impl", None)
    )
    return sorted(name for name in marked if name not in _HOOKS.values())
