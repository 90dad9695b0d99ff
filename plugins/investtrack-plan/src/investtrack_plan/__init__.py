"""Splits a target over projects and months (decomposition) for investtrack."""
