"""A document read back: its figures found again and held against a ledger."""
