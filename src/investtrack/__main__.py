"""``python -m investtrack``."""

from investtrack.program import program


program()
