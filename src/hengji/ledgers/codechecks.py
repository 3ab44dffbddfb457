"""How codes of each scheme are judged where they are entered: what is wrong with one, in words, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hengji.ledgers.codes import organisation_problems, problems
from hengji.packs.concept import CodeList


def _credit_code(code: str, listing: CodeList | None) -> str:
    return "".join(one.says for one in problems(code, listing))


def _organisation_code(code: str, _listing: CodeList | None) -> str:
    return "".join(one.says for one in organisation_problems(code))


CHECKS: Mapping[str, Callable[[str, CodeList | None], str]] = {
    "uscc": _credit_code,
    "organisation-code": _organisation_code,
}
"""By the name a field's ``scheme`` has; the listing says which registrars and categories there are."""
