"""One side of a comparison: the rows of a list with who they are of, in digests, and what is compared of them."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from hashlib import sha256

from hengji.ledgers.errors import Spot, Trouble
from hengji.ledgers.extracting.body import body_of
from hengji.ledgers.extracting.headings import Bands, heading_of, lacking, plain
from hengji.ledgers.extracting.outcome import LeftOut, Outcome
from hengji.ledgers.extracting.records import Mapper, Record
from hengji.ledgers.grid import Grid
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.values import ValueFault, parser_of
from hengji.ledgers.vault.identity import normal
from hengji.packs.ledger.comparison import Comparison, Side
from hengji.packs.ledger.register import FieldKind, Register
from hengji.records import dataclass

PERSON = "person"


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: where it stands, digests of what says who it is of (``sure``) or may say so (``weak``), its values."""

    spot: Spot
    sure: tuple[bytes, ...]
    weak: bytes
    values: Mapping[str, str]


@dataclass(slots=True)
class SideList:
    """A list as read; ``rows`` + refused + left out are all rows under its heading."""

    side: Side
    rows: list[Listed] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    refused: int = 0


class Digests:
    """Digests of one run: the same text gives the same one, and nobody can try texts against them later."""

    def __init__(self) -> None:
        self._key = os.urandom(32)

    def of(self, kind: str, *texts: str) -> bytes:
        """The digest of texts, in the form they are compared in."""
        told = "\x1f".join((kind, *map(normal, texts)))
        return hmac.new(self._key, told.encode("utf-8", "surrogatepass"), sha256).digest()


def listed(grids: Iterable[Grid], side: Side, comparison: Comparison, ledger: Ledger, digests: Digests) -> SideList:
    """The rows of the tables of a file that have the columns of a side; sheets that have not are told."""
    extract = ledger.book.extracts[side.extract]
    found = SideList(side)
    for grid in grids:
        bands = Bands(grid)
        rows = bands.rows
        heading = heading_of(bands, extract)
        missing = lacking(heading, extract)
        if heading is None or missing:
            columns = "、".join(f"“{one.labels[0]}”" for one in missing)
            says = f"不像{side.label}：没有{columns}一栏，没有读。"
            found.troubles.append(Trouble(grid.spot(-1), "compare.sheet", says, "请核对文件和表头。", unread=True))
            continue
        kept, left = body_of(grid, rows, heading, ledger.book.extract_words)
        register = ledger.book.registers.get(extract.register)
        outcome = Outcome(grid.spot(heading.first), extract)
        mapper = Mapper(grid, rows, heading, extract, register, ledger.book, outcome)
        records = mapper.records(kept)
        found.left_out += [*left, *outcome.left_out]
        found.troubles += outcome.troubles
        found.refused += outcome.refused
        _add(found, records, grid, register, comparison, ledger, digests)
    return found


def _add(
    found: SideList,
    records: Iterable[Record],
    grid: Grid,
    register: Register | None,
    comparison: Comparison,
    ledger: Ledger,
    digests: Digests,
) -> None:
    readers = _readers(register, ledger)
    for record in records:
        values = {name: readers.get(name, plain)(text) for name, text in record.texts.items() if text}
        person = record.person
        sure = []
        if person is not None and person.identified:
            sure.append(digests.of("identity", person.identity))
        if values.get(PERSON):
            sure.append(digests.of("token", values.pop(PERSON)))
        told = {**values, "name": person.name if person else ""}
        words = [told.get(name, "") for name in comparison.weak]
        weak = digests.of("weak", *words) if all(words) else b""
        if not sure and not weak:
            says = "没有身份证号，也没有人员编号或姓名，认不出是谁，没有比。"
            found.troubles.append(Trouble(grid.spot(record.row), "compare.person", says, "请补填。", unread=True))
            found.refused += 1
            continue
        found.rows.append(Listed(grid.spot(record.row), tuple(sure), weak, values))


def _readers(register: Register | None, ledger: Ledger) -> dict[str, Callable[[str], str]]:
    """How the texts of fields are brought into one form: bodies by key, choices by their own word."""
    found: dict[str, Callable[[str], str]] = {}
    for name, one in (register.fields if register else {}).items():
        if one.kind is FieldKind.ORGANISATION:
            found[name] = _body(ledger)
        elif one.kind is FieldKind.CHOICE:
            found[name] = _choice(parser_of(one, ledger.book.codes, ledger.book.listings))
        else:
            found[name] = str
    return found


def _body(ledger: Ledger) -> Callable[[str], str]:
    def key(text: str) -> str:
        keys = ledger.organisations.keys(text)
        return next(iter(keys)) if len(keys) == 1 else plain(text)

    return key


def _choice(parse: Callable[[str], object]) -> Callable[[str], str]:
    def chosen(text: str) -> str:
        try:
            return str(parse(text))
        except ValueFault:
            return text

    return chosen
