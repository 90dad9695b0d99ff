"""What this distribution offers. Heavy libraries are imported when something is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import Verb, hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.plugin import DocumentReader, Exporter, Template


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer the working copy of the report, and the clean copy that is handed in."""
    from investtrack_word.exporter import WordCleanExporter, WordExporter

    return (WordExporter(), WordCleanExporter())


@hookimpl
def investtrack_templates() -> Iterable[Template]:
    """Offer the Word template of every kind of report."""
    from investtrack_word.exporter import (
        HalfYearTemplate,
        MonthTemplate,
        NineMonthsTemplate,
        WordTemplate,
        YearTemplate,
    )

    return (
        WordTemplate(),
        MonthTemplate(),
        HalfYearTemplate(),
        NineMonthsTemplate(),
        YearTemplate(),
    )


@hookimpl
def investtrack_documents() -> Iterable[DocumentReader]:
    """Offer the reader of Word documents."""
    from investtrack_word.verify.reader import WordReader

    return (WordReader(),)


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer the verbs for edited reports."""
    return (
        Verb(
            "verify",
            "核对改过的 Word 汇报：哪些数未变、改过、过时、手填、缺失",
            "investtrack_word.commands:Verify",
        ),
        Verb(
            "refresh",
            "把新台账的数写进改过的 Word 汇报，人写的文字不动",
            "investtrack_word.commands:Refresh",
        ),
        Verb(
            "roll",
            "由上期改过的 Word 汇报和本期台账，写出本期的初稿",
            "investtrack_word.commands:Roll",
        ),
        Verb(
            "freeze",
            "定稿：把汇报、台账和配置封存在一起，以后说得出改过什么",
            "investtrack_word.freeze.command:Freeze",
        ),
        Verb(
            "infer",
            "由上期的真实汇报和当期台账，生成本县自己的 Word 模板",
            "investtrack_word.commands:Infer",
        ),
    )
