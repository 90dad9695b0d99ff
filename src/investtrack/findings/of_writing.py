"""Findings of writing reports and forms, which several plugins make."""

from __future__ import annotations

from investtrack.findings.catalogue import FindingKind, Variant
from investtrack.findings.finding import Grade


WRITING = (
    FindingKind(
        code="figure-printed-absent", grade=Grade.WARNING, title="印出的指标没有数",
        meaning="the template or form prints a figure that has no value; it shows 【待补】",
        message="指标 {figure} 没有数，汇报里显示{shown}",
        mend="补台账，或在模板里用 {{% if {figure} %}} 让这句话没有数时不印；原因见 investtrack explain",
        variants={
            "form": Variant(
                when="in a form", message="{place} 的指标 {figure} 没有数，表里是“{shown}”：{why}", mend="补齐台账再填",
            ),
        },
    ),
    FindingKind(
        code="template-of-last-period", grade=Grade.WARNING, title="模板里还有上期的数字",
        meaning="the template was made from an old report and still prints digits of it",
        message="模板里还有{count}处上期的数字，原样印出：{shown}",
        mend="在汇报里逐处改成本期的（已加底色）；确实不变的，在模板里去掉底色和控件",
    ),
)  # fmt: skip
