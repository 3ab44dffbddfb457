"""Declarations: loading packs, inheritance, validation with file:line."""
