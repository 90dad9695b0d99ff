"""One cell: the typed value of what it holds, the words of choices, and what a number format shows."""
