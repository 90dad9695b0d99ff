"""One sheet: which standard sheet it is, where its headers and records begin, what other rows it has."""
