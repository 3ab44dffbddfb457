"""A code beside the name of another code: the two cells of a row contradict one another."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from hengji.checking.finding import Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart, TextRow
from hengji.documents.document import Text
from hengji.packs.concept import CodeList
from hengji.packs.labels import plain


def check_code_names(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every row that prints a code of a declared list and, in the next cell that is not empty, a name of that list."""
    parts = {part.id: part for part in subject.parts}
    for row in subject.rows:
        part = parts.get(row.component)
        rule = rule_of(part, "code-name") if part is not None else None
        if part is None or rule is None:
            continue
        for code, name, codes in _pairs(part, row):
            right = codes.path(plain(code.value))[-1]
            said = plain(name.value)
            if said in {plain(text) for text in (right.name, *right.aliases)}:
                tally.note("held")
                continue
            others = [entry.code for entry in codes.codes if plain(entry.name) == said]
            if not others:
                continue  # an older or a local name; only a name of another code proves a slip
            tally.note("failed")
            words = {"code": right.code, "name": name.value.strip(), "right": right.name}
            working = f"{right.code} 是“{right.name}”，“{words['name']}”是 {'、'.join(others[:3])}"
            spots = tuple(Spot(text.whole(), text.value) for text in (code, name))
            yield replace(finding_of(part, rule, words, working, ()), spots=spots)


def _pairs(part: SubjectPart, row: TextRow) -> Iterator[tuple[Text, Text, CodeList]]:
    filled = [cell for cell in row.cells if cell.value.strip()]
    for code, name in itertools.pairwise(filled):
        digits = plain(code.value)
        if not digits.isdigit() or len(digits) not in {3, 5, 7} or not plain(name.value) or plain(name.value).isdigit():
            continue
        for codes in part.pack.codes.values():
            path = codes.path(digits)
            if path and path[-1].code == digits:
                yield code, name, codes
