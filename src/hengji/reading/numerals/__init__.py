"""Every numeral of a text accounted for: a figure, or a date, an ordinal, a number of something else."""
