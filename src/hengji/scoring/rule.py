"""What scoring an indicator takes and gives: the evidence it looks at, and points with their working.

Rules are pure functions of a declaration, the indicator's points and the evidence. They never guess: what is missing,
not applicable or not comparable goes to a person, with the sentence that says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from hengji.facts.fact import State
from hengji.facts.unit import Unit
from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import Input
from hengji.packs.span import Span
from hengji.records import dataclass
from hengji.scoring.exact import plain, rounded, trimmed
from hengji.scoring.quantity import Reading

HUNDRED = Decimal(100)
OVER_TARGET = "over-target"


class Status(StrEnum):
    """How far a score could be computed."""

    COMPUTED = "computed"
    RANGE = "range"  # a judgement in words allows a band of points
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_COMPARABLE = "not_comparable"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Figure:
    """An input of a rule as stated: ``value`` is None when it is missing, ``source`` tells people where it stands.

    ``belongs`` tells where a missing figure is to be typed.
    """

    label: str
    value: Decimal | None = None
    unit: Unit | None = None
    printed: str = ""
    source: str = ""
    state: State = State.REPORTED
    id: str = ""
    belongs: str = ""

    @property
    def text(self) -> str:
        """The figure as it appears in a working."""
        return self.printed or ("" if self.value is None else format(self.value, "f"))

    @property
    def base(self) -> Fraction:
        """The exact value in the base unit of its kind; zero when it is missing."""
        factor = Fraction(self.unit.factor) if self.unit is not None else Fraction(1)
        return Fraction(self.value or 0) * factor


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's decision: the level found reached (its id), the points, why, and the facts it cites, as printed."""

    level: str = ""
    points: Decimal | None = None
    reason: str = ""
    cites: tuple[str, ...] = ()


def nothing(asked: Input) -> Figure:
    """The resolver of a filing without figures."""
    return Figure(str(asked))


@dataclass(frozen=True, slots=True)
class Evidence:
    """All a rule may look at: figures by input, the two cells of a table row, ticked items and a person's decision.

    ``doubts`` are the items of a checklist that the filing itself speaks against, each with what speaks against it.
    """

    figure: Callable[[Input], Figure] = nothing
    target: Reading | None = None
    actual: Reading | None = None
    ticks: Mapping[str, bool] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell with a score: a code for programs and a Chinese sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Points:
    """The points of an indicator. Where no rule decides, ``points`` and ``lost`` are None, ``low`` to ``high`` open.

    ``high_open`` means that ``high`` itself is not given. ``comparable`` is False when a base is zero, missing or of
    another unit. ``rule`` is the rule in words and ``figures`` are its inputs with their sources. ``clear`` is the most
    that nothing in the filing speaks against, None where nothing speaks against any of it.
    """

    weight: Decimal
    points: Decimal | None
    lost: Decimal | None
    low: Decimal
    high: Decimal
    working: str
    status: Status
    asks_reason: bool
    high_open: bool = False
    rule: str = ""
    figures: tuple[Figure, ...] = ()
    notes: tuple[Note, ...] = ()
    clear: Decimal | None = None

    @property
    def comparable(self) -> bool:
        """Whether the rule could be applied to the figures."""
        return self.status not in (Status.NOT_COMPARABLE, Status.MISSING)

    def allows(self, claimed: Decimal, tolerance: Decimal = Decimal(0)) -> bool:
        """Whether a claimed score lies within what is possible, or within ``tolerance`` of it."""
        if self.high_open and claimed >= self.high:
            return False
        return self.low - tolerance <= claimed <= self.high + tolerance

    def noted(self, notes: Iterable[Note]) -> Points:
        """The same points with further notes."""
        return replace(self, notes=(*self.notes, *notes))


def computed(
    weight: Decimal, exact: Fraction, working: str, rounding: Rounding, figures: Iterable[Figure] = ()
) -> Points:
    """Points a rule has computed, rounded as declared and never outside 0 to the indicator's points."""
    points = trimmed(min(max(rounded(exact, rounding), Decimal(0)), weight))
    lost = trimmed(weight - points)
    return Points(weight, points, lost, points, points, working, Status.COMPUTED, lost > 0, figures=tuple(figures))


def within(weight: Decimal, share: Span, working: str) -> Points:
    """A band of points, its ends in % of the indicator's."""
    low = trimmed(weight * (share.low or Decimal(0)) / HUNDRED)
    high = trimmed(weight * (share.high if share.high is not None else HUNDRED) / HUNDRED)
    return Points(
        weight, None, None, low, high, working, Status.RANGE, asks_reason=False, high_open=not share.high_closed
    )


def undecided(weight: Decimal, status: Status, working: str, figures: Iterable[Figure] = ()) -> Points:
    """No points by rule: a person decides and says why, or the missing figure is supplied."""
    asks = status is not Status.MISSING
    return Points(weight, None, None, Decimal(0), weight, working, status, asks, figures=tuple(figures))


def times(weight: Decimal, factor: str, exact: Fraction, rounding: Rounding, *, approximate: bool = False) -> str:
    """The last step of a working: "10 × 96% = 9.6"."""
    points = rounded(exact, rounding)
    sign = "≈" if approximate or Fraction(points) != exact else "="
    return f"{plain(weight)} × {factor} {sign} {plain(points)}"
