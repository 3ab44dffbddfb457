"""The sides of a table: lists standing beside each other, each with its keys (codes, names, labels) and its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from hengji.packs.headword import Role
from hengji.packs.labels import bare, plain
from hengji.reading.tables.grid import CODE, Grid, Square, is_figure
from hengji.reading.tables.heads import KEYS, Head
from hengji.records import dataclass

LEADING = re.compile(r"(?P<code>\d{3}(?:\d{2}){0,2})[-—、.:\s]*(?P<name>[\u4e00-\u9fff(（“].*)\Z")
TRAILING = re.compile(r"(?P<name>.*[\u4e00-\u9fff)）])[\s(（]*(?P<code>\d{3}(?:\d{2}){0,2})[)）]?\Z")
HAN = re.compile(r"[\u4e00-\u9fff]")
PART = re.compile(r"\d{1,7}")
PARTS = (Role.CLASS, Role.GROUP, Role.ITEM)


@dataclass(slots=True)
class Side:
    """The grid columns of one list."""

    keys: list[int] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)

    @property
    def columns(self) -> list[int]:
        """All columns of the side."""
        return sorted([*self.keys, *self.ordinals, *self.values])


@dataclass(frozen=True, slots=True)
class RowName:
    """How a row of a side is named: by code, by label, or by both."""

    code: str
    label: str


def sides_of(heads: Sequence[Head]) -> list[Side]:
    """The lists of a table, left to right: each begins with its keys."""
    found = [Side()]
    for column, head in enumerate(heads):
        side = found[-1]
        if head.role in KEYS:
            if side.values:
                side = Side()
                found.append(side)
            side.keys.append(column)
        elif head.role is Role.ORDINAL:
            side.ordinals.append(column)
        elif head.role is not Role.ASIDE:
            side.values.append(column)
    return [side for side in found if side.values]


def whole(heads: Sequence[Head]) -> Side:
    """The whole table as one list: its keys are not only in front (指标 | 分值 | 评分标准 | 得分)."""
    keys = [column for column, head in enumerate(heads) if head.role in KEYS]
    ordinals = [column for column, head in enumerate(heads) if head.role is Role.ORDINAL]
    return Side(keys, ordinals, [column for column in range(len(heads)) if column not in {*keys, *ordinals}])


def name_of(grid: Grid, heads: Sequence[Head], side: Side, row: int, held: dict[Role, str]) -> RowName:
    """The code and label of a row; a code in three cells is put together, one in the cell of its name is cut off."""
    parts: dict[Role, str] = {}
    code, labels = "", []
    for column in sorted([*side.ordinals, *side.keys]):
        text = grid.text(row, column)
        role = heads[column].role
        if not text:
            continue
        if role in PARTS and PART.fullmatch(text):
            parts[role] = text
        elif role is Role.CODE and PART.fullmatch(text):
            code = _longer(code, text)
        elif not is_figure(text) and (role is not Role.ORDINAL or HAN.search(text)):
            labels.append(text)
    if parts:
        code = _joined(parts, held)
    label = labels[-1] if labels else ""
    if not code:
        code, label = _cut(label)
    return RowName(code, label)


def _longer(before: str, text: str) -> str:
    """A code that goes on in the next cell: 201 | 03, or 201 | 20103."""
    return text if not before or text.startswith(before) else before + text


def _joined(parts: dict[Role, str], held: dict[Role, str]) -> str:
    """类, 款 and 项 as one code; a blank one left of a filled one goes on from the row above."""
    last = max(PARTS.index(role) for role in parts)
    code = ""
    for position, role in enumerate(PARTS):
        if role in parts:
            held[role] = parts[role]
            for later in PARTS[position + 1 :]:
                if later not in parts:
                    held.pop(later, None)
        if position <= last:
            code = _longer(code, held.get(role, ""))
    return code


def _cut(label: str) -> tuple[str, str]:
    """Code and name of a label that holds both."""
    if CODE.fullmatch(label):
        return label, ""
    for pattern in (LEADING, TRAILING):
        match = pattern.match(plain(label))
        if match is not None:
            return match["code"], bare(match["name"])
    return "", label


def squares_of(grid: Grid, row: int, columns: Sequence[int]) -> list[Square]:
    """The cells drawn in a row at some columns, each once."""
    found: dict[int, Square] = {}
    for column in columns:
        square = grid.lines[row][column]
        if square is not None:
            found.setdefault(square.cell, square)
    return list(found.values())
