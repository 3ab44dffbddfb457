"""The lexer that makes every number accounted for: each numeral of a text as a figure or as a typed non-fact.

`Scanner` goes from one run of digits to the next; what stands directly around a run decides what it is. Numbers written
in Chinese (一、二、三) are no numerals here, but for articles of law. Offsets are those of the text given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from hengji.packs.figure_words import FigureWords
from hengji.packs.pack import Pack
from hengji.reading.numerals.marks import FIGURE, mark_at, marks_ahead
from hengji.reading.numerals.relations import Relations
from hengji.reading.numerals.units import UnitTable

RANGE = "range"
_NUMBER = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]{1,3}(?:，[0-9]{3})+\.[0-9]+|[0-9]+(?:\.[0-9]+)?"
    r"|[①-⒛⓪㈠-㈩❶-❿]"
    r"|第[一二三四五六七八九十百]+(?=[条款项章节])"
)
_DIGIT = re.compile(r"[0-9①-⒛⓪㈠-㈩❶-❿]|第[一-十]")
_BARE = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*")
_WIDE = re.compile(r"[０-９]")
_FOLDED = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．％", "0123456789.%", strict=True)}
_CONNECTOR = re.compile(r" ?(?:[-–－~～]|—(?!—)|至|到) ?(?=[0-9])")
_SIGN = "-－−"
_NO_SIGN_AFTER = frozenset("0123456789%％‰)）]】年月日号元分个人次台件条—–-~～至")


class Numeral(NamedTuple):
    """A numeral and where it stands.

    For a figure ``start`` and ``end`` are those of the figure itself, with its sign, without relation and unit; a range
    reaches from its lower to its upper bound. For a typed non-fact they are those of the whole expression (附件2).
    ``unit`` is the id of the unit behind it, "" where none is known.
    """

    start: int
    end: int
    text: str
    kind: str = FIGURE
    relation: str = ""
    digits: str = ""
    upper: str = ""
    unit: str = ""
    unit_start: int = -1
    unit_end: int = -1

    @property
    def value(self) -> Decimal | None:
        """The value of a figure; None for a range and for non-facts."""
        return Decimal(self.digits) if self.digits and not self.upper else None

    @property
    def low(self) -> Decimal | None:
        """The lower bound of a range."""
        return Decimal(self.digits) if self.upper else None

    @property
    def high(self) -> Decimal | None:
        """The upper bound of a range."""
        return Decimal(self.upper) if self.upper else None

    @property
    def decimals(self) -> int:
        """How many decimals are printed (the more precise bound's of a range)."""
        return max(len(part.partition(".")[2]) for part in (self.digits, self.upper))


class Scanner:
    """The lexer for one table of units and the words around figures; keep it where many texts are scanned.

    ``units`` leads from an alias (万元, ％) to the id of its unit.
    """

    def __init__(self, units: Mapping[str, str], words: FigureWords) -> None:
        self._units = UnitTable(units)
        self._relations = Relations.of(words)

    @classmethod
    def of(cls, pack: Pack) -> Scanner:
        """The lexer for the units and words of a pack."""
        units = {alias: unit.id for unit in pack.units.values() for alias in (unit.id, *unit.aliases)}
        return cls(units, FigureWords.of(pack.words))

    def scan(self, text: str) -> list[Numeral]:
        """Every numeral of a text in order. Each run of digits lies in exactly one of them."""
        bare = _BARE.fullmatch(text)
        if bare is not None and bare[1].isascii() and bare.end(1) - bare.start(1) < 7:
            return [Numeral(bare.start(1), bare.end(1), bare[1], digits=bare[1])]
        plain = text.translate(_FOLDED) if _WIDE.search(text) else text
        if _DIGIT.search(plain) is None:
            return []
        return self._scan(text, plain)

    def _scan(self, text: str, plain: str) -> list[Numeral]:
        found: list[Numeral] = []
        done = 0
        for start, end, kind in marks_ahead(plain):
            self._stretch(text, plain, done, start, found)
            found.append(Numeral(start, end, text[start:end], kind))
            done = end
        self._stretch(text, plain, done, len(plain), found)
        return found

    def _stretch(self, text: str, plain: str, done: int, stop: int, found: list[Numeral]) -> None:
        """Add the numerals between two offsets."""
        number = _NUMBER.search(plain, done, stop)
        while number is not None:
            start, end = number.span()
            mark = mark_at(plain, start, end, done, self._units)
            if mark is None:
                numeral = self._figure(text, plain, start, end, done, stop)
            else:
                first, last = max(mark[0], done), min(mark[1], stop)
                numeral = Numeral(first, last, text[first:last], mark[2])
            found.append(numeral)
            done = numeral.end
            number = _NUMBER.search(plain, done, stop)

    def _figure(self, text: str, plain: str, start: int, end: int, done: int, stop: int) -> Numeral:
        """The figure of a number: with sign, relation, unit, and the other bound where it is a range."""
        digits = _plain_digits(plain[start:end])
        if start > done and plain[start - 1] in _SIGN and (start < 2 or plain[start - 2] not in _NO_SIGN_AFTER):
            start -= 1
            digits = "-" + digits
        unit, unit_start, unit_end = self._units.after(plain, end)
        upper = self._upper(plain, start, max(end, unit_end), unit, stop)
        relation = self._relations.said_before(plain, start, done)
        if upper is not None:
            end, other, (unit, unit_start, unit_end) = upper
            return Numeral(start, end, text[start:end], FIGURE, RANGE, digits, other, unit, unit_start, unit_end)
        relation = self._relations.said_after(plain, end, max(end, unit_end)) or relation
        return Numeral(start, end, text[start:end], FIGURE, relation, digits, "", unit, unit_start, unit_end)

    def _upper(
        self, plain: str, start: int, end: int, unit: str, stop: int
    ) -> tuple[int, str, tuple[str, int, int]] | None:
        """The upper bound of a range that begins with the number before ``end``: its end, digits and unit."""
        connector = _CONNECTOR.match(plain, end, stop)
        if connector is None or (start and plain[start - 1] in "从由自"):
            return None
        number = _NUMBER.match(plain, connector.end(), stop)
        if number is None or mark_at(plain, *number.span(), connector.end(), self._units) is not None:
            return None
        found = self._units.after(plain, number.end())
        worded = connector[0].strip() in ("至", "到")
        if unit and found[0] and plain[found[1] : found[2]] not in plain[start : connector.start()]:
            return None  # 3个百分点至72%: by how much, and to where
        if (unit and found[0] and found[0] != unit) or (worded and not found[0]):
            return None
        digits = _plain_digits(number[0])
        low = _plain_digits(_NUMBER.search(plain, start)[0])  # type: ignore[index] # the number that brought us here
        return (number.end(), digits, found) if Decimal(low) < Decimal(digits) else None


def _plain_digits(number: str) -> str:
    return number.replace(",", "").replace("，", "")
