"""Masked copies (脱敏) of ledgers and reports: who and what is hidden, every number kept."""
