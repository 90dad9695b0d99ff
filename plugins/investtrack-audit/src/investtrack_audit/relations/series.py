"""What a list of parts is, and of what it may be: the amounts of one slot, and the wholes said before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from investtrack.values import Quantity, whole_number
from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.several import SEVERAL
from investtrack_audit.text.classification import are_days
from investtrack_audit.text.indicators import indicator_of, may_be_part
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.listings import ListOfParts, names_of
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


_MOST_WHOLES = 5
_FARTHEST, _NEAR = 80, 16
_LONGEST_NAME = 24


@frozen
class Series:
    """The amounts of one slot of a list, with the whole they may be of.

    Attributes:
        listing: the list.
        parts: its amounts of one kind and indicator, in order.
        wholes: what they may be part of, the likeliest first.
        is_full: whether every item of the list has one.
        is_declared: whether the words before the list say how many items there are, and there are as many,
            or other amounts of the same items make their whole; where these do not, that is doubtful.
    """

    listing: ListOfParts
    parts: tuple[Mention, ...]
    wholes: tuple[Mention, ...]
    is_full: bool
    is_declared: bool = False

    @property
    def labels(self) -> list[str]:
        """The names of the items."""
        return names_of(self.parts, [self.listing.labels[part.index] for part in self.parts])

    @property
    def agrees(self) -> bool:
        """Whether these make the whole within the last place printed, and digits and items enough that it is no accident."""
        if len(self.parts) <= SEVERAL or not self.is_full or not self.wholes:
            return False
        whole = self.wholes[0].quantity
        apart = abs(added(part.quantity.value for part in self.parts) - whole.value)
        step = max(whole.step, *(part.quantity.step for part in self.parts))
        return is_significant(whole) and apart <= step

    @property
    def proves_complete(self) -> bool:
        """Whether these are numbers of things that make the whole number exactly: nothing is left out."""
        if len(self.parts) < SEVERAL or not self.is_full or not self.wholes:
            return False
        quantities = [part.quantity for part in self.parts]
        whole = self.wholes[0].quantity
        exact = all(is_exact_count(item) for item in (*quantities, whole))
        return exact and added(item.value for item in quantities) == whole.value


_DECLARED = re.compile(
    r"([两二三四五六七八九十]{1,2})(?:大(?!道)|类|个(?!月|百分|方面))(?=[^,;:。()\d]{1,10})"
)
_MOST_BEFORE = 60


def is_declared_list(prose: Prose, listing: ListOfParts) -> bool:
    """Whether 三大园区, 四类项目 before or in the marker counts the items of the list."""
    begin, _ = prose.sentence_of(max(0, listing.at - 2))
    begin = max(begin, listing.at - _MOST_BEFORE)
    end = listing.at + len(listing.words)
    found = [whole_number(match[1]) for match in _DECLARED.finditer(prose.text, begin, end)]
    return len(listing.items) > SEVERAL and bool(found) and found[-1] == len(listing.items)


def is_exact_count(quantity: Quantity) -> bool:
    """Whether it is a number of things, printed to the last of them."""
    return quantity.kind is Kind.COUNT and quantity.interval.low == quantity.interval.high


def wholes_of(
    prose: Prose, listing: ListOfParts, series: Sequence[Mention], listed: set[int]
) -> list[Mention]:
    """Return the amounts before the list that may be its whole, the likeliest first.

    They are of the same indicator; the own sentence comes before the one before, whose parts are
    no wholes.
    """
    first = series[0]
    indicator = indicator_of_mention(first)
    found: list[Mention] = []
    heads = {canonical(part.head) for part in series}
    outer = listing.depth - 1 if listing.kind == "bracket" else listing.depth
    own = prose.text.rfind(";", max(0, listing.at - 200), listing.at)
    named = _named_before(prose, listing)
    for index in range(first.index - 1, max(-1, first.index - _FARTHEST), -1):
        mention = prose.mentions[index]
        if mention.quantity.start >= listing.at or mention.depth > outer:
            continue
        if len(found) >= _MOST_WHOLES:
            break
        usable = mention.is_level(first.quantity) or (
            mention.role in {Role.SUM, Role.REMAINING} and mention.quantity.is_like(first.quantity)
        )
        is_part = mention.index in listed and not (
            listing.kind == "bracket"
            or (listing.is_inner and mention.quantity.start > own)
            or _opens_sentence(prose, mention, first)
        )
        is_part = is_part and not (named and canonical(mention.head) == named)
        if usable and not is_part and may_be_part(indicator, indicator_of_mention(mention)):
            found.append(mention)
        if listing.kind == "bracket" and mention.sentence != first.sentence:
            break
        if listing.is_inner and found:
            break
    found = [whole for whole in found if named and canonical(whole.head) == named] or found
    if not found:
        found = _parts_before(prose, listing, first)
    if len(heads) == 1 and len(series) > 1:
        head = next(iter(heads))
        same = [mention for mention in found if head and canonical(mention.head).endswith(head)]
        found = [*same, *(mention for mention in found if mention not in same)]
    if first.quantity.kind is Kind.MONEY:  # of the same indicator by name before one without
        found.sort(key=lambda mention: indicator_of_mention(mention) != indicator)
    return found


def _named_before(prose: Prose, listing: ListOfParts) -> str:
    """Return what 包括 is said of: 公务经费 of 其中公务经费4.77亿元…。公务经费包括：…."""
    if listing.words != "包括":
        return ""
    opening = max(prose.sentence_of(listing.at)[0], listing.at - _LONGEST_NAME)
    return canonical(re.split("[,;]", prose.text[opening : listing.at])[-1])


def _opens_sentence(prose: Prose, mention: Mention, first: Mention) -> bool:
    """Whether *mention* is the first amount of the sentence whose list begins with *first*: 乡村2亿元，其中…."""
    same = mention.sentence == first.sentence and mention.segment == first.segment
    return same and prose.by_sentence[mention.sentence][0] is mention


def _parts_before(prose: Prose, listing: ListOfParts, first: Mention) -> list[Mention]:
    """Return the last part listed in the sentence before, where nothing else is a whole: 第二产业5亿元。其中，工业…."""
    if listing.kind != "among":
        return []
    for mention in reversed(prose.mentions[max(0, first.index - _NEAR) : first.index]):
        if mention.sentence == first.sentence:
            continue
        if mention.sentence < first.sentence - 1:
            break
        alike = may_be_part(indicator_of_mention(first), indicator_of_mention(mention))
        if first.quantity.kind is Kind.COUNT and first.quantity.value > mention.quantity.value:
            return []  # 新建3个；收尾2个。其中已开工5个: of all that were listed
        if mention.is_level(first.quantity) and alike:
            return [mention]
    return []


def indicator_of_mention(mention: Mention) -> str:
    """Return the indicator an amount of money is of by its label, empty where it names none."""
    return indicator_of_label(mention.label, mention.quantity)


def indicator_of_label(label: str, quantity: Quantity) -> str:
    """Return the indicator *label* gives *quantity*; only amounts of money have one."""
    return indicator_of(label) if quantity.kind is Kind.MONEY else ""


def is_tied(whole: Mention, first: Mention, listing: ListOfParts) -> bool:
    """Whether the words leave no doubt that the list is of *whole*."""
    near = 1 if listing.kind in {"among", "split"} else 0
    if first.sentence - whole.sentence > near:
        return False
    if listing.kind == "among" and whole.gap.startswith("、"):
        return False  # 省级5个、市级3个，其中已开工6个: of both
    if listing.kind == "bracket":
        return (
            first.index - whole.index <= _NEAR_INDEX or whole.clause >= first.clause - _NEAR_CLAUSES
        )
    return True


def is_simple_list(series: Sequence[Mention], listing: ListOfParts) -> bool:
    """Whether each item of the list has a name of its own, and no running total is among them."""
    if len(series) > 1 and any(re.search(r"累计|\d月(?!\d{1,2}日)", part.head) for part in series):
        return False  # a running total holds the ones before it
    labels = [listing.labels[part.index] for part in series]
    if are_days([part.head for part in series]):
        return True
    if len({canonical(label) or label for label in labels}) < len(labels):
        sizes = [re.sub(r"[^\d\-—–~至到以上下万亿]", "", label) for label in labels]
        if len(set(sizes)) < len(sizes) or not all(map(_SIZE.search, labels)):
            return False
    if any(label.rstrip().endswith("等") for label in labels):
        return False
    return all(labels)


_SIZE = re.compile(r"\d(?:亿|万)?元|规[上下]|限[上下]")


_ACCIDENTAL = 2
"""Digits that may agree by accident."""
_NEAR_INDEX = 2
_NEAR_CLAUSES = 3


def is_significant(quantity: Quantity) -> bool:
    """Whether agreement with it is hardly an accident: three digits or more."""
    return len(quantity.number.replace(".", "").strip("0")) > _ACCIDENTAL
