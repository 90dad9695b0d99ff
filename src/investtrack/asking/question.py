"""A question to the office, in its words, with what the data propose; and the workbooks that answers were given for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from investtrack.findings import Finding
from investtrack.model.assumptions import AssumedLayout
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef
from investtrack.reading.layout.mapping import loose


@frozen
class Choice:
    """One answer.

    Attributes:
        value: as :func:`investtrack.asking.answer` takes it.
        label: as a clerk reads it.
    """

    value: str
    label: str


@frozen
class Question:
    """What is asked (一问).

    Attributes:
        key: what it settles: ``library``, ``cumulative``, ``period``, ``months``, ``units``, ``target``, or
            ``column:`` and the place of a header.
        text: the question.
        choices: the answers to choose from.
        proposal: the value that the data propose; empty where they propose none, and somebody must answer.
        why: what the proposal rests on.
        is_open: whether an answer beside the choices is taken, such as another period.
        place: the sheet or cell it is about.
    """

    key: str
    text: str
    choices: tuple[Choice, ...]
    proposal: str = ""
    why: str = ""
    is_open: bool = False
    place: CellRef | None = None

    @property
    def proposed(self) -> str:
        """The label of what is proposed."""
        labels = {choice.value: choice.label for choice in self.choices}
        return labels.get(self.proposal, self.proposal)

    def to_data(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "key": self.key, "text": self.text, "proposal": self.proposal, "why": self.why, "is_open": self.is_open,
            "choices": [{"value": c.value, "label": c.label} for c in self.choices], "place": str(self.place or ""),
        }  # fmt: skip


@frozen
class Sighting:
    """Workbooks as one profile reads them.

    Attributes:
        ledger: what was read.
        findings: what was said on the way.
        columns: how each column was understood, one plain record each, as ``check --columns --json`` gives them.
    """

    ledger: Ledger
    findings: tuple[Finding, ...]
    columns: Sequence[Mapping[str, str]]


def layouts_of(columns: Sequence[Mapping[str, str]]) -> tuple[AssumedLayout, ...]:
    """Return the layout of every sheet that was read, by what is said of its columns."""
    headers: dict[str, list[str]] = {}
    for column in columns:
        if column["standard"] and not column.get("left_out"):
            headers.setdefault(loose(column["sheet"]), []).append(loose(column["header"]))
    return tuple(AssumedLayout(sheet, tuple(dict.fromkeys(own))) for sheet, own in headers.items())


def fits(profile: Profile, columns: Sequence[Mapping[str, str]]) -> bool:
    """Whether the answers of *profile* were given for sheets such as all of these."""
    found = layouts_of(columns)
    known = {(layout.sheet, frozenset(layout.headers)) for layout in profile.assume.layout}
    return bool(found) and all((own.sheet, frozenset(own.headers)) in known for own in found)
