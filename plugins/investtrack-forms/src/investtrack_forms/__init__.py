"""Fills forms that others designed: xlsx and docx, in place."""
