"""The host's side of files: writing whole or not at all, annotated copies, archives without a date."""

from __future__ import annotations

import glob
import io
import os
import re
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from attrs import evolve, frozen

from investtrack.errors import ExportError, SourceError
from investtrack.plugin.interfaces import Annotator
from investtrack.plugin.kept import checksum_of, place_for, stamp
from investtrack.plugin.sources.files import find_sources


if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from investtrack.findings import Finding
    from investtrack.plugin.installed import Plugins


Result = TypeVar("Result")
STANDARD_OUTPUT = Path("-")
_PART = ".part"
_SETTLED = 600
"""Seconds after which a closed file is put in place or never will be, where there are no locks."""
_TOLD = 3


@contextmanager
def writing(path: Path, check: Callable[[Path], Sequence[str]] | None = None) -> Iterator[BinaryIO]:
    """Give a stream to write to; *path* is replaced only when the block ends without an error.

    The path ``-`` is standard output, which gets all of it or nothing.

    What was written is read back first: see :func:`investtrack.plugin.read_back.fault_of`. A file that is replaced
    hands on its permissions; a symbolic link stays one.

    Args:
        path: where the file goes.
        check: told where the written file lies, returns what is wrong with it, in Chinese; nothing where all is well.

    Raises:
        ExportError: the folder or file cannot be written, or what was written cannot be read back.
    """
    if path.parts[:1] == (str(STANDARD_OUTPUT),):
        if path != STANDARD_OUTPUT:
            raise ExportError(path, "-o - 是标准输出，只能写一个文件；这里要写几个，请给一个文件夹")
        whole = io.BytesIO()
        yield whole
        sys.stdout.flush()
        sys.stdout.buffer.write(whole.getvalue())
        sys.stdout.buffer.flush()
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _demand_regular(path)
        path = path.resolve() if path.is_symlink() else path
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        drop_left_over(path.parent, path.name)
        handle, part, done = own_part(path)
    except OSError as error:
        if isinstance(error, ExportError):
            raise
        raise ExportError(
            path,
            f"无法写入（{error.strerror or error}）；请检查文件夹是否存在、有无权限、磁盘是否已满",
        ) from error
    try:
        with _Part(FileIO(handle, "wb")) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _demand_whole(part, path, check, stream.checksum)
        stamp(part, stream.checksum)
        part.chmod(mode)
        part.replace(path)
    except OSError as error:
        if isinstance(error, SourceError):
            raise
        is_open = isinstance(error, PermissionError) and path.exists()
        why = "；是不是在 Word、Excel 或 WPS 里打开着？请关上再试" if is_open else ""
        raise ExportError(
            path, f"无法写入（{error.strerror or error}）{why}；原有文件未改动"
        ) from error
    finally:
        done()


def _demand_regular(path: Path) -> None:
    if path.is_dir():
        raise ExportError(path, "这是一个文件夹，请给出文件名")
    if path.exists() and not path.is_file():
        raise ExportError(path, "这是设备或管道，不是普通文件；请给出一个文件名")


def _demand_whole(
    part: Path,
    path: Path,
    check: Callable[[Path], Sequence[str]] | None,
    checksum: int | None,
) -> None:
    from investtrack.plugin.read_back import fault_of, is_known_whole  # noqa: PLC0415 - parsers, only where a file is written

    fault = "" if is_known_whole(checksum) else fault_of(part, path.suffix.lower())
    if not fault and checksum is not None and checksum_of(part) != checksum:
        fault = "磁盘上的与写出的不同"
    faults = [fault] if fault else list(check(part)) if check is not None else []
    if faults:
        told = "；".join(faults[:_TOLD]) + (f"等{len(faults)}处" if len(faults) > _TOLD else "")
        raise ExportError(
            path,
            f"写出的文件读回来不对（{told}），没有放到位，原有文件未改动；请把这句话发给维护者",
        )


def own_part(path: Path) -> tuple[int, Path, Callable[[], None]]:
    """Open a hidden file beside *path*; return it, its place, and what is called when it was put in place or is given up.

    Until then nobody takes it for what a killed run left.

    Raises:
        OSError: the folder cannot be written.
    """
    while True:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_PART, dir=path.parent)
        part = Path(name)
        if sys.platform == "win32":  # puts nothing in place that is open
            return handle, part, partial(part.unlink, missing_ok=True)
        mine = os.dup(handle)
        with suppress(OSError):  # a disk that knows no locks
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if part.exists():  # not taken for left over before it was locked
            return handle, part, partial(_let_go, mine, part)
        os.close(mine)
        os.close(handle)


def _let_go(mine: int, part: Path) -> None:
    part.unlink(missing_ok=True)
    os.close(mine)


def drop_left_over(folder: Path, name: str) -> None:
    """Remove what a run that was killed left of the file *name* in *folder*, or of one beside it; never what is being written."""
    stem, dot, suffix = name.rpartition(".")
    if "（新稿" in stem:
        stem = stem.rpartition("（新稿")[0]
    own, end = glob.escape(stem or suffix), f"{glob.escape(dot + suffix if stem else '')}.*{_PART}"
    for part in (*folder.glob(f".{own}{end}"), *folder.glob(f".{own}（新稿*）{end}")):
        with suppress(OSError):
            if _is_left_over(part):
                part.unlink()


def _is_left_over(part: Path) -> bool:
    """Whether nobody writes *part* any more: its lock went with the process that held it."""
    if sys.platform != "win32":
        try:
            with part.open("rb") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a disk that knows no locks
            return time.time() - part.stat().st_mtime > _SETTLED
        return True
    # What is open cannot be removed there, and what is closed may yet be put in place.
    return time.time() - part.stat().st_mtime > _SETTLED


class _Part(io.BufferedWriter):
    """The file beside the target. After a first fault it drops what comes, so that the fault is said once.

    An archive that a failed exporter left open closes itself later, and would fail again, out of turn.
    """

    checksum: int | None = 0
    """Of what was written; None where it was not written from its beginning to its end."""
    _has_failed = False
    _place = 0  # where writing would stand, after a fault

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
        if self.checksum is not None:
            self.checksum = zlib.crc32(data, self.checksum)
        self._place += len(data) if self._has_failed else 0
        return self._once(super().write, data, instead=len(data))

    def seek(self, target: int, whence: int = 0, /) -> int:
        self.checksum = None
        self._place = target
        return self._once(super().seek, target, whence, instead=target)

    def tell(self) -> int:
        return self._once(super().tell, instead=self._place)

    def flush(self) -> None:
        self._once(super().flush, instead=None)

    def _once(self, act: Callable[..., Result], *given: object, instead: Result) -> Result:
        if self._has_failed:
            return instead
        try:
            return act(*given)
        except OSError:
            self._has_failed = True
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@frozen
class Copy:
    """An annotated copy to write: of which source, where, and by what."""

    source: Path
    target: Path
    annotator: Annotator


def plan_copies(plugins: Plugins, paths: Sequence[Path], output: Path) -> list[Copy]:
    """Return the annotated copies of the sources at *paths*, one a source; nothing is written yet.

    Args:
        plugins: what is installed.
        paths: files and folders, as given.
        output: a file for one source; else a folder, where each copy is named after its source.

    Raises:
        SourceError: a source is absent.
        UnknownFormatError: no annotator is for a source.
        ExportError: *output* cannot take the copies, or is a source.
    """
    sources = find_sources(plugins, paths)
    chosen = [(source, plugins.annotator_for(source)) for source in sources]
    _demand_names(sources, output)
    if output == STANDARD_OUTPUT and len(chosen) == 1:
        return [Copy(chosen[0][0], output, chosen[0][1])]
    suffix = output.suffix.lower()
    readable = {s for importer in plugins.importers.values() for s in importer.suffixes}
    suffixes = {source: item.suffix_for(source) for source, item in chosen}
    if output.is_dir() or suffix not in readable | set(suffixes.values()):
        taken = [source.stem for source in sources]
        copies = [
            Copy(source, output / f"{_stem(source, taken)}（校核）{suffixes[source]}", item)
            for source, item in chosen
        ]
    elif len(chosen) > 1:
        raise ExportError(output, f"有{len(chosen)}份台账，每份一个校核副本；-o 请给一个文件夹")
    elif suffix != suffixes[sources[0]]:
        raise ExportError(
            output, f"校核副本是 {suffixes[sources[0]]} 文件；-o 请以它结尾，或给一个文件夹"
        )
    else:
        copies = [Copy(chosen[0][0], output, chosen[0][1])]
    _demand_apart(copies, sources, [path for path in paths if path.is_dir()])
    return copies


def _demand_names(sources: Sequence[Path], output: Path) -> None:
    # A finding names its file by name alone.
    names = [source.name for source in sources]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ExportError(output, f"有两份台账都叫“{twice}”，批注分不清是哪一份；请给其中一份改名")


def _stem(source: Path, taken: Sequence[str]) -> str:
    return source.stem if taken.count(source.stem) == 1 else source.name


def _demand_apart(copies: Sequence[Copy], sources: Sequence[Path], folders: Sequence[Path]) -> None:
    """Refuse a copy in the place of a source, or where it would be read as a source next time."""
    originals = {source.resolve() for source in sources}
    for copy in copies:
        target = copy.target.resolve()
        if target in originals or (
            target.exists() and any(target.samefile(source) for source in sources)
        ):
            raise ExportError(copy.target, "这就是来源台账，不会改动来源；-o 请换一个文件名")
        if target.parent in {folder.resolve() for folder in folders}:
            raise ExportError(
                copy.target, "与来源台账在同一文件夹，下次会把副本当台账读入；-o 请换一个文件夹"
            )


def write_copies(
    copies: Sequence[Copy], findings: Sequence[Finding]
) -> Iterator[tuple[Copy, Sequence[str]]]:
    """Write each copy with the findings about its source; yield it and what it lacks of the source.

    Raises:
        SourceError: a source cannot be used.
        ExportError: a copy cannot be written.
    """
    names = {copy.source.name for copy in copies}
    for planned in copies:
        target, moved = place_for(planned.target)
        copy = evolve(planned, target=target)
        about = [finding for finding in findings if _is_about(finding, copy.source.name, names)]
        with writing(copy.target) as stream:
            notes = copy.annotator.annotate(copy.source, about, stream)
        yield copy, [*notes, *([moved] if moved else ())]


def _is_about(finding: Finding, name: str, names: set[str]) -> bool:
    if finding.place.file == name or finding.place.file not in names:
        return True
    return any(cell.file == name for cell in finding.related)


_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive can name."""
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")


def put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Write *data* into *archive* as its part *name*, compressed, without the day and without the user's rights."""
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, data)


def undated(archive: bytes) -> bytes:
    """Return *archive*, a docx, xlsx or zip, without the day and hour it was made.

    python-docx, openpyxl and zipfile put them into every file, so that two files with the same content differ.
    The parts and their order stay; each is stamped 1980-01-01, as are the properties 创建时间 and 修改时间.

    Raises:
        zipfile.BadZipFile: it is no archive.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == _CORE:
                data = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", data)
            put(new, part.filename, data)
    return out.getvalue()
