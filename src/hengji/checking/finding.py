"""What a check found: one sentence a reviewer would write, the working, and both places with their quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from hengji.checking.solving.relations import Trial
from hengji.facts.fact import State, Statement
from hengji.facts.place import Place
from hengji.records import dataclass

MOST_PLACES = 12
SEVERITY_ORDER = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that takes part in a contradiction, its verbatim quote, and the statement made there."""

    place: Place
    quote: str
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction or omission. ``severity`` says how much it matters, ``proof`` how sure it is."""

    rule: str
    kind: str
    severity: str
    proof: str
    says: str
    working: str
    source: str
    spots: tuple[Spot, ...]
    advice: str = ""
    repair: str | None = None
    component: str = ""
    consequences: tuple[Finding, ...] = ()
    trial: Trial | None = field(default=None, compare=False, repr=False)


@dataclass(slots=True)
class Tally:
    """What became of the checks, and which statements took part in at least one that could be decided."""

    held: int = 0
    failed: int = 0
    unknown: int = 0
    not_applicable: int = 0
    checked: set[str] = field(default_factory=set)
    held_trials: list[Trial] = field(default_factory=list, repr=False)

    def note(self, result: str, statements: Iterable[str] = (), trial: Trial | None = None) -> None:
        """Count one evaluation; one that held is kept, to be held against the failed ones."""
        if trial is not None and result == "held":
            self.held_trials.append(trial)
        setattr(self, result, getattr(self, result) + 1)
        if result in ("held", "failed"):
            self.checked.update(statements)


def spots_of(statements: Iterable[Statement]) -> tuple[Spot, ...]:
    """The places of statements, each once, no more than the contract allows."""
    found: dict[tuple[object, ...], Spot] = {}
    for statement in statements:
        place = statement.place
        beside = statement.heading
        if statement.state is State.BLANK and beside is not None and beside.place is not None:
            found.setdefault(
                (*beside.place.anchor(), beside.place.start), Spot(beside.place, beside.quote, statement.id)
            )
        if place is not None:
            found.setdefault((*place.anchor(), place.start), Spot(place, statement.source.quote, statement.id))
    return tuple(list(found.values())[:MOST_PLACES])
