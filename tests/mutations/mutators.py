"""One thing changed in a filing: a figure, a row, a column, a unit, a sentence, a name.

Each kind offers its candidates; those that nothing in the filing could reveal (a figure stated once and in no sum,
share or change) are counted and left out, by what the maker of the filing knows, never by what the checker finds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from tests.mutations.model import ABOVE, MARKED, Block, Filing, Grid, Line, marked, plain

At = tuple[int, int, int]
"""Block, row and cell; a paragraph is row and cell -1."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A marked figure of a filing: where it stands, its name, what is printed."""

    at: At
    nth: int
    key: str
    printed: str


@dataclass(frozen=True, slots=True)
class Mutation:
    """A filing with one thing changed; a finding must point at one of ``places``."""

    kind: str
    filing: Filing
    places: tuple[At, ...]
    was: str
    now: str
    single: bool = False


def figures(filing: Filing) -> Iterator[Stated]:
    """Every marked figure, in order."""
    for number, block in enumerate(filing.blocks):
        for row, cell, text in _texts(block):
            for nth, found in enumerate(MARKED.finditer(text)):
                yield Stated((number, row, cell), nth, found[1], found[2])


def _texts(block: Block) -> Iterator[tuple[int, int, str]]:
    if isinstance(block, Line):
        yield -1, -1, block.text
        return
    for row, cells in enumerate(block.rows):
        for cell, text in enumerate(cells):
            yield row, cell, text


def text_at(filing: Filing, at: At) -> str:
    """The marked text of a paragraph or cell."""
    block = filing.blocks[at[0]]
    return block.text if isinstance(block, Line) else block.rows[at[1]][at[2]]


def with_text(filing: Filing, at: At, text: str) -> Filing:
    """The filing with another text in one place."""
    block = filing.blocks[at[0]]
    if isinstance(block, Line):
        changed: Block = replace(block, text=text)
    else:
        rows = [list(row) for row in block.rows]
        rows[at[1]][at[2]] = text
        changed = replace(block, rows=tuple(map(tuple, rows)))
    return with_block(filing, at[0], changed)


def with_block(filing: Filing, number: int, block: Block) -> Filing:
    """The filing with another block."""
    return replace(filing, blocks=(*filing.blocks[:number], block, *filing.blocks[number + 1 :]))


def revealable(filing: Filing) -> set[str]:
    """The figures a relation or a second statement could reveal."""
    times = Counter(one.key for one in figures(filing))
    return {key for key, number in times.items() if number > 1 or key in filing.related}


def _changed(text: str, nth: int, printed: str) -> str:
    found = list(MARKED.finditer(text))[nth]
    return text[: found.start()] + marked(found[1], printed) + text[found.end() :]


# ------------------------------------------------------------------------------------------------- single figures
POINTS = ("score", "weight", "group")


def _is_rounding(filing: Filing, one: Stated, now: str, times: int) -> bool:
    """Whether a change is none, or one that rounding makes: a finding there would be a false alarm.

    The issue calls them habits, no errors. One last digit of a decimal (3.445 is 3.44 or 3.45) is told in the one note
    about rounding (``cn.rounding``). Of a figure stated once, in sums or rates alone, it is every value these allow
    when all amounts were rounded: 1.66 of 1.94 is 85.57%, and 85.75% too, for 1.664 of 1.941 is. Counts and
    points have no rounding.
    """
    before, after = Decimal(one.printed), Decimal(now)
    if before == after:
        return True
    if "." not in one.printed or one.key.startswith(POINTS):
        return False
    step = Decimal(1).scaleb(int(before.as_tuple().exponent))
    allowed = times == 1 and filing.figures is not None and filing.figures.allows(one.key, after, step / 2)
    return abs(before - after) <= step or allowed


def _digit(printed: str, chance: random.Random) -> str | None:
    places = [at for at, sign in enumerate(printed) if sign.isdigit()]
    at = chance.choice(places)
    others = [sign for sign in "123456789" if sign != printed[at]]
    return printed[:at] + chance.choice(others) + printed[at + 1 :]


def _swap(printed: str, chance: random.Random) -> str | None:
    places = [at for at in range(len(printed) - 1) if printed[at : at + 2].isdigit() and printed[at] != printed[at + 1]]
    places = [at for at in places if at or printed[1] != "0"]
    if not places:
        return None
    at = chance.choice(places)
    return printed[:at] + printed[at + 1] + printed[at] + printed[at + 2 :]


def _ten_times(printed: str, _: random.Random) -> str | None:
    whole, point, rest = printed.partition(".")
    return f"{whole}{rest[0]}.{rest[1:]}0" if point else f"{printed}0"


def _tenth(printed: str, _: random.Random) -> str | None:
    whole, point, rest = printed.partition(".")
    if not point:
        return None
    return f"{whole[:-1] or '0'}.{whole[-1]}{rest[:-1]}" if whole.isdigit() else None


def _no_point(printed: str, _: random.Random) -> str | None:
    return printed.replace(".", "") if "." in printed and not printed.startswith("0") else None


SINGLE: dict[str, Callable[[str, random.Random], str | None]] = {
    "digit": _digit,
    "swap": _swap,
    "ten times": _ten_times,
    "a tenth": _tenth,
    "lost point": _no_point,
}


def _single(kind: str) -> Callable[[Filing, random.Random, Filing], Iterator[Mutation]]:
    def offer(filing: Filing, chance: random.Random, _: Filing) -> Iterator[Mutation]:
        known, times = revealable(filing), Counter(one.key for one in figures(filing))
        for one in figures(filing):
            if one.key not in known or not any(sign in "123456789" for sign in one.printed):
                continue
            printed = SINGLE[kind](one.printed, chance)
            if printed is not None and not _is_rounding(filing, one, printed, times[one.key]):
                changed = with_text(filing, one.at, _changed(text_at(filing, one.at), one.nth, printed))
                yield Mutation(kind, changed, (one.at,), one.printed, printed, single=True)

    return offer


def _neighbour(filing: Filing, _: random.Random, __: Filing) -> Iterator[Mutation]:
    known, listed = revealable(filing), list(figures(filing))
    times = Counter(one.key for one in listed)
    for one, other in pairwise(listed):
        near = one.at[:2] == other.at[:2] and ("." in one.printed) == ("." in other.printed)
        if near and one.key in known and not _is_rounding(filing, one, other.printed, times[one.key]):
            changed = with_text(filing, one.at, _changed(text_at(filing, one.at), one.nth, other.printed))
            yield Mutation("neighbour", changed, (one.at,), one.printed, other.printed, single=True)


def _text_and_table(filing: Filing, chance: random.Random, _: Filing) -> Iterator[Mutation]:
    """A figure of the running text that a table states too, a little other than there."""
    tabled = {one.key for one in figures(filing) if one.at[1] >= 0}
    for one in figures(filing):
        if one.at[1] < 0 and one.key in tabled and "." in one.printed:
            value = Decimal(one.printed) + Decimal(chance.choice((-3, -2, 2, 3))).scaleb(-1)
            if value > 0:
                changed = with_text(filing, one.at, _changed(text_at(filing, one.at), one.nth, f"{value:f}"))
                yield Mutation("text against table", changed, (one.at,), one.printed, f"{value:f}", single=True)


# -------------------------------------------------------------------------------------------------- rows and cells
def _stating(filing: Filing, keys: set[str]) -> tuple[At, ...]:
    """The places that state a figure or a sum it takes part in."""
    wanted = keys | {whole for whole, parts in filing.totals if keys.intersection(parts)}
    return tuple(dict.fromkeys(one.at for one in figures(filing) if one.key in wanted))


def _missing(filing: Filing, _: random.Random, __: Filing) -> Iterator[Mutation]:
    parts = {part for _, parts in filing.totals if len(parts) > 1 for part in parts}
    for one in figures(filing):
        if one.at[1] >= 0 and one.key in parts and any(sign in "123456789" for sign in one.printed):
            if plain(text_at(filing, one.at)) != one.printed:
                continue
            changed = with_text(filing, one.at, "")
            yield Mutation("missing addend", changed, (one.at, *_stating(filing, {one.key})), one.printed, "")


def _row(filing: Filing, _: random.Random, __: Filing) -> Iterator[Mutation]:
    parts = {part for _, parts in filing.totals if len(parts) > 1 for part in parts}
    for number, block in enumerate(filing.blocks):
        if not isinstance(block, Grid):
            continue
        for row in range(block.head, len(block.rows)):
            keys = {found[1] for cell in block.rows[row] for found in MARKED.finditer(cell) if found[2].strip("0.")}
            if not keys & parts or keys - parts or _holds_others(block, row):
                continue
            rows = block.rows[:row] + block.rows[row + 1 :]
            spans = block.spans[:row] + block.spans[row + 1 :]
            changed = with_block(filing, number, replace(block, rows=rows, spans=spans))
            said = " ".join(plain(cell) for cell in block.rows[row])
            # What is not there is missed where it stood too: between the rows above and below.
            gap = [
                (number, at, cell)
                for at in (row - 1, row)
                if block.head <= at < len(rows)
                for cell in range(len(rows[at]))
            ]
            yield Mutation("dropped row", changed, (*_stating(changed, keys), *gap), said, "")


def _holds_others(block: Grid, row: int) -> bool:
    """Whether other rows hang on this one (a cell continued below), so that it cannot be taken out alone."""
    below = block.rows[row + 1] if row + 1 < len(block.rows) else ()
    return any(
        mine != ABOVE and other == ABOVE and mine for mine, other in zip(block.rows[row], below, strict=False)
    ) and len(block.rows[row]) == len(below)


def _shift(filing: Filing, _: random.Random, __: Filing) -> Iterator[Mutation]:
    known = revealable(filing)
    for number, block in enumerate(filing.blocks):
        if not isinstance(block, Grid):
            continue
        for row in range(block.head, len(block.rows)):
            cells, spans = list(block.rows[row]), block.spans[row]
            at = [place for place, cell in enumerate(cells) if MARKED.fullmatch(cell)]
            filled = [place for place in at if cells[place] and MARKED.fullmatch(cells[place])]
            keys = {found[1] for place in filled if (found := MARKED.fullmatch(cells[place]))}
            if len(filled) < 2 or not keys <= known:
                continue
            run = list(range(filled[0], len(cells)))
            moved = ["", *[cells[place] for place in run[:-1]]]
            if any(cells[place] and not MARKED.fullmatch(cells[place]) for place in run) or len(spans) < 4:
                continue
            changed = replace(block, rows=(*block.rows[:row], (*cells[: run[0]], *moved), *block.rows[row + 1 :]))
            places = tuple((number, row, place) for place in range(len(cells)))
            said = " ".join(plain(cell) for cell in block.rows[row])
            yield Mutation("shifted column", with_block(filing, number, changed), places, said, "→")


# ---------------------------------------------------------------------------------------------- words and sentences
def _unit(filing: Filing, _: random.Random, __: Filing) -> Iterator[Mutation]:
    known = revealable(filing)
    for number, block in enumerate(filing.blocks):
        if isinstance(block, Line):
            for found in MARKED.finditer(block.text):
                after = block.text[found.end() :]
                if found[1] in known and after.startswith("万元"):
                    text = block.text[: found.end()] + after.removeprefix("万")
                    changed = with_block(filing, number, replace(block, text=text))
                    yield Mutation("unit", changed, ((number, -1, -1),), f"{found[2]}万元", "元")
        elif block.above is not None and any(MARKED.search(cell) for row in block.rows for cell in row):
            above = (block.above[0], block.above[1].replace("万元", "元"))
            places = tuple(
                (number, row, cell) for row in range(len(block.rows)) for cell in range(len(block.rows[row]))
            )
            yield Mutation("unit", with_block(filing, number, replace(block, above=above)), places, "单位：万元", "元")


def _year(filing: Filing, _: random.Random, __: Filing) -> Iterator[Mutation]:
    this, last = f"{filing.year}年", f"{filing.year - 1}年"
    for number, block in enumerate(filing.blocks):
        if isinstance(block, Line) and this in block.text and MARKED.search(block.text):
            changed = replace(block, text=block.text.replace(this, last, 1))
            yield Mutation("year", with_block(filing, number, changed), ((number, -1, -1),), this, last)


def _last_year(filing: Filing, _: random.Random, before: Filing) -> Iterator[Mutation]:
    known = revealable(filing)
    for number, (block, old) in enumerate(zip(filing.blocks, before.blocks, strict=False)):
        if isinstance(block, Line) and isinstance(old, Line) and plain(block.text) != plain(old.text):
            keys = {found[1] for found in MARKED.finditer(block.text)}
            if keys & known:
                said = plain(block.text)[:30]
                yield Mutation("last year's sentence", with_block(filing, number, old), ((number, -1, -1),), said, "")


def _name(filing: Filing, chance: random.Random, _: Filing) -> Iterator[Mutation]:
    for number, block in enumerate(filing.blocks):
        for row, cell, text in _texts(block):
            if filing.unit in text:
                other = chance.choice([name for name in OTHERS if name != filing.unit])
                changed = with_text(filing, (number, row, cell), text.replace(filing.unit, other, 1))
                yield Mutation("name", changed, ((number, row, cell),), filing.unit, other)


def _direction(filing: Filing, _: random.Random, __: Filing) -> Iterator[Mutation]:
    pairs = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "大于": "小于", "小于": "大于"}
    for number, block in enumerate(filing.blocks):
        if isinstance(block, Line) and len(MARKED.findall(block.text)) > 1:
            for word, other in pairs.items():
                at = block.text.find(word)
                if at >= 0:
                    text = block.text[:at] + other + block.text[at + len(word) :]
                    changed = with_block(filing, number, replace(block, text=text))
                    yield Mutation("direction", changed, ((number, -1, -1),), word, other)


OTHERS = ("虚构县水利局", "假想市假想区残疾人联合会", "中共虚构县委老干部局")
KINDS: dict[str, Callable[[Filing, random.Random, Filing], Iterator[Mutation]]] = {
    **{kind: _single(kind) for kind in SINGLE},
    "neighbour": _neighbour,
    "text against table": _text_and_table,
    "missing addend": _missing,
    "dropped row": _row,
    "shifted column": _shift,
    "unit": _unit,
    "year": _year,
    "last year's sentence": _last_year,
    "name": _name,
    "direction": _direction,
}


def left_out(filing: Filing) -> list[str]:
    """The figures no mutation touches: stated once and in no relation."""
    known = revealable(filing)
    return [one.key for one in figures(filing) if one.key not in known]
