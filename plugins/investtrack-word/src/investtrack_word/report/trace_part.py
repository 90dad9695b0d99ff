"""The trace as an XML part of the document, written and read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from investtrack_ooxml.package import Package
from investtrack_ooxml.xml import escaped, parse, parse_deep, quoted
from investtrack_word.report.trace import NAMESPACE, Former, Print, Trace, Traced, WrittenLine


if TYPE_CHECKING:
    from lxml.etree import _Element


def _attributes(**values: str | int) -> str:
    return "".join(f' {key}="{quoted(str(value))}"' for key, value in values.items() if value != "")


def trace_xml(trace: Trace) -> str:
    """Return the trace as an XML document."""
    about = _attributes(**dict(trace.about))
    out = [f'<?xml version="1.0" encoding="UTF-8"?><trace xmlns="{NAMESPACE}"{about}>']
    out += [f"<source>{escaped(name)}</source>" for name in trace.sources]
    for name, item in trace.figures.items():
        head = _attributes(
            id=name, title=item.title, value=item.value, unit=item.unit, more=item.more or "", note=item.note
        )  # fmt: skip
        cells = "".join(f"<c>{escaped(cell)}</c>" for cell in item.cells)
        out.append(f"<figure{head}>{cells}</figure>" if cells else f"<figure{head}/>")
    part = ""
    for line in trace.lines:
        if line.part != part:
            out.append(f"{'</text>' if part else ''}<text{_attributes(part=line.part)}>")
            part = line.part
        tag = "c" if line.in_table else "p"
        out.append(f"<{tag}>{''.join(map(_piece, line.pieces))}</{tag}>")
        for was in line.formers:
            head = f' at="{was.at}" count="{was.count}"'
            out.append(f"<was{head}>{''.join(map(_piece, was.pieces))}</was>")
    out.append(f"{'</text>' if part else ''}</trace>")
    return "".join(out)


def _piece(piece: str | Print) -> str:
    if isinstance(piece, str):
        return escaped(piece)
    head = _attributes(
        n=piece.number, id=piece.figure, say=piece.filter_name, opt=piece.options,
        key=piece.key, value=piece.value, form=piece.form, former=piece.former,
    )  # fmt: skip
    return f"<f{head}>{escaped(piece.text)}</f>"


def trace_parts_of(package: Package) -> list[str]:
    """Return the parts of a document that hold a trace, whatever Word or another program called them."""
    return [
        name
        for name in package.names
        if name.startswith("customXml/item")
        and not name.startswith("customXml/itemProps")
        and NAMESPACE.encode() in package.read(name)
    ]


def about_of(package: Package) -> Mapping[str, str] | None:
    """Return what the trace of a document says about the report, and nothing else of it; None where there is no trace.

    Raises:
        ValueError: it is damaged.
    """
    found = next(iter(trace_parts_of(package)), "")
    return dict(parse_deep(package.read(found)).attrib) if found else None


def read_trace(data: bytes) -> Trace:
    """Return the trace in *data*.

    Raises:
        ValueError: it is damaged.
    """
    try:
        root = parse(data)
        return Trace(
            about=dict(root.attrib),
            sources=tuple(item.text or "" for item in root.iter(f"{{{NAMESPACE}}}source")),
            figures=dict(_figures(root.iter(f"{{{NAMESPACE}}}figure"))),
            lines=tuple(
                line for text in root.iter(f"{{{NAMESPACE}}}text") for line in _lines(text)
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(str(error)) from error


def _figures(elements: Iterable[_Element]) -> Iterator[tuple[str, Traced]]:
    for item in elements:
        cells = tuple(cell.text or "" for cell in item)
        get = item.get
        yield (
            get("id"),
            Traced(
                get("title", ""), get("value", ""), get("unit", ""), cells,
                int(get("more", "0")), get("note", ""),
            ),
        )  # fmt: skip


def _lines(text: _Element) -> Iterator[WrittenLine]:
    part = text.get("part", "")
    for item in text:
        if item.tag == f"{{{NAMESPACE}}}was":
            continue
        formers = tuple(
            Former(int(was.get("at")), int(was.get("count")), tuple(_pieces(was)))
            for was in itertools.takewhile(
                lambda each: each.tag == f"{{{NAMESPACE}}}was", item.itersiblings()
            )
        )
        yield WrittenLine(part, tuple(_pieces(item)), item.tag == f"{{{NAMESPACE}}}c", formers)


def _pieces(paragraph: _Element) -> Iterator[str | Print]:
    if paragraph.text:
        yield paragraph.text
    for item in paragraph:
        get = item.get
        yield Print(
            int(get("n")), get("id"), item.text or "", get("say", ""), get("opt", ""),
            get("key", ""), get("value", ""), get("form", ""), former=get("former", ""),
        )  # fmt: skip
        if item.tail:
            yield item.tail
