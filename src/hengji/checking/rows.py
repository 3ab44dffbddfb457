"""Rows of an indicator table that are not what such a row should be: words for figures, points without a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from hengji.checking.finding import Finding, Tally
from hengji.checking.indicators import Row, rows_of
from hengji.checking.passages import says
from hengji.checking.rules import finding_of, in_force
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import State, Statement
from hengji.facts.numbers import plain_text
from hengji.facts.unit import UnitKind
from hengji.packs.check import Check
from hengji.packs.phrase import finds
from hengji.packs.pick import RowPick

DIGIT = re.compile(r"\d")
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
    if check.without and says(subject, part.id, check.without):
        tally.note("held")
        return
    odd = [row for row in about if _is(part, row, pick)]
    groups = _gathered(odd, about, pick)
    if not groups:
        tally.note("held", [one.id for row in about for one in row.statements])
    for group in groups:
        tally.note("failed", [one.id for row in group for one in row.statements])
        yield _finding(part, check, pick, group)


def _about(row: Row, pick: RowPick) -> bool:
    """Whether a row has what the check asks about: the phrases, and a cell for every state."""
    needed = [row.cell(field) for field in pick.be]
    if any(cell is None for cell in needed):
        return False
    return all(finds(phrases, row.text(field)) for field, phrases in pick.where.items() if field != "deviation")


def _is(part: SubjectPart, row: Row, pick: RowPick) -> bool:
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


def _finding(part: SubjectPart, check: Check, pick: RowPick, rows: list[Row]) -> Finding:
    cells = [cell for row in rows for field in pick.shown if (cell := row.cell(field)) is not None]
    working = "；".join(f"“{row.name}”{_shown(row, pick)}" for row in rows)
    words = {"names": "、".join(f"“{row.name}”" for row in rows), "group": rows[0].text("group"), "count": str(len(rows))}
    return finding_of(part, check, words, working, cells)


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
    "full": _points(lambda score, weight: weight is not None and score.value == weight.value),
    "part": _points(lambda score, weight: bool(score.value) and (weight is None or score.value != weight.value)),
    "short": _points(lambda score, weight: weight is not None and bool(score.value != weight.value)),
    "positive": _points(lambda score, _weight: bool(score.value)),
}
