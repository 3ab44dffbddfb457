"""Conditions on the values of a row: which values a field may have, written as data and not as a formula."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from hengji.packs.errors import Mark
from hengji.packs.source import Node, Reader
from hengji.records import dataclass

BOUNDS = ("min", "max", "not", "filled")


@dataclass(frozen=True, slots=True)
class Condition:
    """What one field must be: one of ``values``, none of ``refused``, within bounds, or filled at all (or empty).

    The field may be the state of the case, or a column of all registers (role, actor, document, note). A value `Y` or
    `Y-1` means the year asked for, or the one before it.
    """

    field: str
    values: tuple[str, ...]
    refused: tuple[str, ...]
    least: Decimal | None
    most: Decimal | None
    filled: bool | None
    mark: Mark


def load_where(reader: Reader, key: str = "where") -> tuple[Condition, ...]:
    """Conditions as `{field: value}`, `{field: [values]}` or `{field: {not: …, min: …, max: …, filled: true}}`."""
    return tuple(_condition(name, node, reader) for name, node in reader.pairs(key).items())


def _condition(name: str, node: Node, reader: Reader) -> Condition:
    if node.text is not None:
        return Condition(name, (node.text,), (), None, None, None, node.mark)
    if node.items is not None:
        return Condition(name, tuple(item.text or "" for item in node.items), (), None, None, None, node.mark)
    inner = Reader(node, reader.mistakes, f"{reader.what}的条件 {name} ")
    for bound in node.map or {}:
        if bound not in BOUNDS:
            inner.fail(f"条件里只能写 {'、'.join(BOUNDS)}，没有 {bound}。", key=bound)
    filled = inner.flag("filled") if inner.has("filled") else None
    return Condition(name, (), inner.texts("not"), _number(inner, "min"), _number(inner, "max"), filled, node.mark)


def _number(reader: Reader, key: str) -> Decimal | None:
    text = reader.text(key, "")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        reader.fail(f"{key} 应为数字，现为 {text}。", key=key)
        return None
