"""Masks Office files where they stand: every text of every part, runs joined, and what programs write of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from investtrack.errors import SourceError
from investtrack.input_limits import bounded_bytes
from investtrack_mask.stand_ins import HIDDEN_CONTACT, StandIns
from investtrack_ooxml.package import Package, open_archive
from investtrack_ooxml.runs import replaced
from investtrack_ooxml.xml import local_name, parse, serialized


if TYPE_CHECKING:
    from lxml.etree import _Element


_XML = (".xml", ".rels", ".vml")
_BLOCKS = {"p", "si", "is", "text"}
_RUNS = {"t", "delText", "instrText"}
_AUTHORS = {
    "author",
    "initials",
    "userId",
    "displayName",
    "providerId",
    "lastModifiedBy",
    "userName",
}
_ABOUT = {"creator", "lastModifiedBy", "Company", "Manager"}
_PICTURE = re.compile(r"/media/|\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|bin)$", re.IGNORECASE)
_THUMBNAIL = re.compile(r"docProps/thumbnail\.", re.IGNORECASE)


@frozen
class Masked:
    """A masked copy.

    Attributes:
        data: the file.
        places: how many texts were changed.
        unseen: parts that hold no text to look into, such as pictures and macros.
    """

    data: bytes
    places: int
    unseen: tuple[str, ...]


def masked(
    path: Path, names: StandIns, contacts: Mapping[str, Sequence[str]] | None = None
) -> Masked:
    """Return a masked copy of the Office file at *path*.

    Args:
        path: an xlsx or docx.
        names: what stands for what.
        contacts: part of a worksheet → addresses of cells with a number that is a telephone.

    Raises:
        SourceError: it cannot be read, or a name could not be hidden; the part is named.
    """
    package = open_archive(path, bounded_bytes(path))
    places, unseen = 0, []
    for part in list(package.names):
        if _THUMBNAIL.search(part):
            package.drop(part)
        elif not part.endswith(_XML):
            unseen.append(part)
        else:
            places += _mask_part(package, part, names, (contacts or {}).get(part, ()))
    data = package.to_bytes()
    if fault := still_in(path, data, names):
        raise SourceError(
            path, f"“{fault[1]}”没有遮盖住（{fault[0]}），没有写出；请把这句话发给维护人员"
        )
    pictures = tuple(part for part in unseen if _PICTURE.search(part))
    return Masked(data, places, pictures)


def texts_of(path: Path) -> Iterator[str]:
    """Yield the texts of the Office file at *path*, runs joined.

    Raises:
        SourceError: it cannot be read.
    """
    package = open_archive(path, bounded_bytes(path))
    for part in package.names:
        if part.endswith(_XML):
            yield from _joined(parse(package.read(part)))


def still_in(path: Path, data: bytes, names: StandIns) -> tuple[str, str] | None:
    """Return the part that still holds a name, and the name; None where all are hidden."""
    package = open_archive(path, data)
    for part in package.names:
        if part.endswith(_XML):
            root = parse(package.read(part))
            for text in (*_joined(root), *_single(root), part):
                if name := names.left_in(text):
                    return part, name
    return None


def _mask_part(package: Package, part: str, names: StandIns, contacts: Sequence[str]) -> int:
    root = parse(package.read(part))
    places = sum(1 for _ in _hide(root, names))
    places += _hide_contacts(root, set(contacts))
    places += _hide_makers(root)
    if places:
        package.put(part, serialized(root))
    return places


def _hide(root: _Element, names: StandIns) -> Iterator[None]:
    """Hide names in texts of *root*; yield once for each text that was changed."""
    for runs in _blocks(root):
        texts = [run.text or "" for run in runs]
        spans = names.spans("".join(texts))
        if spans:
            words = [word for _, _, word in spans]
            changed = replaced(texts, [(first, last) for first, last, _ in spans], words)
            for run, text in zip(runs, changed, strict=True):
                run.text = text
            yield
    done = {run for runs in _blocks(root) for run in runs}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        text = element.text or ""
        if (
            element not in done
            and not _is_number(element)
            and (hidden := names.in_text(text)) != text
        ):
            element.text = hidden
            yield
        for key, value in element.attrib.items():
            if (hidden := names.in_text(value)) != value:
                element.set(key, hidden)
                yield


def _is_number(element: _Element) -> bool:
    """Whether *element* is the value of a cell of numbers, or a reference: eleven digits there are an amount."""
    if local_name(element) != "v":
        return False
    cell = element.getparent()
    return (
        cell is not None and local_name(cell) == "c" and cell.get("t", "n") in {"n", "s", "b", "e"}
    )


def _blocks(root: _Element) -> Iterator[list[_Element]]:
    """Yield the runs of each paragraph, shared string or note: a name may be split among them."""
    for block in root.iter():
        if isinstance(block.tag, str) and local_name(block) in _BLOCKS and not _within(block):
            runs = [e for e in block.iter() if isinstance(e.tag, str) and local_name(e) in _RUNS]
            if runs:
                yield runs


def _within(block: _Element) -> bool:
    return any(
        isinstance(above.tag, str) and local_name(above) in _BLOCKS
        for above in block.iterancestors()
    )


def _joined(root: _Element) -> Iterator[str]:
    for runs in _blocks(root):
        yield "".join(run.text or "" for run in runs)


def _single(root: _Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str):
            yield element.text or ""
            yield from element.attrib.values()


def _hide_contacts(root: _Element, cells: set[str]) -> int:
    """Put a word in place of the telephones that stand as numbers in *cells*."""
    found = (
        [e for e in root.iter() if isinstance(e.tag, str) and e.get("r") in cells] if cells else []
    )
    for cell in found:
        for inner in list(cell):
            cell.remove(inner)
        cell.set("t", "inlineStr")
        space = cell.tag.rpartition("}")[0] + "}"
        text = cell.makeelement(f"{space}t")
        text.text = HIDDEN_CONTACT
        holder = cell.makeelement(f"{space}is")
        holder.append(text)
        cell.append(holder)
    return len(found)


def _hide_makers(root: _Element) -> int:
    """Hide who wrote and reviewed: properties of the file, authors of comments and of tracked changes."""
    known: dict[str, str] = {}
    places = 0
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = local_name(element)
        if element.text and name in _ABOUT:
            element.text, places = None, places + 1
        elif element.text and name == "author":
            element.text = known.setdefault(element.text, f"作者{len(known) + 1}")
            places += 1
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] in _AUTHORS and value:
                element.set(key, known.setdefault(value, f"作者{len(known) + 1}"))
                places += 1
    return places
