"""Hundreds of files, badly named: whose they are, which year and papers they hold, what is doubled, what is missing.

Unit, year and kind of every component come from the content of a file, never from its name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from hengji.checking.wording.names import short_form
from hengji.facts.fact import Kind, State
from hengji.reading.choosing import all_text
from hengji.reading.result import Reading
from hengji.records import dataclass

DAY = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Paper:
    """One component of one file: the unit, year and kind it is of, and what tells its versions apart.

    ``short`` is equal for all forms of a unit's name, ``content`` for two files that say the same, whatever their
    format; ``filed`` is its 填报日期 (year, month, day) where it has one; ``needs`` the kinds of paper (id, label) its
    jurisdiction asks of every unit; ``errors`` the findings at error level, None when not checked.
    """

    file: str
    unit: str
    short: str
    year: int | None
    kind: str
    label: str
    needs: tuple[tuple[str, str], ...]
    content: str
    filed: tuple[int, int, int] | None
    status: str
    errors: int | None = None


@dataclass(slots=True)
class Line:
    """A unit's papers of one year: for every kind the newest paper, the older ones, and the mere copies."""

    unit: str
    year: int | None
    newest: dict[str, Paper] = field(default_factory=dict)
    older: list[Paper] = field(default_factory=list)
    copies: list[Paper] = field(default_factory=list)
    unclear: list[Paper] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def missing(self) -> list[str]:
        """The kinds of paper this unit should have handed in and has not."""
        needed = dict.fromkeys(kind for paper in self.newest.values() for kind, _ in paper.needs)
        return [kind for kind in needed if kind not in self.newest]


def papers_of(reading: Reading, errors: Mapping[str, int] | None = None) -> Iterator[Paper]:
    """The papers a file holds; ``errors`` counts findings by component."""
    for part in reading.parts:
        pack = reading.pack_of(part.id)
        kind = pack.components.get(part.kind)
        inside = [one for one in reading.facts if one.component == part.id]
        said = all_text(reading.blocks[part.first : part.last + 1])
        days = [one.text for one in inside if one.kind is Kind.DATE and one.state is State.REPORTED]
        yield Paper(
            file=part.place.file or reading.document.name,
            unit=part.organisation,
            short=short_form(part.organisation, pack.words),
            year=part.fiscal_year,
            kind=part.kind,
            label=kind.label if kind is not None else "",
            needs=tuple((one.id, one.label) for one in pack.components.values() if one.needed),
            content=hashlib.sha256("".join(said.split()).encode()).hexdigest(),
            filed=max((day for day in map(_day, days) if day is not None), default=None),
            status=reading.status,
            errors=None if errors is None else errors.get(part.id, 0),
        )


def _day(text: str) -> tuple[int, int, int] | None:
    found = DAY.search(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def roster(papers: Sequence[Paper]) -> list[Line]:
    """The papers by unit and year; of several of one kind the one filed last is the newest."""
    lines: dict[tuple[str, int | None], Line] = {}
    for paper in papers:
        line = lines.setdefault((paper.short, paper.year), Line(paper.unit, paper.year))
        line.names.add(paper.unit)
        line.unit = max(line.unit, paper.unit, key=len)
        _place(line, paper)
    return sorted(lines.values(), key=lambda line: (line.year or 0, line.unit))


def _place(line: Line, paper: Paper) -> None:
    known = line.newest.get(paper.kind)
    if known is None:
        line.newest[paper.kind] = paper
    elif known.content == paper.content:
        line.copies.append(paper)
    elif known.filed is None or paper.filed is None or known.filed == paper.filed:
        line.unclear.append(paper)
    elif paper.filed > known.filed:
        line.newest[paper.kind] = paper
        line.older.append(known)
    else:
        line.older.append(paper)
