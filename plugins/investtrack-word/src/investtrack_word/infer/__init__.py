"""A template made from a report that people wrote."""
