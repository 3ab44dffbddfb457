"""Sentences as declared: one frame writes the sentence and, with its variants, recognises it in other people's text.

A sentence and a list inside a sentence are the same thing, a `Phrase`: frames with slots, said once, or once for each
of its fixed members, or once for each project, class ... that the text names. What a slot states is the union of its
own aspects and of the dimensions of the phrases around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from hengji.facts.fact import Kind
from hengji.packs.errors import Mark, similar
from hengji.packs.frame import Frame, FrameError, Gap, Words, parse_frame
from hengji.packs.source import Node, Reader
from hengji.records import dataclass

OPEN = re.compile("【请[^】]*】")
"""What Hengji prints where a person still has to write something: it is no text, and states nothing."""
YEAR, LAST, DAY = "year", "last", "day"
BUILTIN = (YEAR, LAST, DAY)
LABEL, CONCEPT = "label", "concept"
REFERENCE = re.compile(r"\{([a-z0-9_.]+)\}")


class SlotKind(StrEnum):
    """What may stand in a slot."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    NAME = "name"  # a short name that tells what the figures belong to
    PROSE = "prose"  # free text to the end of the sentence; owns no numeral in it
    COMPARISON = "comparison"  # larger, smaller, equal: computed when writing, a text when reading

    @property
    def figure(self) -> bool:
        """Whether a number stands in the slot."""
        return self in (SlotKind.MONEY, SlotKind.PERCENT, SlotKind.COUNT)

    @property
    def fact(self) -> Kind:
        """The kind of the statement made of the slot."""
        kinds = {SlotKind.MONEY: Kind.MONEY, SlotKind.PERCENT: Kind.RATIO, SlotKind.COUNT: Kind.COUNT}
        return kinds.get(self, Kind.TEXT)


@dataclass(frozen=True, slots=True)
class SlotDecl:
    """What a slot states. ``concept``, ``organisation`` and dimension values may refer to other slots: "{project}".

    ``signed`` figures are changes: printed positive behind a word (增加, 减少) that becomes the dimension `direction`.
    ``units`` are further units read ("": it may be left out and is meant all the same); ``without`` are words a name
    never holds; ``scenario_label`` is what the sentence calls the scenario (年初预算数). ``of`` are the slots, of this
    phrase or of one around it, from which this one follows where it is not stated: the two compared, part and whole of
    a share, now and before of a change, the same figure under another name, and of a reason the rate or the two
    figures that have to be explained.
    """

    name: str
    kind: SlotKind
    concept: str = ""
    scenario: str = ""
    period: int = 0
    instant: bool = False
    organisation: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    units: tuple[str, ...] = ()
    decimals: int = 2
    signed: bool = False
    without: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    scenario_label: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One of the fixed things a phrase is said of; ``{label}`` stands for its label, ``{concept}`` for its concept."""

    concept: str
    label: str
    aliases: tuple[str, ...] = ()
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Frames and the meaning of their slots.

    With ``members`` it is said once of each member, with ``each`` once of each value of that dimension (project,
    function), joined by ``separator`` and numbered by ``ordinal`` ("{n}、"). ``nil`` is written instead when all that
    it names is zero.
    """

    write: Frame
    read: tuple[Frame, ...]
    nil: tuple[Frame, ...]
    slots: Mapping[str, SlotDecl]
    lists: Mapping[str, Phrase]
    members: tuple[Member, ...]
    each: str
    dimensions: tuple[tuple[str, str], ...]
    separator: str
    ordinal: str

    def frames(self) -> tuple[Frame, ...]:
        """Every frame to recognise, the written ones first."""
        return (self.write, *self.nil[:1], *self.read, *self.nil[1:])

    def walk(self) -> Iterator[Phrase]:
        """This phrase and those of its lists."""
        yield self
        for inner in self.lists.values():
            yield from inner.walk()


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A declared sentence. ``within`` are labels of components, ``under`` words of the heading it stands under.

    A sentence that is ``sure`` is read only where the component is known to be one of those: its words alone do not
    tell a budget from accounts.
    """

    id: str
    says: str
    phrase: Phrase
    within: tuple[str, ...]
    under: tuple[str, ...]
    document: str
    article: str
    mark: Mark
    sure: bool = False

    def concepts(self) -> set[str]:
        """Every concept the sentence names, for validation against the registry."""
        found: set[str] = set()
        for phrase in self.phrase.walk():
            found.update(slot.concept for slot in phrase.slots.values() if slot.concept and "{" not in slot.concept)
            found.update(member.concept for member in phrase.members if member.concept)
        return found

    def units(self) -> set[str]:
        """Every unit the sentence names, for validation against the registry."""
        slots = [slot for phrase in self.phrase.walk() for slot in phrase.slots.values()]
        return {unit for slot in slots for unit in (slot.unit, *slot.units) if unit}


def load_sentence(reader: Reader) -> Sentence:
    """A sentence as declared; mistakes go to the reader."""
    source = reader.child("source")
    document = article = ""
    if source is None:
        reader.fail(f"{reader.what}缺少 source。", hint="请写明依据：source: {document: 文件编号, article: 条款}。")
    else:
        inner = Reader(source, reader.mistakes, "依据")
        document, article = inner.text("document"), inner.text("article", "")
        inner.done()
    sentence = Sentence(
        id=reader.text("id"),
        says=reader.text("says"),
        phrase=_phrase(reader, "write", "\n", set()),
        within=reader.texts("within"),
        under=reader.texts("under"),
        document=document,
        article=article,
        mark=reader.node.mark,
        sure=reader.flag("sure"),
    )
    reader.done()
    return sentence


def _phrase(reader: Reader, write: str, separator: str, outer: set[str]) -> Phrase:
    """A sentence (``write``) or a list (its ``item``) as declared; ``outer`` are the slots of the phrases around it."""
    slots = {name: _slot(name, node, reader) for name, node in reader.pairs("slots").items()}
    members = tuple(_member(item) for item in reader.readers("members", "成员"))
    known = {*slots, *outer, *BUILTIN, *((LABEL, CONCEPT) if members else ())}
    lists = {
        name: _phrase(Reader(node, reader.mistakes, f"{reader.what}的 {name} "), "item", "；", known)
        for name, node in reader.pairs("lists").items()
    }
    each = reader.text("each", "")
    dimensions = reader.text_pairs("dimensions")
    if each:
        dimensions.setdefault(each, f"{{{each}}}")
    phrase = Phrase(
        write=_frame(reader, write, reader.text(write)) or Frame(()),
        read=_frames(reader, "read"),
        nil=_frames(reader, "nil"),
        slots=slots,
        lists=lists,
        members=members,
        each=each,
        dimensions=tuple(sorted(dimensions.items())),
        separator=reader.text("separator", separator),
        ordinal=reader.text("ordinal", ""),
    )
    _check(phrase, reader, known)
    if write == "item":
        reader.done()
    return phrase


def _slot(name: str, node: Node, outer: Reader) -> SlotDecl:
    reader = Reader(node, outer.mistakes, f"{outer.what}的空位 {name} ")
    kind = SlotKind(reader.choice("kind", [kind.value for kind in SlotKind], SlotKind.MONEY.value))
    unit = {SlotKind.MONEY: "万元", SlotKind.PERCENT: "%"}.get(kind, "")
    slot = SlotDecl(
        name=name,
        kind=kind,
        concept=reader.text("concept", "" if kind is SlotKind.NAME else None),
        scenario=reader.text("scenario", "actual" if kind.figure else ""),
        period=int(reader.number("period", "0") or 0),
        instant=reader.flag("instant"),
        organisation=reader.text("organisation", ""),
        dimensions=tuple(sorted(reader.text_pairs("dimensions").items())),
        unit=reader.text("unit", None if kind is SlotKind.COUNT else unit),
        units=reader.texts("units"),
        decimals=int(reader.number("decimals", "0" if kind is SlotKind.COUNT else "2") or Decimal(0)),
        signed=reader.flag("signed"),
        without=reader.texts("without"),
        of=reader.texts("of"),
        scenario_label=reader.text("scenario_label", ""),
    )
    if kind is SlotKind.COMPARISON and len(slot.of) != 2:
        reader.fail(f"{reader.what}要写明比较哪两个空位。", hint="写法：of: [决算空位, 预算空位]。")
    reader.done()
    return slot


def _member(reader: Reader) -> Member:
    member = Member(
        concept=reader.text("concept", ""),
        label=reader.text("label"),
        aliases=reader.texts("aliases"),
        dimensions=tuple(sorted(reader.text_pairs("dimensions").items())),
    )
    reader.done()
    return member


def _frames(reader: Reader, key: str) -> tuple[Frame, ...]:
    return tuple(frame for text in reader.texts(key) if (frame := _frame(reader, key, text)) is not None)


def _frame(reader: Reader, key: str, text: str) -> Frame | None:
    if not text:
        return None
    try:
        return parse_frame(text)
    except FrameError as error:
        reader.fail(f"{reader.what}的 {key} 读不懂：{error}。", key=key, code="pack.frame")
        return None


def _check(phrase: Phrase, reader: Reader, known: set[str]) -> None:
    """Slots, lists, references and frames must fit together."""
    used = {name for frame in phrase.frames() for name in frame.slots()}
    lists = {name for frame in phrase.frames() for name in frame.lists()}
    faults = [(f"的句式用了没有声明的空位 {name}。", similar(name, known)) for name in sorted(used - known)]
    faults += [
        (f"的句式用了没有声明的列表 {name}。", similar(name, phrase.lists))
        for name in sorted(lists - set(phrase.lists))
    ]
    needed = {name for slot in phrase.slots.values() for name in slot.of}
    faults += [
        (f"的空位 {name} 没有一个句式用到。", "请删去，或写进句式。")
        for name in phrase.slots
        if name not in used and name not in needed
    ]
    faults += [
        (f"的列表 {name} 没有一个句式用到。", "请删去，或写进句式。") for name in phrase.lists if name not in lists
    ]
    faults += [
        (f"引用了没有声明的空位 {name}。", similar(name, known)) for name in references(phrase) if name not in known
    ]
    for message, hint in faults:
        reader.fail(reader.what + message, hint=hint, code="pack.slot")
    if any(isinstance(part, Gap) for part in phrase.write.walk()):
        reader.fail(f"{reader.what}的“…”只用于识别，不能写进成文的句式。", code="pack.frame")
    if any(not any(isinstance(part, Words) for part in frame.walk()) for frame in phrase.nil):
        hint = "写法：{收入空位,支出空位:无收支}。"
        reader.fail(f"{reader.what}的 nil 要写明哪些空位为零。", hint=hint, key="nil", code="pack.frame")


def references(phrase: Phrase) -> Iterator[str]:
    """The slots that concepts, organisations, dimensions and comparisons of a phrase refer to."""
    texts = [value for _, value in phrase.dimensions]
    for slot in phrase.slots.values():
        texts += [slot.concept, slot.organisation, *(value for _, value in slot.dimensions)]
        yield from slot.of
    for text in texts:
        yield from REFERENCE.findall(text)


def fill(template: str, values: Callable[[str], str | None]) -> str | None:
    """A template with its references replaced; None when one of them has no value."""
    missing = [name for name in REFERENCE.findall(template) if values(name) is None]
    return None if missing else REFERENCE.sub(lambda match: values(match[1]) or "", template)
