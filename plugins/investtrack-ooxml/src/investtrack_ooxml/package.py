"""An Office file as its parts: opened with care, changed where it stands, written as the same bytes every time.

A part that was not changed is written byte for byte. A large part can be changed as a stream, so that a sheet of
50,000 rows is never held in memory.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from attrs import define, field, frozen

from investtrack.errors import ExportError, SourceError
from investtrack.input_limits import LARGE_PART, MEMORY, PARTS, RATIO, UNPACKED, too_much_memory
from investtrack.plugin.read_back import archive_fault, note_whole
from investtrack_ooxml.xml import parse, parse_deep, quoted, serialized, tree_size


if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from lxml.etree import _Element


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
REL = f"{OFFICE}/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = "[Content_Types].xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"purl.oclc.org/ooxml"
_CHUNK = 1 << 20
_LISTED = re.compile(
    rb"""(?P<head>(?:<\?xml version=["']1.0["'] encoding=["'](?:UTF|utf)-8["'](?: standalone=["'](?:yes|no)["'])? ?\?>\s*)?"""
    rb"""<(?P<root>Relationships|Types) xmlns="%b/(?:relationships|content-types)">)"""
    rb"""(?P<inside>.*)(?P<end></(?P=root)>\s*)""" % re.escape(PACKAGE.encode()),
    re.DOTALL,
)
"""A list of relationships or of content types as Office programs write it: a child can be put in as text."""

Pieces = Callable[[], Iterable[bytes]]
"""A part made anew, piece by piece, while it is written."""


@frozen
class Bounds:
    """What a package may come to; beyond it is a trap, not a document.

    A real ledger of 50,000 rows unpacks to some 80 MiB; nothing honest comes near these.

    Attributes:
        parts: how many parts.
        unpacked: bytes of all parts together.
        ratio: how many times a part above *large* may grow on unpacking.
        large: bytes up to which a part may be packed as tightly as it likes.
    """

    parts: int = PARTS
    unpacked: int = UNPACKED
    ratio: int = RATIO
    large: int = LARGE_PART

    def broken_by(self, archive: zipfile.ZipFile) -> bool:
        """Whether what *archive* says of itself is beyond these bounds."""
        members = archive.infolist()
        return (
            len(members) > self.parts
            or sum(member.file_size for member in members) > self.unpacked
            or any(
                member.file_size > self.large
                and member.file_size > self.ratio * max(member.compress_size, 1)
                for member in members
            )
        )


BOUNDS = Bounds()


@frozen
class Relationship:
    """A link from one part to another.

    Attributes:
        type: last word of its type, such as ``worksheet``.
        target: the part it leads to; empty where it leads outside.
        id: its own name within its part.
    """

    type: str
    target: str
    id: str = ""


@define(eq=False)
class Package:
    """The parts of an Office file, by name, in order.

    Attributes:
        path: the file, for messages.
        names: its parts, in order; reads like a list of part names.
    """

    path: Path
    _archive: zipfile.ZipFile | None
    names: dict[str, None]
    _made: dict[str, bytes | Pieces] = field(factory=dict, init=False)
    _trees: dict[str, _Element] = field(factory=dict, init=False)
    _as_read: dict[str, bytes] = field(factory=dict, init=False)
    _renamed: dict[str, Callable[[], IO[bytes]]] = field(factory=dict, init=False)

    def __contains__(self, part: object) -> bool:
        return part in self.names

    # -- reading ---------------------------------------------------------------------------------

    def read(self, part: str) -> bytes:
        """Return the bytes of *part* as it stands now, changes of its tree left out.

        Raises:
            SourceError: it is absent or damaged.
        """
        with self.open(part) as stream, self.telling(part):
            return stream.read()

    def open(self, part: str) -> IO[bytes]:
        """Open *part* as it stands now, changes of its tree left out, to be read in pieces.

        Raises:
            SourceError: it is absent or damaged.
        """
        return self.opener(part)()

    def opener(self, part: str) -> Callable[[], IO[bytes]]:
        """Return what opens *part* as it stands now, whatever is put in its place later."""
        made = self._made.get(part)
        if made is not None:
            return lambda: io.BytesIO(made if isinstance(made, bytes) else b"".join(made()))
        if part in self._renamed:
            return self._renamed[part]
        archive = self._archive

        def open_original() -> IO[bytes]:
            with _Telling(self.path, part):
                if archive is None:
                    raise KeyError(part)
                return archive.open(part)

        return open_original

    def telling(self, part: str) -> _Telling:
        """Return a context in which errors of reading *part* are SourceErrors that name it."""
        return _Telling(self.path, part)

    def tree(self, part: str) -> _Element:
        """Return the parsed part; changes of it are written.

        Raises:
            SourceError: it is damaged.
        """
        from lxml import etree

        if part not in self._trees:
            with self.telling(part):
                self._trees[part] = parse(self._bounded(part))
            self._as_read[part] = etree.tostring(self._trees[part])
        return self._trees[part]

    def deep(self, part: str) -> ET.Element:
        """Return *part* parsed, however deep it is, to be read and never written.

        Raises:
            SourceError: it is damaged.
        """
        with self.telling(part):
            return parse_deep(self._bounded(part))

    def _shown(self, part: str) -> _Element | ET.Element:
        """Return the root of *part* as it stands now, to be read: without lxml, which takes long to load, where it can be."""
        changing = self._trees.get(part)
        return self.deep(part) if changing is None else changing

    def _put_child(self, part: str, child: str, *, at_end: bool = True) -> None:
        """Put *child*, an element as text, into *part*, a list of relationships or of content types.

        What is laid out as every Office program lays it out is changed as text, without lxml.
        """
        listed = _LISTED.fullmatch(self.read(part)) if part not in self._trees else None
        if listed is not None:
            head, inside, end = listed["head"], listed["inside"], listed["end"]
            new = child.encode()
            self._made[part] = head + (inside + new if at_end else new + inside) + end
            return
        from lxml import etree

        root = self.tree(part)
        made = etree.fromstring(child.replace(" ", f' xmlns="{etree.QName(root).namespace}" ', 1))
        root.insert(len(root) if at_end else 0, made)

    def _bounded(self, part: str) -> bytes:
        """Return the bytes of *part*, to be parsed as a whole: a parser that gets no more memory may end the process."""
        data = self.read(part)
        if tree_size(data) > MEMORY:
            raise SourceError(self.path, too_much_memory())
        return data

    @property
    def main(self) -> str:
        """The part that is the workbook or document."""
        return next(iter(self.related("", "officeDocument")), "")

    # -- relationships ---------------------------------------------------------------------------

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return id → relationship of *part*; of the package itself where it is empty."""
        rels = rels_of(part)
        if rels not in self.names:
            return {}
        found: dict[str, Relationship] = {}
        for element in self._shown(rels):
            inside = element.get("TargetMode") != "External"
            target = resolved(part, element.get("Target", "")) if inside else ""
            own = element.get("Id", "")
            found[own] = Relationship(element.get("Type", "").rpartition("/")[2], target, own)
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that *part* leads to by relationships of *kind*."""
        return [
            item.target
            for item in self.relationships(part).values()
            if item.type == kind and item.target in self.names
        ]

    def relate(self, part: str, kind: str, target: str, own: str = "") -> str:
        """Add a relationship of *kind*, a full type, from *part* to the part *target*; return its id.

        Args:
            part: where it starts.
            kind: its type.
            target: where it leads.
            own: its id; the first free one where it is empty.
        """
        rels = rels_of(part)
        if rels not in self.names:
            self.put(
                rels, f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()
            )
        taken = {element.get("Id") for element in self._shown(rels)}
        own = own or next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        where = quoted(relative(part, target))
        self._put_child(
            rels, f'<Relationship Id="{quoted(own)}" Type="{quoted(kind)}" Target="{where}"/>'
        )
        return own

    # -- changing --------------------------------------------------------------------------------

    def put(self, part: str, data: bytes | Pieces, content_type: str = "") -> None:
        """Replace *part*, or add it at the end.

        Args:
            part: its name.
            data: its bytes, or a function that gives them in pieces while they are written.
            content_type: what it is; stated in the package unless it is already.
        """
        self.names[part] = None
        self._made[part] = data
        self._trees.pop(part, None)
        if content_type:
            self._declare(part, content_type)

    def _declare(self, part: str, content_type: str) -> None:
        types = self._shown(CONTENT_TYPES)
        if any(element.get("PartName") == f"/{part}" for element in types):
            self._restate(part, content_type)
            return
        suffix = part.rpartition(".")[2].lower()
        stated = any(
            (element.get("Extension") or "").lower() == suffix
            and element.get("ContentType") == content_type
            for element in types
        )
        if not stated:
            self._put_child(
                CONTENT_TYPES,
                f'<Override PartName="/{quoted(part)}" ContentType="{quoted(content_type)}"/>',
            )

    def _restate(self, part: str, content_type: str) -> None:
        for element in self.tree(CONTENT_TYPES):
            if element.get("PartName") == f"/{part}":
                element.set("ContentType", content_type)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """State what parts that end with *suffix* are, where the package does not."""
        types = self._shown(CONTENT_TYPES)
        if not any((element.get("Extension") or "").lower() == suffix for element in types):
            child = f'<Default Extension="{quoted(suffix)}" ContentType="{quoted(content_type)}"/>'
            self._put_child(CONTENT_TYPES, child, at_end=False)

    def content_type(self, part: str) -> str:
        """Return what the package says *part* is; empty where it says nothing."""
        found = ""
        for element in self._shown(CONTENT_TYPES):
            if element.get("PartName") == f"/{part}":
                return str(element.get("ContentType", ""))
            if (element.get("Extension") or "?").lower() == part.rpartition(".")[2].lower():
                found = element.get("ContentType", "")
        return found

    def free_name(self, pattern: str) -> str:
        """Return *pattern*, such as ``xl/comments{}.xml``, with the first number that no part bears."""
        names = {name.lower() for name in self.names}
        number = 1
        while pattern.format(number).lower() in names:
            number += 1
        return pattern.format(number)

    def rename(self, part: str, name: str) -> None:
        """Give *part* another *name*; every relationship to it and its content type follow, its bytes stay."""
        made = self._made.pop(part, None)
        tree, as_read = self._trees.pop(part, None), self._as_read.pop(part, b"")
        opener = self.opener(part)
        self._renamed[name] = opener
        self.names = {name if old == part else old: None for old in self.names}
        if made is not None:
            self._made[name] = made
        if tree is not None:
            self._trees[name], self._as_read[name] = tree, as_read
        for rels, element in self._relationships_to(part):
            element.set("Target", relative(_owner(rels), name))
        if rels_of(part) in self.names:
            self.rename(rels_of(part), rels_of(name))
        for element in self.tree(CONTENT_TYPES):
            if element.get("PartName") == f"/{part}":
                element.set("PartName", f"/{name}")

    def _relationships_to(self, part: str) -> list[tuple[str, _Element]]:
        return [
            (rels, element)
            for rels in self.names
            if rels.endswith(".rels")
            for element in self.tree(rels)
            if element.get("TargetMode") != "External"
            and resolved(_owner(rels), element.get("Target", "")) == part
        ]

    def drop(self, part: str) -> None:
        """Remove *part* with every relationship to it and its content type."""
        for name in (part, rels_of(part)):
            self.names.pop(name, None)
            self._made.pop(name, None)
            self._trees.pop(name, None)
        for rels, element in self._relationships_to(part):
            self.tree(rels).remove(element)
        types = self.tree(CONTENT_TYPES)
        for element in list(types):
            if element.get("PartName") == f"/{part}":
                types.remove(element)

    # -- writing ---------------------------------------------------------------------------------

    def write(self, stream: BinaryIO, level: int | None = None) -> None:
        """Write the file to *stream*; the same parts give the same bytes.

        Args:
            stream: where to.
            level: how hard it is packed, 1 to 9; the usual by default.
        """
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as out:
            for name in self.names:
                tree, made = self._trees.get(name), self._made.get(name)
                pieces: Iterable[bytes]
                if tree is not None and self._is_changed(name, tree):
                    pieces = (serialized(tree),)
                elif made is None:
                    pieces = self._unchanged(name)
                else:
                    pieces = (made,) if isinstance(made, bytes) else made()
                # opened by its name alone, a part has neither the day nor the user's rights
                with out.open(name, "w") as part:
                    for piece in pieces:
                        part.write(piece)

    def _unchanged(self, part: str) -> Iterator[bytes]:
        with self.open(part) as stream, self.telling(part):
            while chunk := stream.read(_CHUNK):
                yield chunk

    def unchanged(self) -> set[str]:
        """Return the parts that are written as the bytes they were read from."""
        trees = {name for name, tree in self._trees.items() if self._is_changed(name, tree)}
        return set(self.names) - set(self._made) - trees

    def _is_changed(self, part: str, tree: _Element) -> bool:
        from lxml import etree

        return bool(etree.tostring(tree) != self._as_read[part])

    def to_bytes(self) -> bytes:
        """Return the file; the same parts give the same bytes."""
        out = io.BytesIO()
        self.write(out)
        return out.getvalue()


@frozen
class _Telling:
    """Turns what a damaged part raises into one sentence."""

    path: Path
    part: str

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError)):
            if isinstance(error, SourceError):
                return
            raise SourceError(
                self.path, f"文件内部的 {self.part} 损坏；请用 Office 或 WPS 打开，另存一份再试"
            ) from error


def rels_of(part: str) -> str:
    """Return the part that holds the relationships of *part*."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _owner(rels: str) -> str:
    """Return the part whose relationships *rels* holds."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def resolved(part: str, target: str) -> str:
    """Return the part that *target* means in a relationship of *part*."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def relative(part: str, target: str) -> str:
    """Return how *part* names the part *target*: relatively, as Office does."""
    return posixpath.relpath(target, posixpath.dirname(part) or ".")


def new_package(path: Path, parts: Mapping[str, bytes]) -> Package:
    """Return a package of *parts*, made here."""
    package = Package(path, None, {})
    for name, data in parts.items():
        package.put(name, data)
    return package


def is_encrypted(data: bytes) -> bool:
    """Whether *data* is an Office file with a password."""
    return data.startswith(OLE) and _ENCRYPTED in data


@frozen
class Wanted:
    """What is to be opened, as messages name it.

    Attributes:
        formats: such as ``docx``.
        program: what opens it.
        old: such as `` doc``, its format of 2003, with the space before it.
    """

    formats: str
    program: str
    old: str = ""


ANY = Wanted("xlsx 或 docx", "Office 或 WPS")


def open_parts(
    path: Path, data: bytes, bounds: Bounds = BOUNDS, *, wanted: Wanted = ANY
) -> Package:
    """Return the parts of the archive *data*, whatever they are: enough to look for text in them.

    Raises:
        SourceError: it is empty, locked, damaged or a bomb.
    """
    formats, program = wanted.formats, wanted.program
    if not data:
        raise SourceError(path, f"是空文件，不是 {formats} 文件；请重新取得这份文件")
    if data.startswith(OLE):
        if is_encrypted(data):
            raise SourceError(path, f"有打开密码；请先在 {program} 里取消密码")
        raise SourceError(
            path, f"是旧式{wanted.old}（2003 版）文件；请用 {program} 打开，另存为 {formats} 再试"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = [item.filename for item in archive.infolist() if not item.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise SourceError(
            path, f"不是 {formats} 文件，或不是完好的；请用 {program} 打开，另存一份再试"
        ) from error
    if any(item.flag_bits & 1 for item in archive.infolist()):
        raise SourceError(path, "压缩包有密码，无法读取；请去掉密码后再试")
    if bounds.broken_by(archive) or len(set(names)) < len(names):
        raise SourceError(
            path, f"解开后太大或内部有重名的部分，不像正常的文件；请用 {program} 另存一份再试"
        )
    return Package(path, archive, dict.fromkeys(names))


def open_archive(
    path: Path, data: bytes, bounds: Bounds = BOUNDS, *, wanted: Wanted = ANY
) -> Package:
    """Return the Office file *data*, as *path* is called; nothing is unpacked yet.

    Raises:
        SourceError: it is empty, locked, damaged, a bomb, of the strict kind, or no Office file.
    """
    package = open_parts(path, data, bounds, wanted=wanted)
    formats, program = wanted.formats, wanted.program
    if CONTENT_TYPES not in package or "_rels/.rels" not in package or not package.main:
        raise SourceError(path, f"不是 {formats} 文件；请用 {program} 另存为 {formats}")
    if _STRICT in package.read("_rels/.rels"):
        raise SourceError(
            path, f"是“严格 Open XML”格式；请用 {program} 另存为普通的 {formats} 再试"
        )
    return package


def is_macro_enabled(path: Path) -> bool:
    """Whether the file at *path* is an Office file with macros in it; never raises."""
    try:
        with zipfile.ZipFile(path) as archive:
            return b"macroEnabled" in archive.read(CONTENT_TYPES)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError):
        return False
    except RuntimeError:  # zipfile: an encrypted member
        return False


def demand_whole(what: str, data: bytes, kept: Collection[str] = ()) -> None:
    """Demand that every part of the Office file *data* can be read, and is well-formed where it is XML.

    Args:
        what: what was to be written, for the message.
        data: the file.
        kept: parts that are the source's own bytes, which are not ours to judge.

    Raises:
        ExportError: a part is not; the message names it.
    """
    fault = archive_fault(io.BytesIO(data), kept)
    if fault is not None:
        raise unreadable(what, fault.part, fault.why)
    if not kept:
        note_whole(data)


def unreadable(what: str, part: str, why: str) -> ExportError:
    """Return the error that says what was written wrongly, and that nothing was replaced."""
    where = f"（{part}：{why}）" if part else f"（{why}）"
    return ExportError(
        what, f"写出的文件读回来不完好{where}，没有替换原来的文件；请把台账和这句话发给维护人员"
    )
