"""What the declared draws and outlooks of a ledger book name that it does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hengji.packs.errors import Mistake
from hengji.packs.ledger.draw import DrawKind
from hengji.packs.ledger.outlook import Outlook
from hengji.packs.ledger.references import unknown

if TYPE_CHECKING:
    from hengji.packs.ledger.book import LedgerBook


def draw_mistakes(book: LedgerBook, draw: DrawKind) -> Iterator[Mistake]:
    """What is wrong with a draw: registers, states, fields or a norm that are not there, no subject."""
    objects, inspectors, drawn = draw.objects, draw.inspectors, draw.drawn
    yield from unknown(draw.mark, "norm", "测算标准", [draw.norm], book.norms)
    for part, states, fields in (
        (objects, objects.states, [objects.sponsor]),
        (inspectors, inspectors.states, [inspectors.valid_until]),
        (drawn, (), [drawn.year]),
    ):
        yield from unknown(draw.mark, "register", "台账", [part.register], book.registers)
        register = book.registers.get(part.register)
        if register is None:
            continue
        yield from unknown(draw.mark, "state", "状态", states, register.states)
        yield from unknown(draw.mark, "field", "字段", fields, register.fields)
        if not register.subject:
            says = f"{register.label}没有写是谁的（subject），不能用来抽取。"
            yield Mistake(draw.mark, "ledger.subject", says, "请在这本台账里写 subject。")


def outlook_mistakes(book: LedgerBook, outlook: Outlook) -> Iterator[Mistake]:
    """What is wrong with an outlook: a register, a field, a norm or an input that is not there."""
    yield from unknown(outlook.mark, "register", "台账", [outlook.register], book.registers)
    yield from unknown(outlook.mark, "norm", "测算标准", [outlook.norm], book.norms)
    register, norm = book.registers.get(outlook.register), book.norms.get(outlook.norm)
    if register is not None:
        fields = [*outlook.by, *(one.field for one in outlook.inputs.values())]
        yield from unknown(outlook.mark, "field", "字段", fields, register.fields)
        for one in outlook.inputs.values():
            field = register.fields.get(one.field)
            if field is not None and field.choices:
                yield from unknown(outlook.mark, "choice", "可选值", one.words, field.choices)
    if norm is not None:
        inputs = {one.id: dict(one.choices) for one in norm.inputs}
        yield from unknown(outlook.mark, "input", "输入项", outlook.inputs, inputs)
        for name, one in outlook.inputs.items():
            yield from unknown(outlook.mark, "choice", "选项", one.words.values(), inputs.get(name, {}))
