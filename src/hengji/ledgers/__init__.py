"""Ledgers: the registers an office keeps, what may be entered in them, and what is counted over them."""
