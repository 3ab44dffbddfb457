"""The points a filled sample prints, held against the rubric of the pack above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from hengji.facts.fact import Statement
from hengji.packs.difference import Tree
from hengji.packs.labels import bare
from hengji.packs.rubric import Group, Indicator, Rubric

INDICATOR, GROUP = ("indicator.weight", "indicator"), ("group.weight", "group")


def printed_weights(facts: Iterable[Statement], concept: str, dimension: str) -> Mapping[str, Decimal]:
    """The points printed for each indicator or group; one printed with two values is left out."""
    found: dict[str, Decimal] = {}
    twice: set[str] = set()
    for one in facts:
        name = one.key.dimension(dimension)
        if one.key.concept != concept or one.value is None or not name:
            continue
        if found.setdefault(bare(name), one.value) != one.value:
            twice.add(bare(name))
    return {name: points for name, points in found.items() if name not in twice}


def rubric_beyond(rubric: Rubric, facts: Iterable[Statement]) -> tuple[dict[str, Tree], list[str]]:
    """What a rubric must say otherwise for the points printed, and the differences in Chinese.

    Nothing is to be changed where the changed points would not add up to the rubric's total: that is only told.
    """
    held = list(facts)
    indicators, told = _changed(rubric.indicators, printed_weights(held, *INDICATOR))
    groups, more = _changed(rubric.groups, printed_weights(held, *GROUP))
    told += more
    if not indicators:
        return {}, told
    now = {one.id: one.points for one in rubric.indicators}
    now.update((one["id"], Decimal(one["points"])) for one in indicators)
    if sum(now.values()) != Decimal(rubric.total):
        return {}, [*told, f"按样表改分值以后合计不是 {rubric.total} 分，评分办法没有改，请核对"]
    tree: dict[str, Tree] = {"rubric": rubric.id, "indicators": [dict(one) for one in indicators]}
    if groups:
        tree["groups"] = [dict(one) for one in groups]
    return tree, told


def _changed(
    known: Iterable[Indicator | Group], printed: Mapping[str, Decimal]
) -> tuple[list[dict[str, str]], list[str]]:
    """Those of a rubric whose points are printed otherwise, and how to say it."""
    found: list[dict[str, str]] = []
    told: list[str] = []
    for one in known:
        points = next((printed[bare(name)] for name in (one.label, *one.aliases) if bare(name) in printed), None)
        if points is not None and one.points is not None and points != one.points:
            found.append({"id": one.id, "points": f"{points:f}"})
            told.append(f"“{one.label}”{points:f} 分（那里是 {one.points:f} 分）")
    return found, told
