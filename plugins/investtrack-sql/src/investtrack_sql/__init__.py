"""History store of ledgers in SQLite or PostgreSQL for investtrack."""
