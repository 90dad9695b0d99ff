"""How a document is laid out: pages, and each paragraph's face, size, spacing and indents; of no format in particular."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class PageLayout:
    """The pages of a section; lengths in mm.

    Attributes:
        width, height: the paper.
        top, bottom, left, right: the margins.
        line_pitch: points from line to line of the page's grid; 0: no grid.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    line_pitch: float = 0

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than high, as for a wide table."""
        return self.width > self.height


@frozen(kw_only=True)
class ParagraphLayout:
    """A paragraph of the body that has text, or a footer's; sizes in points, indents in characters.

    Attributes:
        text: its text.
        place: where it stands: 第3段.
        face: East Asian font of most of its characters.
        size: size of most of its characters.
        line: points from line to line where that is fixed; 0: it is not.
        multiple: lines of single spacing where it is not fixed.
        align: left, right, center or both.
        first_indent, left_indent, right_indent: indents.
        follows_blank: whether the paragraph before it is empty.
    """

    text: str
    place: str = ""
    face: str = ""
    size: float = 0
    line: float = 0
    multiple: float = 1
    align: str = "left"
    first_indent: float = 0
    left_indent: float = 0
    right_indent: float = 0
    follows_blank: bool = False


@frozen(kw_only=True)
class PageNumberLayout:
    """A footer that has the page's number.

    Attributes:
        paragraph: how it is laid out; its text has # for the number.
        pages: ``all``, ``odd``, ``even`` or ``first``.
    """

    paragraph: ParagraphLayout
    pages: str = "all"


@frozen(kw_only=True)
class DocumentLayout:
    """The layout of a document.

    Attributes:
        name: the file's name.
        pages: its sections, in order.
        paragraphs: the body's paragraphs that have text and stand in no table.
        page_numbers: the footers with a page number; empty: pages are not numbered.
    """

    name: str = ""
    pages: tuple[PageLayout, ...] = ()
    paragraphs: tuple[ParagraphLayout, ...] = ()
    page_numbers: tuple[PageNumberLayout, ...] = ()
