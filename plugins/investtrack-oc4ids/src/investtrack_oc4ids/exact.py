"""JSON text in which a decimal is a number with all its digits; Python's own writer knows only floats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from investtrack.values.amount import plain


def dumps(value: object, indent: str = "") -> str:
    """Return *value* as JSON text, one item a line."""
    return "".join(_pieces(value, indent))


def _pieces(value: object, indent: str) -> Iterator[str]:
    inner = f"{indent} "
    if isinstance(value, dict) and value:
        items = (f"{inner}{json.dumps(k, ensure_ascii=False)}: {dumps(v, inner)}" for k, v in value.items())  # fmt: skip
        yield "{\n" + ",\n".join(items) + f"\n{indent}}}"
    elif isinstance(value, list) and value:
        yield "[\n" + ",\n".join(inner + dumps(item, inner) for item in value) + f"\n{indent}]"
    elif isinstance(value, Decimal):
        yield plain(value)
    else:
        yield json.dumps(value, ensure_ascii=False)
