"""What all of `hengji ledger` shares: the question of a command line, the folder, what is meant by words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from hengji.cli.terminal import FAILED, say_error
from hengji.errors import HengjiError
from hengji.ledgers.errors import LedgerError, RefusedError, UnknownMeasureError
from hengji.ledgers.folder.reading import LedgerFolder, read_folder
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.values import Value, ValueFault, a_date, shown
from hengji.packs.errors import similar
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.measure import Measure
from hengji.packs.ledger.register import FieldKind, Register
from hengji.packs.library import Library
from hengji.records import dataclass

NATION = "cn"


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


def today() -> date:
    """The day on the clerk's own calendar."""
    return date.today()  # noqa: DTZ011 - no time zone but the clerk's is meant


def asked(year: int, day: str, known: str, unit: str) -> Asked:
    """The question of a command line; without a year the year of the day, or this one."""
    until = day_of(day) if day else None
    return Asked(year or (until or today()).year, until, day_of(known) if known else None, unit)


def day_of(text: str) -> date:
    """A day as people write it; raises `LedgerError`."""
    try:
        return a_date(text)
    except ValueFault as fault:
        raise LedgerError(fault.says, hint=fault.way_out) from fault


def book_of(pack: str | None) -> LedgerBook:
    """The ledger book of a pack; the nation's, if none is named."""
    return Library.builtin().book(pack or NATION)


def word_of(ledger: Ledger, register: Register, name: str, value: Value) -> str:
    """A value as a person reads it: bodies by name."""
    body = register.fields[name].kind is FieldKind.ORGANISATION
    return ledger.organisations.name(value) if body else shown(value)


def pair_of(text: str) -> tuple[str, str]:
    """A word of the form name=value."""
    name, sign, value = text.partition("=")
    if not sign:
        raise LedgerError(f"“{text}”没有写成 栏目=内容。", hint="例如：业务=入编 生效日期=2023-09-01。")
    return name.strip(), value.strip()


def folder_of(folder: Path, pack: str | None) -> LedgerFolder:
    """A folder as read by the book of a pack."""
    return read_folder(folder, book_of(pack))


def known_on(ledger: Ledger, asked: Asked) -> Ledger:
    """The ledger as it was known on the day asked for."""
    return ledger.as_known(asked.known) if asked.known is not None else ledger


def whose_of(ledger: Ledger, asked: Asked) -> frozenset[str] | None:
    """The body asked for with all under it; None for everybody."""
    if not asked.unit:
        return None
    bodies = ledger.organisations
    keys = bodies.keys(asked.unit)
    if len(keys) != 1:
        told = "有几个" if keys else "没有"
        raise LedgerError(f"机构台账里{told}“{asked.unit}”。", hint=similar(asked.unit, bodies.words()))
    day = asked.day or date(asked.year, 12, 31)
    return bodies.under(next(iter(keys)), day.toordinal())


def register_of(book: LedgerBook, name: str) -> Register:
    """The register of a name; raises `LedgerError` with what may be meant."""
    register = book.named(name)
    if register is None:
        labels = [one.label for one in book.registers.values()]
        raise LedgerError(f"没有“{name}”这本台账。", hint=similar(name, labels) or f"现有：{'、'.join(labels)}。")
    return register


def measure_of(book: LedgerBook, name: str) -> Measure:
    """The measure of a name; raises `UnknownMeasureError`."""
    found = book.measure_named(name)
    if found is None:
        labels: Iterable[str] = [one.label for one in book.measures.values()]
        raise UnknownMeasureError(
            f"没有“{name}”这个指标。", hint=similar(name, labels) or "全部指标见 hengji ledger measures。"
        )
    return found
