"""Holds a document's layout against GB/T 9704-2012 (党政机关公文格式): where it differs, and from what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from investtrack.plugin.document_layout import DocumentLayout, PageLayout, ParagraphLayout
from investtrack.values.numerals import chinese_numeral


_TOLERANCE = 1.0  # mm: what the standard allows for 天头 and 订口
_LEAST_LINE, _MOST_LINE = 28.0, 29.5  # points: 22 lines in 225 mm are 28.99
_GRID_LINES = 0.5
_INDENT = 0.3  # characters
_MOST_TOLD = 6
_TITLE, _TEXT, _NUMBER_SIZE = 22.0, 16.0, 14.0
_PAPER = (210.0, 297.0)
_MARGINS = (
    ("top", "天头（上边距）", 37.0),
    ("bottom", "下边距", 35.0),
    ("left", "订口（左边距）", 28.0),
    ("right", "右边距", 26.0),
)
_FACES = {
    "小标宋": ("小标宋",),
    "黑体": ("黑体", "SimHei"),
    "楷体": ("楷体", "KaiTi"),
    "仿宋": ("仿宋", "FangSong"),
    "宋体": ("宋体", "SimSun"),
}
_CHINESE = "[一二三四五六七八九十]{1,4}"
_FIRST = re.compile(f"({_CHINESE})、")
_SECOND = re.compile(f"（({_CHINESE})）")
_THIRD = re.compile(r"(\d{1,2})[.．](?!\d)")
_FOURTH = re.compile(r"（(\d{1,2})）")
_WRONG_NUMBERS = (
    (re.compile(f"{_CHINESE}[.．,，:：]"), "一级标题的数字后面用“、”"),
    (re.compile(f"（{_CHINESE}）[、.．,，]"), "“（一）”后面不加标点"),
    (re.compile(rf"\(({_CHINESE}|\d{{1,2}})\)"), "标题的括号用全角“（）”"),
    (re.compile(r"\d{1,2}、"), "三级标题写作“1.”"),
    (re.compile(r"（\d{1,2}）[、.．,，]"), "“（1）”后面不加标点"),
)
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_DATE_LIKE = re.compile(
    r"[\d〇○零一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_ATTACHMENT = re.compile("附件[:：]")
_ANNEX = re.compile(r"附件\s*\d*")
_CAPTION = re.compile(r"附?图\s*\d{1,3}[\s　：:]")
_LONGEST_HEADING = 40
_LONGEST_ADDRESSEE = 80
_NEAR_END = 12  # paragraphs among which signature and date are looked for


@frozen
class LayoutFault:
    """Something that is laid out otherwise than the standard says.

    Attributes:
        what: what it is about, in Chinese.
        expected: what the standard says.
        found: what is there.
        places: where; empty: the whole document.
        near: the text at the first place.
    """

    what: str
    expected: str
    found: str
    places: tuple[str, ...] = ()
    near: str = ""

    @property
    def place(self) -> str:
        """The places in short: 第3段、第5段等12处."""
        shown = "、".join(self.places[:_MOST_TOLD])
        return f"{shown}等{len(self.places)}处" if len(self.places) > _MOST_TOLD else shown


def layout_faults(layout: DocumentLayout) -> tuple[LayoutFault, ...]:
    """Return where *layout* differs from the standard: pages, then paragraphs by role, numbers, footers, signature."""
    roles = _Roles.of(layout.paragraphs)
    return (
        *_pages(layout.pages),
        *_title(roles),
        *_texts(roles, layout.pages),
        *_headings(roles),
        *_numbers(roles.body),
        *_page_numbers(layout),
        *_attachments(roles),
        *_signature(roles),
    )


@frozen
class _Roles:
    """What each paragraph is.

    Attributes:
        title: the lines of the title.
        addressee: 主送机关, where there is one.
        body: headings and text.
        attachments: 附件说明.
        closing: 署名 and 成文日期.
        annexed: whether annexes follow.
    """

    title: tuple[ParagraphLayout, ...] = ()
    addressee: ParagraphLayout | None = None
    body: tuple[ParagraphLayout, ...] = ()
    attachments: tuple[ParagraphLayout, ...] = ()
    closing: tuple[ParagraphLayout, ...] = ()
    annexed: bool = False

    @classmethod
    def of(cls, paragraphs: Sequence[ParagraphLayout]) -> _Roles:
        """Tell the paragraphs apart by their place and their text."""
        annex = next((n for n, p in enumerate(paragraphs) if n and _ANNEX.fullmatch(p.text)), None)
        # The standard says nothing of pictures, so nothing of the words under one either.
        told = [
            p for p in paragraphs[:annex] if not (p.align == "center" and _CAPTION.match(p.text))
        ]
        title = [told.pop(0)] if told else []
        while told and told[0].align == "center" and title and told[0].size == title[0].size:
            title.append(told.pop(0))
        addressee = None
        if told and told[0].text.endswith(("：", ":")) and len(told[0].text) <= _LONGEST_ADDRESSEE:
            addressee = told.pop(0)
        dated = next(
            (
                n
                for n in range(len(told) - 1, max(-1, len(told) - _NEAR_END), -1)
                if _DATE_LIKE.fullmatch(told[n].text)
            ),
            None,
        )
        closing: list[ParagraphLayout] = []
        if dated is not None:
            first = (
                dated - 1
                if dated
                and not told[dated - 1].text.endswith(("。", "；"))
                and not _ATTACHMENT.match(told[dated - 1].text)
                else dated
            )
            closing = told[first : dated + 1]
            told = told[:first]
        noted = next((n for n, p in enumerate(told) if _ATTACHMENT.match(p.text)), len(told))
        return cls(
            tuple(title),
            addressee,
            tuple(told[:noted]),
            tuple(told[noted:]),
            tuple(closing),
            annex is not None,
        )


def _pages(pages: Sequence[PageLayout]) -> Iterator[LayoutFault]:
    for number, page in enumerate(pages, 1):
        place = (f"第{number}节",) if len(pages) > 1 else ()
        size = (page.height, page.width) if page.is_landscape else (page.width, page.height)
        if any(
            abs(found - wanted) > _TOLERANCE for found, wanted in zip(size, _PAPER, strict=True)
        ):
            yield LayoutFault(
                "用纸", "A4（210×297毫米）", f"{size[0]:.0f}×{size[1]:.0f}毫米", place
            )
        if page.is_landscape:  # the margins of a wide table turn with the sheet
            continue
        for name, what, wanted in _MARGINS:
            found = getattr(page, name)
            if abs(found - wanted) > _TOLERANCE:
                yield LayoutFault(what, f"{wanted:.0f}毫米", f"{found:.1f}毫米", place)


def _is_face(face: str, wanted: str) -> bool:
    return any(name in face for name in _FACES[wanted])


def _gathered(
    what: str,
    expected: str,
    paragraphs: Sequence[ParagraphLayout],
    found: Callable[[ParagraphLayout], str],
) -> Iterator[LayoutFault]:
    """Yield one fault for each thing that is found instead, with all its places; nothing where *found* is empty."""
    by_found: dict[str, list[ParagraphLayout]] = {}
    for paragraph in paragraphs:
        if said := found(paragraph):
            by_found.setdefault(said, []).append(paragraph)
    for said, held in by_found.items():
        places = tuple(paragraph.place for paragraph in held)
        yield LayoutFault(what, expected, said, places, held[0].text)


def _looks(face: str, size: float) -> Callable[[ParagraphLayout], str]:
    def found(paragraph: ParagraphLayout) -> str:
        if _is_face(paragraph.face, face) and paragraph.size == size:
            return ""
        return f"{paragraph.face or '没有指定字体'} {paragraph.size:g}磅"

    return found


def _title(roles: _Roles) -> Iterator[LayoutFault]:
    if not roles.title:
        yield LayoutFault("标题", "2号小标宋，居中", "没有文字")
        return
    yield from _gathered("标题字体字号", "2号（22磅）小标宋", roles.title, _looks("小标宋", _TITLE))
    yield from _gathered(
        "标题位置", "居中", roles.title, lambda p: "" if p.align == "center" else "没有居中"
    )
    if roles.title[-1].text.endswith(("。", "；", "，")):
        yield LayoutFault(
            "标题标点", "末尾没有标点", roles.title[-1].text[-1], (roles.title[-1].place,)
        )
    after = roles.addressee or (roles.body[0] if roles.body else None)
    if after is not None and not after.follows_blank:
        yield LayoutFault("标题之下", "空一行", "没有空行", (after.place,), after.text)
    if roles.addressee is not None:
        found = roles.addressee
        if abs(found.first_indent + found.left_indent) > _INDENT:
            yield LayoutFault(
                "主送机关",
                "顶格",
                f"缩进{found.first_indent + found.left_indent:g}字",
                (found.place,),
                found.text,
            )
        if found.text.endswith(":"):
            yield LayoutFault(
                "主送机关标点", "全角冒号“：”", "半角冒号", (found.place,), found.text
            )


def _is_heading(paragraph: ParagraphLayout, number: re.Pattern[str]) -> bool:
    """Whether a paragraph is a heading alone: short, and no sentence follows it."""
    text = paragraph.text
    return (
        bool(number.match(text))
        and len(text) <= _LONGEST_HEADING
        and "。" not in text[:-1]
        and "；" not in text
    )


def _texts(roles: _Roles, pages: Sequence[PageLayout]) -> Iterator[LayoutFault]:
    texts = [p for p in roles.body if not (_is_heading(p, _FIRST) or _is_heading(p, _SECOND))]
    texts += [roles.addressee] if roles.addressee is not None else []
    yield from _gathered("正文字体字号", "3号（16磅）仿宋", texts, _looks("仿宋", _TEXT))
    pitch = next((page.line_pitch for page in pages if page.line_pitch), 0.0)

    def line(paragraph: ParagraphLayout) -> str:
        if paragraph.line:
            return (
                "" if _LEAST_LINE <= paragraph.line <= _MOST_LINE else f"固定值{paragraph.line:g}磅"
            )
        if pitch and _LEAST_LINE <= pitch <= _MOST_LINE and paragraph.multiple == 1:
            return ""
        return f"{paragraph.multiple:g}倍行距"

    yield from _gathered("行距", "每面22行，约28.95磅", roles.body, line)
    indented = [
        p for p in roles.body if not _is_heading(p, _FIRST) or p.first_indent or p.left_indent
    ]
    yield from _gathered(
        "首行缩进",
        "左空2字",
        indented,
        lambda p: (
            ""
            if abs(p.first_indent + p.left_indent - 2) <= _INDENT
            else f"{p.first_indent + p.left_indent:g}字"
        ),
    )


def _headings(roles: _Roles) -> Iterator[LayoutFault]:
    for name, number, face in (("一级标题", _FIRST, "黑体"), ("二级标题", _SECOND, "楷体")):
        held = [p for p in roles.body if _is_heading(p, number)]
        yield from _gathered(f"{name}字体字号", f"3号（16磅）{face}", held, _looks(face, _TEXT))


def _numbers(body: Sequence[ParagraphLayout]) -> Iterator[LayoutFault]:
    """Yield numbers that are written otherwise or do not follow one another."""
    for paragraph in body:
        for wrong, expected in _WRONG_NUMBERS:
            if found := wrong.match(paragraph.text):
                yield LayoutFault(
                    "标题序号", expected, found[0], (paragraph.place,), paragraph.text
                )
    counts = [0, 0, 0, 0]
    for paragraph in body:
        for level, number in enumerate((_FIRST, _SECOND, _THIRD, _FOURTH)):
            found = number.match(paragraph.text)
            if not found:
                continue
            counts[level] += 1
            counts[level + 1 :] = [0] * (3 - level)
            wanted = (
                chinese_numeral(counts[level]) if level <= 1 else str(counts[level])
            )  # 一、 and （一）
            if found[1] == wanted:
                continue
            if found[1] in {"一", "1"}:  # a new list of the same level
                counts[level] = 1
                continue
            expected = found[0].replace(found[1], wanted)
            yield LayoutFault(
                "标题序号", f"接着是“{expected}”", found[0], (paragraph.place,), paragraph.text
            )
            counts[level] = _value(found[1]) or counts[level]


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return next((number for number in range(1, 100) if chinese_numeral(number) == text), 0)


def _page_numbers(layout: DocumentLayout) -> Iterator[LayoutFault]:
    if not layout.page_numbers:
        yield LayoutFault("页码", "页脚有页码", "没有页码")
        return
    for number in layout.page_numbers:
        found = number.paragraph
        which = {"odd": "单页页码", "even": "双页页码"}.get(number.pages, "页码")
        if not re.fullmatch(r"[—―－-]\s*#\s*[—―－-]", found.text):
            yield LayoutFault(which, "数字左右各一条一字线“— 1 —”", found.text.replace("#", "1"))
        if not _is_face(found.face, "宋体") or found.size != _NUMBER_SIZE:
            yield LayoutFault(
                f"{which}字体字号",
                "4号（14磅）宋体",
                f"{found.face or '没有指定字体'} {found.size:g}磅",
            )
        wanted = {"odd": ("right", "居右"), "even": ("left", "居左")}.get(number.pages)
        if wanted is not None and found.align != wanted[0]:
            yield LayoutFault(
                f"{which}位置", f"{wanted[1]}，空1字", _ALIGNED.get(found.align, found.align)
            )
    if {number.pages for number in layout.page_numbers} == {"all"}:
        yield LayoutFault("页码位置", "单页居右、双页居左", "单双页相同")


_ALIGNED = {"left": "居左", "right": "居右", "center": "居中", "both": "两端对齐"}


def _attachments(roles: _Roles) -> Iterator[LayoutFault]:
    if not roles.attachments:
        if roles.annexed:
            yield LayoutFault(
                "附件说明", "正文之下空一行，写“附件：名称”", "后面有附件，没有附件说明"
            )
        return
    first, *_ = roles.attachments
    if not first.follows_blank:
        yield LayoutFault("附件说明之上", "空一行", "没有空行", (first.place,), first.text)
    if abs(first.first_indent + first.left_indent - 2) > _INDENT:
        yield LayoutFault(
            "附件说明缩进",
            "左空2字",
            f"{first.first_indent + first.left_indent:g}字",
            (first.place,),
            first.text,
        )
    yield from _gathered(
        "附件名称标点",
        "名称后面没有标点",
        roles.attachments,
        lambda p: p.text[-1] if p.text[-1] in "。；，、." else "",
    )


def _signature(roles: _Roles) -> Iterator[LayoutFault]:
    if not roles.closing:
        yield LayoutFault("署名和成文日期", "正文之下写署名和成文日期", "没有找到成文日期")
        return
    *signed, dated = roles.closing
    if not signed:
        yield LayoutFault(
            "署名", "成文日期之上写发文机关署名", "没有署名", (dated.place,), dated.text
        )
    if not _DATE.fullmatch(dated.text) or re.search("[年月]0", dated.text):
        yield LayoutFault(
            "成文日期",
            "阿拉伯数字，年份写全，月、日不编虚位（1不写作01）",
            dated.text,
            (dated.place,),
        )
    for paragraph in roles.closing:
        if paragraph.align != "right":
            what = "成文日期位置" if paragraph is dated else "署名位置"
            yield LayoutFault(
                what,
                "居右编排",
                _ALIGNED.get(paragraph.align, paragraph.align),
                (paragraph.place,),
                paragraph.text,
            )
    if dated.align == "right" and not 2 - _INDENT <= dated.right_indent <= 4 + _INDENT:
        yield LayoutFault(
            "成文日期位置",
            "右空2至4字",
            f"右空{dated.right_indent:g}字",
            (dated.place,),
            dated.text,
        )
