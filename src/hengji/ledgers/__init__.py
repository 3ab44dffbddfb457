"""Ledgers: registers of dated events, what was so on any day and as it was known, and the figures counted from them.

Everything here is a function of events: nothing is ever changed or deleted, a mistake is corrected by a later event.
What registers there are, their rules and the measures over them, is declared in packs (`hengji.packs.ledger`).
"""
