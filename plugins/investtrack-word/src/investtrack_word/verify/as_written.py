"""Whether a report on disk is still what was written, and which working copy a clean copy belongs to."""

from __future__ import annotations

import re
from pathlib import Path

from investtrack.errors import SourceError
from investtrack_ooxml.document.opening import open_document
from investtrack_ooxml.package import Package
from investtrack_word.report.trace import BODY_DIGEST, TEXT_DIGEST, CleanMark, digest_of_body
from investtrack_word.report.trace_part import about_of


_BODY, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_IDENTIFIER = re.compile(rb"<dc:identifier>([^<]*)</dc:identifier>")


def is_as_written(path: Path) -> bool:
    """Whether the document at *path* is a report of ours that nobody has saved since.

    Every program that saves a document writes its body anew; so a body that differs in one sign was saved by somebody.
    What cannot be read, or carries neither trace nor mark, may be anybody's work.
    """
    try:
        package = open_document(path)
        about = about_of(package)
        body = package.read(_BODY)
    except (SourceError, KeyError, ValueError):
        return False
    if about is not None:
        return about.get(BODY_DIGEST) == digest_of_body(body)
    mark = _mark_of(package)
    return mark is not None and mark.body == digest_of_body(body)


def clean_mark(path: Path) -> CleanMark | None:
    """Return what the clean copy at *path* is known by; None where it is none of ours."""
    try:
        return _mark_of(open_document(path))
    except SourceError:
        return None


def _mark_of(package: Package) -> CleanMark | None:
    try:
        properties = package.read(_PROPERTIES)
    except (SourceError, KeyError):
        return None
    found = _IDENTIFIER.search(properties)
    if found is None:
        return None
    from html import unescape

    return CleanMark.parse(unescape(found[1].decode("utf-8", "replace")))


def working_copy_of(path: Path) -> Path | None:
    """Return the working copy that stands beside the clean copy at *path*; None where there is none."""
    mark = clean_mark(path)
    if mark is None:
        return None
    for other in sorted(path.parent.glob("*.docx")):
        if other.samefile(path) or other.name.startswith("~$"):
            continue
        try:
            about = about_of(open_document(other))
        except (SourceError, ValueError):
            continue
        if about is not None and about.get(TEXT_DIGEST) == mark.words:
            return other
    return None
