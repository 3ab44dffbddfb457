"""An XML part known by its tree and by its bytes: elements are looked up in the one and replaced in the other.

Serialising a tree writes every byte of a part anew (quotes, entities, order of declarations). Where nothing but a few
cells of somebody's file may change, only the bytes of those cells are replaced; all others stay as they are.
"""

from __future__ import annotations

import codecs
import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.parsers import expat

from hengji.writing.errors import UnwritablePartError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

START_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def as_utf8(data: bytes) -> bytes:
    """A part in UTF-8: one in UTF-16, which the standard allows and nobody writes, is recoded."""
    if not data.startswith(UTF16):
        return data
    text = DECLARATION.sub("", data.decode("utf-16"))
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}'.encode()


class XmlPart:
    """The bytes of a part (in UTF-8) with its tree, and the replacements made so far.

    ``root`` must hold every element of ``data`` in its order; comments and names of name spaces may differ.

    Raises:
        UnwritablePartError: the bytes are in no encoding in which places can be told.
    """

    def __init__(self, data: bytes, root: Element) -> None:
        self.data = data
        self.root = root
        self._elements = list(root.iter("*"))
        self._number = {element: number for number, element in enumerate(self._elements)}
        self._spans = _element_spans(data)
        if len(self._spans) != len(self._elements):
            raise UnwritablePartError(f"{len(self._spans)}≠{len(self._elements)}")
        self._changes: list[tuple[int, int, bytes]] = []

    @property
    def changed(self) -> bool:
        """Whether anything was replaced."""
        return bool(self._changes)

    def span(self, element: Element) -> tuple[int, int]:
        """First byte of an element, and the one behind it."""
        start, _, _, end = self._spans[self._number[element]]
        return start, end

    def source(self, element: Element) -> bytes:
        """An element as written."""
        start, end = self.span(element)
        return self.data[start:end]

    def content(self, element: Element) -> bytes:
        """What is written between the tags of an element."""
        _, first, last, _ = self._spans[self._number[element]]
        return self.data[first:last]

    def replace(self, element: Element, new: bytes) -> None:
        """Put something in the place of an element."""
        start, end = self.span(element)
        self._changes.append((start, end, new))

    def replace_content(self, element: Element, new: bytes) -> None:
        """Put something between the tags of an element, in the place of all that is there."""
        start, first, last, end = self._spans[self._number[element]]
        if first == end:
            self._changes.append((start, end, self._opened(element, new)))
        else:
            self._changes.append((first, last, new))

    def append(self, element: Element, new: bytes) -> None:
        """Put something behind all that stands in an element."""
        start, first, last, end = self._spans[self._number[element]]
        if first == end:
            self._changes.append((start, end, self._opened(element, new)))
        else:
            self._changes.append((last, last, new))

    def before(self, element: Element, new: bytes) -> None:
        """Put something right before an element."""
        start, _ = self.span(element)
        self._changes.append((start, start, new))

    def after(self, element: Element, new: bytes) -> None:
        """Put something right behind an element."""
        _, end = self.span(element)
        self._changes.append((end, end, new))

    def prepend(self, element: Element, new: bytes) -> None:
        """Put something before all that stands in an element."""
        start, first, _, end = self._spans[self._number[element]]
        if first == end:
            self._changes.append((start, end, self._opened(element, new)))
        else:
            self._changes.append((first, first, new))

    def _opened(self, element: Element, content: bytes) -> bytes:
        """An element written as one tag, with content."""
        tag = self.source(element).rstrip(b">").rstrip(b"/").rstrip()
        name = re.match(rb"<([^\s/>]+)", tag)
        if name is None:  # pragma: no cover - it was parsed as an element
            raise ValueError(tag.decode("utf-8", "replace"))
        return tag + b">" + content + b"</" + name[1] + b">"

    def result(self) -> bytes:
        """The part with all replacements.

        Raises:
            ValueError: two of them overlap, which is a mistake of the caller.
        """
        changes = sorted(dict.fromkeys(self._changes), key=lambda change: change[:2])
        for (_, end, _), (start, _, _) in pairwise(changes):
            if start < end:
                raise ValueError("replacements overlap")
        pieces: list[bytes] = []
        done = 0
        for start, end, new in changes:
            pieces += (self.data[done:start], new)
            done = end
        return b"".join((*pieces, self.data[done:]))


def _element_spans(data: bytes) -> list[tuple[int, int, int, int]]:
    """Of every element in document order: start, first byte of its content, behind the content, end."""
    spans: list[tuple[int, int, int, int]] = []
    open_: list[int] = []
    parser = expat.ParserCreate()
    parser.ordered_attributes = True

    def start(_name: str, _attributes: object) -> None:
        at = parser.CurrentByteIndex
        tag = START_TAG.match(data, at)
        behind = tag.end() if tag is not None else at
        open_.append(len(spans))
        spans.append((at, behind, -1, -1))

    def end(_name: str) -> None:
        number = open_.pop()
        first, behind, _, _ = spans[number]
        if data[behind - 2 : behind] == b"/>":
            spans[number] = (first, behind, behind, behind)
        else:
            at = parser.CurrentByteIndex
            spans[number] = (first, behind, at, data.index(b">", at) + 1)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)  # noqa: FBT003 - its only name for this argument is a position
    except (expat.ExpatError, ValueError) as error:
        raise UnwritablePartError(str(error)) from error
    return spans
