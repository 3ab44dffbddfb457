"""Small made-up filings for tests of checks: from a text dump as it is read, or from a list of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from hengji.checking.finding import Finding
from hengji.checking.run import Checked, check
from hengji.checking.subject import Subject, SubjectPart, TextLine
from hengji.documents.document import Text
from hengji.engine.session import subject_of
from hengji.facts.fact import FactKey, FactStore, Kind, Source, State, Statement, dimensions_of
from hengji.facts.place import TextPlace
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read

HUNAN = "cn-430000-hunan"
YEAR = 2023
OWN = "某某市示例区机构编制办公室"
MARKS = {"——": State.NOT_APPLICABLE, "空": State.BLANK, "无": State.NIL, "看不清": State.UNREADABLE}
STATED_AS_ACTUAL = frozenset({Kind.MONEY, Kind.RATIO})


@cache
def library() -> Library:
    """The packs delivered with Hengji."""
    return Library.builtin()


def dump_of(text: str) -> str:
    """A text dump (a line beginning with a tab is a cell, a blank line ends a row) of rows written `| a | b |`."""
    lines = []
    for line in text.split("\n"):
        if line.startswith("|"):
            lines += [f"\t{cell.strip()}" for cell in line.strip().strip("|").split("|")] + [""]
        else:
            lines.append(line)
    return "\n".join(lines)


def subject_of_text(text: str, pack: str = HUNAN) -> Subject:
    """A filing written as a text dump, or with its tables row by row as `dump_of` has it."""
    document = read_document(dump_of(text).encode(), "示例.txt")
    return subject_of(read(document, library(), library().get(pack)))


def subject_of_facts(facts: Iterable[Mapping[str, Any]], pack: str = HUNAN) -> Subject:
    """A filing of which only the facts matter.

    A fact has `concept` and `value` (a figure as printed, or ——, 空, 无, 看不清); by default it is stated of 2023, in
    the report, in 万元 for money, as 决算数 for money and ratios, each on a line of its own. `of` is the unit whose
    component it stands in.
    """
    resolved = library().get(pack)
    parts: dict[tuple[str, str], SubjectPart] = {}
    store = FactStore()
    for number, given in enumerate(facts, 1):
        kind, owner = given.get("component", "report"), given.get("of", OWN)
        known = parts.get((kind, owner))
        if known is None:
            label = resolved.components[kind].label
            known = SubjectPart(f"c{len(parts) + 1}", kind, label, YEAR, owner, resolved)
            parts[kind, owner] = known
        store.add(statement(given, number, resolved, known.id))
    return Subject(list(parts.values()), store)


def statement(given: Mapping[str, Any], number: int, pack: Pack, component: str = "c1") -> Statement:
    """One fact of a list."""
    concept = pack.concepts[given["concept"]]
    kind = Kind(concept.kind)
    said = str(given["value"])
    value = None if said in MARKS or kind is Kind.TEXT else Decimal(said)
    scenario = given.get("scenario", "actual" if kind in STATED_AS_ACTUAL else "")
    line = given.get("line", number)
    return Statement(
        id=f"f{number}",
        key=FactKey(
            concept.id,
            str(given.get("period", YEAR)),
            scenario,
            given.get("organisation"),
            dimensions=dimensions_of(given.get("dimensions", {})),
        ),
        state=MARKS.get(said, State.ZERO if value == 0 else State.REPORTED),
        kind=kind,
        value=value,
        text=said if kind is Kind.TEXT and said not in MARKS else "",
        relation=given.get("relation", "="),
        unit=given.get("unit", {Kind.MONEY: "万元", Kind.RATIO: "%", Kind.SCORE: "分"}.get(kind, "")),
        decimals=len(said.partition(".")[2]),
        quantum=Decimal(given["quantum"]) if "quantum" in given else None,
        source=Source("", TextPlace(given.get("start", 0), given.get("start", 0) + len(said), line), said),
        component=component,
        table=given.get("table", ""),
        address=given.get("address", ""),
        label=given.get("label", concept.label),
    )


def subject_of_lines(lines: Sequence[str | tuple[str, str]], pack: str = HUNAN) -> Subject:
    """A report of which only the running text matters; a pair is an automatic number and the text it stands before."""
    part = SubjectPart("c1", "report", "整体支出绩效自评报告", YEAR, OWN, library().get(pack))
    found = []
    for number, given in enumerate(lines, 1):
        marker, text = ("", given) if isinstance(given, str) else given
        place = TextPlace(0, len(text), number)
        found.append(TextLine(Text(text, ((0, place),)), part.id, marker))
    return Subject([part], FactStore(), found)


def only(subject: Subject, *checks: str) -> Subject:
    """The same filing under packs that hold these checks alone, so that the tally is theirs."""
    parts = []
    for part in subject.parts:
        kept = {name: found for name, found in part.pack.checks.items() if name in checks}
        parts.append(replace(part, pack=replace(part.pack, checks=kept)))
    return Subject(parts, subject.facts, subject.lines)


def checked(text: str, pack: str = HUNAN) -> Checked:
    """What checking a text dump gives."""
    return check(subject_of_text(text, pack))


def lines_of(finding: Finding) -> list[int]:
    """The lines a finding points at, in order."""
    lines = []
    for spot in finding.spots:
        assert isinstance(spot.place, TextPlace)
        lines.append(spot.place.line)
    return lines


def aloud(finding: Finding) -> str:
    """A finding as the clerk reads it: where, what, the working, what to do."""
    where = "、".join(f"{spot.place.say()}“{spot.quote}”" for spot in finding.spots)
    return f"{finding.severity} {finding.rule}: {where}：{finding.says}{finding.working}。{finding.advice}"
