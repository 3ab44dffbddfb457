"""`hengji ledger`: what registers there are, folders of them checked, counted, looked into and added to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hengji.cli.ledger_asking import (
    Asked,
    book_of,
    folder_of,
    known_on,
    measure_of,
    pair_of,
    register_of,
    telling,
    today,
    whose_of,
    word_of,
)
from hengji.cli.terminal import FOUND, OK, console, print_json
from hengji.facts.numbers import plain_text
from hengji.ledgers.admitting import RECORDED, read_entry
from hengji.ledgers.assertions import tried
from hengji.ledgers.errors import Trouble
from hengji.ledgers.folder.reading import LedgerFolder
from hengji.ledgers.folder.writing import append
from hengji.ledgers.headings import field_of, words_of
from hengji.ledgers.judging import enter, judged
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import SUBJECT, Question, evidence, figure, rounded, tally
from hengji.ledgers.table import Entry
from hengji.ledgers.testimonies import heard
from hengji.ledgers.values import shown
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.register import Register, TimeLimit

MOST_SHOWN = 20
DAYS = {"working": "个工作日", "calendar": "日", "month": "个月"}


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
    register = register_of(book, name)
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
    found = folder_of(folder, pack)
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
    ledger = known_on(folder_of(folder, pack).ledger, asked)
    whose = whose_of(ledger, asked)
    measures = [measure_of(ledger.book, one) for one in names] or list(ledger.book.measures.values())
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
    ledger = known_on(folder_of(folder, pack).ledger, asked)
    measure = measure_of(ledger.book, name)
    question = Question(asked.year, asked.day, (), whose_of(ledger, asked))
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
        f"{register.fields[name].label} {word_of(ledger, register, name, value)}" for name, value in one.values.items()
    )
    return f"{one.effective} {event} {one.number}（{one.spot}）：{values}"


@telling
def add_event(folder: Path, name: str, pairs: Sequence[str], pack: str | None, *, dry: bool) -> int:
    """Enter one event; refused with every reason, or written at the end of the register's file."""
    found = folder_of(folder, pack) if folder.is_dir() and any(folder.iterdir()) else None
    ledger = found.ledger if found is not None else Ledger(book_of(pack))
    register = register_of(ledger.book, name)
    texts = dict(pair_of(one) for one in pairs)
    screen = console()
    entry = read_entry(ledger, register, texts)
    if not any(field_of(one, words_of(register, ledger.book)) == RECORDED for one in texts):
        entry = replace(entry, recorded=today())
    for warning in enter(ledger, entry):
        screen.print(f"  [yellow]提示[/yellow]  {warning.says}{warning.way_out}")
    if dry:
        screen.print("可以登记（这次没有写入）。")
        return OK
    folder.mkdir(parents=True, exist_ok=True)
    file = append(folder, ledger, register, [entry])
    screen.print(f"已登记 {entry.number}，写在 {file} 末尾。", markup=False)
    return OK
