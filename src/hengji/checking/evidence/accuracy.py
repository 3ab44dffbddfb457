"""Points claimed for true, complete and exact papers, where the papers contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hengji.checking.evidence.indicators import rows_of
from hengji.checking.finding import MOST_PLACES, Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject
from hengji.packs.phrase import finds

KINDS = frozenset({"text-vs-table", "text-vs-text", "cross-table", "entity", "arithmetic"})
SHOWN = 3


def check_accuracy(subject: Subject, found: Sequence[Finding], tally: Tally) -> Iterator[Finding]:
    """Full marks for accurate data, held against what the other checks found."""
    wrong = [one for one in found if one.severity == "error" and one.kind in KINDS]
    for part in subject.parts:
        rule = rule_of(part, "score-accuracy")
        if rule is None:
            continue
        for row in rows_of(subject, part.id):
            score, weight = row.cell("score"), row.cell("weight")
            if score is None or weight is None or score.value != weight.value or not score.value:
                continue
            if not finds(rule.where.get("indicator", ()), row.name):
                continue
            tally.note("failed" if wrong else "held", [score.id])
            if wrong:
                working = "；".join(f"{one.says.rstrip('。')}（{one.working}）" for one in wrong[:SHOWN])
                words = {"count": str(len(wrong))}
                told = finding_of(part, rule, words, working, [score])
                spots = (*told.spots, *(spot for one in wrong[:SHOWN] for spot in one.spots[:SHOWN]))
                yield replace(told, spots=tuple(dict.fromkeys(spots))[:MOST_PLACES])
