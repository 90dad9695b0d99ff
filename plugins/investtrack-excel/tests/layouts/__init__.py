"""Seventeen layouts of ledgers found in use, made anew with invented rows."""

from .books import BOOKS
from .headers_a import FIRST
from .headers_b import SECOND
from .made import Layout, write


LAYOUTS: tuple[Layout, ...] = (*FIRST, *SECOND, *BOOKS)

__all__ = ["LAYOUTS", "Layout", "write"]
