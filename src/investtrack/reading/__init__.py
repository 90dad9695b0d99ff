"""The one table reader: cells of any file in; records, stated totals and findings with their cells out.

It knows no file format. Whoever opens a file hands the rows of its sheets over.
"""
