"""Filling the unit's own file: a blank form, as issued, with the figures of a filing, and nothing else changed."""
