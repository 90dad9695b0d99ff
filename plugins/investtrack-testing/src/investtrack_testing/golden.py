"""What a plugin writes, against what it wrote when somebody looked at it: expectations as text beside the test."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path, PurePath

from attrs import define, field

from investtrack_testing.texts import TextOf, plain_text, text_reader


__tracebackhide__ = True  # pytest shows the author's line, not ours


_MOST_LINES = 60


@define
class Golden:
    """Compares what was written with files in *folder*; called as ``golden(data, "公报.docx")``.

    A text file is kept as it is. Of a docx or an xlsx the text is kept, ``公报.docx.txt``: paragraphs,
    or cells with their formulas, so that a change can be read and reviewed. Other bytes are kept whole.

    Attributes:
        folder: where the expectations stand: ``expected`` beside the test.
        update: whether to write what is met in place of what was expected (``--update-expected``).
        used: the expectations compared so far.
    """

    folder: Path
    update: bool = False
    used: list[Path] = field(factory=list)

    def __call__(self, data: bytes | str, name: str, *, text: TextOf | None = None) -> None:
        """Compare *data* with what is expected under *name*.

        Args:
            data: what was written.
            name: a file name, whose suffix says how it is compared.
            text: from the bytes to their text, where the kit has no way of its own.

        Raises:
            AssertionError: they differ, with the lines that do; or nothing is expected yet.
            ValueError: *name* is more than a file name.
        """
        if PurePath(name).name != name or name in {".", ".."}:
            raise ValueError(f"a name without a folder, not {name!r}")
        path, now = self._kept(data, name, text)
        self.used.append(path)
        if self.update:
            if not path.exists() or path.read_bytes() != now:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(now)
            return
        if not path.exists():
            raise AssertionError(
                f"nothing is expected yet: {path} is absent. Run pytest --update-expected, then read it.\n"
                f"{_shortened(now.decode('utf-8', 'replace').splitlines())}"
            )
        then = path.read_bytes()
        if then != now:
            raise AssertionError(
                f"{name} is not what {path} says. If it is meant, run pytest --update-expected.\n"
                + "\n".join(_difference(then, now, path.name))
            )

    def _kept(self, data: bytes | str, name: str, text: TextOf | None) -> tuple[Path, bytes]:
        """Return where the expectation stands, and the bytes it should hold."""
        path = self.folder / name
        if isinstance(data, str):
            return path, data.encode()
        reader = text or text_reader(path.suffix)
        if text is None and (reader is None or path.suffix in _TEXTS):
            return path, data
        return path.with_name(f"{name}.txt"), f"{(reader or plain_text)(data)}\n".encode()


_TEXTS = {".txt", ".md", ".json", ".ics", ".toml", ".xml", ".svg", ".csv", ".html", ".htm"}


def _difference(then: bytes, now: bytes, name: str) -> Iterator[str]:
    try:
        old, new = then.decode("utf-8-sig"), now.decode("utf-8-sig")
    except UnicodeDecodeError:
        at = next(
            (i for i, (a, b) in enumerate(zip(then, now, strict=False)) if a != b),
            min(len(then), len(now)),
        )
        yield f"{len(then)} bytes were expected and {len(now)} met; from byte {at} on:"
        yield f"- {then[at : at + 32].hex(' ')}"
        yield f"+ {now[at : at + 32].hex(' ')}"
        return
    lines = list(
        difflib.unified_diff(
            old.splitlines(), new.splitlines(), f"expected/{name}", "met", lineterm="", n=2
        )
    )
    if not lines:
        yield "only line ends or the byte-order mark differ"
    yield _shortened(lines)


def _shortened(lines: list[str]) -> str:
    if len(lines) <= _MOST_LINES:
        return "\n".join(lines)
    return "\n".join([*lines[:_MOST_LINES], f"… and {len(lines) - _MOST_LINES} lines more"])
