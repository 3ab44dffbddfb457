"""Writing the packs' sentences from facts: every number of the text is bound to the fact it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from decimal import ROUND_HALF_UP, Decimal

from hengji.facts.fact import FactKey, State, Statement
from hengji.packs.frame import Choice, Frame, ListPart, Literal, Maybe, Part, Slot, Words
from hengji.packs.sentence import BUILTIN, DAY, LAST, YEAR, Phrase, Sentence, SlotDecl, SlotKind
from hengji.packs.sentence_context import DOWN, LEVEL, UP, Scope, SentenceContext, key_of, names_of
from hengji.records import dataclass

Lookup = Callable[[FactKey], Statement | Decimal | str | None]
VERBS = {SlotKind.PERCENT: {UP: "增长", DOWN: "下降"}}
PLAIN_VERBS = {UP: "增加", DOWN: "减少"}
HUNDRED = Decimal(100)
GAP = "【请说明原因】"
"""Stands where a reason is owed and none was given; the check of template residue reports it."""


@dataclass(frozen=True, slots=True)
class WrittenSlot:
    """A fact printed in the text: ``start``/``end`` span the figure itself, without its unit."""

    slot: str
    key: FactKey
    value: Decimal | None
    text: str
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence ready to print, with the facts in it."""

    text: str
    slots: tuple[WrittenSlot, ...]


def write(sentence: Sentence, lookup: Lookup, context: SentenceContext) -> str | None:
    """The sentence as text; None when a value it needs is missing, the nil form when all it states is zero."""
    written = compose(sentence, lookup, context)
    return written.text if written is not None else None


def compose(sentence: Sentence, lookup: Lookup, context: SentenceContext) -> Written | None:
    """The sentence as text with the facts it prints, each at its place."""
    pieces = _Writer(lookup, context).phrase(sentence.phrase, Scope(context.fiscal_year))
    return _joined(pieces) if pieces is not None else None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text; with a slot it is a value, whose unit follows in ``tail``."""

    text: str
    slot: str = ""
    key: FactKey | None = None
    value: Decimal | None = None
    unit: str = ""
    head: str = ""
    tail: str = ""
    counts: bool = field(default=False)


def _joined(pieces: Sequence[_Piece]) -> Written:
    text = ""
    slots: list[WrittenSlot] = []
    for piece in pieces:
        start = len(text) + len(piece.head)
        text += piece.head + piece.text + piece.tail
        if piece.key is not None:
            said = "" if piece.value is not None else piece.text
            slots.append(
                WrittenSlot(piece.slot, piece.key, piece.value, said, piece.unit, start, start + len(piece.text))
            )
    return Written(text, tuple(slots))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Renders frames; every method answers None when a value is missing."""

    lookup: Lookup
    context: SentenceContext
    above: tuple[tuple[Phrase, Scope], ...] = ()

    def phrase(self, phrase: Phrase, outer: Scope) -> list[_Piece] | None:
        """All sayings of a phrase, joined and numbered."""
        pieces: list[_Piece] = []
        count = 0
        for scope in self._scopes(phrase, outer):
            said = self._once(phrase, scope)
            if said is None:
                continue
            count += 1
            mark = phrase.ordinal.replace("{n}", str(count))
            pieces += [_Piece((phrase.separator if count > 1 else "") + mark), *said]
        return pieces if count else None

    def _scopes(self, phrase: Phrase, outer: Scope) -> Iterator[Scope]:
        instances: Sequence[str | None] = [None]
        if phrase.each:
            subject = self.context.subject.get(phrase.each)
            instances = self.context.instances.get(phrase.each, [subject] if subject else [])
        for instance in instances:
            names = names_of(phrase, instance, self.context) if instance is not None else {}
            for member in phrase.members or (None,):
                scope = outer.inside(phrase, self.context, names, member) if names is not None else None
                if scope is not None:
                    yield scope

    def _once(self, phrase: Phrase, scope: Scope) -> list[_Piece] | None:
        for frame in phrase.nil[:1]:
            nothing = self._frame(frame, phrase, scope)
            if nothing is not None:
                return nothing
        return self._frame(phrase.write, phrase, scope)

    def _frame(self, frame: Frame, phrase: Phrase, scope: Scope) -> list[_Piece] | None:
        pieces: list[_Piece] = []
        for part in frame.parts:
            said = self._part(part, phrase, scope)
            if said is None:
                return None
            pieces += said
        return pieces

    def _part(self, part: Part, phrase: Phrase, scope: Scope) -> list[_Piece] | None:
        said: list[_Piece] | None = []
        if isinstance(part, Literal):
            said = [_Piece(part.text)]
        elif isinstance(part, Slot):
            said = self._slot(part, phrase, scope)
        elif isinstance(part, Words):
            said = self._words(part, phrase, scope)
        elif isinstance(part, ListPart):
            inner = replace(self, above=(*self.above, (phrase, scope)))
            said = inner.phrase(phrase.lists[part.name], scope)
        elif isinstance(part, Choice):
            options = (self._frame(option, phrase, scope) for option in part.options)
            said = next((option for option in options if option is not None), None)
        elif isinstance(part, Maybe):
            inside = self._frame(part.frame, phrase, scope)
            said = inside if inside is not None and any(piece.counts for piece in inside) else []
        return said

    def _slot(self, part: Slot, phrase: Phrase, scope: Scope) -> list[_Piece] | None:
        slot = phrase.slots.get(part.name)
        if part.name in BUILTIN:
            dates = {YEAR: f"{scope.year}年", LAST: f"{scope.year - 1}年", DAY: f"{scope.year}年12月31日"}
            return [_Piece(dates[part.name])]
        if slot is None or slot.kind is SlotKind.NAME:
            name = scope.name(part.name)
            return [_Piece(name, counts=True)] if name is not None else None
        if slot.kind is SlotKind.COMPARISON:
            return self._comparison(slot, phrase, scope)
        prose = slot.kind is SlotKind.PROSE
        return self._prose(slot, phrase, scope) if prose else self._figure(slot, phrase, scope)

    def _figure(self, slot: SlotDecl, phrase: Phrase, scope: Scope) -> list[_Piece] | None:
        key, value, unit = self._value(slot, phrase, scope)
        if key is None or value is None or (slot.signed and value == 0):
            return None
        head = VERBS.get(slot.kind, PLAIN_VERBS)[key.dimension("direction") or UP] if slot.signed else ""
        printed = value.quantize(Decimal(1).scaleb(-slot.decimals), rounding=ROUND_HALF_UP)
        return [_Piece(f"{printed:f}", slot.name, key, printed, unit, head, unit, counts=True)]

    def _words(self, part: Words, phrase: Phrase, scope: Scope) -> list[_Piece] | None:
        pieces: list[_Piece] = []
        for name in part.names:
            slot = phrase.slots[name]
            _, value, _ = self._value(slot, phrase, scope)
            key = key_of(slot, scope, self.context, LEVEL if slot.signed else "")
            if key is None or value is None or value != 0:
                return None
            text = part.words[0] if not pieces else ""
            pieces.append(_Piece(text, slot.name, key, Decimal(0), slot.unit, counts=True))
        return pieces

    def _prose(self, slot: SlotDecl, phrase: Phrase, scope: Scope) -> list[_Piece] | None:
        key = key_of(slot, scope, self.context)
        found = self.lookup(key) if key is not None else None
        text = found.text if isinstance(found, Statement) else found if isinstance(found, str) else ""
        if text:
            return [_Piece(text.rstrip("。；"), slot.name, key, counts=True)]
        return [_Piece(GAP, counts=True)] if self._owed(slot, phrase, scope) else None

    def _owed(self, slot: SlotDecl, phrase: Phrase, scope: Scope) -> bool:
        """Whether what a reason explains has changed by more than the edition lets pass."""
        operands = self._operands(slot, phrase, scope)
        if not operands or any(value is None for _, value in operands):
            return False
        (first, now), before = operands[0], operands[-1][1]
        if now is None or before is None:
            return False
        if len(operands) == 1:
            change: Decimal | None = now if first.signed else now - HUNDRED
        else:
            change = (now - before) / before * HUNDRED if before else None
        return now != before if change is None else abs(change) > self.context.reason_beyond

    def _comparison(self, slot: SlotDecl, phrase: Phrase, scope: Scope) -> list[_Piece] | None:
        (_, left), (_, right) = self._operands(slot, phrase, scope)
        key = key_of(slot, scope, self.context)
        if left is None or right is None or key is None:
            return None
        word = "大于" if left > right else "小于" if left < right else "等于"
        return [_Piece(word, slot.name, key, counts=True)]

    def _operands(self, slot: SlotDecl, phrase: Phrase, scope: Scope) -> list[tuple[SlotDecl, Decimal | None]]:
        """The slots a slot follows from with their values: of its own phrase, else of the nearest around it."""
        found = []
        for name in slot.of:
            around = next((one for one in reversed(((*self.above, (phrase, scope)))) if name in one[0].slots), None)
            if around is not None:
                operand = around[0].slots[name]
                found.append((operand, self._value(operand, *around)[1]))
        return found

    def _value(self, slot: SlotDecl, phrase: Phrase, scope: Scope) -> tuple[FactKey | None, Decimal | None, str]:
        """The key found, the value in the unit to print, and that unit; a change is positive, its key says where to."""
        if not slot.signed:
            key = key_of(slot, scope, self.context)
            value, unit = self._number(slot, key)
            return key, self._computed(slot, phrase, scope) if value is None else value, unit
        for direction in (UP, DOWN, LEVEL, ""):
            key = key_of(slot, scope, self.context, direction)
            value, unit = self._number(slot, key)
            if value is not None:
                turned = direction or (UP if value > 0 else DOWN)
                return key_of(slot, scope, self.context, turned), value if direction else abs(value), unit
        change = self._computed(slot, phrase, scope)
        if change is None:
            return None, None, slot.unit
        turned = UP if change > 0 else DOWN if change < 0 else LEVEL
        return key_of(slot, scope, self.context, turned), abs(change), slot.unit

    def _computed(self, slot: SlotDecl, phrase: Phrase, scope: Scope) -> Decimal | None:
        """A share, a rate or a change nobody stated, from the figures it follows from; nothing over zero."""
        operands = [value for _, value in self._operands(slot, phrase, scope)]
        known = [value for value in operands if value is not None]
        if not slot.kind.figure or not known or len(known) < len(operands):
            return None
        if len(known) == 1:  # the same figure under another name
            return known[0]
        change = known[0] - known[1] if slot.signed else known[0]
        if slot.kind is not SlotKind.PERCENT:
            return change
        return change / known[1] * HUNDRED if known[1] else None

    def _number(self, slot: SlotDecl, key: FactKey | None) -> tuple[Decimal | None, str]:
        found = self.lookup(key) if key is not None else None
        if isinstance(found, Decimal):
            return found, slot.unit
        if not isinstance(found, Statement):
            return None, slot.unit
        if found.value is None:
            return (Decimal(0) if found.state is State.NIL else None), slot.unit
        own, printed = self.context.units.get(found.unit), self.context.units.get(slot.unit)
        if found.unit in ("", slot.unit):
            return found.value, slot.unit
        if own is None or printed is None or own.kind is not printed.kind or slot.kind is SlotKind.COUNT:
            return found.value, found.unit
        return printed.from_base(own.to_base(found.value)), slot.unit
