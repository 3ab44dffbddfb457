"""Codes printed in a filing, held against the ledgers: a code belongs to one body, and its name stands with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hengji.checking.finding import Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.documents.document import Text
from hengji.engine.ledgers.witness import Witness
from hengji.ledgers.codes import ALPHABET, LENGTH, problems
from hengji.ledgers.ledger import Ledger
from hengji.packs.labels import plain
from hengji.packs.ledger.register import FieldKind

CODE = re.compile(rf"(?<![0-9A-Za-z])[{ALPHABET}]{{{LENGTH}}}(?![0-9A-Za-z])")
SCHEME, RULE = "uscc", "ledger-code"
Holders = dict[str, set[str]]


def codes_held(subject: Subject, tally: Tally, witness: Witness) -> Iterator[Finding]:
    """Codes whose body has another name in the ledgers than the text, the row or the paper they stand in."""
    for part in subject.parts:
        rule = rule_of(part, RULE)
        if part.previous or rule is None:
            continue
        holders = _holders(witness.ledger(part.pack))
        for text, around in _texts(subject, part):
            for found in CODE.finditer(text.value):
                names = holders.get(found.group())
                if names is None or problems(found.group()):
                    continue
                if _named(names, f"{around}{part.organisation}"):
                    tally.note("held")
                    continue
                tally.note("failed")
                spot = Spot(text.place(found.start(), found.end()), found.group())
                words = {"code": found.group(), "name": "、".join(sorted(names))}
                yield replace(finding_of(part, rule, words, "", ()), spots=(spot,))


def _texts(subject: Subject, part: SubjectPart) -> Iterator[tuple[Text, str]]:
    """The texts of a part, each with what stands around it: its paragraph, or its row."""
    for line in subject.lines:
        if line.component == part.id and line.text.anchors:
            yield line.text, line.text.value
    for row in subject.rows:
        if row.component == part.id:
            around = "".join(cell.value for cell in row.cells)
            for cell in row.cells:
                if cell.anchors:
                    yield cell, around


def _named(names: set[str], around: str) -> bool:
    whole = plain(around)
    return any(plain(name) in whole for name in names if name)


def _holders(ledger: Ledger) -> Holders:
    """Every code of the ledgers with all names its body ever had."""
    found: Holders = {}
    for register in ledger.book.registers.values():
        fields = [one.id for one in register.fields.values() if one.kind is FieldKind.CODE and one.scheme == SCHEME]
        if not fields or not register.subject:
            continue
        history = ledger.history(register.id)
        subjects = history.values[register.subject]
        for field in fields:
            for place, code in enumerate(history.values[field]):
                if code is not None:
                    day = history.start[place]
                    found.setdefault(str(code), set()).add(ledger.organisations.name(subjects[place], day))
    for names in found.values():
        names.update(ledger.organisations.name(key) for name in tuple(names) for key in ledger.organisations.keys(name))
    return found
