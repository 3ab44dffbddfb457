"""The ledger book of a pack: its registers, measures, bindings and testimonies, resolved like the pack itself.

It is kept beside the pack and not in it: a filing is read, checked and scored without it, and should not pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from fractions import Fraction

from hengji.expressions import ExpressionError, Node, Reference, RefType, Want, parse
from hengji.facts.unit import Unit
from hengji.packs.concept import CodeList, SourceDocument
from hengji.packs.errors import Mark, Mistake, similar
from hengji.packs.ledger import comparison, extract
from hengji.packs.ledger.binding import Binding
from hengji.packs.ledger.comparison import Comparison
from hengji.packs.ledger.draw import DrawKind
from hengji.packs.ledger.extract import Extract
from hengji.packs.ledger.fitting import draw_mistakes, outlook_mistakes
from hengji.packs.ledger.measure import Measure
from hengji.packs.ledger.outlook import Outlook
from hengji.packs.ledger.person_column import PersonColumn
from hengji.packs.ledger.references import unknown as _unknown
from hengji.packs.ledger.register import ANY, COMMON, NEW, NOTES, EventKind, FieldKind, Register
from hengji.packs.ledger.rule import Rule
from hengji.packs.ledger.source_note import SourceNote
from hengji.packs.ledger.testimony import Testimony
from hengji.packs.ledger.where import Condition
from hengji.packs.norm import Norm
from hengji.packs.pack import Pack
from hengji.packs.source import Reader
from hengji.records import dataclass

NUMBER = re.compile(r"-?\d+(\.\d+)?$")
FIXED = "="
"""Begins a fixed holder in a move: =上级; alone it leaves the dimension empty."""
STATE = "state"
"""The name under which conditions and groups speak of the state of a case."""


@dataclass(frozen=True, slots=True)
class Role:
    """Who may enter events; ``apart`` are roles that the same person may not have in one case."""

    id: str
    label: str
    aliases: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class LedgerBook:
    """Everything a pack declares of ledgers; ``common`` are the columns of every register."""

    pack: str
    sources: Mapping[str, SourceDocument]
    codes: Mapping[str, CodeList]
    registers: Mapping[str, Register]
    common: Register | None
    roles: Mapping[str, Role]
    measures: Mapping[str, Measure]
    bindings: Mapping[str, Binding]
    testimonies: Mapping[str, Testimony]
    norms: Mapping[str, Norm]
    listings: Mapping[str, CodeList]
    extracts: Mapping[str, Extract]
    comparisons: Mapping[str, Comparison]
    units: Mapping[str, Unit]
    draws: Mapping[str, DrawKind]
    outlooks: Mapping[str, Outlook]
    persons: Mapping[str, PersonColumn]
    formulas: Mapping[str, Node] = field(default_factory=dict)

    def organisations(self) -> Register | None:
        """The register of organisations: the one that says which field is the name."""
        return next((one for one in self.registers.values() if one.name), None)

    def named(self, word: str) -> Register | None:
        """A register by id, label or alias."""
        for one in self.registers.values():
            if word in (one.id, one.label, *one.aliases):
                return one
        return None

    @property
    def extract_words(self) -> Extract | None:
        """The words of all sheets: totals, notes, counters."""
        return self.extracts.get(COMMON)

    def measure_named(self, word: str) -> Measure | None:
        """A measure by id or label."""
        return self.measures.get(word) or next((one for one in self.measures.values() if one.label == word), None)

    def factor(self, measure: Measure) -> Fraction:
        """What turns the register's unit into the measure's: 1/10000 for amounts in 元 stated in 万元.

        1 where something is counted rather than added, and where the two units do not convert.
        """
        register = self.registers.get(measure.register)
        if register is None:
            return Fraction(1)
        account = register.account if measure.count == "balance" else None
        own = account.unit if account else register.fields[measure.field].unit if measure.field else ""
        kept, stated = self.units.get(own), self.units.get(measure.unit)
        if kept is None or stated is None or kept.kind != stated.kind:
            return Fraction(1)
        return Fraction(kept.factor) / Fraction(stated.factor)

    def source_text(self, note: SourceNote | None) -> str:
        """A source as people cite it; empty where none is known."""
        if note is None:
            return ""
        known = self.sources.get(note.document)
        return f"{(known.number or known.title) if known else note.document} {note.article}".strip()


def load_role(reader: Reader) -> Role:
    """A role as declared."""
    role = Role(reader.text("id"), reader.text("label"), reader.texts("aliases"), reader.node.mark)
    reader.done()
    return role


def bind(book: LedgerBook, pack: Pack, mistakes: list[Mistake]) -> LedgerBook:
    """The book with its formulas parsed; what does not fit together, or with its pack, is added to ``mistakes``."""
    formulas: dict[str, Node] = {}
    for measure in book.measures.values():
        if measure.formula:
            _parsed(book, f"measure:{measure.id}", measure.formula, Want.NUMBER, measure.mark, formulas, mistakes)
    for one in book.testimonies.values():
        _parsed(book, f"testimony:{one.id}", one.expr, Want.TRUTH, one.mark, formulas, mistakes)
    mistakes.extend(_mistakes(book, pack))
    return replace(book, formulas=formulas)


def _parsed(
    book: LedgerBook, key: str, text: str, want: Want, mark: Mark, found: dict[str, Node], mistakes: list[Mistake]
) -> None:
    def known(reference: Reference) -> RefType | None:
        return RefType.NUMBER if not reference.is_cell and reference.name in book.measures else None

    try:
        found[key] = parse(text, known, want=want, names=list(book.measures))
    except ExpressionError as error:
        mistakes.append(Mistake(mark, error.code, error.message, error.hint))


def _mistakes(book: LedgerBook, pack: Pack) -> Iterator[Mistake]:
    if book.registers and book.common is None:
        first = next(iter(book.registers.values()))
        yield Mistake(first.mark, "ledger.common", "没有声明各台账共有的栏目（register: common）。", "请写在上级包里。")
    named = [one for one in book.registers.values() if one.name]
    for one in named[1:]:
        says = f"机构登记只能有一本（写 name 的台账）：{named[0].label} 和{one.label}。"
        yield Mistake(one.mark, "ledger.organisations", says, "请只留一本。")
    for register in book.registers.values():
        yield from _register(book, register)
    for measure in book.measures.values():
        yield from _measure(book, measure)
    for binding in book.bindings.values():
        yield from _unknown(binding.mark, "measure", "指标", [binding.measure], book.measures)
        yield from _unknown(binding.mark, "concept", "概念", binding.concepts, pack.concepts)
        yield from _unknown(binding.mark, "component", "组成部分", binding.components, pack.components)
        yield from _unknown(binding.mark, "scenario", "口径", binding.scenarios, pack.scenarios)
    for norm in book.norms.values():
        for version in norm.versions:
            yield from _source(book, SourceNote(version.document, version.article, version.certainty, norm.mark))
    for testimony in book.testimonies.values():
        yield from _source(book, testimony.source)
    yield from _lists(book)
    for draw in book.draws.values():
        yield from _source(book, draw.source)
        yield from draw_mistakes(book, draw)
    for outlook in book.outlooks.values():
        yield from outlook_mistakes(book, outlook)


def _lists(book: LedgerBook) -> Iterator[Mistake]:
    for one in book.extracts.values():
        if one.id != COMMON:
            yield from extract.mistakes_of(one, book.registers, book.common)
        yield from _source(book, one.source)
    for other in book.comparisons.values():
        yield from comparison.mistakes_of(other, book.extracts)
        for kind in other.differences:
            yield from _source(book, kind.source)


def _register(book: LedgerBook, register: Register) -> Iterator[Mistake]:
    fields = register.fields
    mark = register.mark
    yield from _source(book, register.source)
    yield from _unknown(
        mark, "field", "字段", [*register.keys, register.subject, register.name, register.parent], fields
    )
    for one in fields.values():
        yield from _unknown(one.mark, "register", "台账", [one.register], book.registers)
        yield from _unknown(one.mark, "codes", "代码表", [one.codes], {*book.codes, *book.listings})
    if register.account is not None:
        yield from _unknown(register.account.mark, "field", "字段", register.account.dimensions, fields)
    for event in register.events.values():
        yield from _event(book, register, event)
    for limit in register.limits.values():
        yield from _unknown(limit.mark, "event", "业务", [*limit.starts, *limit.ends], register.events)
        yield from _unknown(limit.mark, "field", "字段", [limit.field, limit.allowed, limit.due], fields)
        yield from _source(book, limit.source)
    for rule in register.rules.values():
        yield from _rule(book, register, rule)


def _event(book: LedgerBook, register: Register, event: EventKind) -> Iterator[Mistake]:
    known = register.fields
    yield from _unknown(event.mark, "field", "字段", [*event.needs, *event.takes, *event.sets], known)
    states = {*register.states, NEW, ANY}
    yield from _unknown(event.mark, "state", "状态", [*event.came, event.to], states)
    yield from _unknown(event.mark, "role", "角色", event.roles, book.roles)
    yield from _source(book, event.source)
    given = {*event.needs, *event.takes, *event.sets, *register.keys}
    for move in event.moves:
        if register.account is None:
            yield Mistake(move.mark, "ledger.account", f"{register.label}没有声明账户（account），不能写增减。")
            continue
        for side in (move.giver, move.taker):
            yield from _unknown(move.mark, "dimension", "账户维度", side, register.account.dimensions)
            yield from _unknown(
                move.mark, "field", "字段", [one for one in side.values() if not one.startswith(FIXED)], known
            )
        if not move.amount.isdigit():
            carried = known if register.keys else given  # a case keeps what it was given before
            yield from _unknown(move.mark, "field", "字段", [move.amount], carried)


def _rule(book: LedgerBook, register: Register, rule: Rule) -> Iterator[Mistake]:
    yield from _unknown(rule.mark, "event", "业务", rule.on, register.events)
    yield from _conditions(book, register, rule.where)
    yield from _source(book, rule.source)
    for name in ("field", "fields", "by", "earlier", "left", "day", "year", "through", "room", "own", "amount"):
        words = rule.parameters.get(name, ())
        yield from _unknown(rule.mark, "field", "字段", words, {*register.fields, "effective"})
    yield from _unknown(rule.mark, "event", "业务", rule.parameters.get("less", ()), register.events)
    for name in ("limit", "against"):
        yield from _unknown(rule.mark, "measure", "指标", rule.parameters.get(name, ()), book.measures)
    named = [*rule.parameters.get("unless", ())[:1], *rule.parameters.get("register", ())]
    yield from _unknown(rule.mark, "register", "台账", named, book.registers)
    for word in (*rule.parameters.get("right", ()), *rule.parameters.get("times", ())):
        if not NUMBER.match(word):
            yield from _unknown(rule.mark, "field", "字段", [word], register.fields)
    target = _target(book, register, rule)
    if target is not None:
        yield from _pointed(rule, target)


def _target(book: LedgerBook, register: Register, rule: Rule) -> Register | None:
    """The register whose cases a rule looks up, None for a rule that looks up none."""
    field = register.fields.get(rule.one("through") or rule.one("field"))
    name = rule.one("register") or (field.register if field is not None else "")
    if not name and field is not None and field.kind is FieldKind.ORGANISATION:
        return book.organisations()
    return book.registers.get(name)


def _pointed(rule: Rule, target: Register) -> Iterator[Mistake]:
    """What a rule says of the case it looks up: its fields, its states, the values of a choice."""
    most = [word for word in rule.parameters.get("most", ()) if not NUMBER.match(word)]
    others = [*rule.parameters.get("other", ()), *rule.parameters.get("until", ()), *most]
    yield from _unknown(rule.mark, "field", f"{target.label}字段", others, target.fields)
    wanted = rule.parameters.get("in", ())
    if rule.kind == "states":
        yield from _unknown(rule.mark, "state", f"{target.label}状态", wanted, target.states)
    field = target.fields.get(rule.one("other"))
    if rule.kind == "among" and field is not None and field.choices:
        yield from _unknown(rule.mark, "choice", "可选值", wanted, field.choices)


def _measure(book: LedgerBook, measure: Measure) -> Iterator[Mistake]:
    yield from _source(book, measure.source)
    yield from _unknown(measure.mark, "register", "台账", [measure.register], book.registers)
    register = book.registers.get(measure.register)
    if register is None:
        return
    yield from _unknown(measure.mark, "event", "业务", measure.events, register.events)
    yield from _unknown(measure.mark, "state", "状态", measure.states, register.states)
    yield from _unknown(measure.mark, "field", "字段", [measure.field, measure.distinct], register.fields)
    yield from _unknown(measure.mark, "limit", "时限", [measure.limit], register.limits)
    yield from _conditions(book, register, measure.where)
    if measure.count == "balance" and register.account is None:
        yield Mistake(measure.mark, "ledger.account", f"{register.label}没有声明账户（account），没有余额可数。")
    elif measure.count == "balance" and register.account is not None:
        named = [one.field for one in measure.where]
        yield from _unknown(measure.mark, "dimension", "账户维度", named, register.account.dimensions)
    if measure.count == "cases" and not register.keys:
        yield Mistake(measure.mark, "ledger.keys", f"{register.label}是流水（没有 keys），请数业务（events）。")


def _conditions(book: LedgerBook, register: Register, where: Iterable[Condition]) -> Iterator[Mistake]:
    for one in where:
        yield from _unknown(one.mark, "field", "字段", [one.field], {*register.fields, STATE, *NOTES})
        field = register.fields.get(one.field)
        if field is not None and field.kind is FieldKind.CHOICE and field.choices:
            yield from _unknown(one.mark, "choice", "可选值", [*one.values, *one.refused], field.choices)
        if field is not None and field.codes in book.codes:
            known = {entry.code for entry in book.codes[field.codes].codes}
            yield from _unknown(one.mark, "code", "代码", [*one.values, *one.refused], known)
        if one.field == STATE:
            yield from _unknown(one.mark, "state", "状态", [*one.values, *one.refused], register.states)


def _source(book: LedgerBook, note: SourceNote | None) -> Iterator[Mistake]:
    if note is not None and note.document not in book.sources:
        hint = similar(note.document, book.sources) or "请先在 sources.yaml 里登记。"
        yield Mistake(note.mark, "pack.unknown-source", f"依据文件 {note.document} 没有登记。", hint)
