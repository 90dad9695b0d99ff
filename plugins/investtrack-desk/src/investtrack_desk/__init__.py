"""A local page for clerks: drop a workbook, answer, download the report."""
