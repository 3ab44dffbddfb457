"""Comparisons: lists of several offices held against each other person by person, each difference with its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hengji.packs.errors import Mark, Mistake
from hengji.packs.ledger.extract import Extract
from hengji.packs.ledger.references import unknown
from hengji.packs.ledger.source_note import SourceNote, load_note
from hengji.packs.source import Reader
from hengji.records import dataclass

KINDS = ("missing", "differs", "count", "repeated")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the lists: its name in the comparison and the extract it is read by."""

    id: str
    label: str
    extract: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class DifferenceKind:
    """A kind of difference.

    `missing`: who is in the first of ``sides`` and not in the second; `differs`: a ``field`` is not the same in both;
    `count`: the numbers of persons of one ``field`` (a body) are not the same; `repeated`: somebody stands in a side
    more than once.
    """

    id: str
    label: str
    says: str
    way_out: str
    kind: str
    sides: tuple[str, ...]
    field: str
    source: SourceNote | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of lists.

    ``weak`` are the columns that must agree where there is no number to know a person by; ``by`` is the field whose
    values differences are counted by.
    """

    id: str
    label: str
    about: str
    sides: Mapping[str, Side]
    weak: tuple[str, ...]
    by: str
    differences: tuple[DifferenceKind, ...]
    mark: Mark


def load_comparison(reader: Reader) -> Comparison:
    """A comparison as declared."""
    comparison = Comparison(
        id=reader.text("id"),
        label=reader.text("label"),
        about=reader.text("about", ""),
        sides={one.id: one for one in map(_side, reader.readers("sides", "名册"))},
        weak=reader.texts("weak"),
        by=reader.text("by", ""),
        differences=tuple(map(_difference, reader.readers("differences", "差异"))),
        mark=reader.node.mark,
    )
    reader.done()
    return comparison


def _side(reader: Reader) -> Side:
    side = Side(reader.text("id"), reader.text("label"), reader.text("extract"), reader.node.mark)
    reader.done()
    return side


def _difference(reader: Reader) -> DifferenceKind:
    kind = DifferenceKind(
        id=reader.text("id"),
        label=reader.text("label"),
        says=reader.text("says"),
        way_out=reader.text("way_out"),
        kind=reader.choice("kind", KINDS),
        sides=reader.texts("sides"),
        field=reader.text("field", ""),
        source=load_note(reader),
        mark=reader.node.mark,
    )
    wanted = 1 if kind.kind == "repeated" else 2
    if len(kind.sides) != wanted:
        reader.fail(f"{kind.kind} 一类的差异，sides 要写 {wanted} 方。", key="sides")
    if (kind.kind in ("differs", "count")) != bool(kind.field):
        reader.fail("只有 differs、count 才写、也必须写比哪个字段（field）。", key="field")
    reader.done()
    return kind


def mistakes_of(comparison: Comparison, extracts: Mapping[str, Extract]) -> Iterator[Mistake]:
    """What a comparison says that does not fit its extracts."""
    for side in comparison.sides.values():
        yield from unknown(side.mark, "extract", "名册", [side.extract], extracts)
    for one in comparison.differences:
        yield from unknown(one.mark, "side", "名册", one.sides, comparison.sides)
        for name in one.sides:
            extract = extracts.get(comparison.sides[name].extract) if name in comparison.sides else None
            if extract is not None and one.field:
                given = {field for column in extract.columns.values() for field in (column.id, column.field)}
                yield from unknown(one.mark, "column", "栏目", [one.field], given)
