"""The language of sentence frames: one text that both writes a sentence and recognises it. Pure: text in, tree out.

::

    本年收入合计{total}[，其中：{*parts}]。

====================  ===========================================================================================
literal text          itself; punctuation of either width, blanks and quotation marks do not matter when reading
``{name}``            a slot: a figure with its unit, a name, prose; ``year``, ``last`` (the year before) and ``day``
                      (31 December) need no declaration
``{a,b:无收支|无}``    slots said in words: each is zero when one of the words stands here; the first is the written one
``{*name}``           a list: fixed members in any order, or one item for each project, class ...
``[…]`` ``[a|b]``      a part that may be missing; written when it has a slot and all its slots have values
``(a|b)``             alternatives; the first whose slots all have values is written
``…``                 when reading: a few characters without figures or the end of a sentence (behind a year: of a
                      clause); never written
====================  ===========================================================================================

``[ ] ( ) { } |`` are always grammar; the brackets and bars of Chinese text are full width.
"""

from __future__ import annotations

from collections.abc import Iterator

from hengji.records import dataclass

GAP = "…"
SPECIAL = "{[(|)]}" + GAP


class FrameError(ValueError):
    """A frame that does not parse: a Chinese sentence with the position (from 1) in the frame."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message}（第{position + 1}个字符处）")
        self.position = position


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one value; ``name`` refers to the declaration."""

    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """Slots whose values are said in words and mean zero."""

    names: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPart:
    """A place for a declared list."""

    name: str


@dataclass(frozen=True, slots=True)
class Maybe:
    """A part that may be missing."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives, the preferred one first."""

    options: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A few characters that do not matter."""


Part = Literal | Slot | Words | ListPart | Maybe | Choice | Gap


@dataclass(frozen=True, slots=True)
class Frame:
    """A sequence of parts."""

    parts: tuple[Part, ...]

    def walk(self) -> Iterator[Part]:
        """Every part, outer ones first, in order."""
        for part in self.parts:
            yield part
            if isinstance(part, Maybe):
                yield from part.frame.walk()
            elif isinstance(part, Choice):
                for option in part.options:
                    yield from option.walk()

    def slots(self) -> Iterator[str]:
        """The names of all slots, in order of appearance, with repeats."""
        for part in self.walk():
            if isinstance(part, Slot):
                yield part.name
            elif isinstance(part, Words):
                yield from part.names

    def lists(self) -> Iterator[str]:
        """The names of all lists."""
        return (part.name for part in self.walk() if isinstance(part, ListPart))


def parse_frame(text: str) -> Frame:
    """The tree of a frame; `FrameError` says what is wrong and where."""
    parser = _Parser(text)
    frame = parser.sequence("")
    if parser.at < len(text):
        raise FrameError(f"多出一个“{text[parser.at]}”", parser.at)
    if not frame.parts:
        raise FrameError("句式是空的", 0)
    return frame


class _Parser:
    """Recursive descent over the characters of one frame."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def sequence(self, stops: str) -> Frame:
        parts: list[Part] = []
        while self.at < len(self.text) and self.text[self.at] not in stops:
            parts.append(self._part())
        return Frame(tuple(parts))

    def _part(self) -> Part:
        start, char = self.at, self.text[self.at]
        if char not in SPECIAL:
            while self.at < len(self.text) and self.text[self.at] not in SPECIAL:
                self.at += 1
            return Literal(self.text[start : self.at])
        self.at += 1
        if char == GAP:
            return Gap()
        if char == "{":
            return self._slot(start)
        if char == "[":
            options = self._options("]", start)
            return Maybe(options[0] if len(options) == 1 else Frame((Choice(options),)))
        if char == "(":
            return Choice(self._options(")", start))
        raise FrameError(f"多出一个“{char}”", start)

    def _options(self, close: str, start: int) -> tuple[Frame, ...]:
        options = [self.sequence("|" + close)]
        while self.at < len(self.text) and self.text[self.at] == "|":
            self.at += 1
            options.append(self.sequence("|" + close))
        if self.at >= len(self.text):
            raise FrameError(f"“{self.text[start]}”没有配对的“{close}”", start)
        self.at += 1
        return tuple(options)

    def _slot(self, start: int) -> Part:
        end = self.text.find("}", self.at)
        if end < 0:
            raise FrameError("“{”没有配对的“}”", start)
        inside = self.text[self.at : end]
        self.at = end + 1
        if inside.startswith("*"):
            return ListPart(_name(inside[1:], start))
        names, colon, words = inside.partition(":")
        if not colon:
            return Slot(_name(names, start))
        said = tuple(word for word in words.split("|") if word)
        if not said:
            raise FrameError("冒号后面应写出表示“没有”的说法", start)
        return Words(tuple(_name(name, start) for name in names.split(",")), said)


def _name(text: str, position: int) -> str:
    plain = text.replace("_", "").replace(".", "")
    if not (plain.isascii() and plain.isalnum() and plain == plain.lower()):
        raise FrameError(f"空位名“{text}”只能用小写字母、数字、下划线和点", position)
    return text
