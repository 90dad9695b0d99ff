"""What this distribution offers beside the kit: the verbs that write a plugin's skeleton and print JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack new-plugin`` and ``investtrack schema``."""
    return (
        Verb(
            "new-plugin",
            "写一个新插件的骨架：导入、导出、县区配置、测试，装上就能用",
            "investtrack_testing.new_plugin:NewPlugin",
        ),
        Verb(
            "schema",
            "打印县区配置、台账或报告的 JSON Schema，编辑器据此提示和校对",
            "investtrack_testing.schema_command:PrintSchema",
        ),
    )
