"""The measure a rule looks at, computed from its figures: a value, a share or a change, or why there is none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hengji.facts.fact import State
from hengji.facts.unit import UnitKind
from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import Measure
from hengji.records import dataclass
from hengji.scoring.exact import shown
from hengji.scoring.rule import Evidence, Figure, Points, Status, computed, undecided
from hengji.scoring.wording import quoted

PERCENT = "%"
PARTS = Fraction(100)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure in its unit (percent for shares and changes), as shown, and how it was computed ("" when stated)."""

    value: Fraction
    shown: str
    working: str
    figures: tuple[Figure, ...]

    @property
    def approximate(self) -> bool:
        """Whether what is shown was rounded."""
        return " ≈ " in self.working


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """Why there is no measure, and what that means: a person decides, not applicable, or full points."""

    status: Status
    says: str
    figures: tuple[Figure, ...]
    full: bool = False

    def points(self, weight: Decimal, rounding: Rounding) -> Points:
        """The points of an indicator without a measure."""
        if self.full:
            return computed(weight, Fraction(weight), self.says, rounding, self.figures)
        return undecided(weight, self.status, self.says, self.figures)


def measure(declared: Measure, evidence: Evidence) -> Measured | Unmeasured:
    """The declared measure from the evidence."""
    figures = tuple(evidence.figure(asked) for asked in declared.inputs)
    gap = _gap(figures)
    if gap is not None:
        return _no_base(declared, figures) or gap
    if len(figures) == 1:
        return _stated(declared, figures[0])
    return _quotient(declared, figures[0], figures[1])


def _no_base(declared: Measure, figures: tuple[Figure, ...]) -> Unmeasured | None:
    """A dividend nobody stated over a divisor of zero: there is nothing to compare with, whatever it were."""
    if len(figures) == 1 or figures[1].value != 0 or declared.zero_base != "manual":
        return None
    of, to = figures
    return Unmeasured(
        Status.NOT_COMPARABLE, f"缺{quoted(of.label)}，而{quoted(to.label)}为 0，不可比，请人工判断。", figures
    )


def gap_of(figures: tuple[Figure, ...]) -> Unmeasured | None:
    """Why figures cannot be used at all; None when each has a value."""
    return _gap(figures)


def _gap(figures: tuple[Figure, ...]) -> Unmeasured | None:
    empty = [figure for figure in figures if figure.value is None]
    if not empty:
        return None
    names = "、".join(quoted(figure.label) for figure in empty)
    if any(figure.state is State.NOT_APPLICABLE for figure in empty):
        return Unmeasured(Status.NOT_APPLICABLE, f"{names}填的是“——”，不适用，请说明怎样计分。", figures)
    return Unmeasured(Status.MISSING, f"缺{names}，无法计分。", figures)


def _stated(declared: Measure, figure: Figure) -> Measured | Unmeasured:
    value = Fraction(figure.value or 0)
    if declared.unit == PERCENT:
        if figure.unit is None or figure.unit.kind is not UnitKind.RATIO:
            says = f"{quoted(figure.label)}{figure.text}没有写成百分数，不可比，请人工判断。"
            return Unmeasured(Status.NOT_COMPARABLE, says, (figure,))
        value = figure.base * PARTS
    elif figure.unit is not None and figure.unit.id != declared.unit:
        says = f"{quoted(figure.label)}的单位是{figure.unit.id}，规则按{declared.unit}计，不可比，请人工判断。"
        return Unmeasured(Status.NOT_COMPARABLE, says, (figure,))
    return _measured(declared, value, "", (figure,))


def _quotient(declared: Measure, of: Figure, to: Figure) -> Measured | Unmeasured:
    if _kind(of) != _kind(to):
        says = f"{quoted(of.label)}与{quoted(to.label)}单位不同，不可比，请人工判断。"
        return Unmeasured(Status.NOT_COMPARABLE, says, (of, to))
    if to.base == 0:
        return _zero_base(declared, of, to)
    if declared.how == "change":
        value = (of.base - to.base) / to.base * PARTS
        head = f"({_printed(of, to)} - {_printed(to, of)}) ÷ {_printed(to, of)}"
    else:
        value = of.base / to.base * PARTS
        head = f"{_printed(of, to)} ÷ {_printed(to, of)}"
    return _measured(declared, value, head, (of, to))


def _zero_base(declared: Measure, of: Figure, to: Figure) -> Measured | Unmeasured:
    """The divisor is zero: as declared, and never a number of our own making."""
    both = of.base == 0
    outcome = declared.both_zero if both else declared.zero_base
    what = f"{quoted(of.label)}和{quoted(to.label)}都为 0" if both else f"{quoted(to.label)}为 0"
    match outcome:
        case "zero":
            return Measured(Fraction(0), "0%", f"{what}，按 0% 计", (of, to))
        case "full":
            return Unmeasured(Status.COMPUTED, f"{what}，不适用，按规定得满分", (of, to), full=True)
        case "not_applicable":
            return Unmeasured(Status.NOT_APPLICABLE, f"{what}，不适用，请说明怎样计分。", (of, to))
    return Unmeasured(Status.NOT_COMPARABLE, f"{what}，不可比，请人工判断。", (of, to))


def _measured(declared: Measure, value: Fraction, head: str, figures: tuple[Figure, ...]) -> Measured:
    sign, digits = shown(value)
    if declared.absolute and value < 0:
        head, value = (f"|{head or digits}|", -value)
        sign, digits = shown(value)
    text = f"{digits}{declared.unit}"
    return Measured(value, text, f"{head} {sign} {text}" if head else "", figures)


def _kind(figure: Figure) -> UnitKind | None:
    return figure.unit.kind if figure.unit is not None else None


def _printed(figure: Figure, other: Figure) -> str:
    """The figure, with its unit when the other has another one."""
    if figure.unit is None or other.unit is None or figure.unit.id == other.unit.id:
        return figure.text
    return f"{figure.text}{figure.unit.id}"
