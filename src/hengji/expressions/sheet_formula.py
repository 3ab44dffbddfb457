"""What a formula of somebody's sheet gives: the few operations in which totals and rates are written.

Numbers, texts, cells, ranges, + - * / %, comparisons, SUM, ROUND, ABS, MIN, MAX, IF, OR, AND and IFERROR. A formula
with anything else in it is not worked out: there is no answer, never a guess.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<range>(?P<sheet>(?:'[^']+'|[^\s'!(),+*/:-]+)!)?"
    r"\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d{1,7})(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d{1,7}))?(?![\w(]))"
    r"|(?P<name>[A-Z][A-Z.]*)(?=\()|\"(?P<text>(?:[^\"]|\"\")*)\"|(?P<sign><>|<=|>=|[-+*/%(),<>=]))"
)
CELL_NAME = re.compile(
    r"(?P<quoted>\"[^\"]*\"|'[^']*')|(?<![\w.$])(?P<fixed>\$?)(?P<letters>[A-Z]{1,3})(?P<held>\$?)(?P<row>\d{1,7})(?![\w(!])"
)
MOST_CELLS, DEEPEST = 20_000, 60

CellValue = Callable[[str, str], Decimal | None]
"""The figure in a cell by sheet ("" for the formula's own) and name; None for a blank or a text."""


class UnknownFormulaError(Exception):
    """A formula that is not worked out."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    cells: tuple[tuple[str, str], ...] = ()


Value = Decimal | str | bool | None
"""What a piece of a formula gives; None is Excel's error, as a division by zero gives it."""


def formula_result(text: str, value_of: CellValue) -> Decimal | str | None:
    """The figure or text a formula gives, None where it gives an error or is not worked out.

    ``value_of`` may raise `UnknownFormulaError` for a cell nobody can work out.
    """
    try:
        parser = _Parser(list(_tokens(text.removeprefix("="))), value_of)
        result = parser.compared()
        parser.end()
    except UnknownFormulaError:
        return None
    return None if isinstance(result, bool) else result


def moved(text: str, rows: int, columns: int) -> str:
    """A formula as it reads in another cell so many rows and columns away: what is not held by $ moves along."""

    def one(match: re.Match[str]) -> str:
        if match["quoted"] is not None:
            return match[0]
        letters = match["letters"] if match["fixed"] else _letters(max(_column(match["letters"]) + columns, 1))
        row = match["row"] if match["held"] else str(max(int(match["row"]) + rows, 1))
        return f"{match['fixed']}{letters}{match['held']}{row}"

    return CELL_NAME.sub(one, text)


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise UnknownFormulaError
        position = match.end()
        if match["range"] is not None:
            yield _Token("cells", match["range"], tuple(_cells(match)))
        else:
            kind = next(name for name in ("number", "name", "text", "sign") if match[name] is not None)
            yield _Token(kind, match[kind])


def _cells(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    sheet = (match["sheet"] or "").removesuffix("!").strip("'")
    left, top = _column(match["left"]), int(match["top"])
    right = _column(match["right"]) if match["right"] else left
    bottom = int(match["bottom"]) if match["bottom"] else top
    if (right - left + 1) * (bottom - top + 1) > MOST_CELLS:
        raise UnknownFormulaError
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield sheet, f"{_letters(column)}{row}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(slots=True)
class _Parser:
    """Recursive descent over the tokens of one formula."""

    tokens: list[_Token]
    value_of: CellValue
    position: int = 0
    depth: int = 0

    def end(self) -> None:
        """Nothing may be left."""
        if self.position != len(self.tokens):
            raise UnknownFormulaError

    def _is(self, *signs: str) -> bool:
        here = self.tokens[self.position] if self.position < len(self.tokens) else None
        return here is not None and here.kind == "sign" and here.text in signs

    def _next(self) -> _Token:
        if self.position >= len(self.tokens):
            raise UnknownFormulaError
        self.position += 1
        return self.tokens[self.position - 1]

    def _expect(self, sign: str) -> None:
        if not self._is(sign):
            raise UnknownFormulaError
        self.position += 1

    def compared(self) -> Value:
        """A sum, or two of them compared."""
        left = self._sum()
        if not self._is(*COMPARISONS):
            return left
        sign = self._next().text
        right = self._sum()
        if not isinstance(left, Decimal) or not isinstance(right, Decimal):
            raise UnknownFormulaError
        return COMPARISONS[sign](left, right)

    def _sum(self) -> Value:
        value = self._product()
        while self._is("+", "-"):
            sign = self._next().text
            one, other = _figure(value), _figure(self._product())
            value = None if one is None or other is None else one + other if sign == "+" else one - other
        return value

    def _product(self) -> Value:
        value = self._signed()
        while self._is("*", "/"):
            sign = self._next().text
            one, other = _figure(value), _figure(self._signed())
            if one is None or other is None or (sign == "/" and not other):
                value = None
            else:
                value = one * other if sign == "*" else one / other
        return value

    def _signed(self) -> Value:
        if self._is("+", "-"):
            sign = self._next().text
            figure = _figure(self._signed())
            return figure if sign == "+" or figure is None else -figure
        value = self._atom()
        while self._is("%"):
            self.position += 1
            part = _figure(value)
            value = part / 100 if part is not None else None
        return value

    def _atom(self) -> Value:
        token = self._next()
        if token.kind == "number":
            return Decimal(token.text)
        if token.kind == "text":
            return token.text
        if token.kind == "cells" and len(token.cells) == 1:
            return self.value_of(*token.cells[0]) or Decimal(0)
        if token.kind == "name":
            return self._function(token.text)
        if token.kind == "sign" and token.text == "(":
            value = self._inner()
            self._expect(")")
            return value
        raise UnknownFormulaError

    def _inner(self) -> Value:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnknownFormulaError
        value = self.compared()
        self.depth -= 1
        return value

    def _function(self, name: str) -> Value:
        self._expect("(")
        if name in OVER_RANGES:
            figures = [_figure(value) for value in self._items()]
            self._expect(")")
            known = [value for value in figures if value is not None]
            return OVER_RANGES[name](known) if len(known) == len(figures) else None
        given = [self._inner()]
        while self._is(","):
            self.position += 1
            given.append(self._inner())
        self._expect(")")
        if (name, len(given)) not in FUNCTIONS:
            raise UnknownFormulaError
        return FUNCTIONS[name, len(given)](*given)

    def _items(self) -> Iterator[Value]:
        """What a function over ranges takes: of ranges the cells that hold figures."""
        while True:
            token = self.tokens[self.position] if self.position < len(self.tokens) else None
            if token is not None and token.kind == "cells" and len(token.cells) > 1:
                self.position += 1
                yield from (value for cell in token.cells if (value := self.value_of(*cell)) is not None)
            else:
                yield self._inner()
            if not self._is(","):
                return
            self.position += 1


def _figure(value: Value) -> Decimal | None:
    """A figure to reckon with; a text or a truth in its place is nothing we work out."""
    if isinstance(value, Decimal) or value is None:
        return value
    raise UnknownFormulaError


def _truth(value: Value) -> bool:
    if not isinstance(value, bool):
        raise UnknownFormulaError
    return value


def _rounded(value: Value, places: Value) -> Value:
    figure, digits = _figure(value), _figure(places)
    if figure is None or digits is None:
        return None
    return figure.quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP)


def _size(value: Value) -> Value:
    figure = _figure(value)
    return abs(figure) if figure is not None else None


COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
OVER_RANGES: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda figures: sum(figures, Decimal(0)),
    "MIN": lambda figures: min(figures, default=Decimal(0)),
    "MAX": lambda figures: max(figures, default=Decimal(0)),
}
FUNCTIONS: Mapping[tuple[str, int], Callable[..., Value]] = {
    ("ROUND", 2): _rounded,
    ("ABS", 1): _size,
    ("IF", 3): lambda condition, yes, no: yes if _truth(condition) else no,
    ("OR", 2): lambda one, other: _truth(one) or _truth(other),
    ("AND", 2): lambda one, other: _truth(one) and _truth(other),
    ("IFERROR", 2): lambda value, other: other if value is None else value,
}
"""Functions of single values, by name and number of them."""
