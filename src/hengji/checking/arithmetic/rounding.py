"""What is rounding and what is an error: rates cut off instead of rounded, and the one note that collects all such."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.solving.relations import Trial
from hengji.checking.subject import Subject
from hengji.facts.fact import Statement
from hengji.facts.interval import Interval

MOST_SHOWN = 3


class Fit(StrEnum):
    """How a printed rate agrees with the one that was computed."""

    FITS = "fits"
    CUT_OFF = "cut off"
    APART = "apart"


def fit(computed: Interval, printed: Interval, rate: Statement, factor: Decimal) -> Fit:
    """Whether a rate can be printed so: rounded from some true amounts, or cut off (15.56% printed 15%)."""
    if computed.meets(printed):
        return Fit.FITS
    quantum = Decimal(1).scaleb(-rate.decimals)
    cut = (computed.value / factor).quantize(quantum, rounding=ROUND_DOWN)
    return Fit.CUT_OFF if cut == rate.value else Fit.APART


def check_rounding(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """One note for all that is off by a last digit only; it goes last, the other passes say what that is."""
    near: dict[frozenset[str], Trial] = {}
    for trial in tally.held_trials:
        if trial.near is not None:
            near.setdefault(frozenset(trial.figures), trial)
    by_part: dict[str, list[Trial]] = {}
    for trial in near.values():
        first = subject.facts.get(trial.figures[0])
        part = subject.part(first.component) if first is not None else None
        if part is not None and rule_of(part, "rounding") is not None:
            by_part.setdefault(part.id, []).append(trial)
    if not by_part:
        return
    trials = [trial for found in by_part.values() for trial in found]
    part = subject.part(next(iter(by_part)))
    rule = rule_of(part, "rounding") if part is not None else None
    if part is None or rule is None:  # pragma: no cover - seen above
        return
    workings = list(dict.fromkeys(trial.near() for trial in trials[:MOST_SHOWN] if trial.near is not None))
    statements = [one for trial in trials for name in trial.figures if (one := subject.facts.get(name)) is not None]
    more = f"；另有 {len(trials) - MOST_SHOWN} 处" if len(trials) > MOST_SHOWN else ""
    words = {"count": str(len(trials))}
    yield finding_of(part, rule, words, "；".join(workings) + more, [one for one in statements if one.value])
