"""Mutations: consistent made-up filings, one thing changed in each, and whether the change is found where it is."""
