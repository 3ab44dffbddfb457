"""Tokens (人员编号): what ledgers carry in place of a person. Random, so that nothing can be derived from one."""

from __future__ import annotations

import secrets
from collections.abc import Container

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no I, L, O, U, which are misread."""
LENGTH = 12


def new_token(taken: Container[str]) -> str:
    """P and twelve characters (60 random bits) that are not taken yet."""
    while True:
        token = "P" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if token not in taken:
            return token
