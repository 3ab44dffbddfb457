"""Statements as operands of expressions: their unit, their quantum and how they are named in a working."""

from __future__ import annotations

from decimal import Decimal

from hengji.expressions.operand import Operand
from hengji.facts.fact import Kind, State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.pack import Pack

MONEY_QUANTUM = Decimal("0.01")
UNSPOKEN = frozenset({"fund", "direction", "ordinal", "form"})
EXACT = frozenset({Kind.COUNT, Kind.SCORE})


def operand_of(statement: Statement, pack: Pack, *, blank_is_zero: bool = False) -> Operand:
    """A statement as an operand; a blank counts as zero only where the form says so."""
    value = statement.value
    if statement.state is State.BLANK:
        value = Decimal(0) if blank_is_zero else None
    return Operand(
        value=value,
        state=statement.state,
        quantum=quantum_of(statement),
        unit=pack.unit(statement.unit) if statement.unit else None,
        exact=statement.kind in EXACT,
        id=statement.id,
        label=named(statement, pack),
        printed=plain_text(statement.value) if statement.value is not None else "",
    )


def row_of(statement: Statement) -> str:
    """The row of its table a statement stands in, "band/row" ("#n" for the n-th of repeated rows)."""
    return statement.address.partition("!")[2].rpartition("/")[0]


def quantum_of(statement: Statement) -> Decimal:
    """The quantum of the form or column; in running text two decimals for money, else the digits shown."""
    if statement.quantum is not None:
        return statement.quantum
    shown = Decimal(1).scaleb(-statement.decimals)
    return min(shown, MONEY_QUANTUM) if statement.kind is Kind.MONEY else shown


def named(statement: Statement, pack: Pack) -> str:
    """What a statement is, in words: 机构改革项目支出（年初预算数）."""
    label = statement.label
    subject = subject_of(statement, pack)
    body = statement.key.organisation or ""
    column = f"（{statement.scenario_label}）" if statement.scenario_label and statement.scenario_label != label else ""
    return f"{body}{f'“{subject}”' if subject else ''}{label}{column}"


def subject_of(statement: Statement, pack: Pack) -> str:
    """What a statement is about, by the names of its dimensions in the order its form has them: 产出·数量·办件数."""
    form = pack.forms.get(statement.address.partition("!")[0])
    columns = [column.dimension for band in form.bands for column in band.columns] if form is not None else []
    named = [(name, value) for name, value in statement.key.dimensions if name not in UNSPOKEN]
    named.sort(key=lambda pair: columns.index(pair[0]) if pair[0] in columns else len(columns))
    return "·".join(_name(name, value, pack) for name, value in named)


def _name(dimension: str, value: str, pack: Pack) -> str:
    """The value of a dimension, a code by its name."""
    codes = next((codes for codes in pack.codes.values() if codes.dimension == dimension), None)
    entry = codes.get(value) if codes is not None else None
    return entry.name if entry is not None else value
