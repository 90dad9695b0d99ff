"""The document as an archive: parts replaced and added, always the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from attrs import frozen


_EPOCH = (2000, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_RELATIONS = "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TRACE_ID = "{5D0B3C1E-7A52-4F0B-9E57-1D2C7A0E6B31}"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@frozen
class Added:
    """A part the template does not have."""

    name: str
    data: bytes
    content_type: str = ""
    relation: tuple[str, str] | None = None
    relation_id: str = ""


def written(source: bytes, parts: Mapping[str, bytes], added: tuple[Added, ...] = ()) -> bytes:
    """Return the archive *source* with *parts* replaced and others *added*, with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            if member.is_dir():
                continue
            data = parts.get(member.filename)
            if data is None:
                data = old.read(member.filename)
            if member.filename == _TYPES:
                data = _with_types(data, added)
            elif member.filename == _RELATIONS:
                data = _with_relations(data, added)
            _put(new, member.filename, data)
        for part in added:
            _put(new, part.name, part.data)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, data)


def _with_types(data: bytes, added: tuple[Added, ...]) -> bytes:
    known = data.decode()
    new = "".join(
        f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
        for part in added
        if part.content_type and f'"/{part.name}"' not in known
    )
    if 'Extension="xml"' not in known:
        new = f'<Default Extension="xml" ContentType="application/xml"/>{new}'
    return known.replace("</Types>", f"{new}</Types>").encode()


def _with_relations(data: bytes, added: tuple[Added, ...]) -> bytes:
    related = [(p.relation_id, *p.relation) for p in added if p.relation is not None]
    new = "".join(
        f'<Relationship Id="{own or f"rIdFigures{number}"}" Type="{kind}" Target="{target}"/>'
        for number, (own, kind, target) in enumerate(related, 1)
    )
    return data.decode().replace("</Relationships>", f"{new}</Relationships>").encode()


def trace_parts(source: bytes, xml: str) -> tuple[Added, ...]:
    """Return the parts that carry the trace, under names the template has not taken."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        taken = set(archive.namelist())
    number = next(n for n in range(1, len(taken) + 2) if f"customXml/item{n}.xml" not in taken)
    properties = (
        f'{_XML}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_TRACE_ID}">'
        '<ds:schemaRefs><ds:schemaRef ds:uri="urn:investtrack:trace:1"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relations = (
        f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/>'
        "</Relationships>"
    )
    return (
        Added(
            f"customXml/item{number}.xml",
            xml.encode(),
            relation=(f"{_OFFICE}/relationships/customXml", f"../customXml/item{number}.xml"),
        ),
        Added(
            f"customXml/itemProps{number}.xml",
            properties.encode(),
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        ),
        Added(f"customXml/_rels/item{number}.xml.rels", relations.encode()),
    )


def core_properties(title: str, author: str, day: date) -> bytes:
    """Return docProps/core.xml: the report's own title, author and day."""
    stamp = f"{day.isoformat()}T00:00:00Z"
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escaped(title)}</dc:title><dc:creator>{_escaped(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{_escaped(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    ).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
