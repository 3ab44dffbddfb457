"""Data files (YAML, JSON): the facts of a unit and year under the names its pack has for forms, rows and columns."""
