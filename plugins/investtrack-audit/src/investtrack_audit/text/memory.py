"""What the document has said so far, for relations whose other number stands elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice

from attrs import define, field, frozen

from investtrack.values import Quantity, QuantityKind
from investtrack.values.period import MONTHS
from investtrack.values.period_spelling import periods_in
from investtrack_audit.text.labels import canonical, covers
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


_KEPT = 60
_DONE = 12
_NEAR = 6
_REACH = 600
_MOST_ITEMS, _MOST_NAMED = 400, 24
# A date by which the months since January are over: 3月底, 截至2022年3月.
_UNTIL = (
    re.compile(r"(?<![\d-])(\d{1,2})月(?:份)?(?:底|末|\d{1,2}日)"),
    re.compile(r"截[至止到](?:目前)?(?:\d{4}年)?(\d{1,2})月"),
)


_TITLE = re.compile("(?:^|《)[^《》]*》")
_AIM = re.compile("(?:工作|投资)?(?:目标|计划|任务)")
_OF_MONTHS = re.compile("[月季半]")
"""What every period of some months of a year is written with."""
_REMEMBERED = frozenset(
    {Role.LEVEL, Role.CHANGE, Role.REMAINING, Role.SUM, Role.SHARE, Role.AVERAGE}
)
_OF = re.compile("^.*(?:占|为|完成|达到?)(?=.)|的$")


@frozen
class Remembered:
    """A number said before.

    Attributes:
        quantity: the number.
        label: the words around it.
        context: the words of its sentence up to it.
        block: index of its paragraph or table.
        role: what it was.
        is_listed: whether 其中 stands before it in its sentence.
        share_of: what it is itself said to be a share of, right behind it: 出口2亿元，占出口总值的70％ is not all of 出口.
    """

    quantity: Quantity
    label: str
    context: str
    block: int
    role: Role
    is_listed: bool = False
    share_of: str = ""


def share_behind(prose: Prose, mention: Mention) -> str:
    """Return what the amount is said to be a share of by the words right behind it; nothing where it is of none."""
    for other in prose.mentions[mention.index + 1 : mention.index + 1 + _TO_SHARE]:
        if other.segment != mention.segment or other.is_level():
            return ""
        if other.role is Role.SHARE:
            return canonical(other.reading.object)
    return ""


_TO_SHARE = 2


@frozen
class RunWhole:
    """What several shares side by side are of.

    Attributes:
        whole: an amount printed before, or None where it is what their parts make.
        fitting: places of the shares that are of it.
        is_telling: whether so many agree that one that does not is doubtful.
    """

    whole: Quantity | None
    fitting: frozenset[int]
    is_telling: bool


@define
class Memory:
    """What was said before.

    Attributes:
        recent: numbers of the paragraphs before, the nearest first.
        items: what the document's tables state by a name, those after the paragraph included.
        sectors: the paragraphs that state an amount for each of the three industries, with its
            indicator and the amounts, those after the paragraph included.
        shared: how many shares, by their words and what they are of, agreed with their whole before.
        months: how many months of the year the last period said spans.
        same_names: name and kind → the items that bear it, once looked for.
        yearly: the rates of the year's plan that the document states, each with its paragraph.
        found: what *named* found since the last paragraph.
        grown: the growth rates among *recent*, each with its place there, once looked for since the last paragraph.
        run_wholes: what the shares of a run, by its paragraph and first share, were found to be of.
        done: verb, number done, number of all, and the sentence, of 40个中已开工31个.
    """

    recent: deque[Remembered] = field(factory=lambda: deque(maxlen=_KEPT))
    items: list[Remembered] = field(factory=list)
    done: deque[tuple[str, Quantity, Quantity, tuple[int, int]]] = field(
        factory=lambda: deque(maxlen=_DONE)
    )
    sectors: list[tuple[int, str, tuple[Quantity, ...]]] = field(factory=list)
    shared: Counter[tuple[str, Quantity]] = field(factory=Counter)
    months: int | None = None
    yearly: list[tuple[int, Quantity]] = field(factory=list)
    found: dict[tuple[object, ...], tuple[Remembered, ...]] = field(factory=dict)
    grown: list[tuple[int, Remembered]] | None = None
    same_names: dict[tuple[str, QuantityKind], list[Remembered]] = field(factory=dict)
    run_wholes: dict[tuple[int, int], RunWhole | None] = field(factory=dict)
    _items_known: set[tuple[str, str, str]] = field(factory=set)

    def add(self, prose: Prose) -> None:
        """Remember the numbers of *prose*, and the period it speaks of."""
        self.months = months_said(prose.text) or self.months
        self.found.clear()
        self.grown = None
        self.run_wholes.clear()
        for mention in prose.mentions:
            base = mention.role is Role.BASE  # 占年度计划78.5亿元的53％ states the plan
            if base or mention.role in _REMEMBERED:
                label = mention.full_label
                self.recent.appendleft(
                    Remembered(
                        mention.quantity,
                        _OF.sub("", label) if base else label,
                        mention.context,
                        prose.block,
                        Role.LEVEL if base else mention.role,
                        prose.is_listed(mention),
                        share_behind(prose, mention),
                    )
                )

    def add_items(self, items: Iterable[Remembered]) -> None:
        """Remember what a table states by a name, once where it is stated again."""
        for item in items:
            key = (item.label, item.quantity.number, item.quantity.unit)
            if key not in self._items_known:
                self._items_known.add(key)
                self.items.append(item)

    def months_at(self, prose: Prose, position: int) -> int | None:
        """Return how many months of the year the period spans that was said last before *position*."""
        own = months_said(prose.text[max(0, position - _REACH) : position + 8])
        return own or self.months

    def sectors_near(self, block: int, indicator: str = "") -> tuple[Quantity, ...]:
        """Return the amounts of the three industries stated nearest to *block*, of *indicator* if named."""
        first = bisect_left(self.sectors, block - _NEAR, key=lambda item: item[0])
        near = [
            (abs(at - block), parts)
            for at, own, parts in self.sectors[first : first + 2 * _NEAR + 1]
            if abs(at - block) <= _NEAR and (own == "投资") == (indicator == "投资")
        ]
        return min(near, key=lambda item: item[0])[1] if near else ()

    def levels(
        self, like: Quantity, within: int = _KEPT, role: Role = Role.LEVEL
    ) -> Iterator[Remembered]:
        """Yield amounts said before that are like *like*, or those of another *role*, the nearest first."""
        for count, item in enumerate(self.recent):
            if count >= within:
                return
            if item.role is role and item.quantity.is_like(like):
                yield item

    def growths(self, within: int = _KEPT) -> Iterator[Remembered]:
        """Yield the rates of growth among the *within* numbers said last, the nearest first."""
        if self.grown is None:
            self.grown = [
                (count, item)
                for count, item in enumerate(self.recent)
                if item.role is Role.CHANGE and item.quantity.kind is QuantityKind.PERCENT
            ]
        yield from (item for count, item in self.grown if count < within)

    def named(self, wanted: str, like: Quantity | None = None) -> Iterator[Remembered]:
        """Return the amounts said before whose words name *wanted*, the nearest first."""
        key = (wanted, like and (like.kind, like.currency, like.unit))
        if key not in self.found:
            self.found[key] = tuple(self._named(wanted, like))
        return iter(self.found[key])

    def _named(self, wanted: str, like: Quantity | None) -> Iterator[Remembered]:
        for item in self.recent:
            if item.role is not Role.LEVEL or (
                like is not None and not item.quantity.is_like(like)
            ):
                continue
            if covers(wanted, item.label):
                yield item
        named = (
            item
            for item in self.items[:_MOST_ITEMS]
            if (like is None or item.quantity.is_like(like)) and covers(wanted, item.label)
        )
        yield from islice(named, _MOST_NAMED)


def months_said(text: str) -> int | None:
    """Return how many months of the year the last period named in *text* spans, or None."""
    if _OF_MONTHS.search(text) is None:
        return None
    if "》" in text:  # 《关于1-5月财政收支的通报》 says of which months another document is
        text = _TITLE.sub("", text)
    periods = [
        found for found in periods_in(text) if found.first == 1 < found.last and not found.is_year
    ]
    # 占一季度工作目标的43％ says of which months the aim is, not how many are over.
    over = [found for found in periods if not _AIM.match(text, found.end)]
    named = [(found.start, found.last) for found in over or periods]
    named += [(match.start(), int(match[1])) for until in _UNTIL for match in until.finditer(text)]
    months = max(named)[1] if named else 0
    return months if months in MONTHS else None
