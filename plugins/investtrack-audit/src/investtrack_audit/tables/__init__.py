"""Relations that tables state: totals, groups of rows, columns that follow from others, agreement with the text."""
