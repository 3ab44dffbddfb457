"""Testimonies: relations that must hold between measures, whatever a filing says (单价 × 个数 = 支出)."""

from __future__ import annotations

from hengji.packs.errors import Mark
from hengji.packs.ledger.source_note import SourceNote, load_note
from hengji.packs.source import Reader
from hengji.records import dataclass

WEIGHTS = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Testimony:
    """A comparison of two formulas of measures: ``expr`` is `left = right`, `<=` or `>=`; ``each`` group by group."""

    id: str
    says: str
    expr: str
    each: tuple[str, ...]
    severity: str
    source: SourceNote | None
    mark: Mark


def load_testimony(reader: Reader) -> Testimony:
    """A testimony as declared."""
    testimony = Testimony(
        id=reader.text("id"),
        says=reader.text("says"),
        expr=reader.text("expr"),
        each=reader.texts("each"),
        severity=reader.choice("severity", WEIGHTS, "error"),
        source=load_note(reader),
        mark=reader.node.mark,
    )
    reader.done()
    return testimony
