"""The annotated copy (校核副本): a clerk's own workbook with every finding at its cell."""
