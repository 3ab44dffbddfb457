"""Rules of entry: what makes an event inadmissible, by which regulation, and what can be done instead."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hengji.packs.errors import Mark
from hengji.packs.ledger.source_note import SourceNote, load_note
from hengji.packs.ledger.where import Condition, load_where
from hengji.packs.source import Reader
from hengji.patterns import pattern
from hengji.records import dataclass

SEVERITIES = ("refuse", "warn")

# What each kind of rule is told beside the general keys: name → whether it must be written.
PARAMETERS: Mapping[str, Mapping[str, bool]] = {
    "alive": {"field": True, "register": False},
    "states": {"field": True, "in": True, "register": False},
    "among": {"field": True, "other": True, "in": True, "register": False},
    "capacity": {"limit": True, "by": True, "against": True, "unless": False, "room": False, "own": False},
    "balance": {},
    "valid": {"field": True, "until": True, "register": False},
    "usage": {"field": True, "most": True, "amount": False, "less": False},
    "unique": {"fields": True, "ever": False},
    "at_most": {"fields": True, "most": True},
    "season": {"first": True, "last": True, "year": False, "later": False},
    "order": {"earlier": True, "later": True},
    "actors": {"events": True},
    "compare": {"left": True, "op": True, "right": True, "times": False},
    "within": {"field": True, "days": True, "calendar": False, "day": False},
    "wait": {"field": True, "days": True, "calendar": False},
    "equal": {"field": True, "through": True, "other": True, "register": False, "percent": False, "given": False},
    "pattern": {"field": True, "pattern": True},
    "forbidden": {},
}
COMPARISONS = ("<", "<=", "=", "!=", ">=", ">")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of entry.

    ``kind`` is how it is judged (`hengji.ledgers.guards`), ``on`` the events it is judged at (all, if empty), ``where``
    the rows it holds for. ``says`` is the rule in one sentence, ``way_out`` what a clerk can do. ``warn`` lets the
    event in and tells of it.
    """

    id: str
    kind: str
    label: str
    on: tuple[str, ...]
    where: tuple[Condition, ...]
    parameters: Mapping[str, tuple[str, ...]]
    says: str
    way_out: str
    severity: str
    source: SourceNote | None
    mark: Mark

    def one(self, name: str, default: str = "") -> str:
        """The single value of a parameter."""
        values = self.parameters.get(name, ())
        return values[0] if values else default


def load_rule(reader: Reader) -> Rule:
    """A rule as declared."""
    kind = reader.choice("kind", PARAMETERS)
    parameters: dict[str, tuple[str, ...]] = {}
    for name, needed in PARAMETERS[kind].items():
        values = reader.texts(name)
        if values:
            parameters[name] = values
        elif needed:
            reader.fail(f"{kind} 一类的规则要写明 {name}。")
    rule = Rule(
        id=reader.text("id"),
        kind=kind,
        label=reader.text("label", ""),
        on=reader.texts("on"),
        where=load_where(reader),
        parameters=parameters,
        says=reader.text("says"),
        way_out=reader.text("way_out"),
        severity=reader.choice("severity", SEVERITIES, "refuse"),
        source=load_note(reader),
        mark=reader.node.mark,
    )
    if kind == "compare" and rule.one("op") not in COMPARISONS:
        reader.fail(f"op 只能是 {'、'.join(COMPARISONS)}。", key="op")
    if kind == "equal" and len(parameters.get("field", ())) != len(parameters.get("other", ())):
        reader.fail("field 和 other 要一样多，逐个对应。", key="other")
    if kind == "pattern":
        try:
            pattern(rule.one("pattern"))
        except re.error as error:
            reader.fail(f"pattern 不是正则表达式：{error}。", key="pattern")
    reader.done()
    return rule
