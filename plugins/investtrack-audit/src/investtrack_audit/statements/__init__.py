"""Statements of a document, and whether each can be true: the arithmetic by intervals and the slip that would explain it."""
