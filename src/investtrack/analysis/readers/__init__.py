"""Readers of what a light is laid on: a number with its words and cells, or why there is none."""
