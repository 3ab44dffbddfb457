"""The facts a binding states at once: one for each kind of thing its measure tells apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hengji.facts.fact import dimensions_of
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Question, tally
from hengji.packs.ledger.binding import Binding
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.measure import Measure
from hengji.packs.ledger.where import Condition

Group = tuple[tuple[tuple[str, str], ...], tuple[Condition, ...]]


def groups_of(ledger: Ledger, binding: Binding, measure: Measure, year: int, unit: str | None) -> Iterator[Group]:
    """Dimensions of a fact and the conditions that narrow the measure to it; one without any where none are taken."""
    by = tuple(binding.from_dimension)
    if not by:
        yield dimensions_of(dict(binding.dimensions)), ()
        return
    whose = None
    if measure.scope == "unit" and unit is not None and not binding.whole:
        whose = ledger.organisations.under(unit, date(year, 12, 31).toordinal())
    for group, value in tally(ledger, measure, Question(year, None, by, whose, binding.narrowed)).items():
        if value and None not in group:
            words = {
                dimension: _word(ledger.book, measure, field, str(one))
                for (field, dimension), one in zip(binding.from_dimension.items(), group, strict=True)
            }
            conditions = tuple(
                Condition(field, (str(one),), (), None, None, None, binding.mark)
                for field, one in zip(by, group, strict=True)
            )
            yield dimensions_of({**binding.dimensions, **words}), conditions


def _word(book: LedgerBook, measure: Measure, field: str, value: str) -> str:
    """How filings call a value: the first other word of a choice, else the value itself."""
    register = book.registers.get(measure.register)
    declared = register.fields.get(field) if register is not None else None
    others = declared.choices.get(value, ()) if declared is not None else ()
    return others[0] if others else value
