"""Pictures of a report: the wall chart and its parts."""
