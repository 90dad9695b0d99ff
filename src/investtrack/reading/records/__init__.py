"""The rows of a sheet as records: one row, its continuation, the rows above it, and the totals it is held against."""
