"""Two items of a narrative told in the same words with the same figures: one was copied and not filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart, TextLine
from hengji.packs.labels import FRONT, plain
from hengji.packs.phrase import finds
from hengji.packs.wording import fold

FIGURE = re.compile(r"(?<![\d.])\d[\d,]*\.\d+")
FEWEST, SHORTEST = 2, 20


def check_copied_items(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Paragraphs of one component that differ in nothing but the item they begin with."""
    for part in subject.parts:
        rule = rule_of(part, "copied-item")
        if rule is None:
            continue
        items: dict[str, dict[str, TextLine]] = {}
        for line in subject.lines:
            found = _item(part, line, rule.where.get("item", ()))
            if found is not None:
                items.setdefault(found[1], {}).setdefault(found[0], line)
        copied = {said: lines for said, lines in items.items() if len(lines) > 1}
        if items:
            tally.note("failed" if copied else "held")
        for said, lines in copied.items():
            names = "、".join(f"“{name}”" for name in lines)
            spots = tuple(Spot(line.text.whole(), line.text.value) for line in lines.values())[:MOST_PLACES]
            figures = "、".join(dict.fromkeys(FIGURE.findall(said)))
            working = f"{names}的说明除名称外一字不差，数都是 {figures}"
            yield replace(finding_of(part, rule, {"count": str(len(lines))}, working, ()), spots=spots)


def _item(part: SubjectPart, line: TextLine, words: tuple[str, ...]) -> tuple[str, str] | None:
    """The name an item begins with and what is said of it; None where it tells too little to be known again."""
    text = FRONT.sub("", plain(fold(line.text.value))) if line.component == part.id else ""
    first = FIGURE.search(text)
    if first is None:
        return None
    stop = re.search(r"[,。;:]|\d", text)
    name, said = text[: stop.start() if stop else 0], text[stop.start() if stop else 0 :]
    figures = {Decimal(one.replace(",", "")) for one in FIGURE.findall(said)} - {Decimal(0)}
    if not name or len(said) < SHORTEST or len(figures) < FEWEST or not finds(words, said):
        return None
    return name, said
