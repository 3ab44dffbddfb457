"""A ledger called as a witness: for which unit it speaks, whether it can, what it says, and from which rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from hengji.checking.wording.names import is_short_of, without_place
from hengji.engine.ledgers.bound import Bound
from hengji.expressions.tree import Ref, walk
from hengji.facts.fact import FactKey
from hengji.ledgers.assertions import tried
from hengji.ledgers.errors import Trouble
from hengji.ledgers.folder.reading import LedgerFolder, read_folder
from hengji.ledgers.formulas import parts_of
from hengji.ledgers.judging import judged
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Number, Question, evidence, figure, rounded, tally
from hengji.packs.labels import plain
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.measure import Measure
from hengji.packs.ledger.testimony import Testimony
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.records import dataclass

FULL_DATE = 10
SHOWN = 6
UNIT = "unit"
SHORTEST = 4
"""Names of fewer characters say too little to tell units apart by a part of them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a ledger says to a figure: exact, as stated, for whom and when, with how many rows behind it."""

    bound: Bound
    question: Question
    exact: Number
    value: Decimal
    others: tuple[Number, ...]
    """Figures of single bodies and groups: what a text may mean that does not say whose figure it states."""

    @property
    def measure(self) -> Measure:
        """The measure that was asked for."""
        return self.bound.measure

    @property
    def asked(self) -> tuple[object, ...]:
        """For when and for whom: figures that agree in these and in the answer are one figure, however narrowed."""
        return self.question.year, self.question.day, self.question.whose


class Witness:
    """A folder of ledgers with a library of packs; one for a whole check, whatever packs the components have."""

    def __init__(self, path: Path, library: Library) -> None:
        self._path = path
        self._library = library
        self._folders: dict[str, LedgerFolder] = {}
        self._told: set[str] = set()

    def folder(self, pack: Pack) -> LedgerFolder:
        """The ledgers, read by the book of a pack; raises `LedgerError`."""
        if pack.id not in self._folders:
            self._folders[pack.id] = read_folder(self._path, self._library.book(pack.id))
        return self._folders[pack.id]

    def troubles(self, pack: Pack) -> list[Trouble]:
        """What is wrong with the ledgers themselves; told once, however many filings they are held against."""
        folder = self.folder(pack)
        if folder.ledger.book.pack in self._told:
            return []
        self._told.add(folder.ledger.book.pack)
        return [*folder.troubles, *judged(folder.ledger), *tried(folder.ledger, folder.assertions)]

    def ledger(self, pack: Pack) -> Ledger:
        """The ledger itself."""
        return self.folder(pack).ledger

    def body(self, pack: Pack, name: str) -> str | None:
        """The key of the unit a filing names: by its name of any day, by one that is part of it, or by its short form.

        A short form keeps characters of the full name in their order (县委编办); it counts if it fits one unit only.
        """
        bodies = self.ledger(pack).organisations
        found = bodies.keys(name) or bodies.keys(plain(name))
        if len(found) == 1:
            return next(iter(found))
        wanted = plain(name)
        if not wanted:
            return None
        names = [word for word in bodies.words() if len(word) >= SHORTEST]
        near = [word for word in names if plain(word) in wanted or wanted in plain(word)]
        if not near:
            short = without_place(wanted, self._library.info(pack.id).names)
            near = [word for word in names if len(short) >= SHORTEST and is_short_of(short, plain(word))]
        keys = {key for word in near for key in bodies.keys(word)}
        return next(iter(keys)) if len(keys) == 1 else None

    def bodies(self, pack: Pack, name: str, year: int) -> frozenset[str]:
        """A unit with everything under it at the end of a year; nothing where the ledgers do not know the unit."""
        body = self.body(pack, name)
        return self.ledger(pack).organisations.under(body, date(year, 12, 31).toordinal()) if body else frozenset()

    def keeps(self, pack: Pack, testimony: Testimony, name: str, body: str) -> bool:
        """Whether a relation (about a body, or about none) is the affair of the unit that keeps its registers."""
        book = self.ledger(pack).book
        node = book.formulas[f"testimony:{testimony.id}"]
        measures = [book.measures[one.reference.name] for one in walk(node) if isinstance(one, Ref)]
        kept = {word for one in measures for word in _keepers(book, one)}
        return any(word in plain(name) for word in kept) if kept else not body

    def answer(self, pack: Pack, bound: Bound, key: FactKey, reporter: str) -> Answer | None:
        """What the ledger says to a figure in the papers of ``reporter``, of the body the figure names or of its own.

        None where it cannot: no such day, no rows, no such body, or the count of a register another body keeps.
        """
        ledger = self.ledger(pack)
        asked = _when(key.period, bound)
        if asked is None or not _keeps(ledger, bound.measure, asked):
            return None
        whose = None
        if key.organisation or (bound.measure.scope == UNIT and not bound.binding.whole):
            body = self.body(pack, key.organisation or reporter)
            if body is None:
                return None
            whose = ledger.organisations.under(body, (asked.day or date(asked.year, 12, 31)).toordinal())
        elif not _reports(ledger, bound.measure, reporter):
            return None
        question = Question(asked.year, asked.day, (), whose, bound.narrowed)
        if not all(_entered(ledger, bound.measure, question, field) for field in bound.named):
            return None
        exact = figure(ledger, bound.measure, question)
        value = rounded(exact, bound.measure)
        if exact is None or value is None:
            return None
        return Answer(bound, question, exact, value, _single(ledger, bound, question))

    def rows(self, pack: Pack, answer: Answer) -> str:
        """Where the rows behind an answer stand, in words: how many, and the first of them by file and line."""
        ledger = self.ledger(pack)
        rows = list(evidence(ledger, answer.measure, answer.question))
        places: dict[str, list[str]] = {}
        for one in rows[:SHOWN]:
            file = f"{one.spot.file}{one.spot.sheet and f' {one.spot.sheet}'}"
            places.setdefault(file, []).append(str(one.spot.line))
        told = "；".join(f"{file} 第{'、'.join(lines)}行" for file, lines in places.items())
        rest = "等" if len(rows) > SHOWN else ""
        return f"{len(rows)} 笔（{told}{rest}）" if rows else "没有一笔"


def _when(period: str, bound: Bound) -> Question | None:
    """The year (and day) a figure is about."""
    if not period[:4].isdigit():
        return None
    year = int(period[:4]) + bound.binding.years
    if len(period) == FULL_DATE:
        try:
            return Question(year, date.fromisoformat(period))
        except ValueError:
            return None
    return Question(year) if len(period) == len("2023") else None


def _keeps(ledger: Ledger, measure: Measure, asked: Question) -> bool:
    """Whether the registers a measure counts hold anything up to the time asked for."""
    if measure.register:
        history = ledger.history(measure.register)
        end = asked.day or date(asked.year, 12, 31)
        return bool(history.start) and history.start[0] <= end.toordinal()
    return all(_keeps(ledger, part, asked) for part, _ in parts_of(ledger.book, measure))


def _reports(ledger: Ledger, measure: Measure, name: str) -> bool:
    """Whether a unit states the whole of a measure as its own work: it keeps the registers behind it."""
    keepers = _keepers(ledger.book, measure)
    return not keepers or any(word in plain(name) for word in keepers)


def _keepers(book: LedgerBook, measure: Measure) -> tuple[str, ...]:
    """The words that name who keeps the registers behind a measure."""
    if measure.register:
        return book.registers[measure.register].keepers
    return tuple(word for part, _ in parts_of(book, measure) for word in _keepers(book, part))


def _entered(ledger: Ledger, measure: Measure, asked: Question, field: str) -> bool:
    """Whether the rows of a measure have the name a figure is under: no row is no nought, others may call it so."""
    named = next(one.values for one in asked.narrowed if one.field == field)
    others = tuple(one for one in asked.narrowed if one.field != field)
    groups = tally(ledger, measure, Question(asked.year, asked.day, (field,), asked.whose, others))
    return any(group[0] in named for group in groups)


def _single(ledger: Ledger, bound: Bound, question: Question) -> tuple[Number, ...]:
    """The figures of each body, and of each group the binding names, within a question."""
    if not bound.binding.among:
        return ()
    found: list[Number] = []
    for by in (("subject",), *((name,) for name in bound.binding.among), ("subject", *bound.binding.among)):
        asked = Question(question.year, question.day, by, question.whose, question.narrowed)
        found += [value for value in tally(ledger, bound.measure, asked).values() if value is not None]
    return tuple(found)
