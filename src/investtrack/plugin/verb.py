"""A verb of the command line as it is offered: listed without being imported."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast


if TYPE_CHECKING:
    from investtrack.plugin.command import Command


class Verb(NamedTuple):
    """What ``investtrack --help`` lists, and where the command is: imported when it is called.

    Attributes:
        name: the verb, the same as the command's.
        label: one Chinese line, the same as the command's.
        home: ``module:Class`` of the :class:`Command`.
    """

    name: str
    label: str
    home: str

    def load(self) -> Command:
        """Import the command.

        Raises:
            ImportError: the module or the class is not there.
        """
        module, _, attribute = self.home.partition(":")
        try:
            made = getattr(import_module(module), attribute)
        except AttributeError as error:
            raise ImportError(f"{module} has no {attribute}") from error
        return cast("Command", made())
