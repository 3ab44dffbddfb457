"""The vault of persons: names and identity numbers, encrypted in one file beside the ledgers, which carry tokens only.

`vault` is the file as an object, `splitting` takes personal columns out of rows and puts them back, `identity` judges
identity numbers, `masking` shows them with stars. What is protected and what is not: docs/formats/ledger-persons.md.
"""
