"""Near names for references that lead nowhere."""
