"""Formulas of a worksheet: read as trees, and computed exactly."""
