"""Entering text in the paragraphs of somebody's Word file: only the runs that carry it are written anew.

What is entered looks as the file says: as the run it goes into, else as the paragraph's mark, else as the prompt's
control.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from hengji.writing.characters import clean
from hengji.writing.text_edits import Edit, Piece, composed
from hengji.writing.xml_part import XmlPart

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R, T, R_PR, P_PR = W + "r", W + "t", W + "rPr", W + "pPr"
ONE_CHARACTER: Final = frozenset(W + name for name in ("tab", "ptab", "br", "cr", "noBreakHyphen", "sym"))
REVISIONS: Final = frozenset(W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
CONTROL, CONTROL_PROPERTIES, CONTROL_CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"
PROMPTS, BOUND = W + "showingPlcHdr", W + "dataBinding"
CHECK_BOX, CHECKED = W14 + "checkbox", W14 + "checked"
TICKED: Final = "☑"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to enter text in: where its characters begin in the text of its cell, and how many it has.

    ``runs`` are (first character, behind the last, element), counted in the paragraph. ``control`` is the content
    control whose prompt stands in the paragraph, or in its place; prompts are no characters.
    """

    offset: int
    length: int
    element: Element
    runs: tuple[tuple[int, int, Element], ...]
    control: Element | None = None


def enter(part: XmlPart, lines: Sequence[Line], edits: Sequence[Edit]) -> str:
    """Make edits, counted in the text of a cell, in the paragraphs of that cell.

    Answers with "" where they were made, else with what is in the way, as the rest of a Chinese sentence.
    """
    for line in lines:
        own = _own(line, lines, edits)
        if own:
            hindrance = _enter(part, line, own)
            if hindrance:
                return hindrance
    return ""


def _own(line: Line, lines: Sequence[Line], edits: Sequence[Edit]) -> list[Edit]:
    """The part of the edits that falls into a paragraph; the text goes into the first paragraph an edit touches."""
    found: list[Edit] = []
    for edit in edits:
        first = next(one for one in lines if edit.start <= one.offset + one.length)
        start = max(edit.start - line.offset, 0)
        end = min(edit.end - line.offset, line.length)
        if line is first:
            found.append(Edit(start, max(end, start), edit.text))
        elif edit.start < line.offset and end > 0:
            found.append(Edit(0, end, ""))
    return found


def _enter(part: XmlPart, line: Line, edits: Sequence[Edit]) -> str:
    if line.control is not None and all(edit.start == line.length for edit in edits):
        return _into_control(part, line.control, line.element, "".join(edit.text for edit in edits))
    pieces: list[Piece] = []
    elements: list[Element] = []
    for start, end, run in line.runs:
        found = _pieces_of(run, start)
        if sum(len(piece.text) for piece, _ in found) != end - start:
            if any(edit.start <= end and start <= edit.end for edit in edits):
                return "那里是域、旧式窗体或图形，不能写字"
            continue
        pieces += [piece for piece, _ in found]
        elements += [element for _, element in found]
    if not pieces:
        _into_empty(part, line.element, "".join(edit.text for edit in edits))
        return ""
    changes = composed(pieces, edits)
    if changes is None:
        return "那里没有可以写字的地方"
    for number, text in changes.items():
        part.replace(elements[number], _text(text, elements[number]))
        if text == TICKED:
            _tick(part, elements[number])
    return ""


def _pieces_of(run: Element, start: int) -> list[tuple[Piece, Element]]:
    """The pieces of a run in which text stands, each with its element; characters counted from ``start``."""
    found: list[tuple[Piece, Element]] = []
    for child in run:
        if child.tag == T:
            text = child.text or ""
        elif child.tag in ONE_CHARACTER:
            text = "\t"
        else:
            continue
        found.append((Piece(start, start + len(text), text, is_text=child.tag == T), child))
        start += len(text)
    return found


def _text(text: str, like: Element) -> bytes:
    """A text as the content of a run, line ends as breaks; names are prefixed as those of the element replaced."""
    name = f"{like.prefix}:" if like.prefix else ""
    opening, closing = f'<{name}t xml:space="preserve">', f"</{name}t>"
    lines = [f"{opening}{escape(line)}{closing}" if line else "" for line in clean(text).split("\n")]
    return f"<{name}br/>".join(lines).encode()


def _into_empty(part: XmlPart, paragraph: Element, text: str) -> None:
    """Text for a paragraph that shows none: in the run that waits there, else in one that looks like its mark."""
    waiting = next((run for run in paragraph.iterchildren(R) if all(child.tag in (R_PR, T) for child in run)), None)
    if waiting is not None:
        for empty in waiting.iterchildren(T):
            part.replace(empty, b"")
        part.append(waiting, _text(text, paragraph))
        return
    properties = paragraph.find(P_PR)
    looks = properties.find(R_PR) if properties is not None else None
    new = run_of(part, looks, text, paragraph)
    if properties is None:
        part.prepend(paragraph, new)
    else:
        part.after(properties, new)


def run_of(part: XmlPart, looks: Element | None, text: str, like: Element) -> bytes:
    """A run with the looks of a paragraph's mark or a control; who changed the mark and when is not copied."""
    name = f"{like.prefix}:" if like.prefix else ""
    kept = [part.source(child) for child in looks if child.tag not in REVISIONS] if looks is not None else []
    properties = b"".join((f"<{name}rPr>".encode(), *kept, f"</{name}rPr>".encode())) if kept else b""
    return b"".join((f"<{name}r>".encode(), properties, _text(text, like), f"</{name}r>".encode()))


def _into_control(part: XmlPart, control: Element, paragraph: Element, text: str) -> str:
    """Text in the place of a control's prompt, which is no longer shown as one."""
    properties, content = control.find(CONTROL_PROPERTIES), control.find(CONTROL_CONTENT)
    if properties is None or content is None or properties.find(BOUND) is not None:
        return "那里的内容控件取自文档属性，打开文件时会被改回去"
    prompt = properties.find(PROMPTS)
    if prompt is not None:
        part.replace(prompt, b"")
    looks = properties.find(R_PR)
    mark = paragraph.find(P_PR)
    if looks is None and mark is not None:
        looks = mark.find(R_PR)
    new = run_of(part, looks, text, paragraph)
    if control in paragraph.iter(CONTROL):
        part.replace_content(content, new)
        return ""
    kept = part.source(mark) if mark is not None else b""
    part.replace_content(paragraph, kept + new)
    return ""


def _tick(part: XmlPart, text: Element) -> None:
    """The control of a box that was ticked is told so."""
    for control in text.iterancestors(CONTROL):
        box = control.find(f"{CONTROL_PROPERTIES}/{CHECK_BOX}")
        state = box.find(CHECKED) if box is not None else None
        if state is not None:
            prefix = f"{state.prefix}:" if state.prefix else ""
            part.replace(state, f'<{prefix}checked {prefix}val="1"/>'.encode())
            return
