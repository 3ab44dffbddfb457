"""Extracts: lists that offices hold already, and how their rows become events of a register.

The heading is found by its words, whatever stands above it. A row becomes one event, or one for each of ``events``
whose day is filled; the rows of a *snapshot* are the state on a day, and what differs from the ledger becomes events; a
*list* is only compared with others. The extract called `common` holds the words of all sheets: totals, notes, numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hengji.packs.errors import Mark, Mistake
from hengji.packs.ledger.references import unknown
from hengji.packs.ledger.register import COMMON, Register
from hengji.packs.ledger.source_note import SourceNote, load_note
from hengji.packs.source import Node, Reader
from hengji.records import dataclass

LIST = "list"
MODES = ("events", "snapshot", LIST)
PERSONAL = ("", "name", "identity", "phone", "account", "more")
PARTS = ("", "first", "last")
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExtractColumn:
    """A column of a list: the words of its heading and the field it fills.

    ``field`` is one of the register or of the common columns; an ``aside`` one is used to tell rows apart or compare,
    and goes nowhere. ``personal`` says what of a person it holds. ``values`` are other words with the fields they
    stand for (none: the word says nothing); None leaves the row out. ``starts`` are beginnings of codes with the fields
    they stand for where no column says so; ``also`` are further fields with the same text. A column with ``sets`` makes
    an event of its own of each cell that is filled.
    ``above``: may stand above the heading as 名称：值. ``part`` says which day a month without day is taken for.
    """

    id: str
    field: str
    labels: tuple[str, ...]
    needed: bool
    aside: bool
    above: bool
    personal: str
    unit: str
    part: str
    values: Mapping[str, Texts | None]
    starts: Mapping[str, Texts]
    also: tuple[str, ...]
    sets: Texts
    mark: Mark


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that a row tells of where the column ``on`` has a day."""

    event: str
    on: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Difference:
    """The event that a difference in some fields becomes."""

    event: str
    fields: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What differences between the list and the ledger become.

    Of cases: ``appears``, ``vanishes`` and ``differs`` name events; ``whole``: the list is of all bodies, else only of
    those it names. Of accounts: ``amount`` is the field of what each holds, ``more`` and ``less`` the events.
    ``sets`` are the values that come with every event.
    """

    appears: str
    vanishes: str
    differs: tuple[Difference, ...]
    whole: bool
    amount: str
    more: str
    less: str
    sets: Texts
    mark: Mark


@dataclass(frozen=True, slots=True)
class Extract:
    """A declared list of some office; ``titles`` are words of its file, sheet or title.

    ``number`` are the columns that make a row the same row in another export; rows alike in them are told apart by
    their order only where ``repeats``. ``negative`` says which event a negative amount of a field is; ``years`` are
    fields that take the year of the day where nothing says another.
    """

    id: str
    label: str
    about: str
    titles: tuple[str, ...]
    register: str
    mode: str
    columns: Mapping[str, ExtractColumn]
    constants: Texts
    events: tuple[Happening, ...]
    number: tuple[str, ...]
    repeats: bool
    negative: Texts
    years: tuple[str, ...]
    snapshot: Snapshot | None
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    counters: tuple[str, ...]
    source: SourceNote | None
    mark: Mark


def load_extract(reader: Reader) -> Extract:
    """An extract as declared."""
    extract = Extract(
        id=reader.text("extract"),
        label=reader.text("label"),
        about=reader.text("about", ""),
        titles=reader.texts("titles"),
        register=reader.text("register", ""),
        mode=reader.choice("mode", MODES, "events"),
        columns={one.id: one for one in map(_column, reader.readers("columns", "栏目"))},
        constants=reader.text_pairs("constants"),
        events=tuple(map(_happening, reader.readers("events", "业务"))),
        number=reader.texts("number"),
        repeats=reader.flag("repeats"),
        negative=reader.text_pairs("negative"),
        years=reader.texts("years"),
        snapshot=_snapshot(reader),
        totals=reader.texts("totals"),
        notes=reader.texts("notes"),
        counters=reader.texts("counters"),
        source=load_note(reader),
        mark=reader.node.mark,
    )
    if (extract.mode == "snapshot") != (extract.snapshot is not None):
        reader.fail(f"名册 {extract.id} 只有 mode: snapshot 才写、也必须写 snapshot。", key="snapshot")
    if extract.mode == "events" and extract.id != COMMON and not extract.number:
        reader.fail(f"名册 {extract.id} 要写明哪几栏认定是同一笔（number）。", key="number")
    reader.done()
    return extract


def _column(reader: Reader) -> ExtractColumn:
    name = reader.text("id")
    column = ExtractColumn(
        id=name,
        field=reader.text("field", name),
        labels=reader.texts("labels"),
        needed=reader.flag("needed"),
        aside=reader.flag("aside"),
        above=reader.flag("above"),
        personal=reader.choice("personal", PERSONAL, ""),
        unit=reader.text("unit", ""),
        part=reader.choice("part", PARTS, ""),
        values={word: _meaning(node, reader) for word, node in reader.pairs("values").items()},
        starts={word: _meaning(node, reader) or {} for word, node in reader.pairs("starts").items()},
        also=reader.texts("also"),
        sets=reader.text_pairs("sets"),
        mark=reader.node.mark,
    )
    if not column.labels:
        reader.fail(f"栏目 {name} 要写明表头的叫法（labels）。", key="labels")
    reader.done()
    return column


def _meaning(node: Node, reader: Reader) -> Texts | None:
    """What a word stands for: a text for its own field (under ""), fields with texts, nothing."""
    if node.empty:
        return None
    if node.text is not None:
        return {"": node.text}
    found = {name: inner.text or "" for name, inner in (node.map or {}).items()}
    if node.map is None or not all(found.values()):
        reader.fail("values 里每个词写成一段文字、“字段: 文字”或 ~（这一行不收）。", key="values")
    return found


def _happening(reader: Reader) -> Happening:
    happening = Happening(reader.text("event"), reader.text("on"), reader.node.mark)
    reader.done()
    return happening


def _snapshot(reader: Reader) -> Snapshot | None:
    node = reader.child("snapshot")
    if node is None:
        return None
    inner = Reader(node, reader.mistakes, f"{reader.what}的 snapshot ")
    snapshot = Snapshot(
        appears=inner.text("appears", ""),
        vanishes=inner.text("vanishes", ""),
        differs=tuple(map(_difference, inner.readers("differs", "差异"))),
        whole=inner.flag("whole"),
        amount=inner.text("amount", ""),
        more=inner.text("more", ""),
        less=inner.text("less", ""),
        sets=inner.text_pairs("sets"),
        mark=node.mark,
    )
    if bool(snapshot.amount) == bool(snapshot.appears):
        inner.fail("snapshot 要么写 appears、vanishes、differs，要么写 amount、more、less。")
    if snapshot.amount and not (snapshot.more and snapshot.less):
        inner.fail("写了 amount，也要写 more（多了是什么业务）和 less（少了是什么业务）。")
    inner.done()
    return snapshot


def _difference(reader: Reader) -> Difference:
    difference = Difference(reader.text("event"), reader.texts("fields"), reader.node.mark)
    reader.done()
    return difference


def mistakes_of(extract: Extract, registers: Mapping[str, Register], common: Register | None) -> Iterator[Mistake]:
    """What an extract says that does not fit its register."""
    yield from unknown(extract.mark, "register", "台账", [extract.register], registers)
    register = registers.get(extract.register)
    if register is None:
        if extract.mode != LIST:
            yield Mistake(extract.mark, "ledger.extract", f"名册 {extract.id} 没有写收进哪一本台账（register）。")
        return
    fields = {*register.fields, *(common.fields if common else ())}
    for column in extract.columns.values():
        if not column.aside and not column.personal and extract.mode != LIST:
            yield from unknown(column.mark, "field", "字段", [column.field], fields)
        meanings = (*column.values.values(), *column.starts.values())
        given = [name for meaning in meanings for name in meaning or ()]
        yield from unknown(column.mark, "field", "字段", [*given, *column.sets, *column.also], fields)
    yield from unknown(extract.mark, "field", "字段", extract.constants, fields)
    happenings = [one.on for one in extract.events]
    yield from unknown(extract.mark, "column", "栏目", [*extract.number, *happenings], {*extract.columns, *fields})
    yield from unknown(extract.mark, "field", "字段", [*extract.negative, *extract.years], fields)
    events = [*(one.event for one in extract.events), *extract.negative.values()]
    if extract.snapshot is not None:
        told = extract.snapshot
        events += [told.appears, told.vanishes, told.more, told.less, *(one.event for one in told.differs)]
        named = [told.amount, *told.sets, *(name for one in told.differs for name in one.fields)]
        yield from unknown(told.mark, "field", "字段", named, register.fields)
    yield from unknown(extract.mark, "event", "业务", events, register.events)
