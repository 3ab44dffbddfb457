"""What of a person's particulars is shown where the particulars themselves are not asked for.

Identity number 430***********1234, telephone 138****1234, account: the last four digits, name: its first character.
What is too short for that is stars altogether, and so is every further column.
"""

from __future__ import annotations

STAR = "*"
FEWEST = 4
"""Characters that are hidden at the least."""


def mask_name(text: str) -> str:
    """A name by its first character: 张*, whatever its length."""
    return text[:1] + STAR if text else ""


def mask_identity(text: str) -> str:
    """An identity number by its first three and its last four characters."""
    return _between(text, 3, 4)


def mask_phone(text: str) -> str:
    """A telephone number by its first three and its last four characters."""
    return _between(text, 3, 4)


def mask_account(text: str) -> str:
    """A bank account by its last four characters."""
    return _between(text, 0, 4)


def mask_other(text: str) -> str:
    """Anything else: that there is something."""
    return STAR * 3 if text else ""


def _between(text: str, first: int, last: int) -> str:
    """The ends of a text; where too little would be hidden between them, all of it is."""
    hidden = len(text) - first - last
    if hidden < FEWEST:
        return STAR * len(text)
    return text[:first] + STAR * hidden + text[len(text) - last :]
