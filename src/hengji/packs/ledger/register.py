"""A register: the fields of its rows, the events that may be entered, the states they lead to, and what they move.

A row of a register is one event. Events of the same key fields are the history of one *case* (a person's post, an
institution's registration, a matter); a register without key fields is a journal, each row a case of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from hengji.packs.errors import Mark
from hengji.packs.ledger.rule import Rule, load_rule
from hengji.packs.ledger.source_note import SourceNote, load_note
from hengji.packs.source import Reader
from hengji.records import dataclass

NEW = "new"
ANY = "any"
COMMON = "common"
NOTES = ("role", "actor", "document", "corrects", "note")
"""Columns of every register that say who entered what on which paper; conditions may speak of them."""
CALENDARS = ("working", "calendar", "month")


class FieldKind(StrEnum):
    """What a column of a register holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YEAR = "year"
    CHOICE = "choice"
    ORGANISATION = "organisation"
    PERSON = "person"
    CODE = "code"
    REFERENCE = "reference"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its label and other names of it in workbooks, the kind of its values, and what they are taken from.

    ``choices`` are the words allowed, with other words for each; ``register`` is what a reference refers to;
    ``scheme`` names how a code is checked (uscc, organisation-code, identity), ``codes`` the code list (of a choice) or
    the listing (of a code) its values are taken from. What is ``personal`` is kept in the
    file of persons, never in the register. ``unit`` is what numbers and amounts are in.
    """

    id: str
    label: str
    kind: FieldKind
    aliases: tuple[str, ...]
    unit: str
    choices: Mapping[str, tuple[str, ...]]
    codes: str
    register: str
    scheme: str
    personal: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class LedgerState:
    """A state of a case; a case in a ``final`` one is over (it is no longer counted as being there)."""

    id: str
    label: str
    final: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Move:
    """An amount that leaves one account and arrives at another.

    Dimension → field, or `=word` for a fixed holder, or `=` for none; a dimension not named is the field of its name.
    """

    giver: Mapping[str, str]
    taker: Mapping[str, str]
    amount: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class EventKind:
    """An event: the states it may be entered in, the state it leads to, its columns, and the roles that may enter it.

    ``came`` holds state ids, `new` (no case yet) or `any`; ``to`` empty leaves the state as it is. ``needs`` must be
    filled, ``takes`` may be; ``sets`` are values that come with the event.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    came: tuple[str, ...]
    to: str
    needs: tuple[str, ...]
    takes: tuple[str, ...]
    sets: Mapping[str, str]
    roles: tuple[str, ...]
    moves: tuple[Move, ...]
    source: SourceNote | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long may pass from one event (or from a day written in a field) to another.

    ``number`` days of ``calendar``: working (工作日), calendar (日), month (月). The day of the first event is not
    counted; a negative number ends so long before the day in ``field``. A case may have its own: a number of days in
    the field ``allowed`` (it stands before ``number``), or the last day itself in the field ``due`` (it stands before
    both, as it was last written). A case that has none of the three has no limit.
    """

    id: str
    label: str
    starts: tuple[str, ...]
    field: str
    ends: tuple[str, ...]
    number: int
    calendar: str
    allowed: str
    due: str
    source: SourceNote | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Account:
    """What a register's moves change: amounts by ``dimensions``, the first of which names the holder.

    ``outside`` are holders that stand for the world beyond the ledger; only theirs may be below zero.
    """

    label: str
    unit: str
    dimensions: tuple[str, ...]
    outside: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Register:
    """A declared register.

    ``subject`` is the field that says whose a case is; ``name`` and ``parent`` are set by the
    register of organisations: the field of the (dated) name and of the body above.

    ``keepers`` are words in the name of the body that reports the whole register as its own work (any body, if none);
    to other bodies only what is about themselves belongs.
    """

    id: str
    label: str
    about: str
    aliases: tuple[str, ...]
    prefix: str
    keys: tuple[str, ...]
    subject: str
    name: str
    parent: str
    keepers: tuple[str, ...]
    fields: Mapping[str, Field]
    states: Mapping[str, LedgerState]
    events: Mapping[str, EventKind]
    account: Account | None
    limits: Mapping[str, TimeLimit]
    rules: Mapping[str, Rule]
    source: SourceNote | None
    mark: Mark

    def live(self) -> frozenset[str]:
        """The states in which a case is there."""
        return frozenset(state.id for state in self.states.values() if not state.final)


def load_register(reader: Reader) -> Register:
    """A register as declared."""
    fields = {one.id: one for one in map(_field, reader.readers("fields", "字段"))}
    events = {one.id: one for one in map(_event, reader.readers("events", "业务"))}
    register = Register(
        id=reader.text("register"),
        label=reader.text("label"),
        about=reader.text("about", ""),
        aliases=reader.texts("aliases"),
        prefix=reader.text("prefix", ""),
        keys=reader.texts("keys"),
        subject=reader.text("subject", ""),
        name=reader.text("name", ""),
        parent=reader.text("parent", ""),
        keepers=reader.texts("keepers"),
        fields=fields,
        states={one.id: one for one in map(_state, reader.readers("states", "状态"))},
        events=events,
        account=_account(reader),
        limits={one.id: one for one in map(_limit, reader.readers("limits", "时限"))},
        rules={one.id: one for one in map(load_rule, reader.readers("rules", "规则"))},
        source=load_note(reader),
        mark=reader.node.mark,
    )
    reader.done()
    return register


def _field(reader: Reader) -> Field:
    choices: dict[str, tuple[str, ...]] = {}
    for node in reader.nodes("choices"):
        if node.text is not None:
            choices[node.text] = ()
            continue
        inner = Reader(node, reader.mistakes, "可选值")
        choices[inner.text("id")] = inner.texts("aliases")
        inner.done()
    field = Field(
        id=reader.text("id"),
        label=reader.text("label"),
        kind=FieldKind(reader.choice("kind", [kind.value for kind in FieldKind], "text")),
        aliases=reader.texts("aliases"),
        unit=reader.text("unit", ""),
        choices=choices,
        codes=reader.text("codes", ""),
        register=reader.text("register", ""),
        scheme=reader.text("scheme", ""),
        personal=reader.flag("personal"),
        mark=reader.node.mark,
    )
    if field.kind is FieldKind.CHOICE and not (choices or field.codes):
        reader.fail(f"字段 {field.id} 是选择项，必须写可选值（choices 或 codes）。", key="kind")
    if field.kind is not FieldKind.CHOICE and choices:
        reader.fail(f"字段 {field.id} 不是选择项，不写可选值。", key="choices")
    if (field.kind is FieldKind.REFERENCE) != bool(field.register):
        reader.fail(f"字段 {field.id} 只有 kind: reference 才写、也必须写所引的台账（register）。", key="register")
    reader.done()
    return field


def _state(reader: Reader) -> LedgerState:
    state = LedgerState(reader.text("id"), reader.text("label"), reader.flag("final"), reader.node.mark)
    reader.done()
    return state


def _event(reader: Reader) -> EventKind:
    event = EventKind(
        id=reader.text("id"),
        label=reader.text("label"),
        aliases=reader.texts("aliases"),
        came=reader.texts("from") or (NEW,),
        to=reader.text("to", ""),
        needs=reader.texts("needs"),
        takes=reader.texts("takes"),
        sets=reader.text_pairs("sets"),
        roles=reader.texts("roles"),
        moves=tuple(map(_move, reader.readers("moves", "增减"))),
        source=load_note(reader),
        mark=reader.node.mark,
    )
    reader.done()
    return event


def _move(reader: Reader) -> Move:
    move = Move(reader.text_pairs("from"), reader.text_pairs("to"), reader.text("amount"), reader.node.mark)
    reader.done()
    return move


def _limit(reader: Reader) -> TimeLimit:
    limit = TimeLimit(
        id=reader.text("id"),
        label=reader.text("label"),
        starts=reader.texts("from"),
        field=reader.text("field", ""),
        ends=reader.texts("to"),
        number=int(reader.number("days", "0") or 0),
        calendar=reader.choice("calendar", CALENDARS, "working"),
        allowed=reader.text("allowed", ""),
        due=reader.text("due", ""),
        source=load_note(reader),
        mark=reader.node.mark,
    )
    if bool(limit.starts) == bool(limit.field):
        reader.fail(f"时限 {limit.id} 要么从一项业务起算（from），要么从一个日期字段起算（field），只能写一样。")
    if not limit.number and not (limit.allowed or limit.due):
        reader.fail(f"时限 {limit.id} 要写明天数（days），或者每一件各自的天数、期限在哪个字段里（allowed、due）。")
    reader.done()
    return limit


def _account(reader: Reader) -> Account | None:
    node = reader.child("account")
    if node is None:
        return None
    inner = Reader(node, reader.mistakes, "账户")
    account = Account(
        inner.text("label"), inner.text("unit"), inner.texts("dimensions"), inner.texts("outside"), node.mark
    )
    inner.done()
    return account
