"""A folder of ledgers read: every file by the register its name begins with, every fault with file and line."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hengji.ledgers.admitting import admit, numbers_in
from hengji.ledgers.assertions import Assertion, parsed_lines
from hengji.ledgers.errors import LedgerError, Spot, Trouble
from hengji.ledgers.folder.tables import TABLES, tables_of, text_of
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.sheet import Sheet
from hengji.packs.errors import similar
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.register import FieldKind, Register
from hengji.records import dataclass

ASIDE = frozenset({".密", ".md", ".yaml", ".json", ".lock"})
"""Endings of files that belong to a folder of ledgers and hold no events."""


@dataclass(frozen=True, slots=True)
class LedgerFolder:
    """A folder as read: its ledger, what it asserts, and the files its events came from."""

    path: Path
    ledger: Ledger
    assertions: tuple[Assertion, ...]
    files: tuple[str, ...]

    @property
    def troubles(self) -> list[Trouble]:
        """What could not be taken in."""
        return self.ledger.troubles


def _name(file: Path) -> tuple[str, str]:
    """What files are read in the order of: 培训.csv before 培训-新登记.csv, in which later events stand."""
    return file.stem, file.suffix


def read_folder(path: Path, book: LedgerBook) -> LedgerFolder:
    """The ledgers of a folder; raises `LedgerError` where there is no folder or nothing in it."""
    if not path.is_dir():
        raise LedgerError(f"没有台账文件夹 {path}。", hint="请给出放台账文件的文件夹。")
    with _collecting_later():
        return _read(path, book)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Rows of texts refer to nothing in circles; looking through millions of them again and again is a third of it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _read(path: Path, book: LedgerBook) -> LedgerFolder:
    ledger = Ledger(book)
    sheets: dict[str, list[Sheet]] = {}
    assertions: list[Assertion] = []
    files = sorted((one for one in path.iterdir() if one.is_file() and not one.name.startswith((".", "~"))), key=_name)
    for file in files:
        if file.suffix in ASIDE:
            continue
        if _begins(file.stem, book.common.aliases if book.common else ()):
            found, troubles = parsed_lines(text_of(file), file.name, book)
            assertions += found
            ledger.troubles += troubles
            continue
        for register, sheet in _sheets(file, book, ledger):
            sheets.setdefault(register.id, []).append(sheet)
    if not sheets and not ledger.troubles:
        raise LedgerError(f"文件夹 {path} 里没有台账文件。", hint="文件名以台账名称开头，例如 实名制.csv、编制.xlsx。")
    for register in in_order(book):
        own = sheets.pop(register.id, [])
        numbers = (
            {number for sheet in own for number in numbers_in(ledger, register, sheet)} if own[1:] else frozenset()
        )
        while own:  # what is taken in needs to be kept no longer
            admit(ledger, register, own.pop(0), numbers)
    return LedgerFolder(path, ledger, tuple(assertions), tuple(one.name for one in files))


def _begins(stem: str, words: Iterable[str]) -> bool:
    return any(stem.startswith(word) for word in words)


def _sheets(file: Path, book: LedgerBook, ledger: Ledger) -> list[tuple[Register, Sheet]]:
    """The tables of a file with their registers; what belongs to none is told."""
    if file.suffix.lower() not in TABLES:
        ledger.troubles.append(
            Trouble(
                Spot(file.name, 0), "file", f"{file.name} 不是表格。", f"台账请用 {'、'.join(TABLES)}。", unread=True
            )
        )
        return []
    own = _register_of(file.stem, book)
    found = []
    for sheet in tables_of(file):
        register = (_register_of(sheet.name, book) or own) if sheet.name else own
        if register is not None:
            found.append((register, sheet))
        elif sheet.rows:
            where = f"工作表“{sheet.name}”" if sheet.name else "文件"
            names = [one.label for one in book.registers.values()]
            hint = similar(sheet.name or file.stem, names) or f"名称以台账名称开头：{'、'.join(names[:8])} 等。"
            ledger.troubles.append(
                Trouble(sheet.spot(0), "file", f"不知道{where}是哪一本台账，没有读。", hint, unread=True)
            )
    return found


def _register_of(name: str, book: LedgerBook) -> Register | None:
    """The register whose label (or id, or alias) a name begins with; the longest, if several."""
    best: tuple[int, Register | None] = (0, None)
    for register in book.registers.values():
        for word in (register.label, register.id, *register.aliases):
            if name.startswith(word) and len(word) > best[0]:
                best = (len(word), register)
    return best[1]


def in_order(book: LedgerBook) -> list[Register]:
    """The registers, bodies first and each after those it refers to, as far as they do not refer to each other."""
    found: list[Register] = []
    seen: set[str] = set()

    def visit(register: Register) -> None:
        if register.id in seen:
            return
        seen.add(register.id)
        for field in register.fields.values():
            if field.kind is FieldKind.REFERENCE and field.register in book.registers:
                visit(book.registers[field.register])
        found.append(register)

    organisations = book.organisations()
    if organisations is not None:
        seen.add(organisations.id)
        found.append(organisations)
    for register in book.registers.values():
        visit(register)
    return found
