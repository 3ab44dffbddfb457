"""Ledgers and filings: the ledger writes what a filing states, and testifies against what one states."""
