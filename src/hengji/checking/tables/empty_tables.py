"""Tables that must be kept where they are empty, and explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hengji.checking.finding import Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart, TextRow
from hengji.checking.wording.contents import titles_near
from hengji.packs.check import Check
from hengji.packs.labels import plain
from hengji.packs.phrase import pattern_of

ABOVE, BELOW = 4, 5
NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
ZERO = re.compile(r"[0.,%\-]+")
FEWEST = 2


def check_empty_tables(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every table of a declared title without a figure: a sentence near it, or anywhere about its subject, says why."""
    for part in subject.parts:
        rule = rule_of(part, "empty-table")
        if rule is None:
            continue
        tables: dict[str, list[TextRow]] = {}
        for row in subject.rows:
            if row.component == part.id and row.table:
                tables.setdefault(row.table, []).append(row)
        for rows in tables.values():
            finding = _finding(subject, part, rule, rows)
            if finding is not None:
                tally.note("failed" if finding.spots else "held")
                if finding.spots:
                    yield finding


def _finding(subject: Subject, part: SubjectPart, rule: Check, rows: Sequence[TextRow]) -> Finding | None:
    """None where the table is none of these; without places where it is filled or explained."""
    lines = [line for line in subject.lines if line.component == part.id and line.text.value.strip()]
    block = rows[0].block
    inside = [plain(cell.value) for row in rows for cell in row.cells if plain(cell.value)]
    subjects = pattern_of(rule.where.get("table", ()))
    named = list(subjects.finditer(f"{titles_near(lines, block, ABOVE)}\n{inside[0] if inside else ''}"))
    if block < 0 or not named or len(rows) < FEWEST:
        return None
    name = named[-1][0]
    told = finding_of(part, rule, {"name": name}, f"“{name}”一表没有一个数，表下和文中也没有说明", ())
    notes = pattern_of(rule.where.get("note", ()))
    near = [plain(line.text.value) for line in lines if block < line.block <= block + BELOW]
    about = [text for line in lines if name in (text := plain(line.text.value))]
    if _has_figures(rows) or any(notes.search(text) for text in (*near, *inside, *about)):
        return told
    above = [line.text for line in lines if line.block < block and name in plain(line.text.value)]
    shown = above[-1] if above else next(cell for row in rows for cell in row.cells if plain(cell.value))
    return replace(told, spots=(Spot(shown.whole(), shown.value),))


def _has_figures(rows: Sequence[TextRow]) -> bool:
    """Whether a row says an amount; a row that only numbers the columns does not."""
    for row in rows:
        numbers = [text for cell in row.cells if NUMBER.fullmatch(text := plain(cell.value))]
        counted = [str(number) for number in range(1, len(numbers) + 1)]
        if numbers != counted and any(not ZERO.fullmatch(text) for text in numbers):
            return True
    return False
