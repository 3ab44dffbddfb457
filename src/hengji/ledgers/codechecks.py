"""How codes of each scheme are judged where they are entered: what is wrong with one, in words, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hengji.ledgers.codes import organisation_problems, problems


def _credit_code(code: str) -> str:
    return "".join(one.says for one in problems(code))


def _organisation_code(code: str) -> str:
    return "".join(one.says for one in organisation_problems(code))


CHECKS: Mapping[str, Callable[[str], str]] = {
    "uscc": _credit_code,
    "organisation-code": _organisation_code,
}
"""By the name a field's ``scheme`` has."""
