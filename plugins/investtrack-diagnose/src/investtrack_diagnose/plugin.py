"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer the verbs."""
    return tuple(
        Verb(name, label, f"investtrack_diagnose.{home}")
        for name, label, home in (
            ("lights", "给项目亮灯：按规则判红黄绿，逐项说明原因", "lights_command:Lights"),
            (
                "diagnose",
                "研判：进度差距、存量、问题和下一步任务，都有依据",
                "diagnose_command:Diagnose",
            ),
            (
                "responsibility",
                "责任表：领导和单位的任务量、没人管的、重复的、没去督导的",
                "responsibility_command:ResponsibilityTable",
            ),
        )
    )
