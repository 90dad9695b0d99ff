"""The columns of a sheet: what headers leave open settled by values, what is said of it, and a profile that holds it."""
