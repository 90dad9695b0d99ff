"""Every kind of cell and sheet that a ledger may hold and nobody thought of, each with its right value, in every file type."""

from .books import Book, drawn, write_book
from .cells import CELLS
from .sheets import SHEETS
from .stain import ASKED, RIGHT, Stain


STAINS: tuple[Stain, ...] = (*CELLS, *SHEETS)
"""All kinds, in the order of the page."""

__all__ = ["ASKED", "RIGHT", "STAINS", "Book", "Stain", "drawn", "write_book"]
