"""Rows of an indicator table that are not what such a row should be: words for figures, points without a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from hengji.checking.evidence.indicators import Row, plain, rows_of
from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally, spots_of
from hengji.checking.rules import finding_of, in_force
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.passages import says
from hengji.facts.fact import State, Statement
from hengji.facts.unit import UnitKind
from hengji.packs.check import Check
from hengji.packs.phrase import finds
from hengji.packs.pick import RowPick

DIGIT = re.compile(r"\d")
JUDGED = frozenset({"deviation", "target", "actual", "done"})  # what a row says, not which row it is
WORDS = frozenset({"qualitative", "deadline"})


def check_rows(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every declared check of rows, for each component it applies to."""
    for part in subject.parts:
        rows = list(rows_of(subject, part.id))
        for check in part.pack.checks.values():
            if check.rows is not None and rows and in_force(part, check) is not None:
                yield from _run(subject, part, check, check.rows, rows, tally)


def _run(
    subject: Subject, part: SubjectPart, check: Check, pick: RowPick, rows: list[Row], tally: Tally
) -> Iterator[Finding]:
    if check.text and not says(subject, part.id, check.text):
        return
    about = [row for row in rows if _about(row, pick)]
    if not about:
        return
    if (check.without and says(subject, part.id, check.without)) or _stated(subject, part, pick):
        tally.note("held")
        return
    odd = [row for row in about if _is(part, row, pick) and (not pick.parts or len(_parts(row, rows)) > 1)]
    groups = _gathered(odd, about, pick)
    if not groups:
        tally.note("held", [one.id for row in about for one in row.statements])
    for group in groups:
        tally.note("failed", [one.id for row in group for one in row.statements])
        found = _finding(subject, part, check, pick, group)
        scores = [cell for row in group for one in _parts(row, rows) if (cell := one.cell("score")) is not None]
        if pick.parts:
            said = "，".join(f"{one.name} {one.text('score')}" for row in group for one in _parts(row, rows))
            working = f"{found.working}；各项得分：{said}"
            found = replace(found, working=working, spots=(*found.spots, *spots_of(scores))[:MOST_PLACES])
        other = list(_elsewhere(subject, part, pick, group)) if pick.elsewhere else []
        if other:
            found = replace(found, kind="cross-table", spots=(*found.spots, *spots_of(other))[:MOST_PLACES])
        yield found


def _stated(subject: Subject, part: SubjectPart, pick: RowPick) -> bool:
    """Whether the unit's papers state a figure that would settle the matter."""
    return any(_figures(subject, part, name) for name in pick.nowhere)


def _figures(subject: Subject, part: SubjectPart, name: str) -> list[Statement]:
    """What the unit's papers state of a concept in a scenario, `concept@scenario`, for the whole unit."""
    concept, _, scenario = name.partition("@")
    return [
        one
        for one in subject.facts.of_concept(concept)
        if one.key.scenario == scenario and one.value is not None and subject.same_unit(one.component, part.id)
    ]


def _about(row: Row, pick: RowPick) -> bool:
    """Whether a row has what the check asks about: the phrases, and a cell for every state."""
    needed = [row.cell(field) for field in pick.be]
    if any(cell is None for cell in needed):
        return False
    return all(finds(phrases, row.text(field)) for field, phrases in pick.where.items() if field not in JUDGED)


def _is(part: SubjectPart, row: Row, pick: RowPick) -> bool:
    if any(row.cell(field) is not None for field in pick.lacks):
        return False
    if any(not finds(phrases, row.text(field)) for field, phrases in pick.where.items()):
        return False
    if any(finds(phrases, row.text(field)) for field, phrases in pick.without.items()):
        return False
    return all(STATES[state](part, row, row.cell(field)) for field, state in pick.be.items())


def _gathered(odd: list[Row], about: list[Row], pick: RowPick) -> list[list[Row]]:
    """The rows of one finding each; where every row must be such, groups with another row are left out."""
    groups = _by(odd, pick.gather)
    if pick.every:
        whole = _by(about, pick.every)
        groups = {key: rows for key, rows in groups.items() if len(rows) == len(whole.get(key, ()))}
    return [rows for rows in groups.values() if len(rows) >= pick.least]


def _by(rows: list[Row], span: str) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for number, row in enumerate(rows):
        key: object = {"row": number, "group": row.text("group"), "table": ""}[span]
        found.setdefault(key, []).append(row)
    return found


def _elsewhere(subject: Subject, part: SubjectPart, pick: RowPick, rows: list[Row]) -> Iterator[Statement]:
    """What other papers of the unit say of the same indicators, in the same words or another of the check's."""
    phrases = tuple(phrase for field, words in pick.where.items() if field in JUDGED for phrase in words)
    names = {row.name for row in rows}
    for other in subject.parts:
        if other.id == part.id or not subject.same_unit(other.id, part.id):
            continue
        for row in rows_of(subject, other.id):
            said = [cell for cell in row.statements if finds(phrases, cell.text or cell.source.quote)]
            if names & {row.name, row.text("subgroup")} and (said or finds(phrases, row.name)):
                yield from said or row.statements


def _parts(row: Row, rows: list[Row]) -> list[Row]:
    """The rows of the indicators a name lists, with points of their own."""
    names = row.name.split("、")
    return [one for one in rows if one is not row and one.name in names and one.cell("score") is not None]


def _finding(subject: Subject, part: SubjectPart, check: Check, pick: RowPick, rows: list[Row]) -> Finding:
    cells = [cell for row in rows for field in pick.shown if (cell := row.cell(field)) is not None]
    if "group" in pick.shown:
        groups = {row.text("group") for row in rows}
        heads = [one for one in subject.facts.of_concept("group.weight") if one.component == part.id]
        cells = [*(one for one in heads if one.key.dimension("group") in groups), *cells]
    working = "；".join(f"“{row.name}”{_shown(row, pick)}" for row in rows)
    known = [stated[0] for name in pick.beside if (stated := _figures(subject, part, name))]
    if known:
        working += f"；只写有{'、'.join(f'{one.label} {one.source.quote}' for one in known)}"
    words = {
        "names": "、".join(f"“{row.name}”" for row in rows),
        "group": rows[0].text("group"),
        "count": str(len(rows)),
    }
    found = finding_of(part, check, words, working, cells)
    if "name" not in pick.shown:
        return found
    named = [spot for row in rows if (spot := _name_spot(row)) is not None]
    return replace(found, spots=(*named, *found.spots)[:MOST_PLACES])


def _name_spot(row: Row) -> Spot | None:
    """Where the name of a row is printed: beside its first cell."""
    beside = next((one.heading for one in row.statements if one.heading is not None), None)
    if beside is None or beside.place is None or plain(row.name) not in plain(beside.quote):
        return None
    return Spot(beside.place, beside.quote)


def _shown(row: Row, pick: RowPick) -> str:
    said = [f"{cell.label} {text}" for field in pick.shown if (cell := row.cell(field)) and (text := row.text(field))]
    return f"：{'，'.join(said)}" if said else ""


def _words(_part: SubjectPart, _row: Row, cell: Statement | None) -> bool:
    """A cell in words: no figure at all, or a deadline."""
    if cell is None or cell.state is State.BLANK:
        return False
    return cell.relation in WORDS or (cell.value is None and cell.low is None and not DIGIT.search(cell.text))


def _number(part: SubjectPart, row: Row, cell: Statement | None) -> bool:
    return cell is not None and cell.state is not State.BLANK and not _words(part, row, cell)


def _of_unit(*kinds: UnitKind) -> Callable[[SubjectPart, Row, Statement | None], bool]:
    def holds(part: SubjectPart, _row: Row, cell: Statement | None) -> bool:
        unit = part.pack.unit(cell.unit) if cell is not None and cell.unit else None
        return unit is not None and unit.kind in kinds

    return holds


def _blank(_part: SubjectPart, _row: Row, cell: Statement | None) -> bool:
    return cell is not None and cell.state is State.BLANK


def _filled(_part: SubjectPart, _row: Row, cell: Statement | None) -> bool:
    return cell is not None and cell.state is not State.BLANK


def _same(_part: SubjectPart, row: Row, cell: Statement | None) -> bool:
    """The value reached is the very target."""
    target = row.cell("target")
    if cell is None or target is None or not row.text("actual"):
        return False
    if cell.value is not None and target.value is not None:
        return (cell.value, cell.unit) == (target.value, target.unit)
    return row.text("actual") == row.text("target")


def _missed(_part: SubjectPart, row: Row, cell: Statement | None) -> bool:
    """A certain value on the wrong side of a target that says which side is meant."""
    target = row.cell("target")
    if cell is None or target is None or cell.value is None or target.value is None or cell.relation != "=":
        return False
    if cell.unit != target.unit:
        return False
    below, above = target.relation in ("≥", ">"), target.relation in ("≤", "<")
    return (below and cell.value < target.value) or (above and cell.value > target.value)


def _points(test: Callable[[Statement, Statement | None], bool]) -> Callable[..., bool]:
    def holds(_part: SubjectPart, row: Row, cell: Statement | None) -> bool:
        return cell is not None and cell.value is not None and test(cell, row.cell("weight"))

    return holds


STATES: Mapping[str, Callable[[SubjectPart, Row, Statement | None], bool]] = {
    "words": _words,
    "number": _number,
    "percent": _of_unit(UnitKind.RATIO),
    "money": _of_unit(UnitKind.MONEY),
    "blank": _blank,
    "filled": _filled,
    "same": _same,
    "missed": _missed,
    "full": _points(lambda score, weight: weight is not None and score.value == weight.value),
    "part": _points(lambda score, weight: bool(score.value) and (weight is None or score.value != weight.value)),
    "short": _points(lambda score, weight: weight is not None and bool(score.value != weight.value)),
    "positive": _points(lambda score, _weight: bool(score.value)),
}
