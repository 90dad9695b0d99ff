"""Documents (WordprocessingML): text, runs, content controls, comments."""
