"""Lists that offices hold, taken in as they are: recognised, mapped as declared, held against the ledger.

Nothing here writes: an `Outcome` says what would be entered, what was left out and why, and what could not be read.
"""
