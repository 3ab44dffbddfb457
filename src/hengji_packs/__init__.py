"""Declarations only: packs of jurisdictions, as YAML."""
