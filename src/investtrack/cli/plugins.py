"""``investtrack plugins``: what is installed, and what failed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, ClassVar

from investtrack.plugin.command import Command, Host


if TYPE_CHECKING:
    from investtrack.json_object import JsonObject
    from investtrack.plugin.installed import Plugins


_KINDS = {
    "importers": "导入",
    "exporters": "导出",
    "templates": "模板",
    "profiles": "县区配置",
    "checks": "校核",
    "annotators": "校核副本",
    "documents": "读取文档",
    "pictures": "图",
    "forecasters": "预测",
    "comparers": "比较",
    "proofreaders": "文稿核对",
    "commands": "命令",
}


class ListPlugins(Command):
    """Lists what every plugin offers, by kind."""

    name: ClassVar[str] = "plugins"
    label: ClassVar[str] = "列出已安装的导入、导出插件，以及加载失败的"
    takes_source: ClassVar[bool] = False
    takes_common: ClassVar[bool] = False

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the form."""
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Load everything and print; 1 where something failed."""
        from investtrack.plugin.loading.manager import load_plugins

        plugins = load_plugins()  # not the host's, which would say the failures beforehand
        if options.json:
            host.print_json(plugins_data(plugins))
        else:
            _print(plugins, host)
        return 1 if plugins.failures else 0


def plugins_data(plugins: Plugins) -> JsonObject:
    """Return what is installed, as JSON data."""
    data: JsonObject = {}
    for kind in _KINDS:
        offered = getattr(plugins, kind)
        data[kind] = [
            {"name": name, "label": item.label, "provider": plugins.providers[kind, name]}
            for name, item in offered.items()
        ]
    for item in data["exporters"]:
        item["options"] = dict(plugins.exporters[item["name"]].options)
    data["failures"] = [
        {"plugin": failure.plugin, "provider": failure.distribution, "reason": failure.reason}
        for failure in plugins.failures
    ]
    return data


def _print(plugins: Plugins, host: Host) -> None:
    data = plugins_data(plugins)
    host.print_table(
        [
            (title, item["name"], item["label"], item["provider"])
            for kind, title in _KINDS.items()
            for item in data[kind]
        ]
    )
    options = [
        (item["name"], name, meaning)
        for item in data["exporters"]
        for name, meaning in item["options"].items()
    ]
    if options:
        host.print("\n导出选项（export --to 导出插件 --option 选项=值）：")
        host.print_table(options)
    for failure in plugins.failures:
        host.print(str(failure))
