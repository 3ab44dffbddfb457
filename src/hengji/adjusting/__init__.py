"""Rounding figures that must still add up: pure arithmetic on exact numbers, knowing no form and no filing."""
