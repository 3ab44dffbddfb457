"""Which measure a figure of a filing states: the binding that fits its concept, scenario, dimensions and component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from hengji.facts.fact import FactKey
from hengji.ledgers.values import ValueFault, parser_of
from hengji.packs.labels import plain
from hengji.packs.ledger.binding import Binding
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.measure import Measure
from hengji.packs.ledger.register import FieldKind
from hengji.packs.ledger.where import Condition
from hengji.records import dataclass

INDICATOR = "indicator"
"""The dimension that names the row of an indicator."""
SPAN = "span"
"""The dimension of a figure of part of a year or of several years: only a binding that names the span speaks of it."""
PLACES = frozenset({INDICATOR, "group", "subgroup"})
"""Dimensions that tell where a figure stands and not what it is of."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure's measure, with the conditions the binding and the figure's own dimensions add."""

    binding: Binding
    measure: Measure
    narrowed: tuple[Condition, ...]
    named: tuple[str, ...] = ()
    """The fields of free words among them (a project's name): a ledger that has not that name says nothing of it."""
    part: bool = False
    """Whether it is a part of a whole, narrowed by what its row names: nothing of it is left blank, not written 0."""


def bound(book: LedgerBook, key: FactKey, component: str) -> Bound | None:
    """The measure a figure states, by the binding that says most; None where no binding fits."""
    name = key.dimension(INDICATOR) or ""
    fitting = sorted(_fitting(book, key, component), key=lambda one: _weight(one, name), reverse=True)
    return next((made for one in fitting if (made := _made(book, one, key)) is not None), None)


def _weight(binding: Binding, indicator: str) -> tuple[int, int]:
    """How much a binding says of a figure, by the longest of its words that the indicator's name holds."""
    named = max((len(one) for one in binding.indicators if _named(indicator, (one,))), default=0)
    return len(binding.dimensions) + len(binding.from_dimension) + len(binding.components), named


def _fitting(book: LedgerBook, key: FactKey, component: str) -> Iterator[Binding]:
    dimensions = dict(key.dimensions)
    for one in book.bindings.values():
        if key.concept not in one.concepts or (one.components and component not in one.components):
            continue
        if one.scenarios and key.scenario not in one.scenarios:
            continue
        if one.indicators and not _named(dimensions.get(INDICATOR, ""), one.indicators):
            continue
        if any(name in dimensions for name in one.without) or not _whole(one, dimensions):
            continue
        if any(plain(dimensions.get(name, "")) != plain(value) for name, value in one.dimensions.items()):
            continue
        if all(name in dimensions for name in one.from_dimension.values()):
            yield one


def _whole(binding: Binding, dimensions: Mapping[str, str]) -> bool:
    """Whether a binding takes all of a figure: the half of a year is not the year; nor, if closed, a part the whole."""
    told = {*binding.dimensions, *binding.from_dimension.values(), *binding.narrows.values()}
    return (SPAN not in dimensions or SPAN in told) and (not binding.closed or dimensions.keys() <= told | PLACES)


def _named(indicator: str, words: Iterable[str]) -> bool:
    """Whether an indicator's name holds one of the words; a word may be several that must all occur."""
    name = plain(indicator)
    return bool(name) and any(all(plain(part) in name for part in word.split()) for word in words)


def _made(book: LedgerBook, binding: Binding, key: FactKey) -> Bound | None:
    measure = book.measures[binding.measure]
    conditions = list(binding.narrowed)
    named: list[str] = []
    narrows = {field: name for field, name in binding.narrows.items() if key.dimension(name)}
    for field, dimension in {**binding.from_dimension, **narrows}.items():
        value = _as_value(book, measure, field, key.dimension(dimension) or "")
        if value is None:
            return None
        conditions.append(Condition(field, (value,), (), None, None, None, binding.mark))
        if _is_free(book, measure, field):
            named.append(field)
    return Bound(binding, measure, tuple(conditions), tuple(named), bool(narrows))


def _is_free(book: LedgerBook, measure: Measure, field: str) -> bool:
    """Whether a field of a measure's register holds words of its own, not one of a list."""
    register = book.registers.get(_register_of(book, measure))
    declared = register.fields.get(field) if register is not None else None
    return declared is not None and declared.kind is FieldKind.TEXT


def _as_value(book: LedgerBook, measure: Measure, field: str, text: str) -> str | None:
    """A dimension's words as a value of a field of the measure's register; None where it is none."""
    register = book.registers.get(_register_of(book, measure))
    declared = register.fields.get(field) if register is not None else None
    if declared is None:
        return text
    try:
        return str(parser_of(replace(declared, scheme=""), book.codes, book.listings)(text))
    except ValueFault:
        return None


def _register_of(book: LedgerBook, measure: Measure) -> str:
    """The register of a measure; of a formula that of its first part, which may be a formula itself."""
    if measure.register:
        return measure.register
    from hengji.ledgers.formulas import parts_of  # noqa: PLC0415 - only formulas need it

    return next((found for part, _ in parts_of(book, measure) if (found := _register_of(book, part))), "")
