"""Conclusions: sentences of the report's part three, each with the figures and cells it rests on; and the diagnosis, all of them."""
