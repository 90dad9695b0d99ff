"""Workbooks (SpreadsheetML): sheets, cells, references, styles, comments, and rows that move."""
