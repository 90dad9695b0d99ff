"""``investtrack new-plugin NAME``: a distribution to begin from, for one county."""

from __future__ import annotations

import keyword
import re
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, ClassVar

from investtrack.errors import ExportError
from investtrack.plugin.command import Command, Host
from investtrack.plugin.kinds import KINDS
from investtrack_testing.schema_command import schema_text


if TYPE_CHECKING:
    from investtrack.plugin.installed import Plugins


_PREFIX = "investtrack-"
_LONGEST = 30
_FILES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "ci.sh": ".ci/run",
    "init.py": "src/$module/__init__.py",
    "py.typed": "src/$module/py.typed",
    "plugin.py": "src/$module/plugin.py",
    "importer.py": "src/$module/importer.py",
    "exporter.py": "src/$module/exporter.py",
    "profile.toml": "src/$module/profile.toml",
    "test.py": "tests/test_$identifier.py",
    "table.csv": "tests/样例.csv",
    "expected.txt": "tests/expected/快报.txt",
}
"""Template in plugin_template → path in the distribution."""
_SCHEMA = "src/$module/profile.schema.json"


class NewPlugin(Command):
    """Writes a plugin for one county: importer, exporter, profile, tests."""

    name: ClassVar[str] = "new-plugin"
    label: ClassVar[str] = "写一个新插件的骨架：导入、导出、县区配置、测试，装上就能用"
    takes_source: ClassVar[bool] = False
    takes_common: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = KINDS

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the name, the county and where to write."""
        parser.add_argument(
            "name", metavar="NAME", help="插件名，如 qinghe：小写字母、数字、短横线"
        )
        parser.add_argument("--label", metavar="县名", help="中文名，如 清河县；不给则写“本县”")
        parser.add_argument(
            "-o",
            "--output",
            type=Path,
            metavar="DIR",
            help="写到哪个文件夹，默认 investtrack-NAME；不能已存在",
        )

    def run(self, options: Namespace, host: Host) -> int:
        """Write the distribution and say what comes next.

        Raises:
            ExportError: the name or the label cannot be used, or the folder is there already.
        """
        name = plugin_name(options.name, host.plugins)
        target = options.output or Path(f"{_PREFIX}{name}")
        written = write_plugin(name, plugin_label(options.label), target)
        host.print(f"已写出插件 {_PREFIX}{name}：{target}")
        for path in written:
            host.print(f"  {path.as_posix()}")
        host.print("接下来：")
        for step, why in (
            (f"cd {target}", ""),
            (
                "python -m pip install --editable . pytest investtrack-testing",
                "装上，改了代码马上起作用",
            ),
            ("python -m pytest", "约定和样例的测试，应全部通过"),
            ("investtrack plugins", f"应列出 {name}-table、{name}-brief 和配置 {name}"),
        ):
            host.print(f"  {step}" + (f"    # {why}" if why else ""))
        host.print(
            "然后把 importer.py 的 MEANINGS 改成本县的表头，教程见文档 tutorial/county-exporter"
        )
        return 0


def plugin_name(written: str, plugins: Plugins) -> str:
    """Return *written* as a plugin's name: normalised as PEP 503 says, without ``investtrack-`` before it.

    Raises:
        ExportError: it makes no module name, or is taken.
    """
    name = re.sub(r"[-_.]+", "-", written.strip()).lower().removeprefix(_PREFIX)
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", name):
        raise ExportError(written, "请用小写字母开头，只含小写字母、数字和短横线，如 qinghe")
    if len(name) > _LONGEST:
        raise ExportError(written, f"请不要超过{_LONGEST}个字符")
    if keyword.iskeyword(name) or name in {"investtrack", "default", "test", "tests"}:
        raise ExportError(written, "这个词另有用处，请换一个")
    taken = {item.removeprefix(_PREFIX) for item in plugins.providers.values()}
    if name in taken | set(plugins.profiles):
        raise ExportError(written, "已装有同名的插件或配置，请换一个")
    return name


def plugin_label(label: str | None) -> str:
    """Return the Chinese name, 本县 where none is given.

    Raises:
        ExportError: it holds what would break the files it is written into.
    """
    if label is None:
        return "本县"
    if not re.fullmatch(r"[\w（）·]{1,20}", label) or not re.search(r"[\u4e00-\u9fff]", label):
        raise ExportError(label, "中文名请用20个以内的汉字，如 清河县")
    return label


def write_plugin(name: str, label: str, target: Path) -> list[Path]:
    """Write the distribution into the new folder *target*, whole or not at all; return its files.

    Raises:
        ExportError: *target* is there already, or cannot be written.
    """
    if target.exists() or target.is_symlink():
        raise ExportError(target, "已经存在，不会改动；请换一个名字，或用 -o 给一个新文件夹")
    words = _words(name, label)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".investtrack-", dir=target.parent) as folder:
            made = Path(folder) / "made"
            for source, place in _FILES.items():
                path = made / Template(place).substitute(words)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_filled(source, words), encoding="utf-8", newline="\n")
            from investtrack_testing.schema_of_profile import profile_schema

            (made / Template(_SCHEMA).substitute(words)).write_text(
                schema_text(profile_schema()), encoding="utf-8", newline="\n"
            )
            made.rename(target)
    except OSError as error:
        raise ExportError(target, f"无法写入（{error.strerror or error}）") from error
    return sorted(
        target / Template(place).substitute(words) for place in (*_FILES.values(), _SCHEMA)
    )


def _words(name: str, label: str) -> Mapping[str, str]:
    from investtrack import __version__

    major, minor = __version__.split(".")[:2]
    identifier = name.replace("-", "_")
    return {
        "name": name,
        "label": label,
        "identifier": identifier,
        "module": f"investtrack_{identifier}",
        "distribution": f"{_PREFIX}{name}",
        "imports": _imports(f"investtrack_{identifier}"),
        "bounds": f">={major}.{minor},<{major}.{int(minor) + 1}",
    }


def _imports(module: str) -> str:
    """Return the imports of the test, which stand in the order of their names."""
    names = {
        "investtrack_testing": "Golden, check_exporter, check_importer, check_plugin, exported",
        module: "plugin",
        f"{module}.exporter": "BriefExporter",
        f"{module}.importer": "TableImporter",
    }
    return "\n".join(f"from {home} import {names[home]}" for home in sorted(names))


def _filled(source: str, words: Mapping[str, str]) -> str:
    text = files("investtrack_testing").joinpath("plugin_template", f"{source}.tmpl")
    return Template(text.read_text(encoding="utf-8")).substitute(words)
