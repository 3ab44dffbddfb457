"""The kinds of scoring rule as a rubric declares them; `hengji.scoring.rules` says how each gives its points.

Inputs are named without an expression: a concept id with a scenario, a year offset and dimensions. A measure is one
input, the share of one in another, or the change from one to another.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.packs.span import Span
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Input:
    """A figure a rule asks for: ``period`` counts years from the evaluated one (-1 is the year before)."""

    concept: str
    scenario: str = ""
    period: int = 0
    dimensions: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        inside = [self.scenario, f"{self.period:+d}年" if self.period else "", *(value for _, value in self.dimensions)]
        return f"{self.concept}@{'@'.join(filter(None, inside))}" if any(inside) else self.concept


@dataclass(frozen=True, slots=True)
class Measure:
    """What a rule looks at; ``how`` is `value` (of), `share` (of ÷ to) or `change` ((of - to) ÷ to), the last two in %.

    ``zero_base`` says what holds when only the divisor is zero, ``both_zero`` when dividend and divisor are: `manual`
    (a person decides), `not_applicable`, `full` (full points) or `zero` (the measure counts as 0).
    """

    how: str
    of: Input
    to: Input | None = None
    unit: str = "%"
    absolute: bool = False
    zero_base: str = "manual"
    both_zero: str = "manual"

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The figures it is made of."""
        return (self.of,) if self.to is None else (self.of, self.to)


@dataclass(frozen=True, slots=True)
class RatioRule:
    """Points × share, the share capped (执行率: 分值 × min(执行数/全年预算数, 1))."""

    measure: Measure
    cap: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Step:
    """A band of the measure and its points."""

    span: Span
    points: Decimal


@dataclass(frozen=True, slots=True)
class StepsRule:
    """Points by the band in which the measure lies; the bands divide ``domain`` without gap and overlap."""

    measure: Measure
    steps: tuple[Step, ...]
    domain: Span


@dataclass(frozen=True, slots=True)
class LinearRule:
    """``per`` points off for every ``each`` percentage points by which the measure passes ``limit``, down to ``floor``.

    ``whole`` says how a broken step counts: `proportional`, `up` (as a whole one) or `down` (not at all);
    ``side`` is where points are lost: `above` or `below` the limit.
    """

    measure: Measure
    limit: Decimal
    side: str
    per: Decimal
    whole: str = "proportional"
    floor: Decimal = Decimal(0)
    each: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class OccurrenceRule:
    """``per`` points off for every case counted, down to ``floor``; ``what`` names what is counted."""

    of: Input
    per: Decimal
    what: str
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a checklist; findings of the ``contrary`` kinds in the filing itself speak against it."""

    id: str
    label: str
    points: Decimal
    contrary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistRule:
    """Points for every item a person finds fulfilled, together at most the indicator's points."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ComparisonRule:
    """Points by how ``of`` stands to ``to``; ``zero`` (of is 0), when declared, comes first.

    ``what`` and ``base`` name the two in the rule as it is printed (结余, 上年结转).
    """

    of: Input
    to: Input
    less: Decimal
    equal: Decimal
    greater: Decimal
    zero: Decimal | None = None
    what: str = ""
    base: str = "所比数"


@dataclass(frozen=True, slots=True)
class TargetRule:
    """A target value of the table against the value reached.

    ``shortfall`` is what too little costs, ``excess`` what too much of a limited thing costs; ``over_asks`` and
    ``over_review`` are the shares above the target from which a reason and a second look are asked for; ``late_cap`` is
    the most a missed deadline leaves; ``done`` and ``not_done`` are words that state completion without a date.
    """

    direction: str
    shortfall: str = "proportional"
    excess: str = "manual"
    over_asks: Decimal | None = None
    over_review: Decimal | None = None
    late_cap: Decimal = Decimal(1)
    done: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A band of a judgement in words: the share of the points it allows (in %), and words that state it."""

    id: str
    label: str
    span: Span
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgementRule:
    """Points within the band of the level found reached; the words of the target itself mean the first level."""

    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class ManualRule:
    """Points given by a person, with a reason; ``why`` says why no rule computes them."""

    why: str


Rule = (
    RatioRule
    | StepsRule
    | LinearRule
    | OccurrenceRule
    | ChecklistRule
    | ComparisonRule
    | TargetRule
    | JudgementRule
    | ManualRule
)


def inputs_of(rule: Rule) -> tuple[Input, ...]:
    """The figures a rule asks for."""
    match rule:
        case RatioRule() | StepsRule() | LinearRule():
            return rule.measure.inputs
        case OccurrenceRule():
            return (rule.of,)
        case ComparisonRule():
            return (rule.of, rule.to)
        case _:
            return ()
