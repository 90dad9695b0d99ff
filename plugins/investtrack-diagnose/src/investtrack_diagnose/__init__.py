"""The verbs of the analysis (研判): traffic lights, the diagnosis, and who answers for what."""
