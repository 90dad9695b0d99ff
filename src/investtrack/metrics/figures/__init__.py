"""The figures themselves, one module a section of the report."""
