"""One header: what a text means alone and together with the groups above it, and which columns are not kept."""
