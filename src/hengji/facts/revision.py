"""Revisions: a saved state of a filing is identified by the hash of its canonical snapshot.

The snapshot holds what is stated (key, state, value as printed, unit) and the pack it is stated under; not where it
was read, and not in which order. Two filings that state the same under the same pack have the same revision. See
docs/decisions (revision and identity).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from hengji.facts.fact import Statement
from hengji.facts.numbers import plain_text

SHORT = 12


def snapshot(statements: Iterable[Statement], pack: str, version: str, digest: str) -> str:
    """The canonical text of a filing's state: one JSON object, keys sorted, one line a statement, lines sorted."""
    lines = sorted({json.dumps(_line(statement), ensure_ascii=False, sort_keys=True) for statement in statements})
    head = json.dumps(
        {"pack": pack, "pack_version": version, "pack_digest": digest}, ensure_ascii=False, sort_keys=True
    )
    return "\n".join([head, *lines]) + "\n"


def revision_of(text: str) -> str:
    """The revision a snapshot has."""
    return hashlib.sha256(text.encode()).hexdigest()


def _line(statement: Statement) -> dict[str, object]:
    key = statement.key
    return {
        "concept": key.concept,
        "period": key.period,
        "scenario": key.scenario,
        "organisation": key.organisation,
        "scope": key.scope,
        "dimensions": dict(key.dimensions),
        "state": statement.state.value,
        "value": plain_text(statement.value) if statement.value is not None else None,
        "low": plain_text(statement.low) if statement.low is not None else None,
        "high": plain_text(statement.high) if statement.high is not None else None,
        "text": statement.text,
        "relation": statement.relation,
        "unit": statement.unit,
    }
