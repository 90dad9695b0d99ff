"""CSV: tables of a report, and the standard ledger's sheets, one file a sheet."""
