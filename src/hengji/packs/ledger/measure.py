"""Measures: named figures counted from registers, for a year or at its end, with a definition in plain Chinese."""

from __future__ import annotations

from hengji.packs.errors import Mark
from hengji.packs.ledger.source_note import SourceNote, load_note
from hengji.packs.ledger.where import Condition, load_where
from hengji.packs.source import Reader
from hengji.records import dataclass

COUNTS = ("events", "cases", "balance", "limits", "formula")
MOMENTS = ("year", "end", "opening", "first_half", "always", "ever")
SIDES = ("after", "before")
OUTCOMES = ("in_time", "late", "overdue", "running")
SCOPES = ("all", "unit")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure over registers.

    ``count`` says over what: `events` entered within the year, `cases` in some states at a moment, the `balance` of
    accounts (with ``events``: what these brought them less what they took), `limits` kept or not, or a `formula` of
    other measures (summed over each group of ``each``, if given).
    ``field`` is summed instead of counting; ``distinct`` counts different values of a field. ``at`` is when: within
    the year, at its end, at its opening, in its first half, over all time up to its end, or ever (for what is about a
    year but happens after it, with the year as a condition). ``side`` says which state of the case an event is sorted
    by. ``scope`` says whether a unit states it for itself or for the whole ledger. A sum in another ``unit`` than its
    field's (万元 for 元) is converted by the units of the pack.
    """

    id: str
    label: str
    says: str
    unit: str
    count: str
    register: str
    events: tuple[str, ...]
    states: tuple[str, ...]
    where: tuple[Condition, ...]
    field: str
    distinct: str
    at: str
    side: str
    limit: str
    outcomes: tuple[str, ...]
    formula: str
    each: tuple[str, ...]
    decimals: int
    scope: str
    source: SourceNote | None
    mark: Mark


def load_measure(reader: Reader) -> Measure:
    """A measure as declared."""
    measure = Measure(
        id=reader.text("id"),
        label=reader.text("label"),
        says=reader.text("says"),
        unit=reader.text("unit", ""),
        count=reader.choice("count", COUNTS),
        register=reader.text("register", ""),
        events=reader.texts("events"),
        states=reader.texts("states"),
        where=load_where(reader),
        field=reader.text("field", ""),
        distinct=reader.text("distinct", ""),
        at=reader.choice("at", MOMENTS, "year"),
        side=reader.choice("side", SIDES, "after"),
        limit=reader.text("limit", ""),
        outcomes=reader.texts("outcomes"),
        formula=reader.text("formula", ""),
        each=reader.texts("each"),
        decimals=int(reader.number("decimals", "0") or 0),
        scope=reader.choice("scope", SCOPES, "all"),
        source=load_note(reader),
        mark=reader.node.mark,
    )
    if (measure.count == "formula") != bool(measure.formula):
        reader.fail(f"指标 {measure.id} 只有 count: formula 才写、也必须写 formula。", key="formula")
    if (measure.count == "formula") == bool(measure.register):
        reader.fail(f"指标 {measure.id} 除 formula 外都要写明取自哪本台账（register）。", key="register")
    if (measure.count == "limits") != bool(measure.limit):
        reader.fail(f"指标 {measure.id} 只有 count: limits 才写、也必须写 limit。", key="limit")
    for outcome in measure.outcomes:
        if outcome not in OUTCOMES:
            reader.fail(f"outcomes 只能是 {'、'.join(OUTCOMES)}。", key="outcomes")
    reader.done()
    return measure
