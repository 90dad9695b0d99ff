"""The document as a package: parts replaced and added, always the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from datetime import date
from pathlib import Path

from attrs import frozen

from investtrack_ooxml.document import bound_controls
from investtrack_ooxml.document.opening import open_document
from investtrack_ooxml.package import OFFICE, REL
from investtrack_ooxml.xml import DECLARATION, escaped


_DOCUMENT = Path("document.docx")  # for messages; what is written here was read before
_CORE = "docProps/core.xml"
_TRACE_ID = "{5D0B3C1E-7A52-4F0B-9E57-1D2C7A0E6B31}"


@frozen
class NewPart:
    """A part the template does not have."""

    name: str
    data: bytes
    content_type: str = ""
    relation: str | None = None
    relation_id: str = ""


def written(source: bytes, parts: Mapping[str, bytes], added: Sequence[NewPart] = ()) -> bytes:
    """Return the document *source* with *parts* replaced, where it has them, and others *added*.

    Raises:
        SourceError: *source* is no document.
    """
    package = open_document(_DOCUMENT, source)
    for name, data in parts.items():
        if name in package:
            package.put(name, data)
    for part in added:
        package.put(part.name, part.data, part.content_type)
        if part.relation is not None:
            package.relate(package.main, part.relation, part.name, part.relation_id)
    if any(part.name.endswith(".xml") for part in added):
        package.declare_suffix("xml", "application/xml")
    return package.to_bytes()


def settle_controls(source: bytes, parts: MutableMapping[str, bytes], title: str) -> str:
    """Make the data of a template's own controls say what was printed in them; return the document's title.

    Args:
        source: the template.
        parts: its parts as printed; those with such data are changed, and what the controls are bound to is added.
        title: the title that the document is to have, where no control is bound to it.
    """
    template, package = (open_document(_DOCUMENT, source) for _ in range(2))
    for name, data in parts.items():
        package.put(name, data)
    if _CORE in package:
        package.put(_CORE, core_properties(title, "", date.min))
    held = {
        bound_controls.shown(control)
        for control in bound_controls.controls(template.tree(name) for name in parts)
    }
    bound_controls.settle(
        package,
        [package.tree(name) for name in parts],
        lambda control: bound_controls.shown(control) not in held,
    )
    made = open_document(_DOCUMENT, package.to_bytes())
    for name in (*parts, *made.related(made.main, "customXml"), "docProps/app.xml"):
        if name in made:
            parts[name] = made.read(name)
    said = made.tree(_CORE).find("{*}title") if _CORE in made else None
    return title if said is None else said.text or ""


def trace_parts(source: bytes, xml: str) -> tuple[NewPart, ...]:
    """Return the parts that carry the trace, under names the template has not taken."""
    taken = open_document(_DOCUMENT, source).names
    number = next(n for n in range(1, len(taken) + 2) if f"customXml/item{n}.xml" not in taken)
    properties = (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{_TRACE_ID}">'
        '<ds:schemaRefs><ds:schemaRef ds:uri="urn:investtrack:trace:1"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relations = (
        f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/>'
        "</Relationships>"
    )
    return (
        NewPart(
            f"customXml/item{number}.xml",
            xml.encode(),
            relation=f"{REL}/customXml",
        ),
        NewPart(
            f"customXml/itemProps{number}.xml",
            properties.encode(),
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        ),
        NewPart(f"customXml/_rels/item{number}.xml.rels", relations.encode()),
    )


def core_properties(title: str, author: str, day: date, identifier: str = "") -> bytes:
    """Return docProps/core.xml: the report's own title, author and day, and what a clean copy is known by."""
    known = f"<dc:identifier>{escaped(identifier)}</dc:identifier>" if identifier else ""
    stamp = f"{day.isoformat()}T00:00:00Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>{known}"
        f"<cp:lastModifiedBy>{escaped(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    ).encode()
