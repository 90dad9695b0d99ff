"""Refusing a form: every fault at once, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from investtrack.errors import SourceError
from investtrack_forms.filling import Fault
from investtrack_forms.losses import Loss


def refuse(path: Path, faults: Sequence[Fault]) -> None:
    """Refuse the form *path* where it has faults.

    Raises:
        SourceError: it has; all are named.
    """
    if faults:
        said = "；".join(dict.fromkeys(map(str, faults)))
        raise SourceError(path, f"这份表有{len(faults)}处填不了，没有写出：{said}")


def demand_no_losses(path: Path, losses: Sequence[Loss], *, allow: bool) -> None:
    """Refuse the form *path* where something of it would be lost, unless that is allowed.

    Raises:
        SourceError: it would.
    """
    refused = [loss.text for loss in losses if loss.refused]
    if refused and not allow:
        raise SourceError(
            path, f"填表会丢失原表的内容，没有写出：{'；'.join(refused)}。仍要填请加 --allow-losses"
        )
