"""investtrack."""
