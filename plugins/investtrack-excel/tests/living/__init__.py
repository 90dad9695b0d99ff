"""Ledgers made for the workbook, and the workbook recalculated by an engine that knows nothing of ours."""
