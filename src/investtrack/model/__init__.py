"""What exists in a county: targets, projects, entries, issues, and the ledger that holds them."""
