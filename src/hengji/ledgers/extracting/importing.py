"""A table taken in from beginning to end: recognised, read, held against the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hengji.ledgers.admitting import CORRECTS
from hengji.ledgers.errors import Trouble
from hengji.ledgers.extracting.admission import admitted
from hengji.ledgers.extracting.balances import Balances
from hengji.ledgers.extracting.body import body_of
from hengji.ledgers.extracting.entering import entered
from hengji.ledgers.extracting.headings import Bands, Heading, plain
from hengji.ledgers.extracting.numbering import numbered
from hengji.ledgers.extracting.outcome import Change, Outcome
from hengji.ledgers.extracting.people import People, tokened
from hengji.ledgers.extracting.recognising import recognised
from hengji.ledgers.extracting.records import EFFECTIVE, EVENT, Mapper, Record, turned
from hengji.ledgers.extracting.states import States
from hengji.ledgers.grid import Grid
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.values import ValueFault
from hengji.ledgers.vault.identity import judge
from hengji.packs.ledger.extract import Extract
from hengji.packs.ledger.register import FieldKind, Register
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """How tables are to be taken in.

    ``wanted`` names the extract (empty: by its heading), ``day`` is that of a snapshot, ``today`` when it is recorded.
    ``without_persons`` leaves personal columns out instead of asking for the vault.
    """

    today: date
    wanted: str = ""
    day: date | None = None
    without_persons: bool = False


def extracted(grid: Grid, ledger: Ledger, people: People, wish: Wish) -> Outcome:
    """What a table comes to; nothing is written, not even to the ledger in memory."""
    outcome = Outcome(replace(grid.spot(-1), line=0))
    bands = Bands(grid)
    rows = bands.rows
    found = recognised(grid, bands, ledger.book, wish.wanted)
    if found.extract is None or found.heading is None:
        outcome.rows = outcome.refused = sum(map(any, rows))
        outcome.troubles.append(Trouble(outcome.spot, "extract.unknown", found.says, found.way_out, unread=True))
        return outcome
    extract, heading = found.extract, found.heading
    outcome.extract = extract
    outcome.spot = grid.spot(heading.first)
    kept, outcome.left_out = body_of(grid, rows, heading, ledger.book.extract_words)
    outcome.rows = len(kept) + len(outcome.left_out)
    register = ledger.book.registers[extract.register]
    why = _impossible(extract, heading, register, people, wish) or _own_file(rows, kept, heading, ledger)
    if why is not None:
        outcome.refused = len(kept)
        outcome.troubles.append(Trouble(outcome.spot, "extract.impossible", *why, unread=True))
        return outcome
    mapper = Mapper(grid, rows, heading, extract, register, ledger.book, outcome)
    _tell_unused(heading, ledger, outcome)
    records = _of_whom(mapper.records(kept), register, people, grid, outcome, wish)
    _held(_happened(records, extract, grid, outcome), ledger, register, extract, mapper, wish)
    outcome.changes = [replace(one, entry=replace(one.entry, recorded=wish.today)) for one in outcome.changes]
    return outcome


def _held(
    records: list[Record], ledger: Ledger, register: Register, extract: Extract, mapper: Mapper, wish: Wish
) -> None:
    """The records as events, against what the ledger has."""
    outcome, snapshot = mapper.outcome, extract.snapshot
    day = wish.day or date.min
    if snapshot is not None:
        event = snapshot.appears or snapshot.more
        sets = {name: text for name, text in snapshot.sets.items() if name in register.fields}
        kind = register.events[event]
        sets = {name: text for name, text in sets.items() if name in (*kind.needs, *kind.takes)}
        for record in records:
            record.texts = {**record.texts, **sets, EVENT: event, EFFECTIVE: day.isoformat()}
    for record in records:
        turned(record, extract)
    rows, bad = admitted(ledger, register, records, mapper.grid, outcome)
    outcome.refused += len(bad)
    whole = not outcome.refused
    if snapshot is None:
        entered(ledger, register, extract, rows, mapper.mapped(), outcome)
    elif snapshot.amount:
        Balances(ledger, register, extract, day, outcome).compare(rows, whole=whole)
    else:
        States(ledger, register, extract, day, outcome).compare(rows, mapper.mapped(), whole=whole)


def _impossible(
    extract: Extract, heading: Heading, register: Register, people: People, wish: Wish
) -> tuple[str, str] | None:
    """Why a recognised table cannot be taken in as it is, and what to do; None where it can."""
    if extract.mode == "list":
        return f"{extract.label}只用来比对，不收进台账。", "请用 hengji ledger compare。"
    if extract.mode == "snapshot" and wish.day is None:
        return f"{extract.label}是某一天的情况，没有说是哪一天的。", "请加 --date，例如 --date 2023-12-31。"
    personal = [one.labels[0] for one in extract.columns.values() if one.personal and one.id in heading.places]
    if personal and not people.open and not wish.without_persons:
        names = "、".join(personal)
        return (
            f"表里有个人信息（{names}），没有打开人员文件，整张没有收。",
            "请用环境变量 HENGJI_LEDGER_KEY 指明密钥文件；只要数目不要姓名的，加 --without-persons。",
        )
    given = {*heading.places, *heading.above}
    token = _person_field(register) if personal and not wish.without_persons else ""
    fields = {extract.columns[name].field for name in given} | {token, *extract.constants}
    fields |= {name for one in extract.columns.values() for name in one.sets}
    missing = [register.fields[name].label for name in register.keys if name not in fields]
    if missing:
        return f"没有“{'、'.join(missing)}”，分不清每一行说的是谁。", "请补上这一栏再导。"
    return None


def _own_file(
    rows: Sequence[Sequence[str]], kept: Iterable[int], heading: Heading, ledger: Ledger
) -> tuple[str, str] | None:
    """Why a file of a ledger itself, with corrections of its own, is no list; None for others."""
    common = ledger.book.common
    known = common.fields.get(CORRECTS) if common else None
    words = {plain(word) for word in (known.label, *known.aliases)} if known else set()
    places = [place for place, word in enumerate(heading.words) if word in words]
    if any(rows[row][place] for row in kept for place in places):
        return "这是台账自己的文件（有更正的记录），没有收。", "请直接放进台账文件夹。"
    return None


def _person_field(register: Register) -> str:
    """The field of a register that takes the token of a person."""
    found = [one.id for one in register.fields.values() if one.kind is FieldKind.PERSON]
    return next((name for name in found if name in register.keys), found[0] if found else "")


def _of_whom(
    records: list[Record],
    register: Register,
    people: People,
    grid: Grid,
    outcome: Outcome,
    wish: Wish,
) -> list[Record]:
    """The records with tokens in the place of persons."""
    name = _person_field(register)
    numbered_by = any(one.person is not None and one.person.identity for one in records)
    kept = []
    refused: set[int] = set()
    for record in records:
        if record.person is not None and not wish.without_persons and name:
            try:
                record.texts[name] = people.token(record.person)
            except ValueFault as fault:
                spot = grid.spot(record.row)
                outcome.troubles.append(Trouble(spot, "extract.person", fault.says, fault.way_out, unread=True))
                refused.add(record.row)
                continue
            for wrong in judge(record.person.identity, on=wish.day).problems if numbered_by else ():
                outcome.tell("identity", wrong.message, "这一行照收，请改正号码。", grid.spot(record.row))
        kept.append(record)
    outcome.refused += len(refused)
    return [one for one in kept if one.row not in refused]


def _happened(records: list[Record], extract: Extract, grid: Grid, outcome: Outcome) -> list[Record]:
    """A record for each event whose day is filled; a row without any day is refused."""
    if not extract.events:
        return records
    found: list[Record] = []
    for record in records:
        days = [(one.event, record.columns[one.on]) for one in extract.events if record.columns.get(one.on)]
        if not days:
            labels = "、".join(extract.columns[one.on].labels[0] for one in extract.events if one.on in extract.columns)
            says = f"没有填哪一天办的（{labels}）。"
            outcome.troubles.append(Trouble(grid.spot(record.row), "extract.day", says, "请补填。", unread=True))
            outcome.refused += 1
        for event, day in days:
            found.append(Record(record.row, {**record.texts, EVENT: event, EFFECTIVE: day}, record.columns))
    return found


def _tell_unused(heading: Heading, ledger: Ledger, outcome: Outcome) -> None:
    """Columns of the list that go nowhere."""
    used = set(heading.places.values())
    words = ledger.book.extract_words
    counters = set(words.counters) if words else set()
    unused = [word for place, word in enumerate(heading.words) if word and place not in used and word not in counters]
    if unused:
        outcome.tell("columns", f"没有用到的栏：{'、'.join(dict.fromkeys(unused))}。", "要收的，请在规则包里声明。")


def settled(outcomes: Iterable[Outcome], people: People, ledger: Ledger) -> list[Change]:
    """The changes of outcomes, ready to be written: persons entered in the vault, tokens in the place of marks."""
    marks = people.settle()
    return [_settled(one, marks, ledger) for outcome in outcomes for one in outcome.changes]


def _settled(change: Change, marks: Mapping[str, str], ledger: Ledger) -> Change:
    words = tuple(tokened(word, marks) for word in change.told)
    if words == change.told and not any(value in marks for value in change.entry.values.values()):
        return change
    register = ledger.book.registers[change.entry.register]
    values = {
        name: tokened(value, marks) if isinstance(value, str) else value for name, value in change.entry.values.items()
    }
    number = numbered(register, words, change.copy, change.version)
    return replace(change, entry=replace(change.entry, values=values, number=number), told=words)


def summed(outcomes: Sequence[Outcome]) -> Mapping[str, int]:
    """The counts of several tables together."""
    names = ("rows", "read", "refused", "known", "unchanged", "settled")
    found = {name: sum(getattr(one, name) for one in outcomes) for name in names}
    found["left_out"] = sum(len(one.left_out) for one in outcomes)
    for one in outcomes:
        for kind, count in one.counted().items():
            found[kind] = found.get(kind, 0) + count
    return found
