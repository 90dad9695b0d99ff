"""The relations between numbers that prose states, a module a relation: sums, shares, growth, differences, pace."""
