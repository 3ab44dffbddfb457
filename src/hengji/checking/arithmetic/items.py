"""Figures of a table by code, and what the text says of them item by item: named, left out, added up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from hengji.checking.arithmetic.operands import operand_of
from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally, spots_of
from hengji.checking.rules import finding_of, in_force
from hengji.checking.subject import Subject, SubjectPart
from hengji.documents.document import Text
from hengji.facts.fact import State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.check import Check
from hengji.packs.concept import CodeList
from hengji.packs.labels import plain
from hengji.packs.phrase import pattern_of
from hengji.packs.pick import ItemsPick
from hengji.records import dataclass

FUND = "fund"
STOP = re.compile(r"[。；;]")
NAME = re.compile(r"[^、，,：:。；;]+")
AND_SO_ON = re.compile(r"等.*\Z")
FEWEST_ITEMS = 2
ACTUAL = "actual"
ZERO = Decimal(0)


@dataclass(frozen=True)
class _Items:
    """The statements a check is about: drawn in tables, and told in running text, by code."""

    part: SubjectPart
    pick: ItemsPick
    codes: CodeList
    drawn: Mapping[str, list[Statement]]
    told: Mapping[str, list[Statement]]

    def leaves(self, by_code: Mapping[str, list[Statement]]) -> dict[str, list[Statement]]:
        """Those codes no other code of the same statements stands below."""
        return {
            code: found for code, found in by_code.items()
            if not any(other != code and other.startswith(code) for other in by_code)
        }  # fmt: skip

    def name(self, code: str) -> str:
        """The name of a code, the code where it is not in the list."""
        entry = self.codes.get(code)
        return entry.name if entry is not None else code


def check_items(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every declared check of items, for each component it applies to."""
    for part in subject.parts:
        for check in part.pack.checks.values():
            if check.items is not None and check.runs in RUNS and in_force(part, check) is not None:
                items = _items(subject, part, check.items)
                if items is not None:
                    yield from RUNS[check.runs](subject, check, items, tally)


def _items(subject: Subject, part: SubjectPart, pick: ItemsPick) -> _Items | None:
    codes = next((codes for codes in part.pack.codes.values() if codes.dimension == pick.dimension), None)
    if codes is None:
        return None
    found: tuple[dict[str, list[Statement]], dict[str, list[Statement]]] = ({}, {})
    for one in subject.facts.of_concept(pick.figures):
        given = dict(one.key.dimensions)
        code = given.pop(pick.dimension, "")
        wanted = {FUND: pick.fund} if pick.fund else {}
        scenario = ACTUAL if one.table else pick.scenario
        known = codes.get(code) is not None  # a name the list does not have says nothing for sure
        if one.component == part.id and known and given == wanted and one.key.scenario == scenario:
            found[0 if one.table else 1].setdefault(code, []).append(one)
    return _Items(part, pick, codes, *found)


def _listed(subject: Subject, check: Check, items: _Items, tally: Tally) -> Iterator[Finding]:
    """Names listed behind a lead (主要包括 …) whose figures are all blank or zero in the table."""
    names: dict[str, list[str]] = {}
    for entry in items.codes.codes:
        for name in (entry.name, *entry.aliases):
            names.setdefault(plain(name), []).append(entry.code)
    pattern, blanks = pattern_of(items.pick.lead), _blank_rows(subject, items)
    for line in subject.lines:
        if line.component != items.part.id or not items.drawn:
            continue
        for hit in pattern.finditer(line.text.value):
            empty: list[_Empty] = []
            for start, end in _names(line.text.value, hit.end()):
                codes = names.get(plain(line.text.value[start:end]), [])
                drawn = [one for code in codes for one in items.drawn.get(code, ())]
                rows = {code: blanks[code] for code in codes if code in blanks}
                if (drawn or rows) and all(_is_nothing(one) for one in drawn):
                    empty.append(_Empty(_spot(line.text, start, end), drawn, rows))
            tally.note("failed" if empty else "held")
            if empty:
                yield _listed_finding(check, items, empty)


@dataclass(frozen=True, slots=True)
class _Empty:
    """A name of a list, and where the table has nothing for it: stated blanks and zeros, or rows of a blank cell."""

    name: Spot
    cells: list[Statement]
    rows: Mapping[str, Spot]


def _blank_rows(subject: Subject, items: _Items) -> dict[str, Spot]:
    """Codes the table prints beside a blank cell, by the name printed beside them: a blank states nothing by itself."""
    tables = {one.table for found in items.drawn.values() for one in found}
    blanks: dict[str, Spot] = {}
    for row in subject.rows:
        if row.component != items.part.id or row.table not in tables:
            continue
        # A row of one cell has no pair: nothing to look at, though there is one end.
        for (code, name), beside in zip(itertools.pairwise(row.cells), [*row.cells[2:], None], strict=False):
            known = items.codes.get(plain(code.value))
            said = plain(beside.value) if beside is not None else ""
            filled = bool(said) and items.codes.get(said) is None
            if known is not None and known.code not in items.drawn and plain(name.value) and not filled:
                blanks.setdefault(known.code, Spot(name.whole(), name.value))
    return blanks


def _listed_finding(check: Check, items: _Items, empty: list[_Empty]) -> Finding:
    said = "、".join(one.name.quote for one in empty)
    cells = [cell for one in empty for cell in one.cells]
    drawn = next(iter(items.drawn.values()))[0]
    form = items.part.pack.forms.get(drawn.address.partition("!")[0])
    codes = dict.fromkeys(cell.key.dimension(items.pick.dimension) or "" for cell in cells)
    codes |= dict.fromkeys(code for one in empty for code in one.rows)
    working = "，".join(f"{code} {items.name(code)}为空或 0" for code in codes)
    found = finding_of(items.part, check, {"names": said, "form": form.label if form is not None else ""}, working, ())
    spots = (*(one.name for one in empty), *spots_of(cells), *(spot for one in empty for spot in one.rows.values()))
    return replace(found, spots=spots[:MOST_PLACES])


def _names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the names of a list stand, from behind its lead to the end of the clause."""
    stop = STOP.search(text, start)
    for hit in NAME.finditer(text, start, stop.start() if stop else len(text)):
        last = AND_SO_ON.search(hit[0])
        end = hit.start() + last.start() if last else hit.end()
        if end > hit.start():
            yield hit.start(), end
        if last:
            return


def _is_nothing(one: Statement) -> bool:
    return one.state is State.BLANK or one.value == 0


def _spot(text: Text, start: int, end: int) -> Spot:
    place = text.place(start, end)
    return Spot(place, text.value[start : start + place.end - place.start])


def _told(subject: Subject, check: Check, items: _Items, tally: Tally) -> Iterator[Finding]:
    """Codes with an amount in the table of which the text says nothing, where it tells most of them one by one."""
    due = {code: found for code, found in items.leaves(items.drawn).items() if any(one.value for one in found)}
    text = plain("".join(line.text.value for line in subject.lines if line.component == items.part.id))
    missing = [code for code in due if code not in items.told and plain(items.name(code)) not in text]
    told = sum(code in items.told for code in due)
    if not told or 2 * told < len(due):
        return
    tally.note("failed" if missing else "held", [one.id for found in due.values() for one in found])
    if missing:
        cells = [due[code][0] for code in missing]
        working = "、".join(f"{items.name(code)}（{plain_text(due[code][0].value or ZERO)}）" for code in missing)
        yield finding_of(items.part, check, {}, f"没有写明：{working}", cells)


def _unlisted(_subject: Subject, check: Check, items: _Items, tally: Tally) -> Iterator[Finding]:
    """Codes the text tells an amount of that the table does not have."""
    told = items.leaves(items.told)
    if not told or len(items.leaves(items.drawn)) < FEWEST_ITEMS:
        return
    odd = [one for code, found in told.items() if code not in items.drawn for one in found if one.value]
    tally.note("failed" if odd else "held", [one.id for found in told.values() for one in found])
    if odd:
        names = dict.fromkeys(items.name(one.key.dimension(items.pick.dimension) or "") for one in odd)
        yield finding_of(items.part, check, {}, f"表里没有：{'、'.join(names)}", odd)


def _summed(subject: Subject, check: Check, items: _Items, tally: Tally) -> Iterator[Finding]:
    """The amounts told one by one, added up, against the amount told of the whole."""
    told = items.leaves(items.told)
    wholes = [
        one
        for one in subject.facts.of_concept(items.pick.figures)
        if one.component == items.part.id and not one.table and one.key.scenario == items.pick.scenario
        and dict(one.key.dimensions) == ({FUND: items.pick.fund} if items.pick.fund else {})
    ]  # fmt: skip
    parts = [found[0] for found in told.values() if len({one.value for one in found}) == 1]
    due = [code for code, found in items.leaves(items.drawn).items() if any(one.value for one in found)]
    if not due or any(code not in told for code in due):
        return
    if len(parts) < max(len(told), FEWEST_ITEMS) or len({one.value for one in wholes}) != 1:
        return
    ranges = [operand_of(one, items.part.pack).interval() for one in (wholes[0], *parts)]
    known = [one for one in ranges if one is not None]
    if len(known) < len(ranges):
        return
    total = sum(known[2:], known[1])
    agrees = total.meets(known[0])
    used = [wholes[0], *parts]
    tally.note("held" if agrees else "failed", [one.id for one in used])
    if not agrees:
        shown = " + ".join(plain_text(one.value or ZERO) for one in parts)
        amount = sum((one.value or ZERO for one in parts), ZERO)
        working = f"{shown} = {plain_text(amount)} ≠ {plain_text(wholes[0].value or ZERO)}"
        yield finding_of(items.part, check, {}, working, used)


RUNS: Mapping[str, Callable[[Subject, Check, _Items, Tally], Iterator[Finding]]] = {
    "listed-items": _listed,
    "told-items": _told,
    "unlisted-items": _unlisted,
    "item-sum": _summed,
}
