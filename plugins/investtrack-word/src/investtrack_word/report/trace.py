"""The trace of a report: every printed figure, its exact value and cells, and the text it stood in."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from investtrack.metrics.figure import Figure, Kind, cells_of
from investtrack.model.profile import DisplayProfile
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.rate import Points, Rate
from investtrack_word.report.rendered import RenderedValue, printable


NAMESPACE = "urn:investtrack:trace:1"
BODY_DIGEST = "body"
"""Name, in what a trace says about the report, of the digest of the body as it was written."""
TEXT_DIGEST = "text"
"""Name of the digest of the body's text, the same in the working copy and in the clean one."""
_TEXTS = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_CELLS_EACH = 12
_UNITS = {Kind.COUNT: "个", Kind.DAYS: "天"}
_SAID_UNITS = {"wan": Unit.WAN, "yuan": Unit.YUAN, "yi": Unit.YI, "excess": Unit.YI}


@frozen
class Print:
    """One printing of a figure.

    Attributes:
        number: which printing, counted from 0 through the document.
        figure: id of the figure, of a fact, or of an annex column.
        text: as printed.
        filter_name: the filter that worded it.
        options: the filter's arguments as JSON.
        key: which row or part of the figure.
        value: the exact value.
        form: unit and decimals as printed, such as 亿元.2.
        whole: the exact value of the whole figure, which the part tells with the figure, not here.
        former: what stands there again where a change since is rejected; empty where nothing can be.
    """

    number: int
    figure: str
    text: str
    filter_name: str = ""
    options: str = ""
    key: str = ""
    value: str = ""
    form: str = ""
    whole: str = ""
    former: str = ""


@frozen
class Traced:
    """A figure as it was when printed: title, exact value, unit, cells and how many more records."""

    title: str
    value: str
    unit: str
    cells: tuple[str, ...] = ()
    more: int = 0
    note: str = ""


@frozen
class Former:
    """Sentences that a tracked change took out of a paragraph, and that stand again where it is rejected.

    Attributes:
        at: before which sentence of the paragraph they stood.
        count: how many sentences stand in their place now; -1 where only the paragraph's number is another.
        pieces: their text and printings; that number.
    """

    at: int
    count: int
    pieces: tuple[str | Print, ...]


@frozen
class WrittenLine:
    """A paragraph as written.

    Attributes:
        part: the part it stands in.
        pieces: text and printings in order.
        in_table: whether it stands in a table.
        formers: what it said before tracked changes, the last first.
        xml: the paragraph as XML, its printings marked; empty where that is not asked for.
    """

    part: str
    pieces: tuple[str | Print, ...]
    in_table: bool = False
    formers: tuple[Former, ...] = ()
    xml: str = field(default="", eq=False, repr=False)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(p if isinstance(p, str) else p.text for p in self.pieces)

    @property
    def prints(self) -> tuple[Print, ...]:
        """The printings in it."""
        return tuple(p for p in self.pieces if isinstance(p, Print))

    @property
    def skeleton(self) -> str:
        """The text with ids in place of figures: what the template's own sentences are."""
        return "".join(
            p if isinstance(p, str) else f"⟦{p.figure}|{p.filter_name}|{p.key}⟧"
            for p in self.pieces
        )


@frozen(kw_only=True)
class Trace:
    """All that a report says of its figures.

    Attributes:
        about: region, period, as-of date, fingerprint, template, rounding: name → text.
        sources: file names of the ledger.
        figures: id → the figure.
        lines: every paragraph that has text.
    """

    about: Mapping[str, str] = field(factory=dict)
    sources: tuple[str, ...] = ()
    figures: Mapping[str, Traced] = field(factory=dict)
    lines: tuple[WrittenLine, ...] = ()

    @property
    def prints(self) -> tuple[Print, ...]:
        """Every printing, in order."""
        return tuple(p for line in self.lines for p in line.prints)


def digest_of_body(xml: bytes) -> str:
    """Return the digest of a document's body, by which one that somebody saved again is told."""
    return hashlib.sha256(xml).hexdigest()[:32]


def digest_of_text(xml: bytes) -> str:
    """Return the digest of a body's text, by which a clean copy's working copy is found."""
    return digest_of_body(b"".join(_TEXTS.findall(xml)))


@frozen
class CleanMark:
    """What a clean copy, which carries no trace, is known by: the identifier of its properties.

    Attributes:
        body: digest of its body as written.
        words: digest of the text that its working copy has too.
    """

    body: str
    words: str

    @classmethod
    def of_body(cls, xml: bytes) -> CleanMark:
        """Return the mark of a clean copy with this body."""
        return cls(digest_of_body(xml), digest_of_text(xml))

    @classmethod
    def parse(cls, text: str) -> CleanMark | None:
        """Return the mark that an identifier is; None where it is somebody else's."""
        found = _MARK.fullmatch(text.strip())
        return cls(found[1], found[2]) if found else None

    @property
    def text(self) -> str:
        """As written."""
        return f"investtrack:{self.body}:{self.words}"


_MARK = re.compile(r"investtrack:([0-9a-f]{32}):([0-9a-f]{32})")


def exact(value: object) -> str:
    """Return an exact value as text: yuan, a fraction, a count; parts as ``key=value``."""
    if value is None:
        return ""
    if isinstance(value, Amount):
        return plain(value.yuan)
    if isinstance(value, (Rate, Points)):
        return str(value.fraction if isinstance(value, Rate) else value.number)
    if isinstance(value, Mapping):
        return "；".join(f"{key}={exact(part)}" for key, part in value.items())
    if isinstance(value, (tuple, list)):
        return "、".join(
            str(row.get("name") or "") if isinstance(row, Mapping) else str(row) for row in value
        )
    return str(value)


def unit_of(value: object, kind: Kind | None = None) -> str:
    """Return the unit :func:`exact` counts in."""
    if isinstance(value, Amount):
        return "元"
    if isinstance(value, Rate):
        return "比率"
    if isinstance(value, Points):
        return "百分点"
    return _UNITS.get(kind, "") if kind else ""


def form_of(said: RenderedValue, display: DisplayProfile, unit: Unit = Unit.YI) -> str:
    """Return unit and decimals of a printing, such as 亿元.2."""
    args, named = said.options
    places = named.get("places", args[0] if args and isinstance(args[0], int) else None)
    if isinstance(said.value, Amount):
        shown = _SAID_UNITS.get(said.filter_name, unit)
        return f"{shown}.{display.money_places if places is None else places}"
    if isinstance(said.value, (Rate, Points)):
        sign = display.percent_sign if isinstance(said.value, Rate) else "百分点"
        # 以上 is said in whole per cent where the template names no decimals.
        usual = 0 if said.filter_name == "at_least" else display.rate_places
        return f"{sign}.{usual if places is None else places}"
    return ""


def print_of(number: int, said: RenderedValue, report: Report) -> Print:
    """Return the trace of one printing."""
    figure = report.figures.get(said.figure)
    args, named = said.options
    options = json.dumps([list(args), named], ensure_ascii=False) if args or named else ""
    form = form_of(said, report.profile.display, figure.display_unit if figure else Unit.YI)
    whole = figure is not None and said.value is figure.value
    return Print(
        number, said.figure, said.text, said.filter_name, options, said.key,
        # The value of the whole figure is told once, with the figure.
        "" if whole else exact(said.value), form, exact(said.value) if whole else "",
    )  # fmt: skip


def traced(said: RenderedValue, report: Report) -> Traced:
    """Return what is told of the figure behind a printing."""
    figure = report.figures.get(said.figure)
    if figure is None:
        record, keys = said.source or (None, ())
        cells = cells_of(record, keys) if record is not None else ()
        return Traced(said.note, exact(said.value), unit_of(said.value), ranges(cells))
    sample, more = cells_sample(figure)
    return Traced(
        figure.title,
        exact(figure.value),
        unit_of(figure.value, figure.kind),
        ranges(sample),
        more,
        figure.reason or figure.note,
    )


def cells_sample(figure: Figure) -> tuple[list[CellRef], int]:
    """Return the cells of the first contributions, and how many more there are."""
    cells: list[CellRef] = []
    total = sum(len(section.records) for section in figure.sections)
    for item in itertools.islice(figure.contributions, _CELLS_EACH):
        cells += item.cells
    return cells, max(0, total - _CELLS_EACH)


def ranges(cells: Iterable[CellRef]) -> tuple[str, ...]:
    """Return cells as text, neighbours in a column as one range."""
    found: list[tuple[str, str, int, int]] = []
    for cell in cells:
        letters = cell.cell.rstrip("0123456789")
        digits = cell.cell[len(letters) :]
        row = int(digits) if digits else 0
        place = f"{cell.file}｜{cell.sheet}"
        for index, (where, column, first, last) in enumerate(found):
            if (where, column) == (place, letters) and first <= row <= last + 1:
                found[index] = (where, column, first, max(row, last))
                break
        else:
            found.append((place, letters, row, row))
    return tuple(
        f"{where}!{column}{first or ''}" + (f":{column}{last}" if last > first else "")
        for where, column, first, last in found
    )


def about(report: Report) -> dict[str, str]:
    """Return what a trace says of the whole report."""
    display = report.profile.display
    return {
        "region": printable(report.ledger.region.name or ""),
        "period": report.period.code,
        "asof": report.as_of.isoformat(),
        "rounding": display.rounding.value,
        "profile": report.profile.name,
        "fingerprint": fingerprint(report),
    }


def fingerprint(report: Report) -> str:
    """Return a hash over the exact value of every figure: the same where nothing that is reported moved."""
    digest = hashlib.sha256()
    for figure in report.figures.values():
        digest.update(f"{figure.id}={exact(figure.value)}\n".encode())
    return digest.hexdigest()[:32]
