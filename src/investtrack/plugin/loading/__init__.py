"""How plugins are found, loaded and asked what they offer."""
