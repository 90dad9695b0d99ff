"""Prints what does not add up in a document."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.errors import SourceError
from investtrack.input_limits import demand_short
from investtrack.json_object import JsonObject
from investtrack.plugin import Paragraph
from investtrack.plugin.command import Host
from investtrack.plugin.documents import Document
from investtrack_audit import Quantity, Statement, Verdict, audit_document


if TYPE_CHECKING:
    from investtrack_audit.layout import LayoutFault


_EXCERPT = 36
_MOST_SHOWN = 20
_SELDOM = frozenset({Verdict.BOUNDED, Verdict.DOUBTFUL})


def _read(path: Path, host: Host) -> Document:
    document = host.plugins.document_reader_for(path).read(path)
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else chain(*block.rows)
        for text in texts:
            demand_short(path, block.place, text)
    return document


def run(options: Namespace, host: Host) -> int:
    """Audit and print; 1 where something cannot be true, or is laid out otherwise."""
    if options.layout:
        return _run_layout(options, host)
    documents = [(path, _read(path, host)) for path in options.file]
    audits = [(path, document.struck, audit_document(document)) for path, document in documents]
    if options.json:
        host.print_json(
            [
                {"file": path.name, "statements": [statement_data(item) for item in found]}
                | (
                    {"struck": [{"place": each.place, "text": each.text} for each in struck]}
                    if struck
                    else {}
                )
                for path, struck, found in audits
            ]
        )
    else:
        for path, struck, found in audits:
            _print(path, found, host, wrong=options.wrong)
            _print_struck(struck, host)
    return int(any(item.is_impossible for _, _, found in audits for item in found))


def _run_layout(options: Namespace, host: Host) -> int:
    """Hold every document against the standard and print where it differs; 1 where one does.

    Raises:
        SourceError: a document's format has no layout.
    """
    from investtrack_audit.layout import layout_faults

    found = []
    for path in options.file:
        layout = host.plugins.document_reader_for(path).layout(path)
        if layout is None:
            raise SourceError(path, "这种文件没有版式可以核对；请给 Word 文档（.docx）")
        found.append((path, layout_faults(layout)))
    if options.json:
        host.print_json(
            [
                {"file": path.name, "layout": [_fault_data(each) for each in faults]}
                for path, faults in found
            ]
        )
    else:
        for path, faults in found:
            many = (
                f"与 GB/T 9704-2012 不同的有{len(faults)}处"
                if faults
                else "版式符合 GB/T 9704-2012"
            )
            host.print(f"{path.name}　{many}")
            rows = [
                [each.what, each.expected, each.found, each.place or "全文", _shortened(each.near)]
                for each in faults
            ]
            host.print_table([["项目", "应为", "现为", "位置", "原文"], *rows] if rows else [])
    return int(any(faults for _, faults in found))


def _fault_data(fault: LayoutFault) -> JsonObject:
    return {
        "what": fault.what, "expected": fault.expected, "found": fault.found, "places": list(fault.places),
        "near": fault.near or None,
    }  # fmt: skip


def _print(path: Path, found: Sequence[Statement], host: Host, *, wrong: bool) -> None:
    host.print(f"{path.name}　{_summary(found)}")
    shown = [item for item in found if item.is_impossible or not (wrong or item.is_doubtful)]
    _print_table(shown, host)
    doubtful = [item for item in found if item.is_doubtful]
    if doubtful:
        host.print("存疑：数字之间像是有这样的关系，但对不上，请核对（不算错）")
        _print_table(doubtful, host)


def _print_struck(struck: Sequence[Paragraph], host: Host) -> None:
    if struck:
        places = "、".join(
            f"{each.place}“{_shortened(each.text)}”" for each in struck[:_MOST_SHOWN]
        )
        more = "等" if len(struck) > _MOST_SHOWN else ""
        host.print(f"画了删除线的文字没有核对，共{len(struck)}处：{places}{more}")


def _print_table(shown: Sequence[Statement], host: Host) -> None:
    if not shown:
        return
    rows = [["位置", "关系", "算式", "结果", "最接近的正确值", "可能原因", "原文"]]
    rows += [
        [
            item.place,
            item.relation.label,
            item.formula,
            item.verdict_label,
            item.closest or "—",
            _cause(item) or "—",
            _shortened(item.excerpt),
        ]
        for item in shown
    ]
    host.print_table(rows)


def _summary(found: Sequence[Statement]) -> str:
    if not found:
        return "读出数字关系0处：没有读出数字之间的关系"
    counts = Counter(item.verdict for item in found)
    parts = "、".join(
        f"{verdict.label}{counts[verdict]}处"
        for verdict in Verdict
        if counts[verdict] or verdict not in _SELDOM
    )
    return f"读出数字关系{len(found)}处：{parts}"


def _cause(item: Statement) -> str:
    if item.cause is None:
        return item.note
    other = item.suspect and item.suspect != str(item.stated).removeprefix("-").strip()
    if (
        other
        and item.mended
        and item.suspect.removeprefix("-") != str(item.stated).removeprefix("-")
    ):
        return f"{item.cause.label}（{item.suspect}疑为{item.mended}）"
    return item.cause.label


def _shortened(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT // 2]}…{text[-_EXCERPT // 2 :]}"


def statement_data(item: Statement) -> JsonObject:
    """Return *item* as JSON data: numbers as printed, spans in characters of the paragraph or cell."""
    return {
        "place": item.place,
        "excerpt": item.excerpt,
        "relation": item.relation.value,
        "formula": item.formula,
        "verdict": item.verdict.value,
        "closest": item.closest or None,
        "cause": item.cause.value if item.cause else None,
        "suspect": item.suspect or None,
        "mended": item.mended or None,
        "note": item.note or None,
        "stated": _number_data(item.stated),
        "operands": [_number_data(operand) for operand in item.operands],
        "block": item.block,
        "span": list(item.span),
        "cell": list(item.cell) if item.cell else None,
    }


def _number_data(quantity: Quantity) -> dict[str, str]:
    data = {"number": quantity.number, "unit": quantity.unit, "kind": quantity.kind.value}
    return data | ({"hedge": quantity.hedge.value} if quantity.hedge else {})
