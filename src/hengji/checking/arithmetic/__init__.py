"""Figures against figures: sums, shares, changes, rates, units, and one figure told twice."""
