"""What many projects say alike, as text that is laid out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from investtrack.json_object import JsonObject, laid_out
from investtrack.values.amount import Amount, plain


Data = JsonObject
OF_PROJECT, IN_LIST = " " * 3, " " * 4
"""The indents of a field of a project, and of an item of a list there."""
_AMOUNT = "\0"  # which JSON does not have


class Laid:
    """What many projects say alike: plain data, and their text where it stands, laid out once.

    Args:
        data: plain data.
        indent: spaces before the last line of its text.
    """

    __slots__ = ("_indent", "_text", "data")

    def __init__(self, data: object, indent: str) -> None:
        self.data, self._indent, self._text = data, indent, ""

    @property
    def text(self) -> str:
        """It as the package has it."""
        if not self._text:
            self._text = laid_out(self.data, self._indent)
        return self._text


class Form:
    """What is said around some amounts alike.

    Args:
        fill: makes the plain data of as many amounts.
        count: how many.
        indent: spaces before the last line of its text.
    """

    __slots__ = ("fill", "template")

    def __init__(self, fill: Callable[[Sequence[Data]], Data], count: int, indent: str) -> None:
        self.fill = fill
        said = laid_out(fill([_money(None)] * count), indent, lambda _: _AMOUNT)
        self.template = said.replace("%", "%%").replace(_AMOUNT, "%s")


class Filled:
    """A form, and the amounts that stand in it."""

    __slots__ = ("amounts", "form")

    def __init__(self, form: Form, amounts: Sequence[Amount]) -> None:
        self.form, self.amounts = form, amounts

    @property
    def data(self) -> Data:
        """It as plain data."""
        return self.form.fill([_money(Decimal(amount.yuan)) for amount in self.amounts])

    @property
    def text(self) -> str:
        """It as the package has it."""
        return self.form.template % tuple([plain(amount.yuan) for amount in self.amounts])


def _money(yuan: Decimal | None) -> Data:
    return {"amount": yuan, "currency": "CNY"}
