"""What the audit says of one statement of a document."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.values import Quantity


class Relation(StrEnum):
    """What the prose or the table says of its numbers."""

    SUM = "sum"
    PART = "part"
    RATE = "rate"
    SHARE = "share"
    NAMED_RATIO = "named-ratio"
    GROWTH = "growth"
    DIFFERENCE = "difference"
    REMAINING = "remaining"
    TIMES = "times"
    AVERAGE = "average"
    PULL = "pull"
    CONTRIBUTION = "contribution"
    GRANULARITY = "granularity"
    PACE = "pace"
    AGREEMENT = "agreement"
    RANK = "rank"
    NOTATION = "notation"

    @property
    def label(self) -> str:
        """Chinese name."""
        return _RELATIONS[self]


_RELATIONS = {
    Relation.SUM: "分项合计",
    Relation.PART: "其中不超过总数",
    Relation.RATE: "完成率",
    Relation.SHARE: "占比",
    Relation.NAMED_RATIO: "比率",
    Relation.GROWTH: "增减幅度",
    Relation.DIFFERENCE: "差额",
    Relation.REMAINING: "剩余",
    Relation.TIMES: "倍数",
    Relation.AVERAGE: "平均",
    Relation.PULL: "拉动",
    Relation.CONTRIBUTION: "贡献率",
    Relation.GRANULARITY: "个数之比",
    Relation.PACE: "序时进度",
    Relation.AGREEMENT: "文表一致",
    Relation.RANK: "排位",
    Relation.NOTATION: "单位写法",
}


class Verdict(StrEnum):
    """Whether the printed numbers can all be true."""

    HOLDS = "holds"
    ROUNDING = "rounding"
    BOUNDED = "bounded"
    """No more was checked than that it may be: the parts do not exceed their whole, some number of things gives the rate."""
    DOUBTFUL = "doubtful"
    """What the words seem to say would hold if one number were another."""
    IMPOSSIBLE = "impossible"

    @property
    def label(self) -> str:
        """Chinese name."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.HOLDS: "成立",
    Verdict.ROUNDING: "修约所致",
    Verdict.BOUNDED: "只核对了不超过",
    Verdict.DOUBTFUL: "存疑",
    Verdict.IMPOSSIBLE: "不成立",
}


class Cause(StrEnum):
    """What may have gone wrong where numbers cannot all be true."""

    UNIT = "unit"
    TRANSPOSED = "transposed"
    TRUNCATED = "truncated"
    OFF_BY_ONE = "off-by-one"
    POINTS_FOR_PERCENT = "points-for-percent"
    PERCENT_FOR_POINTS = "percent-for-points"
    MISSING_PERCENT = "missing-percent"
    DIRECTION = "direction"
    DECIMAL_POINT = "decimal-point"
    DIGIT = "digit"
    FORCED = "forced-to-100"
    EXCEEDS = "exceeds"

    @property
    def label(self) -> str:
        """Chinese words for a clerk."""
        return _CAUSES[self]


_CAUSES = {
    Cause.UNIT: "万、亿写错",
    Cause.TRANSPOSED: "数字颠倒",
    Cause.TRUNCATED: "舍去尾数，没有四舍五入",
    Cause.OFF_BY_ONE: "个数差1",
    Cause.POINTS_FOR_PERCENT: "应写％，误写百分点",
    Cause.PERCENT_FOR_POINTS: "两个百分比之差应写百分点",
    Cause.MISSING_PERCENT: "漏写％",
    Cause.DIRECTION: "增减方向写反",
    Cause.DECIMAL_POINT: "小数点错位",
    Cause.DIGIT: "一个数字写错",
    Cause.FORCED: "为凑足100而调整",
    Cause.EXCEEDS: "部分大于总数",
}


class Miss(StrEnum):
    """How far apart the numbers are of what fails."""

    SLIP = "slip"
    """Little is missing, or one slip in one of the numbers would explain what is."""
    SOME = "some"
    MUCH = "much"
    """So much that the words were perhaps read amiss."""
    ABSURD = "absurd"
    """By orders of magnitude, which no slip explains: unlike things were held against each other."""


@frozen
class Statement:
    """A relation that the document states, and whether it can be true.

    Attributes:
        relation: what kind it is.
        verdict: whether it holds.
        place: where the stated number stands: 第3段, 表2第3行第4列.
        excerpt: the words around it, as printed.
        stated: the number stated.
        operands: the numbers it follows from, as printed.
        formula: the relation as arithmetic: ``23.4 + 5.6 = 29.0 ≠ 29.1亿元``.
        closest: the right value in the stated number's unit and places, where impossible or doubtful:
            of the suspect without its slip where one is recognised, else what the operands as printed give.
        cause: what may have gone wrong, where a known slip explains it.
        suspect: the number the slip is in, as printed; the stated one where no other is named.
        mended: what the suspect would be without the slip.
        note: a remark where it holds but is written amiss.
        block: index of the paragraph or table in ``document.blocks``.
        span: of the stated number in the paragraph's text; in the cell's, of a table.
        cell: row and column of a table, from 0; None in a paragraph.
        is_firm: whether the words bind the numbers; else they were found by their labels, and only
            agreement, or one known slip, was taken for a relation.
        miss: of what fails, how far apart its numbers are.
    """

    relation: Relation
    verdict: Verdict
    place: str
    excerpt: str
    stated: Quantity
    operands: tuple[Quantity, ...]
    formula: str
    closest: str = ""
    cause: Cause | None = None
    suspect: str = ""
    mended: str = ""
    note: str = ""
    block: int = 0
    span: tuple[int, int] = (0, 0)
    cell: tuple[int, int] | None = None
    is_firm: bool = True
    miss: Miss | None = None

    @property
    def is_impossible(self) -> bool:
        """Whether the printed numbers cannot all be true."""
        return self.verdict is Verdict.IMPOSSIBLE

    @property
    def is_doubtful(self) -> bool:
        """Whether the words leave open what the numbers say of each other, and what they seem to say fails."""
        return self.verdict is Verdict.DOUBTFUL

    @property
    def verdict_label(self) -> str:
        """The verdict in Chinese; of a rate whose numerator is printed nowhere, what was checked of it."""
        if self.verdict is Verdict.BOUNDED and self.relation is Relation.GRANULARITY:
            return "只核对了有此可能"
        return self.verdict.label

    def __str__(self) -> str:
        return f"{self.place} {self.relation.label}：{self.formula}（{self.verdict_label}）"
