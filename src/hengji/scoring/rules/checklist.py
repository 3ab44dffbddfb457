"""Points for every item a person finds fulfilled, together at most the indicator's points (制度健全性: 各 1 分)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import ChecklistRule, Item
from hengji.scoring.exact import plain
from hengji.scoring.rule import Evidence, Note, Points, Status, computed, undecided


def says(rule: ChecklistRule, weight: Decimal) -> str:
    """The rule in words."""
    items = "；".join(f"{item.label}，{plain(item.points)} 分" for item in rule.items)
    return f"逐项给分，最多 {plain(weight)} 分：{items}"


def score(rule: ChecklistRule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """The sum of the fulfilled items. An item nobody has judged leaves a band: without it, and with it."""
    open_items = [item for item in rule.items if item.id not in evidence.ticks]
    held = [item for item in rule.items if evidence.ticks.get(item.id)]
    together = sum((item.points for item in held), Decimal(0))
    if open_items:
        names = "、".join(f"“{item.label}”" for item in open_items)
        most = min(weight, together + sum((item.points for item in open_items), Decimal(0)))
        points = undecided(weight, Status.MANUAL, f"还没有判断：{names}。")
        points = replace(points, low=min(together, weight), high=most)
        return _doubted(points, [item for item in open_items if item.id in evidence.doubts], evidence)
    return _judged(rule, weight, evidence, held, rounding)


def _doubted(points: Points, doubted: list[Item], evidence: Evidence) -> Points:
    """Open items the filing itself speaks against: told, and left out of what is clear."""
    if not doubted:
        return points
    clear = max(points.high - sum((item.points for item in doubted), Decimal(0)), points.low)
    notes = [Note("contrary", f"“{item.label}”有反证：{evidence.doubts[item.id]}") for item in doubted]
    return replace(points, clear=clear).noted(notes)


def _judged(rule: ChecklistRule, weight: Decimal, evidence: Evidence, held: list[Item], rounding: Rounding) -> Points:
    together = sum((item.points for item in held), Decimal(0))
    working = " + ".join(plain(item.points) for item in held) or "没有一项成立"
    if len(held) > 1:
        working = f"{working} = {plain(together)}"
    failed = [item.label for item in rule.items if not evidence.ticks[item.id]]
    if failed:
        working += f"；不成立的：{'、'.join(failed)}"
    if together > weight:
        working += f"；最多得 {plain(weight)} 分"
    return computed(weight, Fraction(min(together, weight)), working, rounding)
