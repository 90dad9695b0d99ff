"""The whole ledger of a county as of a date, and which sheet holds what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from investtrack.model.activity import Issue, Resumption, Start, Supervision, WorkMeasure
from investtrack.model.entry import Entry
from investtrack.model.fund import Fund
from investtrack.model.made_in_code import origin_field
from investtrack.model.project import Project
from investtrack.model.prospect import Promotion, Reserve, ServiceFirm
from investtrack.model.source import Origin
from investtrack.model.target import Target
from investtrack.values.amount import Amount
from investtrack.values.period import Period


@frozen(kw_only=True)
class Region:
    """Whose ledger it is (地区): its name, and that of the level above.

    Attributes:
        name: of the county, city or province, as it calls itself.
        parent: name of the level above.
        reporting_unit: the office that fills in the ledger (填报单位).
        code: its six digits of GB/T 2260 (行政区划代码).
    """

    name: str | None = None
    parent: str | None = None
    reporting_unit: str | None = None
    code: str | None = None

    @property
    def level(self) -> str:
        """The word that stands for it in 我县, 全县: 县, 区, 市, 州, 省 …, by its name's end; 县 where that says nothing."""
        ends = (end for end in _LEVELS if (self.name or "").endswith(end))
        return next(ends, "县").removeprefix("自治")

    @property
    def steps_above(self) -> tuple[str, ...]:
        """The names above it, the highest first: 江右省/东州市 is two."""
        return tuple(step for each in _STEPS.split(self.parent or "") if (step := each.strip()))

    def is_same(self, other: Region) -> bool | None:
        """Whether *other* is this region of its name, by code or by what lies above both; None where neither tells."""
        if self.code and self.code == other.code:
            return True
        mine, others = self.steps_above, other.steps_above
        if mine and others:
            one, two = (steps[-1].removesuffix("市") for steps in (mine, others))
            return one.endswith(two) or two.endswith(one)
        return False if self.code and other.code else None


_STEPS = re.compile("[/／>›]+")
_LEVELS = ("自治区", "地区", "国", "省", "市", "州", "盟", "县", "区", "旗")


@frozen(kw_only=True)
class StatedTotal:
    """A subtotal or total row as the sheet states it (小计/合计): an assertion, never data.

    Attributes:
        sheet: standard sheet name it belongs to.
        label: what the row calls itself.
        scope: rows it covers, as one-based row numbers.
        amounts: field key → the stated amount.
        count: the number of items it states, if any.
        origin: where it stands.
    """

    sheet: str
    label: str
    scope: tuple[int, ...] = ()
    amounts: tuple[tuple[str, Amount], ...] = ()
    count: int | None = None
    origin: Origin = origin_field()


@frozen(kw_only=True, repr=False)
class Ledger:
    """Everything the sources state (台账), as of a date. A sheet that is absent is None, not empty.

    Attributes:
        region: whose it is.
        period: the period it reports on (报告期); None where it does not say.
        as_of: the day its records are of (截止日期); None where it does not say.
        targets: rows of 目标任务.
        projects: rows of 项目台账.
        entries: rows of 入库计划.
        services: rows of 服务业企业.
        resumptions: rows of 复工复产.
        starts: rows of 集中开工.
        issues: rows of 问题清单.
        reserves: rows of 储备项目.
        promotions: rows of 招商引资.
        supervisions: rows of 督导记录.
        measures: rows of 工作措施.
        funds: rows of 项目资金.
        totals: what its sheets state as totals: assertions that are checked, never data.
        sources: names of the files it was read from.
    """

    region: Region = Region()
    period: Period | None = None
    as_of: date | None = None
    targets: tuple[Target, ...] | None = None
    projects: tuple[Project, ...] | None = None
    entries: tuple[Entry, ...] | None = None
    services: tuple[ServiceFirm, ...] | None = None
    resumptions: tuple[Resumption, ...] | None = None
    starts: tuple[Start, ...] | None = None
    issues: tuple[Issue, ...] | None = None
    reserves: tuple[Reserve, ...] | None = None
    promotions: tuple[Promotion, ...] | None = None
    supervisions: tuple[Supervision, ...] | None = None
    measures: tuple[WorkMeasure, ...] | None = None
    funds: tuple[Fund, ...] | None = None
    totals: tuple[StatedTotal, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets it may have: the standard ones, and those that plugins added."""
        return SHEETS

    def sheet(self, attribute: str) -> Sheet:
        """Return the sheet that *attribute* holds."""
        return next(sheet for sheet in self.sheets if sheet.attribute == attribute)

    def __repr__(self) -> str:
        held = (
            f"{len(records)} {sheet.attribute}"
            for sheet in self.sheets
            if (records := getattr(self, sheet.attribute)) is not None
        )
        where = f"{self.region.name or 'no region'}, {self.period or 'no period'}"
        return f"Ledger({where}, as of {self.as_of or 'no date'}: {', '.join(held) or 'no sheets'})"

    def records(self) -> Iterator[tuple[Sheet, Any]]:
        """Yield every record with the sheet it belongs to."""
        for sheet in self.sheets:
            for record in getattr(self, sheet.attribute) or ():
                yield sheet, record


@frozen
class Sheet:
    """A sheet of the standard ledger (标准台账).

    Attributes:
        name: canonical sheet name.
        attribute: attribute of :class:`Ledger` that holds its records.
        record: the record type, whose columns are the sheet's headers.
        synonyms: other sheet names that mean it.
    """

    name: str
    attribute: str
    record: type
    synonyms: tuple[str, ...] = ()


INFO_SHEET = "基本信息"
INFO_ITEMS = ("地区", "上级地区", "报告期", "截止日期", "金额单位", "填报单位", "行政区划代码")

SHEETS = (
    Sheet(
        "目标任务",
        "targets",
        Target,
        ("目标", "经济指标", "目标任务表", "主要指标", "主要经济指标"),
    ),
    Sheet(
        "项目台账", "projects", Project, ("项目清单", "在库项目", "重点项目", "项目明细", "项目库")
    ),
    Sheet(
        "入库计划",
        "entries",
        Entry,
        ("入库项目", "拟入库项目", "新增入库", "入库进度", "拟入库", "计划入库项目", "待入库项目"),
    ),
    Sheet("服务业企业", "services", ServiceFirm, ("其他营利性服务业", "服务业", "营利性服务业")),
    Sheet("复工复产", "resumptions", Resumption, ("复工", "复工项目", "复工情况")),
    Sheet("集中开工", "starts", Start, ("集中开工项目", "开工项目")),
    Sheet("问题清单", "issues", Issue, ("存在问题", "问题台账", "问题")),
    Sheet("储备项目", "reserves", Reserve, ("储备库", "项目储备")),
    Sheet("招商引资", "promotions", Promotion, ("招商项目", "招商")),
    Sheet("督导记录", "supervisions", Supervision, ("督查记录", "督导", "督查台账")),
    Sheet(
        "项目资金", "funds", Fund, ("资金台账", "资金到位情况", "项目资金台账", "资金下达支付情况")
    ),
    Sheet("工作措施", "measures", WorkMeasure, ("措施", "工作举措", "汇报要素")),
)

SHEET_BY_ATTRIBUTE = {sheet.attribute: sheet for sheet in SHEETS}
