"""Forms that are Word documents."""
