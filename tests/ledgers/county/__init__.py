"""A county that never was, made by a seeded simulator: units, posts, people, and years of events in every register.

The simulator knows the rules of the registers it acts in and only does what they admit, on plain state of its own
(`world`, `staffing`, `planning`, `reforms`); all other registers of the book are walked along their declared states
(`walks`), where rules may be broken and only counting is tried. What a clerk gets wrong is entered first and corrected
or withdrawn later (`rows.Journal`).
"""
