"""How a statement is printed in a cell: in the cell's unit, with the digits it was stated with."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hengji.facts.fact import Kind, State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.form import CellSpec
from hengji.packs.pack import Pack

MARKS = {State.NOT_APPLICABLE: "——", State.NIL: "无", State.BLANK: ""}


def in_unit(statement: Statement, spec: CellSpec, pack: Pack) -> Statement:
    """The statement in the unit of the cell: converted exactly, then rounded to the cell's quantum."""
    if not spec.unit or spec.unit == "in-cell" or statement.value is None or statement.unit in ("", spec.unit):
        return statement
    here, there = pack.unit(statement.unit), pack.unit(spec.unit)
    if here is None or there is None or here.kind is not there.kind:
        return statement
    value = there.from_base(here.to_base(statement.value))
    quantum = spec.quantum or Decimal("0.01")
    rounded = value.quantize(quantum, rounding=ROUND_HALF_UP)
    return replace(statement, value=rounded, unit=spec.unit, decimals=max(0, -int(quantum.as_tuple().exponent)))


def printed(statement: Statement) -> str:
    """A statement as it stands in a cell."""
    if statement.state in MARKS:
        return MARKS[statement.state]
    if statement.text and (statement.value is None or statement.kind is Kind.QUANTITY):
        return statement.text
    if statement.value is None:
        return ""
    sign = statement.relation if statement.relation not in ("=", "") else ""
    return f"{sign}{plain_text(statement.value)}{'%' if statement.unit == '%' else ''}"
