"""Sources and profiles: which files are meant, read into one ledger, with the profile that is theirs."""
