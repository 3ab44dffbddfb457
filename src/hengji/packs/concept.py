"""Concepts, units, codes and sources: the registries every other declaration refers to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from hengji.facts.fact import Kind
from hengji.facts.unit import Unit, UnitKind
from hengji.packs.errors import Mark
from hengji.packs.source import Reader
from hengji.records import dataclass

CLASS, STEP = 3, 2
BLANK = re.compile(r"\{(\w+)\}")
CONCEPT_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\Z")


@dataclass(frozen=True, slots=True)
class Concept:
    """What a figure means: standard term, other names it goes by, and the kind of its values.

    What is ``personal`` (names, telephone numbers, signatures) is left out of what is published. What is ``stable``
    (names, duties, standards) is carried over from last year's filing, to be confirmed. A concept that is
    ``open`` holds figures of many kinds, each named by the words printed with it (办理变更登记 57 次). Where a concept
    means nothing without its dimensions, ``named`` puts them into its label: {of}占比; {label} are the words printed,
    {counted} is what its unit counts (人数, 次数).
    """

    id: str
    label: str
    kind: Kind
    aliases: tuple[str, ...]
    mark: Mark
    personal: bool = False
    stable: bool = False
    open: bool = False
    named: str = ""

    def called(self, parts: Mapping[str, str]) -> str:
        """The label with what ``named`` puts into it; the standard term where ``parts`` lack some of that."""
        found = BLANK.sub(lambda blank: parts.get(blank[1], blank[0]), self.named or self.label)
        return self.label if BLANK.search(found) else found


def load_concept(reader: Reader) -> Concept:
    """A concept as declared."""
    identifier = reader.text("id")
    if identifier and not CONCEPT_ID.match(identifier):
        reader.fail(f"概念编号 {identifier} 只能用小写字母、数字、下划线和点。", key="id")
    concept = Concept(
        id=identifier,
        label=reader.text("label"),
        kind=Kind(reader.choice("kind", [kind.value for kind in Kind])),
        aliases=reader.texts("aliases"),
        mark=reader.node.mark,
        personal=reader.flag("personal"),
        stable=reader.flag("stable"),
        open=reader.flag("open"),
        named=reader.text("named", ""),
    )
    reader.done()
    return concept


def load_unit(reader: Reader) -> Unit:
    """A unit of measure as declared."""
    unit = Unit(
        id=reader.text("id"),
        kind=UnitKind(reader.choice("kind", [kind.value for kind in UnitKind])),
        factor=reader.number("factor") or Decimal(1),
        aliases=reader.texts("aliases"),
    )
    reader.done()
    return unit


@dataclass(frozen=True, slots=True)
class Scenario:
    """A reading of one figure: planned, adjusted, carried out, aimed at.

    ``aliases`` are names heads print for it, ``titles`` the words by which the title of a table tells it.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    titles: tuple[str, ...] = ()


def load_scenario(reader: Reader) -> Scenario:
    """A scenario as declared."""
    scenario = Scenario(reader.text("id"), reader.text("label"), reader.texts("aliases"), reader.texts("titles"))
    reader.done()
    return scenario


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A regulation or notice that declarations cite by id."""

    id: str
    title: str
    number: str


def load_source(reader: Reader) -> SourceDocument:
    """A source document as declared."""
    document = SourceDocument(reader.text("id"), reader.text("title"), reader.text("number", ""))
    reader.done()
    return document


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list; ``aliases`` are other names it is read by.

    ``former`` are the names it had in earlier years, each with the last fiscal year it was the official one.
    """

    code: str
    name: str
    parent: str
    aliases: tuple[str, ...]
    years: tuple[int, int]
    former: tuple[tuple[str, int], ...] = ()
    mark: Mark = field(default=Mark("", 0), compare=False)

    def holds(self, year: int) -> bool:
        """Whether the code is in force in a fiscal year."""
        return self.years[0] <= year <= self.years[1]

    def name_in(self, year: int) -> str:
        """The official name in a fiscal year."""
        return next((name for name, until in sorted(self.former, key=lambda one: one[1]) if year <= until), self.name)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A classification (功能分类, 经济分类): codes in printed order, found by code or by any name.

    ``dimension`` is the one it fills.
    """

    id: str
    label: str
    dimension: str
    codes: tuple[Code, ...]

    def get(self, code: str) -> Code | None:
        """The entry with this code."""
        return next((entry for entry in self.codes if entry.code == code), None)

    def path(self, code: str) -> list[Code]:
        """The entries from the highest class down to a code; empty for an unknown code."""
        found: list[Code] = []
        current = self.get(code)
        while current is not None:
            found.insert(0, current)
            current = self.get(current.parent) if current.parent else None
        return found

    def children(self, code: str) -> list[Code]:
        """The entries directly below a code."""
        return [entry for entry in self.codes if entry.parent == code]

    def knows(self, code: str) -> bool:
        """Whether a code is listed, or is written like one that stands below a listed class (lists are selections)."""
        return self.get(code) is not None or (bool(self.parent_of(code)) and self.knows(self.parent_of(code)))

    def parent_of(self, code: str) -> str:
        """The code directly above: as listed, else what is left without the last two digits; empty for a class."""
        entry = self.get(code)
        if entry is not None:
            return entry.parent
        return code[:-STEP] if code.isdecimal() and len(code) > CLASS and (len(code) - CLASS) % STEP == 0 else ""

    def above(self, code: str) -> list[str]:
        """The codes above a code, the nearest first."""
        found: list[str] = []
        while (parent := self.parent_of(found[-1] if found else code)) and parent not in found:
            found.append(parent)
        return found


ALWAYS = (1949, 9999)


def load_codes(reader: Reader) -> CodeList:
    """A code list as declared; a name without years holds always."""
    return _load_list(reader, reader.text("dimension"))


def load_listing(reader: Reader) -> CodeList:
    """A code list by which no figure is classified (who registers units): written like one, without a dimension.

    It stands apart from the others because every name in those is a word that reading looks for.
    """
    return _load_list(reader, "")


def _load_list(reader: Reader, dimension: str) -> CodeList:
    entries: list[Code] = []
    for item in reader.readers("entries", "代码"):
        former = _former(item)
        entries.append(
            Code(
                code=item.text("code"),
                name=item.text("name"),
                parent=item.text("parent", ""),
                aliases=tuple(dict.fromkeys((*item.texts("aliases"), *(name for name, _ in former)))),
                years=(int(item.number("from", "1949") or ALWAYS[0]), int(item.number("until", "9999") or ALWAYS[1])),
                former=former,
                mark=item.node.mark,
            )
        )
        item.done()
    codes = CodeList(reader.text("codes"), reader.text("label"), dimension, tuple(entries))
    reader.texts("source")
    reader.done()
    return codes


def _former(reader: Reader) -> tuple[tuple[str, int], ...]:
    """The names of a code in earlier years, each with its last fiscal year."""
    found: list[tuple[str, int]] = []
    for item in reader.readers("former", "旧名"):
        found.append((item.text("name"), int(item.number("until") or ALWAYS[1])))
        item.done()
    return tuple(found)
