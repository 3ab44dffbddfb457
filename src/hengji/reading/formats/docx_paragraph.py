"""The text of a paragraph: its runs joined, fields resolved, deletions left out, what hangs on it noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from hengji.reading.formats.docx_content import (
    ALTERNATE,
    CONTROL,
    WRAPPERS,
    alternative,
    in_prompt,
    prompts,
    text_boxes,
)
from hengji.reading.formats.docx_field import Fields
from hengji.reading.formats.docx_math import math_text
from hengji.reading.formats.docx_names import MATH, W, is_on
from hengji.reading.formats.docx_symbol import UNKNOWN, symbol
from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from hengji.reading.formats.docx_content import Name

    Handlers: TypeAlias = dict[Name, Callable[[Element], None]]
    """What else may stand in a run, besides its text; anything not named has none (soft hyphens, comments' marks)."""

P_PR, R, R_PR, T, BOOKMARK = W + "pPr", W + "r", W + "rPr", W + "t", W + "bookmarkStart"
FIELD_SIGN, INSTRUCTION = W + "fldChar", W + "instrText"
BOOKMARK_NAME: Final = W + "name"
VANISH: Final = W + "vanish"
MARK_DELETED: Final = (W + "del", W + "moveFrom")
BREAK: Final = "\f"
"""A page or column break until the paragraph is whole: between words it is a line break, at an end it is nothing."""
FORMULAS: Final = frozenset({MATH + "oMath", MATH + "oMathPara"})
EMBEDDED: Final[dict[Name, str]] = {
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "SmartArt 图形",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "嵌入对象",
}
"""Things in a drawing that hold text we do not read, and what a user calls them."""

EMBEDDED_NAMES: Final = tuple(str(name) for name in EMBEDDED)


@dataclass(slots=True)
class RawParagraph:
    """A paragraph's own text and what hangs on it, before its place in the document is known."""

    text: str = ""
    properties: Element | None = None
    bookmarks: tuple[str, ...] = ()
    boxes: tuple[Element, ...] = ()
    unread: tuple[str, ...] = ()
    mark_deleted: bool = False

    def before(self, next_: RawParagraph) -> RawParagraph:
        """This paragraph run into the next one, whose properties the whole takes, as when its mark was deleted."""
        return RawParagraph(
            self.text + next_.text,
            next_.properties,
            self.bookmarks + next_.bookmarks,
            self.boxes + next_.boxes,
            self.unread + next_.unread,
            next_.mark_deleted,
        )


class ParagraphReader:
    """Reads the paragraphs of one part in order; fields may reach over several.

    ``notes`` collects the notes referred to, as (footnotes or endnotes, id).
    """

    def __init__(self, notes: list[tuple[str, str]]) -> None:
        self.notes = notes
        self._fields = Fields()
        self._raw = RawParagraph()
        self._pieces: list[str] = []
        self._handlers: Handlers = {
            FIELD_SIGN: self._field_sign,
            INSTRUCTION: self._instruction,
            W + "tab": self._tab,
            W + "ptab": self._tab,
            W + "br": self._break,
            W + "cr": self._line_end,
            W + "noBreakHyphen": self._hyphen,
            W + "sym": self._symbol,
            W + "drawing": self._drawing,
            W + "pict": self._drawing,
            W + "object": self._drawing,
            W + "ruby": self._ruby,
            W + "footnoteReference": self._note,
            W + "endnoteReference": self._note,
            ALTERNATE: self._alternative,
        }

    def read(self, paragraph: Element) -> RawParagraph:
        """The paragraph as printed."""
        raw = self._raw = RawParagraph()
        self._pieces = []
        if in_prompt(paragraph):
            raw.properties = paragraph.find(P_PR)
        else:
            self._line(paragraph)
        if self._fields.hidden:
            self._fields.end_paragraph()
        text = "".join(self._pieces)
        raw.text = text.strip(BREAK).replace(BREAK, "\n") if BREAK in text else text
        if raw.properties is not None:
            for mark in raw.properties.iterchildren(R_PR):
                raw.mark_deleted = next(mark.iterchildren(*MARK_DELETED), None) is not None
        return raw

    def plain(self, paragraph: Element) -> str | None:
        """The text of a paragraph that is one run of text or nothing, as most in tables are; None where there is more.

        The same as `read`, at a third of its time.
        """
        if self._fields.any_open or len(paragraph) > 1:
            return None
        for run in paragraph:
            if run.tag != R or len(run) != 1 or run[0].tag != T:
                return None
            return run[0].text or ""
        return ""

    def _line(self, parent: Element) -> None:
        """The runs of a paragraph or of a wrapper in it."""
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child)
            elif tag == P_PR:
                self._raw.properties = child
            elif tag in WRAPPERS:
                if tag != CONTROL or not prompts(child):
                    self._line(child)
            elif tag == BOOKMARK:
                self._raw.bookmarks += (child.get(BOOKMARK_NAME, ""),)
            elif tag == ALTERNATE:
                self._line(alternative(child))
            elif tag in FORMULAS:
                self._say(math_text(child))

    def _run(self, run: Element) -> None:
        for child in run:
            tag = child.tag
            if tag == T:
                self._say(child.text or "")
            elif tag == R_PR:
                if is_on(child.find(VANISH)):
                    self._hidden(run)
                    return
            else:
                handle = self._handlers.get(tag)
                if handle is not None:
                    handle(child)

    def _say(self, text: str) -> None:
        fields = self._fields
        if fields.hidden:
            fields.instruction(text)
        else:
            fields.result()
            self._pieces.append(text)

    def _hidden(self, run: Element) -> None:
        """Hidden text is not printed, so it is not read; but it is reported. Signs of fields in it still count."""
        hidden = "".join([child.text or "" for child in run.iterchildren(T)])
        if hidden.strip() and not self._fields.hidden:
            self._raw.unread += (f"隐藏文字“{shorten(hidden)}”（不显示也不打印）",)
        for child in run.iterchildren(FIELD_SIGN, INSTRUCTION):
            self._handlers[child.tag](child)

    def _field_sign(self, element: Element) -> None:
        text = self._fields.sign(element)
        if text:
            self._pieces.append(text)

    def _instruction(self, element: Element) -> None:
        self._fields.instruction(element.text or "")

    def _break(self, element: Element) -> None:
        self._say(BREAK if element.get(W + "type") in {"page", "column"} else "\n")

    def _symbol(self, element: Element) -> None:
        font, code = element.get(W + "font", ""), element.get(W + "char", "")
        sign = symbol(font, code)
        if sign == UNKNOWN:
            self._raw.unread += (f"符号字体 {font} 的 {code} 号字符",)
        self._say(sign)

    def _drawing(self, element: Element) -> None:
        self._raw.boxes += tuple(text_boxes(element))
        for thing in element.iter(*EMBEDDED_NAMES):
            kind = EMBEDDED[thing.tag]
            program = thing.get("ProgID", "")
            self._raw.unread += (f"{kind}（{program}）里的内容" if program else f"{kind}里的内容",)

    def _alternative(self, element: Element) -> None:
        self._run(alternative(element))

    def _ruby(self, element: Element) -> None:
        """Words with their pronunciation above: the words."""
        for base in element.iterchildren(W + "rubyBase"):
            self._line(base)

    def _note(self, element: Element) -> None:
        kind = "footnotes" if element.tag == W + "footnoteReference" else "endnotes"
        self.notes.append((kind, element.get(W + "id", "")))

    def _tab(self, _: Element) -> None:
        self._say("\t")

    def _line_end(self, _: Element) -> None:
        self._say("\n")

    def _hyphen(self, _: Element) -> None:
        self._say("-")


def shorten(text: str) -> str:
    """The beginning of a text, for messages."""
    return text if len(text) <= 20 else text[:20] + "…"
