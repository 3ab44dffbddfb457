"""What a reference resolves to, and the resolver's answers kept while one expression is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from hengji.expressions.reference import Reference
from hengji.facts.fact import State
from hengji.facts.interval import Interval
from hengji.facts.unit import Unit, UnitKind
from hengji.records import dataclass

EXACT_KINDS = frozenset({UnitKind.COUNT, UnitKind.POINTS})


@dataclass(frozen=True, slots=True)
class Operand:
    """One figure as an expression sees it.

    ``state`` None means missing: there is no such statement. ``quantum`` is in the printed unit; without one, or with
    ``exact``, the figure is what it says. A blank that the form reads as zero comes with value 0, any other with None.
    ``id`` is the statement's; two references to one statement are one figure. ``label`` and ``printed`` are for the
    working.
    """

    value: Decimal | None
    state: State | None = State.REPORTED
    quantum: Decimal | None = None
    unit: Unit | None = None
    exact: bool = False
    id: str = ""
    label: str = ""
    printed: str = ""

    @property
    def stated(self) -> bool:
        """Whether anything was stated, even ``——``, 无 or unreadable; a blank only where it reads as zero."""
        return self.state is not None and not (self.state is State.BLANK and self.value is None)

    @property
    def number(self) -> Decimal | None:
        """The figure in the printed unit: 无 is zero; None when there is none to reckon with."""
        if self.state is State.NIL:
            return Decimal(0)
        if self.state is None or self.state in {State.NOT_APPLICABLE, State.UNREADABLE}:
            return None
        return self.value

    @property
    def grain(self) -> Decimal:
        """The quantum that counts, in the printed unit; zero when the figure is exact."""
        if self.exact or self.quantum is None or (self.unit is not None and self.unit.kind in EXACT_KINDS):
            return Decimal(0)
        return Decimal(0) if self.state is State.NIL else self.quantum

    def interval(self) -> Interval | None:
        """What the true value may be, in the base unit; None when there is no figure."""
        number = self.number
        if number is None:
            return None
        factor = self.unit.factor if self.unit is not None else Decimal(1)
        grain = self.grain
        return Interval.rounded(number * factor, grain * factor) if grain else Interval.exact(number * factor)


Answer = Operand | Sequence[Operand] | None
Resolve = Callable[[Reference], Answer]


class Scope:
    """The operands of one evaluation: each reference is resolved once."""

    __slots__ = ("_known", "resolve")

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve
        self._known: dict[Reference, tuple[Operand, ...]] = {}

    def operands(self, reference: Reference) -> tuple[Operand, ...]:
        """All operands of a reference; none when nothing was found."""
        known = self._known.get(reference)
        if known is None:
            answer = self.resolve(reference)
            known = () if answer is None else (answer,) if isinstance(answer, Operand) else tuple(answer)
            self._known[reference] = known
        return known

    def known(self) -> dict[str, Operand]:
        """All operands looked up so far that have a statement, by its id."""
        return {operand.id: operand for found in self._known.values() for operand in found if operand.id}

    def operand(self, reference: Reference) -> Operand:
        """The one operand of a reference: a missing one when there is none or when several statements disagree."""
        found = self.operands(reference)
        if not found:
            return Operand(None, state=None, label=reference.text)
        first = found[0]
        if len(found) > 1 and any(not _agree(first, other) for other in found[1:]):
            return Operand(None, state=None, label=first.label or reference.text)
        return first


def _agree(one: Operand, other: Operand) -> bool:
    """Whether two statements of a figure say the same."""
    here, there = one.interval(), other.interval()
    if here is None or there is None:
        return here is there and one.state is other.state
    return here.value == there.value
