"""Placeholders outside cells: in a sheet's page headers and footers, and in its text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from investtrack_forms.expressions.form_context import FormContext, FormFault
from investtrack_forms.expressions.syntax import FormSyntaxError, parse_text
from investtrack_forms.trace import FilledPlaceholder
from investtrack_ooxml.runs import replaced
from investtrack_ooxml.spreadsheet.cells import clean
from investtrack_ooxml.spreadsheet.workbook import Workbook, Worksheet
from investtrack_ooxml.xml import local_name


if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGE = {
    "oddHeader": "页眉", "evenHeader": "偶数页页眉", "firstHeader": "首页页眉", "oddFooter": "页脚", "evenFooter": "偶数页页脚",
    "firstFooter": "首页页脚",
}  # fmt: skip


@frozen(eq=False)
class LooseText:
    """A text outside cells, in runs.

    Attributes:
        place: where, for messages.
        runs: its elements.
        is_page: whether it is a header or footer, where ``&`` begins a code.
    """

    place: str
    runs: list[_Element]
    is_page: bool

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(run.text or "" for run in self.runs)


def loose_texts(book: Workbook, sheet: Worksheet) -> Iterator[LooseText]:
    """Yield the texts of *sheet* outside its cells that hold a placeholder."""
    found = [
        LooseText(f"{sheet.name}!{_PAGE[local_name(element)]}", [element], is_page=True)
        for element in book.package.tree(sheet.part).iter()
        if local_name(element) in _PAGE
    ]
    for part in book.package.related(sheet.part, "drawing"):
        for paragraph in book.package.tree(part).iter():
            if local_name(paragraph) == "p":
                runs = [element for element in paragraph.iter() if local_name(element) == "t"]
                found.append(LooseText(f"{sheet.name}!文本框", runs, is_page=False))
    yield from (item for item in found if "{{" in item.text or "｛｛" in item.text)


def check_loose(
    context: FormContext, book: Workbook, sheet: Worksheet, faults: list[FormFault]
) -> None:
    """Note every placeholder outside cells that cannot be answered."""
    for item in loose_texts(book, sheet):
        try:
            pieces = parse_text(item.text)
            for expression in pieces.expressions if pieces else ():
                context.check(expression, None, sheet.name, in_group=False)
        except FormSyntaxError as error:
            faults.append(FormFault(item.place, str(error)))


def fill_loose(
    context: FormContext, book: Workbook, sheet: Worksheet
) -> Iterator[FilledPlaceholder]:
    """Fill the placeholders outside cells; each run keeps its font."""
    for item in loose_texts(book, sheet):
        pieces = parse_text(item.text)
        words = []
        for expression in pieces.expressions if pieces else ():
            answer = context.answer(expression, sheet.name)
            said = context.text(answer, expression)
            words.append(said.replace("&", "&&") if item.is_page else said)
            yield context.entry(item.place, answer, expression, said)
        changed = replaced(
            [run.text or "" for run in item.runs], pieces.spans if pieces else (), words
        )
        for run, text in zip(item.runs, changed, strict=True):
            run.text = clean(text)
