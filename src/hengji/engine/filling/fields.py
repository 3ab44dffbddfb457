"""Entering who signs in the line under a form."""

from __future__ import annotations

import re

from hengji.facts.fact import FactStore, State, Statement
from hengji.reading.tables.fields import Field
from hengji.writing.characters import ems
from hengji.writing.text_edits import Edit

DATE_WORDS = re.compile(r".*[年月日_＿]", re.DOTALL)
LEAST_ROOM = 2


def statement_of(field: Field, facts: FactStore) -> Statement | None:
    """What the data say in a field of this form; None where they say nothing."""
    form = field.dimensions["form"]
    stated = [one for one in facts.of_concept(field.concept) if one.state is not State.BLANK and one.text]
    own = [one for one in stated if one.key.dimension("form") == form]
    return next(iter(own or [one for one in stated if one.key.dimension("form") is None]), None)


def edit_for(field: Field, text: str) -> Edit:
    """A field filled in: blanks give way to the text as far as it is wide, so that the next label stays where it is."""
    room = field.line.value[field.start : field.end]
    printed = DATE_WORDS.match(room)
    width, used = ems(text), printed.end() if printed is not None else 0
    while used < len(room) and ems(room[:used]) < width:
        used += 1
    last = field.end >= len(field.line.value)
    used = min(used, max(len(room) - (0 if last else LEAST_ROOM), 0))
    spaces = "" if last or len(room) - used else "  "
    return Edit(field.start, field.start + used, text + spaces)
