"""Checks (勾稽关系) and what they find."""
