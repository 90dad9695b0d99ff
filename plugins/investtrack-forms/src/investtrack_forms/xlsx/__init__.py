"""Forms that are workbooks."""
