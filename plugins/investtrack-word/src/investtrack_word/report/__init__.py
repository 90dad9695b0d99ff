"""The report as a Word document: what tags name, how they print, and the trace of every printed figure."""
