"""A fictional county for investtrack: its profile and a plain-text exporter."""
