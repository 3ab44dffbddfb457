"""This year from last year: what last year's filing gives to this year's, and everything that is still last year's.

Carried over are last year's own figures where this year's forms compare with them (上年数), and what a pack declares
`stable`: names, duties, the standards of indicators. Nothing that was entered is replaced, and whatever is carried
stands in a list to be confirmed or changed; so does every paragraph, year and amount checking finds unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from hengji.checking.finding import Finding
from hengji.facts.fact import FactKey, FactStore, State, Statement
from hengji.packs.form import CellSpec
from hengji.packs.pack import Pack
from hengji.reading.result import Reading
from hengji.records import dataclass
from hengji.writing.cell_text import printed
from hengji.writing.list_workbook import Entry, ListSheet, write_lists

CARRIED = "carried"
YEAR_KIND = "year"
TO_CONFIRM = "沿用上年的"
STILL_THERE = "仍与上年相同的"
CARRIED_HEADS = ("序号", "项目", "沿用的内容", "上年出处", "请核对")
SAME_HEADS = ("序号", "所在", "内容", "怎么看出来的", "请核对")
KEEP_OR_CHANGE = "没有变的保留，变了的改成本年的。"
AS_PUBLISHED = "应与上年公开的数一致；上年的数有调整的，说明原因。"


@dataclass(frozen=True, slots=True)
class Carried:
    """A statement taken over from last year's filing, and where it stood there."""

    statement: Statement
    before: Statement
    comparative: bool


def carry(
    facts: FactStore, previous: FactStore, pack: Pack, year: int, component: str = ""
) -> tuple[FactStore, list[Carried]]:
    """This year's facts with what last year's filing gives; what was entered stays, a blank is filled in its place.

    What no blank waits for joins ``component``, the paper that is written.
    """
    found: dict[FactKey, Carried] = {}
    for one in (*_comparatives(previous, pack, year), *_stable(previous, pack, year)):
        taken = any(other.state is not State.BLANK for other in facts.of_key(one.statement.key))
        if not taken:
            found.setdefault(one.statement.key, one)
    filled: list[Statement] = []
    placed: set[FactKey] = set()
    for statement in facts:
        waiting = found.get(statement.key)
        if waiting is None or statement.state is not State.BLANK:
            filled.append(statement)
        else:
            placed.add(statement.key)
            filled.append(_into(statement, waiting.statement))
    new = [replace(one.statement, component=component) for key, one in found.items() if key not in placed]
    return FactStore([*filled, *new]), list(found.values())


def carried_list(
    carried: Sequence[Carried], findings: Sequence[Finding], previous: Reading, pack: Pack, title: str
) -> bytes:
    """The list to be gone through: what was carried over, and what checking found to be last year's still."""
    earlier = {file.name for file in previous.document.files}
    taken = [
        (
            Entry(number),
            Entry(_named(one.statement, pack)),
            Entry(printed(one.statement)),
            Entry(one.before.place.say() if one.before.place is not None else ""),
            Entry(AS_PUBLISHED if one.comparative else KEEP_OR_CHANGE),
        )
        for number, one in enumerate(carried, 1)
    ]
    return write_lists(
        [
            ListSheet(TO_CONFIRM, title, CARRIED_HEADS, tuple(taken)),
            ListSheet(STILL_THERE, title, SAME_HEADS, tuple(_unchanged(findings, earlier))),
        ]
    )


def _comparatives(previous: FactStore, pack: Pack, year: int) -> Iterator[Carried]:
    """Last year's figures that a cell of this year's forms holds."""
    for spec in _cells(pack):
        if spec.period >= 0:
            continue
        for one in previous.of_concept(spec.concept):
            key = one.key
            same = (key.period[:4], key.scenario, key.scope) == (str(year + spec.period), spec.scenario, spec.scope)
            if same and key.organisation is None and set(spec.dimensions) <= set(key.dimensions) and _says(one):
                yield Carried(_taken(one, key), one, comparative=True)


def _stable(previous: FactStore, pack: Pack, year: int) -> Iterator[Carried]:
    """What a pack declares to stay from year to year."""
    before = str(year - 1)
    for one in previous:
        if pack.concepts[one.key.concept].stable and one.key.period[:4] == before and _says(one):
            key = replace(one.key, period=f"{year}{one.key.period[4:]}")
            yield Carried(_taken(one, key), one, comparative=False)


def _cells(pack: Pack) -> Iterator[CellSpec]:
    for outline in pack.outlines.values():
        for form in outline.forms:
            yield from pack.meanings[form].cells.values()


def _says(one: Statement) -> bool:
    return one.state not in {State.BLANK, State.UNREADABLE}


def _taken(one: Statement, key: FactKey) -> Statement:
    """A statement of last year's as one of this year's, with the place it was taken from."""
    return replace(
        one,
        id=f"{CARRIED}.{one.id}",
        key=key,
        component="",
        table="",
        address="",
        heading=None,
        source=replace(one.source, origin=CARRIED),
    )


def _into(blank: Statement, one: Statement) -> Statement:
    """A blank with what was carried over for it."""
    return replace(
        one, id=blank.id, component=blank.component, table=blank.table, address=blank.address, heading=blank.heading
    )


def _named(one: Statement, pack: Pack) -> str:
    label = one.label or pack.concepts[one.key.concept].label
    row = [value for name, value in one.key.dimensions if name not in {"ordinal", "form"}]
    return f"{one.key.period[:4]}年 {'，'.join([label, *row])}"


def _unchanged(findings: Sequence[Finding], earlier: Collection[str]) -> Iterator[tuple[Entry, ...]]:
    """A row for every place in this year's papers; ``earlier`` are the names of last year's files."""
    number = 0
    for finding in findings:
        if finding.kind != YEAR_KIND:
            continue
        for spot in finding.spots:
            if spot.place.file in earlier:
                continue
            number += 1
            yield (
                Entry(number),
                Entry(spot.place.say()),
                Entry(spot.quote),
                Entry(finding.says),
                Entry(finding.advice),
            )
