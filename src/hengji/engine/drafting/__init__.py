"""Editions by example: a pack proposed from a county's form, blank or filled in."""
