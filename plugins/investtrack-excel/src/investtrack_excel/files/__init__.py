"""Files as they come: opened, and scanned for what a reader does not tell or does not survive."""
