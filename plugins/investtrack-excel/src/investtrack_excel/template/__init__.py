"""The blank standard ledger that a clerk fills in."""
