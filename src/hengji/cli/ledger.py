"""`hengji ledger`: what registers there are, folders of them checked, counted, looked into and added to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from hengji.cli.terminal import FAILED, FOUND, OK, console, print_json, say_error
from hengji.errors import HengjiError
from hengji.facts.numbers import plain_text
from hengji.ledgers.admitting import RECORDED, read_entry
from hengji.ledgers.assertions import tried
from hengji.ledgers.errors import LedgerError, RefusedError, Trouble, UnknownMeasureError
from hengji.ledgers.folder.reading import LedgerFolder, read_folder
from hengji.ledgers.folder.writing import append
from hengji.ledgers.headings import field_of, words_of
from hengji.ledgers.judging import enter, judged
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import SUBJECT, Question, evidence, figure, rounded, tally
from hengji.ledgers.table import Entry
from hengji.ledgers.testimonies import heard
from hengji.ledgers.values import Value, ValueFault, a_date, shown
from hengji.packs.errors import similar
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.measure import Measure
from hengji.packs.ledger.register import FieldKind, Register, TimeLimit
from hengji.packs.library import Library
from hengji.records import dataclass

NATION = "cn"
MOST_SHOWN = 20
DAYS = {"working": "个工作日", "calendar": "日", "month": "个月"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a folder: the year, up to which day, as known on which day, for which unit."""

    year: int
    day: date | None = None
    known: date | None = None
    unit: str = ""


Command = ParamSpec("Command")


def telling(command: Callable[Command, int]) -> Callable[Command, int]:
    """A command whose refusals are told on the screen and end it with `FAILED`."""

    @wraps(command)
    def told(*given: Command.args, **named: Command.kwargs) -> int:
        try:
            return command(*given, **named)
        except RefusedError as error:
            for one in error.troubles:
                say_error(f"不能登记：{one.says}" + (f"（依据：{one.source}）" if one.source else "") + one.way_out)
        except HengjiError as error:
            say_error(error)
        except OSError as error:
            say_error(f"打不开或写不进：{error.strerror}。", Path(error.filename) if error.filename else None)
        return FAILED

    return told


def asked(year: int, day: str, known: str, unit: str) -> Asked:
    """The question of a command line; without a year the year of the day, or this one."""
    until = _day(day) if day else None
    return Asked(year or (until or date.today()).year, until, _day(known) if known else None, unit)  # noqa: DTZ011 - the clerk's own day


def _day(text: str) -> date:
    try:
        return a_date(text)
    except ValueFault as fault:
        raise LedgerError(fault.says, hint=fault.way_out) from fault


def book_of(pack: str | None) -> LedgerBook:
    """The ledger book of a pack; the nation's, if none is named."""
    return Library.builtin().book(pack or NATION)


@telling
def list_registers(pack: str | None, *, as_json: bool) -> int:
    """All registers of a pack."""
    book = book_of(pack)
    if as_json:
        print_json({"registers": [_register_json(one, book) for one in book.registers.values()]})
        return OK
    screen = console()
    for one in book.registers.values():
        events = "、".join(event.label for event in one.events.values())
        screen.print(f"[bold]{one.label}[/bold]（{one.id}）  {one.about}")
        screen.print(f"    业务：{events}", markup=False)
    screen.print(f"共 {len(book.registers)} 本。看一本的栏目和规则：hengji ledger show 名称")
    return OK


def _register_json(one: Register, book: LedgerBook) -> dict[str, object]:
    return {
        "id": one.id,
        "label": one.label,
        "about": one.about,
        "source": book.source_text(one.source),
        "fields": [{"id": field.id, "label": field.label, "kind": field.kind.value} for field in one.fields.values()],
        "events": [{"id": event.id, "label": event.label} for event in one.events.values()],
        "states": [{"id": state.id, "label": state.label, "final": state.final} for state in one.states.values()],
        "rules": [
            {"id": rule.id, "says": rule.says, "source": book.source_text(rule.source)} for rule in one.rules.values()
        ],
    }


@telling
def show_register(name: str, pack: str | None, *, as_json: bool) -> int:
    """One register: columns, events with what they need, states, limits, rules with their sources."""
    book = book_of(pack)
    register = _register(book, name)
    if as_json:
        print_json(_register_json(register, book))
        return OK
    screen = console()
    screen.print(f"[bold]{register.label}[/bold]（{register.id}）  {register.about}")
    screen.print("\n栏目：")
    for field in register.fields.values():
        choices = f"：{'、'.join(field.choices)}" if field.choices else ""
        screen.print(f"  {field.label}{choices}", markup=False)
    screen.print("\n业务（要填的栏；可填的栏）：")
    for event in register.events.values():
        needs = "、".join(register.fields[one].label for one in (*register.keys, *event.needs))
        takes = "、".join(register.fields[one].label for one in event.takes)
        roles = "、".join(book.roles[one].label for one in event.roles if one in book.roles)
        screen.print(f"  {event.label}：{needs}；{takes}" + (f"（{roles}）" if roles else ""), markup=False)
    for limit in register.limits.values():
        screen.print(
            f"  时限 {limit.label}：{_limit(limit, register)}（{book.source_text(limit.source)}）", markup=False
        )
    screen.print("\n规则：")
    for rule in register.rules.values():
        screen.print(f"  {rule.says}（{book.source_text(rule.source)}）", markup=False)
    return OK


def _limit(limit: TimeLimit, register: Register) -> str:
    """How long a time limit is, in words: a number, or the columns in which every case has its own."""
    own = "、".join(register.fields[name].label for name in (limit.allowed, limit.due) if name)
    number = f"{limit.number} {DAYS[limit.calendar]}" if limit.number else ""
    if not own:
        return number
    return f"{number}，另写“{own}”的按所写" if number else f"按“{own}”所写"


@telling
def list_measures(pack: str | None, *, as_json: bool) -> int:
    """All measures of a pack with their definitions."""
    book = book_of(pack)
    if as_json:
        print_json(
            {
                "measures": [
                    {"id": one.id, "label": one.label, "says": one.says, "unit": one.unit, "register": one.register}
                    for one in book.measures.values()
                ]
            }
        )
        return OK
    screen = console()
    for one in book.measures.values():
        screen.print(f"{one.label}（{one.id}，{one.unit}）：{one.says}", markup=False)
    return OK


@telling
def check_folder(folder: Path, pack: str | None, year: int | None, *, as_json: bool) -> int:
    """Read a folder and tell everything wrong with it: rows, rules, assertions, relations between registers."""
    found = _read(folder, pack)
    ledger = found.ledger
    relations = list(heard(ledger, year)) if year is not None else []
    troubles = [*found.troubles, *judged(ledger), *tried(ledger, found.assertions)]
    refused = [one for one in troubles if one.severity == "refuse"]
    if as_json:
        print_json(
            {
                "files": list(found.files),
                "events": len(ledger),
                "assertions": len(found.assertions),
                "troubles": [_trouble_json(one) for one in troubles],
                "relations": [
                    {"rule": one.testimony.id, "says": one.testimony.says, "who": one.who, "working": one.working}
                    for one in relations
                ],
            }
        )
    else:
        _print_checked(found, troubles, [f"{one.who}{one.testimony.says}（{one.working}）" for one in relations])
    return FOUND if refused or relations else OK


def _trouble_json(one: Trouble) -> dict[str, object]:
    return {
        "file": one.spot.file,
        "sheet": one.spot.sheet,
        "line": one.spot.line,
        "rule": one.rule,
        "severity": one.severity,
        "unread": one.unread,
        "says": one.says,
        "way_out": one.way_out,
        "source": one.source,
    }


def _print_checked(found: LedgerFolder, troubles: Sequence[Trouble], relations: Sequence[str]) -> None:
    screen = console()
    for one in troubles:
        word = "没有读进" if one.unread else "违反规则" if one.severity == "refuse" else "提示"
        colour = "red" if one.severity == "refuse" else "yellow"
        screen.print(f"  [{colour}]{word}[/{colour}]  ", end="")
        screen.print(str(one), markup=False)
    for text in relations:
        screen.print("  [red]对不上[/red]  ", end="")
        screen.print(text, markup=False)
    ledger = found.ledger
    kept = "，".join(f"{table.register.label} {len(table)}" for table in ledger.tables.values() if len(table))
    told = f"读了 {len(ledger)} 笔（{kept}），应有数 {len(found.assertions)} 条"
    screen.print(f"{told}，问题 {len(troubles) + len(relations)} 处。")


@telling
def count_measures(
    folder: Path, names: Sequence[str], asked: Asked, pack: str | None, *, by: bool, as_json: bool
) -> int:
    """The figures of measures, of all of them if none is named; grouped by body with ``by``."""
    ledger = _known(_read(folder, pack).ledger, asked)
    whose = _whose(ledger, asked)
    measures = [_measure(ledger.book, one) for one in names] or list(ledger.book.measures.values())
    answers: list[dict[str, object]] = []
    screen = console()
    for one in measures:
        question = Question(asked.year, asked.day, (SUBJECT,) if by else (), whose)
        for group, value in tally(ledger, one, question).items():
            stated = rounded(value, one)
            if not names and not by and not value:
                continue
            who = ledger.organisations.name(group[0]) if group else ""
            answers.append(
                {
                    "measure": one.id,
                    "label": one.label,
                    "organisation": who,
                    "value": None if stated is None else plain_text(stated),
                    "unit": one.unit,
                }
            )
            if not as_json:
                figure_text = "不可比" if stated is None else f"{plain_text(stated)}{one.unit}"
                screen.print(f"{who}{' ' if who else ''}{one.label} {figure_text}", markup=False)
    if as_json:
        print_json({"year": asked.year, "figures": answers})
    return OK


@telling
def show_rows(folder: Path, name: str, asked: Asked, pack: str | None, *, as_json: bool) -> int:
    """The rows behind a figure."""
    ledger = _known(_read(folder, pack).ledger, asked)
    measure = _measure(ledger.book, name)
    question = Question(asked.year, asked.day, (), _whose(ledger, asked))
    value = rounded(figure(ledger, measure, question), measure)
    rows = list(evidence(ledger, measure, question))
    if as_json:
        print_json(
            {
                "measure": measure.id,
                "says": measure.says,
                "value": None if value is None else plain_text(value),
                "rows": [_entry_json(one) for one in rows],
            }
        )
        return OK
    screen = console()
    told = "不可比" if value is None else f"{plain_text(value)}{measure.unit}"
    screen.print(f"{measure.label} {told}：{measure.says}。依据 {len(rows)} 笔：", markup=False)
    for one in rows:
        screen.print(f"  {_told(ledger, one)}", markup=False)
    return OK


def _entry_json(one: Entry) -> dict[str, object]:
    return {
        "number": one.number,
        "register": one.register,
        "event": one.event,
        "effective": one.effective.isoformat(),
        "file": one.spot.file,
        "sheet": one.spot.sheet,
        "line": one.spot.line,
        "values": {name: shown(value) for name, value in one.values.items()},
    }


def _told(ledger: Ledger, one: Entry) -> str:
    register = ledger.book.registers[one.register]
    event = register.events[one.event].label if one.event in register.events else one.event
    values = "，".join(
        f"{register.fields[name].label} {_word(ledger, register, name, value)}" for name, value in one.values.items()
    )
    return f"{one.effective} {event} {one.number}（{one.spot}）：{values}"


def _word(ledger: Ledger, register: Register, name: str, value: Value) -> str:
    body = register.fields[name].kind is FieldKind.ORGANISATION
    return ledger.organisations.name(value) if body else shown(value)


@telling
def add_event(folder: Path, name: str, pairs: Sequence[str], pack: str | None, *, dry: bool) -> int:
    """Enter one event; refused with every reason, or written at the end of the register's file."""
    found = _read(folder, pack) if folder.is_dir() and any(folder.iterdir()) else None
    ledger = found.ledger if found is not None else Ledger(book_of(pack))
    register = _register(ledger.book, name)
    texts = dict(_pair(one) for one in pairs)
    screen = console()
    entry = read_entry(ledger, register, texts)
    if not any(field_of(one, words_of(register, ledger.book)) == RECORDED for one in texts):
        entry = replace(entry, recorded=date.today())  # noqa: DTZ011 - the clerk's own day
    for warning in enter(ledger, entry):
        screen.print(f"  [yellow]提示[/yellow]  {warning.says}{warning.way_out}")
    if dry:
        screen.print("可以登记（这次没有写入）。")
        return OK
    folder.mkdir(parents=True, exist_ok=True)
    file = append(folder, ledger, register, [entry])
    screen.print(f"已登记 {entry.number}，写在 {file} 末尾。", markup=False)
    return OK


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise LedgerError(f"“{text}”没有写成 栏目=内容。", hint="例如：业务=入编 生效日期=2023-09-01。")
    return name.strip(), value.strip()


def _read(folder: Path, pack: str | None) -> LedgerFolder:
    return read_folder(folder, book_of(pack))


def _known(ledger: Ledger, asked: Asked) -> Ledger:
    return ledger.as_known(asked.known) if asked.known is not None else ledger


def _whose(ledger: Ledger, asked: Asked) -> frozenset[str] | None:
    if not asked.unit:
        return None
    bodies = ledger.organisations
    keys = bodies.keys(asked.unit)
    if len(keys) != 1:
        told = "有几个" if keys else "没有"
        raise LedgerError(f"机构台账里{told}“{asked.unit}”。", hint=similar(asked.unit, bodies.words()))
    day = asked.day or date(asked.year, 12, 31)
    return bodies.under(next(iter(keys)), day.toordinal())


def _register(book: LedgerBook, name: str) -> Register:
    register = book.named(name)
    if register is None:
        labels = [one.label for one in book.registers.values()]
        raise LedgerError(f"没有“{name}”这本台账。", hint=similar(name, labels) or f"现有：{'、'.join(labels)}。")
    return register


def _measure(book: LedgerBook, name: str) -> Measure:
    found = book.measure_named(name)
    if found is None:
        labels: Iterable[str] = [one.label for one in book.measures.values()]
        raise UnknownMeasureError(
            f"没有“{name}”这个指标。", hint=similar(name, labels) or "全部指标见 hengji ledger measures。"
        )
    return found
