"""The ledger writes: figures a filing leaves blank are taken from the ledgers, what was typed stays.

Every figure the ledgers could give is listed, with who gave it (台账 or 手填), the measure's definition and its rows; a
typed figure that differs from the ledgers is marked there, and a finding of `hengji.engine.ledgers.testifying`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hengji.engine.ledgers.bound import Bound, bound
from hengji.engine.ledgers.conversion import comparable, converted
from hengji.engine.ledgers.groups import groups_of
from hengji.engine.ledgers.witness import Answer, Witness
from hengji.facts.fact import FactKey, FactStore, Kind, Source, State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.form import key_of
from hengji.packs.pack import Pack
from hengji.reading.result import Reading
from hengji.records import dataclass
from hengji.writing.cell_text import printed
from hengji.writing.list_workbook import Entry, ListSheet, write_lists

LEDGER = "ledger"
NUMBERS = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.QUANTITY})
SUPPLIED, TYPED = "台账", "手填"
FILE = "台账取数清单.xlsx"
SHEET = "取数清单"
HEADS = ("序号", "项目", "文稿里的数", "谁给的", "台账得", "台账指标", "怎么算", "依据哪些登记")


@dataclass(frozen=True, slots=True)
class Supplied:
    """A figure the ledgers could give: the statement as it stands now, the answer, and whether the ledger gave it."""

    statement: Statement
    answer: Answer
    rows: str
    given: bool


def supply(reading: Reading, pack: Pack, year: int, unit: str, witness: Witness) -> tuple[Reading, list[Supplied]]:
    """A filing's data with what the ledgers give; what was entered stays, a blank is filled in its place."""
    supplier = _Supplier(reading, pack, year, unit, witness)
    return supplier.run()


class _Supplier:
    """One filing being supplied."""

    def __init__(self, reading: Reading, pack: Pack, year: int, unit: str, witness: Witness) -> None:
        self.reading = reading
        self.pack = pack
        self.year = year
        self.witness = witness
        self.book = witness.ledger(pack).book
        self.unit = unit
        self.body = witness.body(pack, unit)
        self.kinds = {part.id: part.kind for part in reading.parts}
        self.forms = {form: pack.forms[form].component for outline in pack.outlines.values() for form in outline.forms}
        self.found: list[Supplied] = []
        self.stated: set[FactKey] = set()

    def run(self) -> tuple[Reading, list[Supplied]]:
        facts = [self._statement(one) for one in self.reading.facts]
        self.stated = {one.key for one in facts}
        home = self.reading.parts[0].id if self.reading.parts else ""
        new = [replace(one, id=f"{LEDGER}{number}", component=home) for number, one in enumerate(self._missing(), 1)]
        return replace(self.reading, facts=FactStore([*facts, *new])), self.found

    def _statement(self, one: Statement) -> Statement:
        """A statement as it is, or filled; either is noted where the ledger has an answer."""
        form, _, _ = one.address.partition("!")
        kind = self.forms.get(form) or self.kinds.get(one.component, "")
        if one.kind not in NUMBERS and one.key.concept != INDICATOR_VALUE:
            return one
        answer = self._answer(one.key, kind)
        if answer is None or not comparable(answer.measure.unit, one.unit, self.pack):
            return one
        if one.state is not State.BLANK:
            if one.value is not None:
                self.found.append(Supplied(one, answer, self.witness.rows(self.pack, answer), given=False))
            return one
        if not _fills(answer) or self._derived(one):
            return one
        return self._given(one, answer)

    def _answer(self, key: FactKey, component: str) -> Answer | None:
        which = bound(self.book, key, component)
        return self.witness.answer(self.pack, which, key, self.unit) if which is not None else None

    def _derived(self, one: Statement) -> bool:
        """Whether the form works a cell out itself."""
        form, _, address = one.address.partition("!")
        meaning = self.pack.meanings.get(form)
        spec = meaning.cells.get(address) if meaning is not None else None
        return spec is not None and bool(spec.derive)

    def _given(self, blank: Statement, answer: Answer) -> Statement:
        unit = blank.unit or answer.measure.unit
        exact = converted(answer.exact, answer.measure.unit, unit, self.pack)
        quantum = blank.quantum or Decimal(1).scaleb(-answer.measure.decimals)
        value = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(quantum, ROUND_HALF_UP)
        if blank.quantum is None and value == value.to_integral_value():
            value = value.quantize(Decimal(1))  # 100%, not 100.00%: running text prints no noughts
        rows = self.witness.rows(self.pack, answer)
        filled = replace(
            blank,
            state=State.ZERO if value == 0 else State.REPORTED,
            kind=blank.kind if blank.kind in NUMBERS else Kind.COUNT,
            value=value,
            unit=unit,
            decimals=max(0, -int(value.as_tuple().exponent)),
            source=Source(quote=f"{answer.measure.label}：{rows}", origin=LEDGER),
        )
        self.found.append(Supplied(filled, answer, rows, given=True))
        return filled

    def _missing(self) -> Iterator[Statement]:
        """What no cell waits for: cells the data lacks, and figures only sentences state, where one tells them."""
        for form, component in self.forms.items():
            for spec in self.pack.meanings[form].cells.values():
                key = key_of(spec, {}, self.year)
                if key in self.stated or spec.derive or spec.kind not in NUMBERS or "#" in spec.address:
                    continue
                answer = self._answer(key, component)
                if answer is not None and _fills(answer):
                    self.stated.add(key)
                    blank = self._blank(key, spec.kind, spec.unit, spec.quantum, f"{form}!{spec.address}")
                    yield self._given(blank, answer)
        told = {(one.key.concept, one.key.period[:4]) for one in self.reading.facts if one.state is not State.BLANK}
        for key, which in self._told():
            if key not in self.stated and (key.concept, key.period) not in told:
                answer = self.witness.answer(self.pack, which, key, self.unit)
                if answer is not None and answer.exact:
                    self.stated.add(key)
                    yield self._given(self._blank(key, self.pack.concepts[key.concept].kind), answer)

    def _told(self) -> Iterator[tuple[FactKey, Bound]]:
        """The facts bindings name outright, one for each value of what they take from a dimension."""
        for one in self.book.bindings.values():
            if not one.fills or one.indicators or one.components:
                continue
            measure = self.book.measures[one.measure]
            year = self.year - one.years
            for dimensions, narrowed in groups_of(self.witness.ledger(self.pack), one, measure, year, self.body):
                for concept in one.concepts:
                    key = FactKey(concept, str(year), next(iter(one.scenarios), ""), dimensions=dimensions)
                    yield key, Bound(one, measure, (*one.narrowed, *narrowed))

    def _blank(
        self, key: FactKey, kind: Kind, unit: str = "", quantum: Decimal | None = None, address: str = ""
    ) -> Statement:
        label = self.pack.concepts[key.concept].label
        return Statement("", key, State.BLANK, kind, unit=unit, quantum=quantum, address=address, label=label)


def _fills(answer: Answer) -> bool:
    """Whether an answer may stand in a blank: a row of a form that has no amount stays blank."""
    return answer.bound.binding.fills and not (answer.bound.part and not answer.exact)


INDICATOR_VALUE = "indicator.actual"


def supplied_list(supplied: Sequence[Supplied], title: str) -> bytes:
    """The list of what the ledgers gave and of what was typed beside them; what differs is marked."""
    rows = []
    for number, one in enumerate(supplied, 1):
        answer = one.answer
        value = f"{plain_text(answer.value)}{answer.measure.unit}"
        differs = not one.given and one.statement.value != answer.value
        rows.append(
            (
                Entry(number),
                Entry(one.statement.key.dimension("indicator") or one.statement.label),
                Entry(printed(one.statement), alarm=differs),
                Entry(SUPPLIED if one.given else TYPED),
                Entry(value, alarm=differs),
                Entry(answer.measure.label),
                Entry(answer.measure.says),
                Entry(one.rows),
            )
        )
    return write_lists([ListSheet(SHEET, title, HEADS, tuple(rows))])
