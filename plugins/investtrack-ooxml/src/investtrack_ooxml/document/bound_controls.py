"""The data of content controls: what a program shows in place of a control's text is made to say what the text says.

A control may be bound to a node of custom XML or to a property of the document (w:dataBinding), hold a date beside its text
(w:fullDate), or be marked as showing a prompt (w:showingPlcHdr). Word and WPS show that data, not the text, so a control
whose text alone is written goes on showing what it was bound to before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from investtrack.values.dates import parse_date
from investtrack_ooxml.document.paragraphs import set_text, text_of, w
from investtrack_ooxml.package import Package
from investtrack_ooxml.xml import local_name


if TYPE_CHECKING:
    from lxml.etree import _Element

_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_PROPERTIES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": _CORE,
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": _APP,
}
_STORE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_PREFIX = re.compile(r"xmlns:([\w.-]+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")
# Steps by name and number, as Word itself writes them; anything else is not evaluated.
_PATH = re.compile(r"(?:/(?:@?(?:[\w.-]+:)?[\w.-]+|\*)(?:\[\d+\])?)+(?:/text\(\)(?:\[\d+\])?)?")
_MARKS = (b"dataBinding", b"fullDate", b"showingPlcHdr", b"lastValue")
_PROMPT = "placeholder text"


_Node = tuple[str, str, str]
"""A part, the path of an element in it, and the name of an attribute; none where its text is meant."""


@frozen(eq=False)
class _Bound:
    """A control and the node of data that is shown in its place."""

    control: _Element
    bindings: tuple[_Element, ...]
    node: _Node | None
    value: str
    is_new: bool = False


def has_data(part: bytes) -> bool:
    """Whether the XML *part* may hold controls with data of their own."""
    return any(mark in part for mark in _MARKS)


def controls(roots: Iterable[_Element]) -> list[_Element]:
    """Return the content controls of parts, in order."""
    return [control for root in roots for control in root.iter(w("sdt"))]


def shown(control: _Element) -> str:
    """Return the text of a control, its paragraphs one a line."""
    content = control.find(w("sdtContent"))
    if content is None:
        return ""
    found = list(content.iter(w("p")))
    if found:
        return "\n".join(text_of(paragraph) for paragraph in found)
    return "".join(text.text or "" for text in content.iter(w("t")))


def settle(
    package: Package, roots: Sequence[_Element], is_filled: Callable[[_Element], bool]
) -> None:
    """Make the data of every filled control say what its text says; a binding that cannot be followed is dropped.

    Another control that is bound to the same node shows the same from now on, as it does when the document is opened.

    Args:
        package: the document; its data are changed.
        roots: its parts with text, parsed; their controls are changed.
        is_filled: whether the text of a control was written now.
    """
    prompts = _prompt_styles(package)
    bound: dict[_Node, list[_Bound]] = {}
    for control in controls(roots):
        properties = control.find(w("sdtPr"))
        if properties is None:
            continue
        is_new = is_filled(control)
        if is_new:
            _write_own(control, properties, prompts)
        found = _bound(package, control, properties, is_new=is_new)
        if found is not None and found.node is not None:
            bound.setdefault(found.node, []).append(found)
        elif found is not None and is_new:
            _unbind(found)
    for node, items in bound.items():
        _settle_node(package, node, items)


def _settle_node(package: Package, node: _Node, items: Sequence[_Bound]) -> None:
    """Put what the filled controls of a node say at the node, and into the others; unbind them where they disagree."""
    new = [item for item in items if item.is_new]
    if not new:
        return
    if len({item.value for item in new}) > 1 or not _store(package, node, new[0].value):
        for item in new:
            _unbind(item)
        return
    for item in items:
        if not item.is_new:
            _retype(item.control, shown(new[0].control))


def unlike_data(package: Package, roots: Sequence[_Element]) -> Iterator[tuple[str, str]]:
    """Yield the text of each control that a program would show otherwise, and what it would show."""
    for control in controls(roots):
        properties = control.find(w("sdtPr"))
        found = _bound(package, control, properties) if properties is not None else None
        if found is None or found.node is None:
            continue
        held = _read(package, found.node)
        if held != found.value:
            yield shown(control), held


# -- what stands beside the text -------------------------------------------------------------------


def _write_own(control: _Element, properties: _Element, prompts: frozenset[str]) -> None:
    """Take away the mark of a prompt, and make the date and the chosen entry those of the text."""
    for mark in properties.findall(w("showingPlcHdr")):
        properties.remove(mark)
        for style in list(control.iter(w("rStyle"))):
            above = style.getparent()
            if style.get(w("val")) in prompts and above is not None:
                above.remove(style)
    text = shown(control)
    date = properties.find(w("date"))
    if date is not None:
        if day := _day(text):
            date.set(w("fullDate"), f"{day}T00:00:00Z")
        else:
            date.attrib.pop(w("fullDate"), None)
    for kind in ("comboBox", "dropDownList"):
        chosen = properties.find(w(kind))
        if chosen is not None and chosen.get(w("lastValue")) is not None:
            chosen.set(w("lastValue"), _entry(chosen, text))


def _prompt_styles(package: Package) -> frozenset[str]:
    """Return the ids of the style that prompts are written in."""
    part = next(iter(package.related(package.main, "styles")), None)
    if part is None:
        return frozenset()
    return frozenset(
        style.get(w("styleId"), "")
        for style in package.tree(part).iter(w("style"))
        if (name := style.find(w("name"))) is not None and name.get(w("val"), "").lower() == _PROMPT
    )


def _day(text: str) -> str:
    """Return the day that a text says, as ISO writes it; empty where it says none, or more."""
    if text.strip().isdigit():
        return ""  # a number alone is some figure
    span = parse_date(text.strip())
    return span.first.isoformat() if span is not None and span.is_day else ""


def _entry(chosen: _Element, text: str) -> str:
    """Return the value of the entry of a list that is shown as *text*; the text where there is none."""
    for item in chosen.iter(w("listItem")):
        value = item.get(w("value"), "")
        if text in {item.get(w("displayText"), ""), value}:
            return value or text
    return text


# -- what it is bound to ---------------------------------------------------------------------------


def _bound(
    package: Package, control: _Element, properties: _Element, *, is_new: bool = False
) -> _Bound | None:
    bindings = [item for item in properties if local_name(item) == "dataBinding"]
    if not bindings:
        return None
    value = _value(properties, shown(control))
    node = None
    if len(bindings) == 1 and bindings[0].tag == w("dataBinding") and value is not None:
        node = _node(package, bindings[0])
    return _Bound(control, tuple(bindings), node, value or "", is_new)


def _value(properties: _Element, text: str) -> str | None:
    """Return what data hold for a control with that text; None where a text cannot say it."""
    if any(local_name(item) in _NO_TEXT for item in properties):
        return None
    date = properties.find(w("date"))
    if date is not None:
        mapped = date.find(w("storeMappedDataAs"))
        kind = mapped.get(w("val"), "dateTime") if mapped is not None else "dateTime"
        day = _day(text)
        if kind == "text":
            return text
        return None if not day else day if kind == "date" else f"{day}T00:00:00"
    for kind in ("comboBox", "dropDownList"):
        chosen = properties.find(w(kind))
        if chosen is not None:
            return _entry(chosen, text)
    return text


_NO_TEXT = frozenset({"picture", "checkbox", "group", "repeatingSection", "docPartObj", "docPartList", "richText"})  # fmt: skip


def _node(package: Package, binding: _Element) -> _Node | None:
    """Return the part and the path that a binding names, where there is such a node of text."""
    path = binding.get(w("xpath"), "")
    store = binding.get(w("storeItemID"), "").upper()
    part = _PROPERTIES.get(store) or _item(package, store)
    if part not in package or not _PATH.fullmatch(path):
        return None
    names = {name: one or other for name, one, other in _PREFIX.findall(binding.get(w("prefixMappings"), ""))}  # fmt: skip
    found = _found(package, part, path, names)
    if found is None:
        return None
    element, attribute = found
    return part, element.getroottree().getelementpath(element), attribute


def _item(package: Package, store: str) -> str:
    for part in package.related(package.main, "customXml"):
        for properties in package.related(part, "customXmlProps"):
            if package.tree(properties).get(_STORE_ID, "").upper() == store:
                return part
    return ""


def _found(
    package: Package, part: str, path: str, names: dict[str, str]
) -> tuple[_Element, str] | None:
    from lxml import etree

    try:
        hits: Any = package.tree(part).getroottree().xpath(path, namespaces=names or None)
    except etree.XPathError:
        return None
    hit = hits[0] if hits else None
    if hit is None:
        return None
    if isinstance(hit, str):  # an attribute, or the text of an element
        above, name = hit.getparent(), hit.attrname if hit.is_attribute else ""  # type: ignore[attr-defined]
        return (above, name) if above is not None else None
    return (hit, "") if isinstance(hit.tag, str) and not len(hit) else None


def _element(package: Package, node: _Node) -> _Element:
    part, path, _ = node
    root = package.tree(part)
    return root if path == "." else next(root.iterfind(path))  # found a moment ago


def _read(package: Package, node: _Node) -> str:
    element, attribute = _element(package, node), node[2]
    return (element.get(attribute) if attribute else element.text) or ""


def _store(package: Package, node: _Node, value: str) -> bool:
    """Put a value at its node; False where XML cannot hold it."""
    element, attribute = _element(package, node), node[2]
    try:
        if attribute:
            element.set(attribute, value)
        else:
            element.text = value
    except ValueError:
        return False
    return True


def _unbind(item: _Bound) -> None:
    for binding in item.bindings:
        above = binding.getparent()
        if above is not None:
            above.remove(binding)


def _retype(control: _Element, text: str) -> None:
    """Put *text* in place of what a control shows."""
    content = control.find(w("sdtContent"))
    if content is None or shown(control) == text:
        return
    found = list(content.iter(w("p")))
    if len(found) == 1:
        set_text(found[0], text)
        return
    texts = [] if found else list(content.iter(w("t")))
    for number, element in enumerate(texts):
        element.text = "" if number else text
