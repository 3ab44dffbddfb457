"""What a pack declares of ledgers: registers with their events and rules, measures over them, and what these tell."""
