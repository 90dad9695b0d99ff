"""What a text says of a project, and the column that figures count by does not: 形象进度 “已停工” beside an empty 停工起始时间."""

from __future__ import annotations

from investtrack.checks.alike import Alike
from investtrack.lazy import lazy_pattern
from investtrack.model.project import Project


_CLAUSES = lazy_pattern(r"[，,。；;、：:（）()\s]+")
# A clause that says no more than that: “1#楼已竣工”, “预计年底竣工”, “停工整改后复工” say something else.
_STOPPED = lazy_pattern(
    r"(?:该?项目)?(?:(?:\d{4}年)?\d{1,2}月(?:份|\d{1,2}日|[初中底末]|[上中下]旬)?(?:起|后|以来|开始)?)?(?:目前|现|已|全面|暂时?|处于|一直)*(?:停工|停建|停止施工|停工停产)(?:状态|中|至今)?"
)
_FINISHED = lazy_pattern(
    r"(?:该?项目)?(?:目前|现|已经?|全部|全面|整体)*(?:竣工|完工|竣工验收|竣工投产|竣工投用|建成投产|建成投用)"
)
_LEFT = lazy_pattern(r"(?:该?项目)?(?:目前|现)?已?(?:退库|出库|移出统计库|移出库)(?:处理)?")
_MERGED = lazy_pattern(r"(?:该?项目)?已?(?:并入|合并到|合并至|合并入)\S{2,30}")
_RESUMED = "复工"
_TELLING = lazy_pattern("停[工建止]|[竣完]工|建成投|[退出]库|移出|并入|合并[到至]")
"""What every such text has; most say something else, and are not looked at clause by clause."""
_TEXTS = (("progress", "形象进度"), ("remark", "备注"))


def check_words(project: Project, alike: Alike) -> None:
    """Tell *alike* of a project that a text calls stopped or finished and the column of the day does not: no figure counts it."""
    for key, column in _TEXTS:
        text: str | None = getattr(project, key)
        if not text or _TELLING.search(text) is None:
            continue
        clauses = _CLAUSES.split(text)
        if project.stopped_since is None and _RESUMED not in text and any(map(_STOPPED.fullmatch, clauses)):  # fmt: skip
            alike.tally("state-in-words", project, key, column=column, said=text, state="停工", label="停工起始时间")  # fmt: skip
        if project.finished_on is None and any(map(_FINISHED.fullmatch, clauses)):
            alike.tally("state-in-words", project, key, column=column, said=text, state="竣工", label="竣工时间")  # fmt: skip
        if project.is_in_library and any(map(_LEFT.fullmatch, clauses)):
            alike.tally("left-in-words", project, key, column=column, said=text)
        is_counted = project.total_investment is not None or project.year_plan is not None
        if is_counted and any(map(_MERGED.fullmatch, clauses)):
            alike.tally("merged-in-words", project, key, column=column, said=text)
