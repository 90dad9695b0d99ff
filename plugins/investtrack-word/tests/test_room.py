"""How much of a page is left below text: 22 lines of 28 characters a page, each worked out by hand."""

import pytest

from investtrack_word.report.pictures import PAGE, _height, room_below
from investtrack_word.report.styles import H1, TITLE


LINE = 225 / 22


def paragraph(text, style="公文正文"):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("字" * 26, 1),  # two characters are left free at the first line's start
        ("字" * 27, 2),
        ("字" * 54, 2),
        ("2022" * 13, 1),  # a digit is half a character
        ("2022" * 13 + "字", 2),
    ],
)
def test_a_paragraph_takes_lines_of_28_characters(text, lines):
    assert room_below(paragraph(text)) == pytest.approx(PAGE - lines * LINE, abs=0.1)


def test_a_title_takes_higher_lines_one_for_each_of_its_own():
    title = paragraph("甲县</w:t></w:r><w:r><w:br/><w:t>汇报", TITLE)
    assert room_below(title) == pytest.approx(PAGE - 2 * 12.7, abs=0.1)


def test_what_does_not_fit_goes_on_on_the_next_page_and_a_heading_with_the_line_below_it():
    full = paragraph("字") * 21
    assert room_below(full) == pytest.approx(LINE, abs=0.4)
    assert room_below(full + paragraph("字" * 54)) == pytest.approx(PAGE - LINE, abs=0.4)
    assert room_below(full + paragraph("一、", H1)) == pytest.approx(PAGE - LINE, abs=0.4)
    assert room_below(paragraph("字"), LINE / 2) == pytest.approx(PAGE - LINE, abs=0.1)


@pytest.mark.parametrize(("room", "height"), [(225, 72), (83, 72), (80, 69), (53, 42), (52, 72)])
def test_a_picture_is_lower_where_it_fits_then_on_the_page_begun(room, height):
    assert _height(room) == height
