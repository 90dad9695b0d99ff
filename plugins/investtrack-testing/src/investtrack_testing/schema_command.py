"""``investtrack schema``: prints the JSON Schema of a profile, a ledger or a report."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.errors import ExportError
from investtrack.json_object import JsonObject
from investtrack.plugin.command import Command, Host


_KINDS = ("profile", "ledger", "report")


class PrintSchema(Command):
    """Prints a JSON Schema, for editors and for programs that read or write what this one does."""

    name: ClassVar[str] = "schema"
    label: ClassVar[str] = "打印县区配置、台账或报告的 JSON Schema，编辑器据此提示和校对"
    takes_source: ClassVar[bool] = False
    takes_common: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = ("checks",)

    def arguments(self, parser: ArgumentParser) -> None:
        """Add which schema, and where to write it."""
        parser.add_argument("of", nargs="?", choices=_KINDS, default="profile", help="哪一种，默认 profile（县区配置）")  # fmt: skip
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="写到文件；不能已存在"
        )

    def run(self, options: Namespace, host: Host) -> int:
        """Print the schema, or write it to a new file.

        Raises:
            ExportError: the file is there already, or cannot be written.
        """
        text = schema_text(_schema(options.of, host))
        if options.output is None:
            host.print(text.rstrip("\n"))
            return 0
        try:
            with options.output.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError:
            raise ExportError(options.output, "已经存在，不会改动；请换一个名字") from None
        except OSError as error:
            raise ExportError(options.output, f"无法写入（{error.strerror or error}）") from error
        host.print(f"已写出：{options.output}")
        if options.of == "profile":
            host.print(f"在配置第一行写上：#:schema ./{options.output.name}")
        return 0


def schema_text(schema: JsonObject) -> str:
    """Return a JSON Schema as it is published."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _schema(kind: str, host: Host) -> JsonObject:
    if kind == "profile":
        from investtrack_testing.schema_of_profile import profile_schema

        return profile_schema()
    if kind == "ledger":
        from investtrack_testing.schema_of_ledger import ledger_schema

        return ledger_schema(host.plugins.extensions)
    from investtrack_testing.schema_of_report import report_schema

    return report_schema()
