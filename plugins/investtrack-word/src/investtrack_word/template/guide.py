"""What a template author can write: every tag, filter and statement, as rows."""

from __future__ import annotations

from investtrack.metrics import Kind
from investtrack.metrics.assembly import definitions_of
from investtrack.model.profile import Profile
from investtrack_word.report.context import FACTS, MADE
from investtrack_word.report.filters import PLAIN_FILTERS, filters_of


Row = tuple[str, str, str, str]
"""Kind, what to write, what it prints, an example."""

_KINDS = {
    Kind.MONEY: "金额", Kind.COUNT: "个数", Kind.RATE: "比率", Kind.POINTS: "百分点",
    Kind.DAYS: "天数", Kind.SERIES: "分项", Kind.LIST: "名单",
}  # fmt: skip
_FITTING = {Kind.RATE: "percent", Kind.POINTS: "pace", Kind.LIST: "names(5)"}
_STATEMENTS = (
    ("{% if 指标 %}…{% else %}…{% endif %}", "有数时印前一段，没有数时印后一段；也可比较：{% if fai.excess < 0 %}"),
    ("{%p if 指标 %} … {%p endif %}", "各占一段，中间的段落有数时才印"),
    ("{%tr for row in annex.entries.rows %} … {%tr endfor %}", "各占表格一行，中间的行按名单逐行印"),
    ("{%p for item in conclusions %} … {%p endfor %}", "各占一段，中间的段落逐条印"),
    ("{%p stop %}", "独占一段；其后的内容不进汇报，可写备注"),
    ("{# 备注 #}", "不印"),
)  # fmt: skip


def guide(profile: Profile | None = None) -> list[Row]:
    """Return every row, tags first; what plugins add is among them."""
    profile = profile or Profile()
    rows: list[Row] = []
    for item in definitions_of(profile):
        fitting = f"|{_FITTING[item.kind]}" if item.kind in _FITTING else ""
        if item.kind is Kind.RATE and "growth" in item.id:
            fitting = "|change"
        for name in (item.id, *item.aliases):
            words = f"{item.title}：{item.words}" if item.words != item.title else item.title
            rows.append((f"指标·{_KINDS[item.kind]}", name, words, f"{{{{ {name}{fitting} }}}}"))
    rows += [("事项", name, words, f"{{{{ {name} }}}}") for name, words in FACTS.items()]
    rows += [("内容", name, words, "") for name, words in MADE.items()]
    rows += [
        ("语句", f"phrases.{each.name}", each.label, f"{{{{ phrases.{each.name} }}}}")
        for each in profile.extensions.phrases.values()
    ]
    rows += [
        ("过滤器", name, filter_name.help, filter_name.example)
        for name, filter_name in {**filters_of(profile), **PLAIN_FILTERS}.items()
    ]
    rows += [("语句", words, what, "") for words, what in _STATEMENTS]
    return rows
