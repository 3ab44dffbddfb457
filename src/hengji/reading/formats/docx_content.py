"""What stands in a container as the reader of the printed page sees it.

Content controls, custom XML, insertions and the like are wrappers to be looked through; deletions are not there; of
alternative contents one is taken. This holds for blocks in a body, rows in a table, cells in a row, runs in a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from hengji.reading.formats.docx_names import MC, W, is_on

if TYPE_CHECKING:
    from lxml.etree import QName
    from lxml.etree import _Element as Element

    Name: TypeAlias = str | bytes | bytearray | QName  # what lxml's types promise; names are strings here

Content: TypeAlias = "list[tuple[Name, Element]]"
"""Elements in order, each with its name."""

ALTERNATE: Final = MC + "AlternateContent"
CHOICE: Final = MC + "Choice"
FALLBACK: Final = MC + "Fallback"
TEXT_BOX: Final = W + "txbxContent"
CONTROL, CONTROL_CONTENT, CONTROL_PROPERTIES = W + "sdt", W + "sdtContent", W + "sdtPr"
PROMPTS, CELL = W + "showingPlcHdr", W + "tc"

WRAPPERS: Final = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
)
DELETED: Final = frozenset({W + "del", W + "moveFrom"})
SPECIAL: Final = WRAPPERS | DELETED | {ALTERNATE}
UNDERSTOOD: Final = frozenset(
    f"http://schemas.microsoft.com/office/word/{name}"
    for name in (
        "2010/wordprocessingShape",
        "2010/wordprocessingGroup",
        "2010/wordprocessingCanvas",
        "2010/wordprocessingDrawing",
        "2010/wordml",
        "2012/wordml",
    )
)
"""Extensions whose content this reader finds its way through; for others the fallback is read."""


def content(parent: Element) -> Content:
    """The children that are there, each with its name, wrappers looked through."""
    found: Content = []
    for child in parent:
        tag = child.tag
        if tag not in SPECIAL:
            found.append((tag, child))
        elif tag == ALTERNATE:
            found += content(alternative(child))
        elif tag not in DELETED:
            found += content(child)
    return found


def alternative(element: Element) -> Element:
    """The one of several alternative contents that is read: the first choice we understand, else the fallback."""
    fallback = first = None
    for child in element:
        if child.tag == CHOICE:
            if first is None:
                first = child
            needs = [child.nsmap.get(prefix, "") for prefix in child.get("Requires", "").split()]
            if all(need in UNDERSTOOD for need in needs):
                return child
        elif child.tag == FALLBACK:
            fallback = child
    if fallback is not None:
        return fallback
    return element if first is None else first


def prompts(control: Element) -> bool:
    """Whether a content control shows its prompt (单击此处输入文字) and nothing has been entered in it."""
    properties = control.find(CONTROL_PROPERTIES)
    return properties is not None and is_on(properties.find(PROMPTS))


def in_prompt(paragraph: Element) -> bool:
    """Whether a paragraph is the prompt of a control around it or around its cell."""
    return control_around(paragraph) is not None


def control_around(paragraph: Element) -> Element | None:
    """The control around a paragraph, or around its cell, that shows its prompt there."""
    around = paragraph.getparent()
    if around is not None and around.tag == CELL:
        around = around.getparent()
    control = around.getparent() if around is not None and around.tag == CONTROL_CONTENT else None
    return control if control is not None and control.tag == CONTROL and prompts(control) else None


def prompt_of(paragraph: Element) -> Element | None:
    """The one control that shows its prompt in a paragraph, or in its place; None where there is none, or several."""
    inside = [control for control in paragraph.iter(CONTROL) if prompts(control)]
    return inside[0] if len(inside) == 1 else control_around(paragraph) if not inside else None


def text_boxes(drawing: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing or picture, each once, groups and canvases included."""
    if next(drawing.iter(TEXT_BOX), None) is None:
        return
    for child in drawing:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag == ALTERNATE:
            yield from text_boxes(alternative(child))
        else:
            yield from text_boxes(child)
