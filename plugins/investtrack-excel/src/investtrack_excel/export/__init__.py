"""A report as a living workbook: figures as formulas over their details, contributions, lights and charts."""
