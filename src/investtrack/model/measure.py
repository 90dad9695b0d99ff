"""What a report must say and no ledger of projects holds: documents, mottoes, mechanisms, signature (工作措施)."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column, explained
from investtrack.model.made_in_code import origin_field
from investtrack.model.source import Origin


class MeasureItem(StrEnum):
    """What a row of 工作措施 is about (项)."""

    BASIS = "会议依据"
    PLAN = "方案名称"
    DOCUMENT_NUMBER = "文号"
    ISSUED_ON = "印发日期"
    INSPECTOR = "督查单位"
    INSPECTED_FROM = "督查起始日"
    MOTTO = "主题词"
    PREVENTION = "防控措施"
    MECHANISM = "工作机制"
    EXPLANATION = "原因说明"
    INDUSTRIAL_POLICY = "产业方针"
    ADDRESSEE = "主送"
    SIGNATURE = "署名"
    DATED_ON = "成文日期"


@explained
@frozen(kw_only=True)
class WorkMeasure:
    """One row of 工作措施: what the office did, decided or was told, in its own words.

    A report has a sentence for each item that is filled in, and none for an empty one: nothing is asserted that
    nobody recorded.
    """

    item: MeasureItem | None = column("项", CellKind.CHOICE, choices=MeasureItem, required=True)
    """Which place of the report the words are for (one of MeasureItem). 项; also 事项."""
    content: str | None = column("内容")
    """The words, as the office wrote them (text). 内容; also 措施内容、说明."""
    origin: Origin = origin_field()
