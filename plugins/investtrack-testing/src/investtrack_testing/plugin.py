"""What this distribution offers beside the kit: the verb that writes a plugin's skeleton."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack new-plugin``."""
    return (
        Verb(
            "new-plugin",
            "写一个新插件的骨架：导入、导出、县区配置、测试，装上就能用",
            "investtrack_testing.new_plugin:NewPlugin",
        ),
    )
