"""A paragraph as mentions: each number with its clause, its depth in brackets and its role."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import takewhile

from attrs import evolve, field, frozen

from investtrack.plugin import Paragraph
from investtrack.values import Quantity, half_width
from investtrack.values import QuantityKind as Kind
from investtrack_audit.text.numbers import AMOUNTS, quantities
from investtrack_audit.text.roles import Role, RoleReading, read_following, read_role


_BOUNDARY = re.compile('[,、;:()。!?\n\t“”"《》]')
_SENTENCE_END = frozenset("。!?\n")
_AND = frozenset("和及与")
_HEAD = 40
_TAIL = 24
_CONTEXT = 60
_TIMES = re.compile(
    r"(?:截至|截止|自|从|到|至)?(?:\d{4}年)?(?:\d{1,2}(?: ?[-—–~至到] ?\d{1,2})?月份?(?:\d{1,2}日)?|[一二三四]季度|上半年|前三季度|\d{4}年)(?:底|末|初|以来|前|,)?|目前|今年以来|年初以来|今年|累计"
)


@lru_cache(maxsize=1024)  # for both labels of a number, and 同比增长 stands before many
def _without_times(words: str) -> str:
    return _TIMES.sub("", words)


@frozen
class Mention:
    """One number in its place.

    Attributes:
        quantity: the number.
        head: the words before it in its clause.
        tail: the words after it, up to the next number or mark.
        context: the words of the sentence before it, numbers left out.
        gap: everything between the number before it and it.
        clause: number of its clause (parted by commas and the like).
        segment: number of its segment (parted by semicolons).
        sentence: number of its sentence.
        depth: how many brackets are open.
        reading: what the words say it is.
        index: its place among the mentions of its paragraph.
        is_listed: whether it takes its role from the one before it (分别增长1％、2％).
    """

    quantity: Quantity
    head: str = ""
    tail: str = ""
    context: str = ""
    gap: str = ""
    clause: int = 0
    segment: int = 0
    sentence: int = 0
    depth: int = 0
    reading: RoleReading = field(factory=RoleReading)
    index: int = 0
    is_listed: bool = False
    # Asked for so often that a look at the reading each time costs a tenth of the whole.
    role: Role = field(init=False)
    """What the number is."""
    _is_amount: bool = field(init=False)

    @role.default
    def _role(self) -> Role:
        return self.reading.role

    @_is_amount.default
    def _amount(self) -> bool:
        return self.role is Role.LEVEL and self.quantity.kind in AMOUNTS

    @cached_property
    def label(self) -> str:
        """What the number is of: the words before it, else those after it, without times."""
        return _without_times(self.head) or self.tail

    @cached_property
    def full_label(self) -> str:
        """The words before and after, without times."""
        return _without_times(self.head) + self.tail

    def is_amount(self, like: Quantity) -> bool:
        """Whether it is an amount like *like*, a head included: 人均可支配收入10345元."""
        return self.is_level(like) or (self.role is Role.AVERAGE and self.quantity.is_like(like))

    def is_level(self, like: Quantity | None = None) -> bool:
        """Whether it is an amount or number of things, like *like*."""
        return self._is_amount and (like is None or self.quantity.is_like(like))


@frozen(eq=False)
class Prose:
    """A paragraph's text and its mentions; one is only equal to itself.

    Attributes:
        text: the text with half-width digits and punctuation, of the same length as printed.
        printed: the text as printed.
        place: where the paragraph stands.
        block: its number in the document.
        mentions: the numbers, in order.
        ends: where each sentence ends.
    """

    text: str
    printed: str
    place: str
    block: int
    mentions: tuple[Mention, ...]
    ends: tuple[int, ...]

    def sentence_of(self, position: int) -> tuple[int, int]:
        """Return where the sentence that holds *position* begins and ends."""
        number = bisect_right(self.ends, position)
        begin = self.ends[number - 1] if number else 0
        return begin, self.ends[number] if number < len(self.ends) else len(self.text)

    @cached_property
    def _among(self) -> tuple[int, ...]:
        """Where 其中 first stands in each sentence; the text's length where it does not."""
        begins = (0, *self.ends)
        stops = (*self.ends, len(self.text))
        found = (self.text.find("其中", *span) for span in zip(begins, stops, strict=True))
        return tuple(at if at >= 0 else len(self.text) for at in found)

    def is_listed(self, mention: Mention) -> bool:
        """Whether 其中 stands before *mention* in its sentence."""
        return self._among[mention.sentence] < mention.quantity.start

    def listed_from(self, mention: Mention, most: int) -> list[Mention]:
        """Return *mention* and those that go on its list right behind it (99.1％和96.8％), at most *most*."""
        behind = self.mentions[mention.index + 1 : mention.index + most]
        return [mention, *takewhile(lambda other: other.is_listed, behind)]

    @cached_property
    def by_sentence(self) -> Sequence[Sequence[Mention]]:
        """The mentions, sentence by sentence."""
        groups: list[list[Mention]] = [[] for _ in range(len(self.ends) + 1)]
        for mention in self.mentions:
            groups[mention.sentence].append(mention)
        return groups


def read_prose(paragraph: Paragraph, block: int = 0) -> Prose:
    """Return *paragraph* as mentions; linear in its length."""
    text = half_width(paragraph.text)
    marks = _marks(text)
    ends = tuple(at + 1 for at, mark, _ in marks if mark in _SENTENCE_END)
    positions = [at for at, _, _ in marks]
    mentions: list[Mention] = []
    found = [item for item in quantities(text) if _is_said(text, item)]
    counts = _running(marks)
    for index, quantity in enumerate(found):
        passed = bisect_right(positions, quantity.start - 1)
        clause, segment, sentence, depth = counts[passed]
        floor = positions[passed - 1] + 1 if passed else 0
        previous = found[index - 1].end if index else 0
        begin = max(floor, previous, quantity.start - _HEAD)
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        stop = positions[passed] if passed < len(positions) else len(text)
        if stop < quantity.end:  # a mark inside the number: a thousands comma
            after = bisect_right(positions, quantity.end - 1)
            stop = positions[after] if after < len(positions) else len(text)
        start_of_sentence = ends[sentence - 1] if sentence else 0
        head = text[begin : quantity.start].strip()
        if passed and text[positions[passed - 1]] == ")" and (not head or _GOES_ON.fullmatch(head)):
            head = _before_bracket(text, marks, passed - 1, previous) + head
        joined = index > 0 and head in _AND and not text[previous:begin].strip()
        head = "" if joined else head
        gap = text[max(previous, quantity.start - _CONTEXT) : quantity.start]
        words = _Words(quantity, head, gap, clause, depth)
        last = mentions[-1] if mentions else None
        of_last = last is not None and _is_share_of(last, words)
        alike = _IN_ALL.match(head) is None or any(
            other.quantity.is_like(quantity)
            for other in mentions[-_MOST_ALIKE:]
            if other.sentence == sentence
        )
        reading, is_listed = _read(words, last, of_last=of_last, follows_alike=alike)
        tail = text[quantity.end : min(stop, following, quantity.end + _TAIL)].strip()
        if reading.role is Role.LEVEL and _PER.match(text, quantity.end):
            reading = RoleReading(Role.AVERAGE, "", head)  # 5506公斤/公顷: no part of a sum
        if _COMPARED.match(tail) and _WITH.search(head) and quantity.kind in AMOUNTS:
            reading = RoleReading(Role.PREVIOUS, "", head)  # 与2010年的133972万人相比
        if last is not None and of_last and not is_listed:
            mentions[-1] = evolve(last, reading=RoleReading(Role.BASE, "", last.head))
        mention = Mention(
            quantity,
            head,
            tail,
            text[max(start_of_sentence, quantity.start - _CONTEXT) : quantity.start],
            gap,
            clause,
            segment,
            sentence,
            depth,
            reading,
            index,
            is_listed,
        )
        mentions.append(mention)
    return Prose(text, paragraph.text, paragraph.place, block, tuple(mentions), ends)


def _before_bracket(
    text: str, marks: Sequence[tuple[int, str, int]], closing: int, previous: int
) -> str:
    """Return the words before a bracket without numbers that stands before a number: 两项合计（不含丙县）3亿元."""
    depth = marks[closing][2]
    opening = next(
        (n for n in range(closing - 1, max(-1, closing - _MOST_MARKS), -1) if marks[n][2] == depth + 1 and marks[n][1] == "("),
        None,
    )  # fmt: skip
    if opening is None or previous > marks[opening][0]:
        return ""
    at = marks[opening][0]
    floor = marks[opening - 1][0] + 1 if opening else 0
    return text[max(floor, previous, at - _HEAD) : at].strip()


_PER = re.compile(r" ?/ ?[^\d\s]")
# 固定资产投资（不含农户）完成132.6亿元: what stands behind a bracket names nothing alone.
_COMPARED = re.compile("相比|比较")
_WITH = re.compile("[与同和较比]")
_GOES_ON = re.compile(
    "的|(?:总|种植|播种|销售)?(?:产量|面积|产值|投资额?|收入|支出|增加值|人口|用电量|资金)(?:累计|共)?(?:完成|达到?|为)?|(?:累计|预计|实际|共|已)*(?:完成|达到?|实现|为|有)"
)
_MOST_MARKS, _MOST_ALIKE = 12, 16


def _is_said(text: str, quantity: Quantity) -> bool:
    """Whether it is a quantity of the prose; a bare number only directly before a mark."""
    if quantity.kind is not Kind.BARE:
        return True
    return text[quantity.end : quantity.end + 1] in {"", ",", ";", "。", ")", "、"}


@frozen
class _Words:
    """A number with the words before it, by which it is read."""

    quantity: Quantity
    head: str
    gap: str
    clause: int
    depth: int


_LISTED = frozenset({Role.CHANGE, Role.SHARE, Role.RATE, Role.PULL, Role.EXCESS, Role.CONTRIBUTION})
_FOLLOWED = frozenset({Kind.POINTS, Kind.PERCENT, Kind.MONEY})


_IN_ALL = re.compile("(?:总)?共(?:有)?$")


def _read(
    words: _Words, last: Mention | None, *, of_last: bool, follows_alike: bool
) -> tuple[RoleReading, bool]:
    """Return what a number is, and whether it is so as the one before it in a list."""
    if (
        last is not None
        and not words.head
        and last.reading.role in _LISTED
        and last.quantity.kind is words.quantity.kind
        and words.gap.strip() in {"、", "和", "及", "与"}
    ):
        return evolve(last.reading, subject=""), True
    if of_last:
        return RoleReading(Role.SHARE), False
    reading = read_role(words.head, words.quantity)
    if reading.role is Role.SUM and _IN_ALL.match(words.head) and not follows_alike:
        return RoleReading(
            Role.LEVEL, words.head
        ), False  # 新建项目：共48个: nothing stands before it to sum
    if reading.role is Role.LEVEL and words.quantity.kind in _FOLLOWED:
        return read_following(words.head) or reading, False
    return reading, False


_SHARE_OF = re.compile(
    r"^(?:目标|任务|计划|预算|数|总额|总数|投资|指标)*的(?:比重|比例|进度)?(?:为|达|约|近|仅)?$"
)


# 占88.7万家用电企业的47.7％
_OF_THINGS = re.compile(r"^[^,;。\d]{1,12}的(?:比重|比例)?(?:为|达|约|近|仅)?$")
# 为全年目标42亿元80.52％, with 的 left out.
_OF_AIM = re.compile(r"(?:为|占|完成)[^,;。]{0,16}(?:目标|任务|计划|预算)数?$")


def _is_share_of(base: Mention, share: _Words) -> bool:
    """Whether *base* is what *share* is of: 完成任务589亿元的37％, 为目标（20亿元）的50％."""
    adjoins = not share.head and not share.gap.strip() and _OF_AIM.match(base.head) is not None
    of_things = base.head.endswith("占") and _OF_THINGS.match(share.head) is not None
    if share.quantity.kind is not Kind.PERCENT or not (
        adjoins or of_things or _SHARE_OF.match(share.head)
    ):
        return False
    if base.quantity.kind not in AMOUNTS:
        return False
    return base.clause == share.clause or (
        base.depth == share.depth + 1 and share.gap.strip().startswith(")")
    )


def _marks(text: str) -> list[tuple[int, str, int]]:
    """Return the punctuation that parts clauses: place, mark, depth after it."""
    found = []
    depth = 0
    names = _quotes_of_names(text)
    for match in _BOUNDARY.finditer(text):
        at, char = match.start(), match.group()
        if at not in names:
            if char == "(":
                depth += 1
            elif char == ")":
                depth = max(0, depth - 1)
            elif char in _SENTENCE_END and char != "。":
                depth = 0
            if (
                char == ","
                and text[at - 1 : at].isdigit()
                and text[at + 1 : at + 4].isdigit()
                and not text[at + 4 : at + 5].isdigit()
            ):
                continue  # a thousands comma
            found.append((at, char, depth))
    return found


# “1+6”产业, “四上”企业: a name in quotes goes on, it ends no clause.
_QUOTED = re.compile(r"“[^“”,;:。、()!?\n\"]{1,12}”(?=[^,;:。、()\s\d])")


def _quotes_of_names(text: str) -> frozenset[int]:
    """Return where the quotes stand that only name something."""
    if "“" not in text:
        return frozenset()
    return frozenset(
        at for match in _QUOTED.finditer(text) for at in (match.start(), match.end() - 1)
    )


def _running(marks: Sequence[tuple[int, str, int]]) -> list[tuple[int, int, int, int]]:
    """Return clause, segment, sentence and depth after each number of marks."""
    rows = [(0, 0, 0, 0)]
    segment = sentence = 0
    for clause, (_, mark, depth) in enumerate(marks, 1):
        if mark in _SENTENCE_END:
            sentence += 1
        if mark in _SENTENCE_END or mark == ";":
            segment += 1
        rows.append((clause, segment, sentence, depth))
    return rows
