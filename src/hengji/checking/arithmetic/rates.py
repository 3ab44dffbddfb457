"""Rates no reader would believe: a fraction among percentages, a share above the whole, a rate many times over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from hengji.checking.arithmetic.amounts import Amounts
from hengji.checking.arithmetic.proportions import recompute
from hengji.checking.arithmetic.recomputed import Verdict
from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart, TextRow
from hengji.documents.document import Text
from hengji.facts.fact import Statement
from hengji.facts.numbers import plain_text
from hengji.packs.check import Check
from hengji.packs.labels import plain
from hengji.packs.phrase import finds

PERCENT = "%"
PERCENTAGE, FRACTION = re.compile(r"\d+(?:\.\d+)?%"), re.compile(r"0\.\d*[1-9]\d*")
WHOLE, FAR = Decimal(100), Decimal(300)
FEWEST = 2


def check_rates(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """The rates of every component: their unit by column, their size by what they are declared to be."""
    for part in subject.parts:
        stated = subject.of_part(part.id)
        yield from _fractions(subject, part, tally)
        for name, limit in (("rate-limit", WHOLE), ("rate-far", FAR)):
            rule = rule_of(part, name)
            if rule is not None:
                yield from _above(part, rule, limit, stated, tally)


def _fractions(subject: Subject, part: SubjectPart, tally: Tally) -> Iterator[Finding]:
    """A bare figure below one in a column of rates where the others are percentages, in whatever table."""
    rule = rule_of(part, "rate-fraction")
    tables: dict[tuple[str, int], list[TextRow]] = {}
    for row in subject.rows:
        if row.component == part.id:
            tables.setdefault((row.table, len(row.cells)), []).append(row)
    for rows in tables.values():
        for column in zip(*(row.cells for row in rows), strict=True):
            texts = [plain(cell.value) for cell in column]
            percent = [cell for cell, text in zip(column, texts, strict=True) if PERCENTAGE.fullmatch(text)]
            if rule is None or len(percent) < FEWEST or not any(finds(rule.where["head"], text) for text in texts):
                continue
            odd = [cell for cell, text in zip(column, texts, strict=True) if FRACTION.fullmatch(text)]
            if len(odd) >= len(percent):
                continue  # which of the two ways is the rule cannot be told
            tally.note("failed" if odd else "held")
            if odd:
                said = "、".join(f"{plain(one.value)} 应写作 {_percent(one)}%" for one in odd)
                told = finding_of(part, rule, {"count": str(len(odd))}, f"同一栏其余各行都写百分数，{said}", ())
                spots = tuple(Spot(one.whole(), one.value) for one in (*odd, percent[0]))
                yield replace(told, spots=spots[:MOST_PLACES])


def _percent(cell: Text) -> str:
    return plain_text((Decimal(plain(cell.value)) * WHOLE).normalize())


def _above(
    part: SubjectPart, rule: Check, limit: Decimal, stated: Sequence[Statement], tally: Tally
) -> Iterator[Finding]:
    amounts = Amounts(part, stated)
    for one in stated:
        if not _is_about(rule, one) or one.value is None:
            continue
        wrong = one.value > limit
        again = recompute(part, one, amounts) if wrong else None
        if again is not None and again.verdict is Verdict.WRONG:
            continue  # told by the amounts it was printed with
        tally.note("failed" if wrong else "held", [one.id])
        if wrong:
            of = one.key.dimension("of") or one.label
            yield finding_of(part, rule, {"name": of, "quote": f"{_text(one)}%"}, f"{_text(one)}% > {limit}%", [one])


def _is_about(rule: Check, one: Statement) -> bool:
    """Whether a rate is of a declared concept, in percent, and of a whole that its part cannot exceed."""
    whole = one.key.dimension("in") or ""
    if one.key.concept not in rule.where.get("concept", ()) or one.unit != PERCENT:
        return False
    return "in" not in rule.where or (finds(rule.where["in"], whole) and not finds(rule.where.get("apart", ()), whole))


def _text(one: Statement) -> str:
    return plain_text(one.value) if one.value is not None else ""
