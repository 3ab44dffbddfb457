"""Ledgers in a folder of files that a person can read: one table per register, as plain text or as a workbook."""
