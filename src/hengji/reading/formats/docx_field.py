"""Fields: what Word computed is kept, how it was told to is not.

A complex field is a row of signs in the text: begin, instruction, separate, result, end; fields may be nested.
Old form fields (tick box, choice) and the EQ field that draws ○1 or □√ over each other have none: it is worked out.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from hengji.reading.formats.docx_names import W, is_on, number
from hengji.reading.formats.docx_numeral import circled
from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TYPE: Final = W + "fldCharType"
FORM: Final = W + "ffData"
CHECK_BOX, CHOICE = W + "checkBox", W + "ddList"
OVERSTRIKE: Final = re.compile(r"\s*EQ\s+\\o\s*(?:\\a[clr]\s*)?\(\s*(.+?)\s*[,;，；]\s*(.+?)\s*\)\s*", re.IGNORECASE)
FRACTION: Final = re.compile(r"\s*EQ\s+\\f\s*\(\s*(.+?)\s*[,;，；]\s*(.+?)\s*\)\s*", re.IGNORECASE)
BOXES: Final = frozenset("□☐口")
TICKS: Final = frozenset("√✓✔v")


@dataclass(slots=True)
class _Open:
    """A field that has begun: whether its result has, what it was told, what it shows without a result."""

    in_result: bool = False
    shown: bool = False
    instruction: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """The fields open at one point of a part; ``hidden`` while the text there belongs to an instruction."""

    hidden: bool = False
    _open: list[_Open] = field(default_factory=list)

    @property
    def any_open(self) -> bool:
        """Whether a field has begun and not ended."""
        return bool(self._open)

    def sign(self, element: Element) -> str:
        """Takes in a ``w:fldChar``; answers with the text that stands for it, mostly none."""
        text = ""
        kind = element.get(TYPE)
        if kind == "begin":
            text = "" if self.hidden else form_text(element.find(FORM))
            self._open.append(_Open(shown=bool(text)))
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            text = self._close(self._open.pop())
        self.hidden = any(not one.in_result for one in self._open)
        return text

    def instruction(self, text: str) -> None:
        """Takes in a piece of instruction."""
        if self._open:
            self._open[-1].instruction.append(text)

    def result(self) -> None:
        """Notes that the innermost field shows something."""
        if self._open:
            self._open[-1].shown = True

    def end_paragraph(self) -> None:
        """Gives up fields whose instruction does not end with the paragraph: the rest of the text must not vanish."""
        if self.hidden:
            self._open = [one for one in self._open if one.in_result]
            self.hidden = False

    def _close(self, closed: _Open) -> str:
        outer_hidden = any(not one.in_result for one in self._open)
        if closed.shown:
            self.result()
        return "" if closed.shown or outer_hidden else equation_text("".join(closed.instruction))


def form_text(form: Element | None) -> str:
    """What an old form field shows: ☑ or □ for a tick box, the chosen entry of a list."""
    if form is None:
        return ""
    box = form.find(CHECK_BOX)
    if box is not None:
        ticked = box.find(W + "checked")
        return "☑" if is_on(box.find(W + "default") if ticked is None else ticked) else "□"
    choice = form.find(CHOICE)
    if choice is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in choice.iterchildren(W + "listEntry")]
    chosen = choice.find(W + "result")
    index = number(choice.find(W + "default") if chosen is None else chosen, 0)
    return entries[index] if 0 <= index < len(entries) else ""


def equation_text(instruction: str) -> str:
    """What an EQ field draws, for the two forms office workers make: signs over each other, and a fraction."""
    fraction = FRACTION.fullmatch(instruction)
    if fraction:
        return f"{fraction[1]}/{fraction[2]}"
    over = OVERSTRIKE.fullmatch(instruction)
    if not over:
        return ""
    below, above = over[1], over[2]
    if below in BOXES:
        return "☑" if above in TICKS else "□" + above
    return circled(int(above)) if above.isdecimal() else above
