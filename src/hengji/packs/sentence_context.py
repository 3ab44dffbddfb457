"""What a sentence's slots mean in one filing: the year, the names around them, and from these the key of each fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal

from hengji.facts.fact import FactKey, dimensions_of
from hengji.facts.unit import Unit
from hengji.packs.figure_words import NO_WORDS, FigureWords
from hengji.packs.sentence import CONCEPT, LABEL, REFERENCE, Member, Phrase, SlotDecl, fill
from hengji.records import dataclass

DIRECTION = "direction"
UP, DOWN, LEVEL = "增加", "减少", "持平"
SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """Where a sentence stands, for reading and for writing.

    ``component`` is the label of the component's kind, ``heading`` the nearest heading (both empty where not known).
    ``subject`` holds dimensions settled before the sentence (the project or class of the paragraph above),
    ``instances`` the values a list runs through when writing ({"project": [...]}). ``codes`` gives per dimension the
    path of names of each code, {"function": {"2010301": "类/款/项"}}; ``units``, ``labels`` (concept → standard
    term) and ``words`` (those around figures, for reading only) are the pack's; a change of more than
    ``reason_beyond`` per cent has to be explained.
    """

    fiscal_year: int
    component: str = ""
    heading: str = ""
    subject: Mapping[str, str] = field(default_factory=dict)
    instances: Mapping[str, Sequence[str]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    reason_beyond: Decimal = Decimal(0)
    labels: Mapping[str, str] = field(default_factory=dict)
    words: FigureWords = NO_WORDS

    def code(self, dimension: str, path: str) -> str:
        """The code of a path of names, or the path itself where no single code fits."""
        wanted = path.split(SEPARATOR)
        known = self.codes.get(dimension, {})
        exact = [code for code, names in known.items() if names == path]
        near = exact or [code for code, names in known.items() if _alike(names.split(SEPARATOR), wanted)]
        return near[0] if len(near) == 1 else path

    def path(self, dimension: str, value: str) -> str:
        """The names of a code; names stay names."""
        return self.codes.get(dimension, {}).get(value, value)

    def canonical_unit(self, printed: str) -> str:
        """The id of a unit printed under one of its names."""
        if printed in self.units:
            return printed
        return next((unit.id for unit in self.units.values() if printed in unit.aliases), printed)


def _alike(names: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether two paths name the same steps, one of them perhaps with a longer ending (一般公共服务支出)."""
    if len(names) != len(wanted):
        return False
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(names, wanted, strict=True))


@dataclass(frozen=True, slots=True)
class Scope:
    """The meaning that the phrases around a slot have settled: year, names said, dimensions, and the member."""

    year: int
    names: Mapping[str, str] = field(default_factory=dict)
    dimensions: Mapping[str, str] = field(default_factory=dict)
    member: Member | None = None

    def name(self, name: str) -> str | None:
        """What a reference stands for."""
        if self.member is not None and name in (LABEL, CONCEPT):
            return self.member.label if name == LABEL else self.member.concept
        return self.names.get(name)

    def inside(
        self, phrase: Phrase, context: SentenceContext, names: Mapping[str, str], member: Member | None
    ) -> Scope | None:
        """The scope within one saying of a phrase; None when one of its dimensions stays open."""
        scope = replace(self, names={**self.names, **names}, member=member or self.member)
        own = _dimensions((*phrase.dimensions, *(member.dimensions if member else ())), scope, context)
        return None if own is None else replace(scope, dimensions={**self.dimensions, **own})


def _dimensions(declared: Sequence[tuple[str, str]], scope: Scope, context: SentenceContext) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for dimension, template in declared:
        said = fill(template, scope.name)
        value = context.code(dimension, said) if said is not None else context.subject.get(dimension)
        if value is None:
            return None
        found[dimension] = value
    return found


def key_of(slot: SlotDecl, scope: Scope, context: SentenceContext, direction: str = "") -> FactKey | None:
    """The fact a slot states; None when a name it depends on is not known. An empty dimension takes one away."""
    own = _dimensions(slot.dimensions, scope, context)
    concept = fill(slot.concept, scope.name)
    if own is None or not concept:
        return None
    period = scope.year + slot.period
    dimensions = {**scope.dimensions, **own, **({DIRECTION: direction} if direction else {})}
    return FactKey(
        concept=concept,
        period=f"{period}-12-31" if slot.instant else str(period),
        scenario=slot.scenario,
        organisation=fill(slot.organisation, scope.name) if slot.organisation else None,
        dimensions=dimensions_of({name: value for name, value in dimensions.items() if value}),
    )


def names_of(phrase: Phrase, instance: str, context: SentenceContext) -> dict[str, str] | None:
    """The names to print for one value of the dimension a phrase runs through: the path of its code, step by step."""
    template = dict(phrase.dimensions)[phrase.each]
    slots = REFERENCE.findall(template)
    known = context.codes.get(phrase.each)
    if known is not None and instance.isdigit() and instance not in known:
        return None  # a code the year's list does not have: nobody knows its class
    path = context.path(phrase.each, instance)
    steps = path.split(SEPARATOR) if len(slots) > 1 or phrase.each in context.codes else [path]
    return dict(zip(slots, steps, strict=True)) if len(steps) == len(slots) else None
