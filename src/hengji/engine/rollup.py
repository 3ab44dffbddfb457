"""Several units rolled up to their department: figures added up cell by cell, what they pay each other taken out.

Amounts and counts are added; rates are derived anew; texts, scores and indicators are the unit's own and stay there.
Money between members is taken out only where what some paid is exactly what others received: the figures do not say who
paid whom, so a difference is told and nothing is taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from hengji.checking.arithmetic.operands import named
from hengji.checking.wording.names import short_form
from hengji.errors import HengjiError
from hengji.facts.fact import FactKey, FactStore, Kind, Source, State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.pack import Pack
from hengji.packs.rollup import Elimination
from hengji.reading.components import Part
from hengji.reading.result import Reading

ADDED = frozenset({Kind.MONEY, Kind.COUNT})
ZERO = Decimal(0)
SELF = "self"


class RollupError(HengjiError):
    """Units that cannot be rolled up together."""

    code = "rollup.error"


@dataclass(frozen=True, slots=True)
class Member:
    """A unit with the file its figures come from; ``short`` is equal for all forms of its name."""

    name: str
    short: str
    file: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Line:
    """A cell of the department: what every member states of it (None: nothing), what was taken out, and the sum."""

    form: str
    cell: str
    unit: str
    parts: tuple[Decimal | None, ...]
    taken_out: Decimal
    total: Decimal


@dataclass(slots=True)
class RolledUp:
    """The department's figures, how they came about, and what is not in them."""

    reading: Reading
    members: Sequence[Member]
    lines: list[Line] = field(default_factory=list)
    eliminated: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def sources(self) -> Iterator[Statement]:
        """What every member states, as facts of that member."""
        for number, member in enumerate(self.members, 1):
            for one in member.reading.facts:
                if one.kind in ADDED and one.value is not None:
                    key = replace(one.key, organisation=member.name, scope=SELF)
                    yield replace(one, id=f"m{number}.{one.id}", key=key, table="")


def members_of(readings: Iterable[Reading]) -> list[Member]:
    """The readings as members; one without a name, or two of one name or of different years, are refused."""
    found: list[Member] = []
    for reading in readings:
        name = max((part.organisation for part in reading.parts), key=len, default="")
        if not name:
            raise RollupError(
                f"《{reading.document.name}》里看不出是哪个单位。", hint="请在填报信息或表头写明单位名称。"
            )
        short = short_form(name, reading.pack_of(reading.parts[0].id).words)
        same = next((one for one in found if one.short == short), None)
        if same is not None:
            raise RollupError(
                f"《{same.file}》和《{reading.document.name}》都是{name}的，汇总会重复。", hint="请只留一份。"
            )
        found.append(Member(name, short, reading.document.name, reading))
    years = {part.fiscal_year for one in found for part in one.reading.parts if part.fiscal_year}
    if len(years) > 1:
        said = "、".join(str(year) for year in sorted(years))
        raise RollupError(f"各单位的年度不同：{said}。", hint="一次只汇总一个年度。")
    return found


def roll_up(members: Sequence[Member], department: str, expected: Sequence[str] = ()) -> RolledUp:
    """The figures of a department from those of its members; ``expected`` are the units it should have."""
    first = members[0].reading
    pack = first.pack_of(first.parts[0].id)
    sheets = _Sheets(pack, members)
    statements = list(sheets.added())
    parts = _parts(members, department)
    moved = {one.kind: one.id for one in parts}
    kinds = {part.id: part.kind for member in members for part in member.reading.parts}
    statements = [replace(one, component=moved[kinds.get(one.component, parts[0].kind)]) for one in statements]
    whole = replace(
        first,
        facts=FactStore(statements),
        parts=parts,
        packs={one.id: pack for one in parts},
        tables=[], blocks=[], typed=[], not_understood=[], headings={}, problems=[],
    )  # fmt: skip
    found = RolledUp(whole, members, failures=[*_missing(members, expected, pack), *sheets.unread])
    out = _eliminate(found, pack, parts[0].fiscal_year or 0)
    found.lines = [
        sheets.line(one, out.get(one.key, ZERO) / _factor(one.unit, pack))
        for one in found.reading.facts
        if one.value is not None
    ]
    return found


def _parts(members: Sequence[Member], department: str) -> list[Part]:
    """The components of the department: each kind its members have, once."""
    found: dict[str, Part] = {}
    for member in members:
        for part in member.reading.parts:
            found.setdefault(part.kind, replace(part, organisation=department, first=0, last=-1))
    return [replace(part, id=f"c{number}") for number, part in enumerate(found.values(), 1)]


def _missing(members: Sequence[Member], expected: Sequence[str], pack: Pack) -> Iterator[str]:
    """The units of the list that have no data, and those that are not on it."""
    names = {one.short for one in members}
    wanted = {name.strip(): short_form(name.strip(), pack.words) for name in expected if name.strip()}
    for name, short in wanted.items():
        if short not in names:
            yield f"名单里的{name}没有数据，汇总数里不含它。"
    for one in members:
        if wanted and one.short not in wanted.values():
            yield f"《{one.file}》是{one.name}的，不在名单里，已计入汇总，请核对。"


Cell = tuple[str, FactKey]


@dataclass(slots=True)
class _Sheets:
    """The cells of all members, by form and fact."""

    pack: Pack
    members: Sequence[Member]
    cells: dict[Cell, list[Statement | None]] = field(init=False)
    unread: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cells = {}
        for number, member in enumerate(self.members):
            for one in member.reading.facts:
                if one.kind in ADDED and one.table:
                    cell = (one.address.partition("!")[0], one.key)
                    row = self.cells.setdefault(cell, [None] * len(self.members))
                    row[number] = row[number] or one
                    if one.state is State.UNREADABLE:
                        self.unread.append(f"{member.name}的“{named(one, self.pack)}”读不出，没有计入汇总。")

    def added(self) -> Iterator[Statement]:
        """One statement a cell: the sum of what the members state."""
        taken: dict[str, set[str]] = {}
        tables: dict[str, str] = {}
        for number, ((form, _), row) in enumerate(self.cells.items(), 1):
            first = next(one for one in row if one is not None)
            address = _free(first.address, taken.setdefault(form, set()))
            table = tables.setdefault(form, f"t{len(tables) + 1}")
            stated = [one for one in row if one is not None and one.value is not None]
            base = replace(first, id=f"r{number}", table=table, address=address, source=Source(origin="computed"))
            if not stated:
                yield base
                continue
            unit = min((one.unit for one in stated), key=lambda name: _factor(name, self.pack))
            total = sum((self._in(one, unit) or ZERO for one in stated), ZERO)
            decimals = max(one.decimals for one in stated)
            quantum = min((one.quantum for one in stated if one.quantum is not None), default=None)
            state = State.REPORTED if total else State.ZERO
            yield replace(base, state=state, value=total, text="", unit=unit, decimals=decimals, quantum=quantum)

    def line(self, total: Statement, taken_out: Decimal) -> Line:
        """How the figure of a cell came about, in the unit it is told in."""
        form = total.address.partition("!")[0]
        row = self.cells[form, total.key]
        parts = tuple(self._in(one, total.unit) if one is not None else None for one in row)
        label = self.pack.forms[form].label if form in self.pack.forms else form
        return Line(label, named(total, self.pack), total.unit, parts, taken_out, total.value or ZERO)

    def _in(self, one: Statement, unit: str) -> Decimal | None:
        if one.value is None:
            return None
        return one.value if one.unit == unit else _base(one, self.pack) / _factor(unit, self.pack)


def _free(address: str, taken: set[str]) -> str:
    """An address no other cell of the form has: rows of free names are numbered on."""
    if address in taken and "#" in address:
        band, row, column = address.split("/")
        base, number = row.split("#")[0], 1
        while f"{band}/{base}#{number}/{column}" in taken:
            number += 1
        address = f"{band}/{base}#{number}/{column}"
    taken.add(address)
    return address


def _eliminate(found: RolledUp, pack: Pack, year: int) -> Mapping[FactKey, Decimal]:
    """Takes out what members paid each other; what was taken out of each fact, in the base unit."""
    out: dict[FactKey, Decimal] = {}
    facts = found.reading.facts
    for rollup in pack.rollups.values():
        for one in rollup.eliminations if rollup.holds(year) else ():
            for moment in _moments(facts, one):
                paid, received = (_total(facts, name, moment, pack) for name in (one.paid, one.received))
                said = f"{one.label}：付出合计 {plain_text(paid)} 元，收到合计 {plain_text(received)} 元"
                if paid == received and paid:
                    found.eliminated.append(f"{said}，相等，全部抵销。")
                    _take_out(facts, one, moment, pack, out)
                elif paid or received:
                    found.failures.append(
                        f"{said}，两边不等，分不出哪些是内部往来，没有抵销。请核对各单位的数；与部门以外的往来请列入其他项目。"
                    )
    found.reading = replace(
        found.reading, facts=FactStore(_less(one, out.get(one.key, ZERO), pack) for one in found.reading.facts)
    )
    return out


Moment = tuple[str, str]


def _moments(facts: FactStore, one: Elimination) -> list[Moment]:
    """The periods and scenarios for which either side is stated."""
    stated = [*facts.of_concept(one.paid), *facts.of_concept(one.received)]
    return sorted({(fact.key.period, fact.key.scenario) for fact in stated if fact.value})


def _total(facts: FactStore, concept: str, moment: Moment, pack: Pack) -> Decimal:
    """What all members state of a concept in all, in 元."""
    stated = facts.of_key(FactKey(concept, *moment))
    return max((_base(one, pack) for one in stated), default=ZERO)


def _factor(unit: str, pack: Pack) -> Decimal:
    """How many of its base unit a unit is."""
    found = pack.unit(unit) if unit else None
    return found.factor if found is not None else Decimal(1)


def _base(one: Statement, pack: Pack) -> Decimal:
    return (one.value or ZERO) * _factor(one.unit, pack)


def _less(one: Statement, amount: Decimal, pack: Pack) -> Statement:
    if not amount or one.value is None:
        return one
    value = one.value - amount / _factor(one.unit, pack)
    return replace(one, value=value, state=State.REPORTED if value else State.ZERO)


def _take_out(facts: FactStore, one: Elimination, moment: Moment, pack: Pack, out: dict[FactKey, Decimal]) -> None:
    """Notes by fact what is taken out: all that was paid and received, and as much of the totals with the same key."""
    for concept, totals in ((one.paid, one.paid_in), (one.received, one.received_in)):
        stated = {
            fact.key: _base(fact, pack)
            for fact in facts.of_concept(concept)
            if fact.value and (fact.key.period, fact.key.scenario) == moment
        }
        for key, amount in stated.items():
            for name in (concept, *totals):
                same = replace(key, concept=name)
                out[same] = out.get(same, ZERO) + amount
