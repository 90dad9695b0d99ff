"""Whether a report on disk is still what was written, or somebody's work that must not be overwritten."""

from __future__ import annotations

from pathlib import Path

from investtrack.errors import SourceError
from investtrack_ooxml.document.opening import open_document
from investtrack_word.report.trace import BODY_DIGEST, digest_of_body
from investtrack_word.verify.document import read_report


_BODY = "word/document.xml"


def is_as_written(path: Path) -> bool:
    """Whether the document at *path* is a report of ours that nobody has saved since.

    Every program that saves a document writes its body anew; so a body that differs in one sign was saved by somebody.
    What cannot be read, or carries no trace, may be anybody's work.
    """
    try:
        trace = read_report(path).trace
        package = open_document(path)
    except SourceError:
        return False
    if trace is None:
        return False
    return trace.about.get(BODY_DIGEST) == digest_of_body(package.read(_BODY))
