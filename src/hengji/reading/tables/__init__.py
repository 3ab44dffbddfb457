"""Tables: which form a table is, and what every cell of it states."""
