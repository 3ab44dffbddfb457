"""As much of a page's style as decides what is read: what is hidden, what stands in lines of its own, what keeps lines.

Only simple selectors are taken (element, class, id), and hiding only from rules for everything on screen: a rule in a
media query, or for something inside something else, may not hold where we see it.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_STYLE: Final = 512 * 1024
_COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE: Final = re.compile(r"([^{}]*)\{([^{}]*)\}")
_GROUP: Final = re.compile(r"@(?:media|supports|page|font-face|keyframes|list)[^{;]*\{(?:[^{}]|\{[^{}]*\})*\}")
_SIMPLE: Final = re.compile(r"([a-zA-Z][\w-]*)?((?:[.#][\w-]+)?)\Z")
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em|pt)",
    re.IGNORECASE,
)
_BLOCK: Final = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item)", re.IGNORECASE)
_KEEPS: Final = re.compile(r"white-space\s*:\s*(pre-line|pre-wrap|break-spaces|pre)\b", re.IGNORECASE)
_FOLDS: Final = re.compile(r"white-space\s*:\s*(?:normal|nowrap)", re.IGNORECASE)
_LEVEL: Final = re.compile(r"mso-outline-level\s*:\s*([1-9])", re.IGNORECASE)


@dataclass(slots=True)
class Sheet:
    """The rules of a page that matter, by selector ("p", ".note", "p.note", "#main")."""

    hidden: set[str] = field(default_factory=set)
    block: set[str] = field(default_factory=set)
    keeps: dict[str, str] = field(default_factory=dict)

    def hides(self, element: Element) -> bool:
        """Whether an element is not shown."""
        style = element.get("style")
        if element.get("hidden") is not None or (style is not None and _HIDDEN.search(style)):
            return True
        return bool(self.hidden) and any(name in self.hidden for name in _names(element))

    def is_block(self, element: Element) -> bool:
        """Whether a rule makes the element a block."""
        style = element.get("style")
        if style is not None and _BLOCK.search(style):
            return True
        return bool(self.block) and any(name in self.block for name in _names(element))

    def white_space(self, element: Element, inherited: str) -> str:
        """How white space counts in an element: "" (folded), "pre-line", "pre"."""
        style = element.get("style")
        if style is not None and "white-space" in style.lower():
            own = _KEEPS.search(style)
            return _kept(own[1]) if own else "" if _FOLDS.search(style) else inherited
        if element.tag in {"pre", "textarea", "xmp", "plaintext", "listing"}:
            return "pre"
        for name in _names(element) if self.keeps else ():
            if name in self.keeps:
                return self.keeps[name]
        return inherited


def outline_level(element: Element) -> int | None:
    """The level of a heading: its element's, or the outline level Word leaves in its style."""
    tag = str(element.tag)
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    found = _LEVEL.search(element.get("style", ""))
    return int(found[1]) if found else None


def sheet_of(texts: list[str]) -> Sheet:
    """The rules in the style elements of a page; a page's outer style sheets are never fetched."""
    sheet = Sheet()
    css = _GROUP.sub(" ", _COMMENT.sub(" ", "\n".join(texts)[:MOST_STYLE]))
    for selectors, rules in _RULE.findall(css):
        hides, blocks, keeps = _HIDDEN.search(rules), _BLOCK.search(rules), _KEEPS.search(rules)
        if not (hides or blocks or keeps):
            continue
        for selector in selectors.split(","):
            *outer, last = selector.split() or [""]
            simple = _SIMPLE.match(last)
            if simple is None or not last:
                continue
            if hides and not outer:
                sheet.hidden.add(last)
            if blocks:
                sheet.block.add(last)
            if keeps:
                sheet.keeps[last] = _kept(keeps[1])
    return sheet


def _kept(word: str) -> str:
    return "pre-line" if word.lower() == "pre-line" else "pre"


def _names(element: Element) -> list[str]:
    """The simple selectors that an element answers to."""
    tag = str(element.tag)
    names = [tag]
    for name in element.get("class", "").split():
        names += (f".{name}", f"{tag}.{name}")
    identifier = element.get("id")
    return [*names, f"#{identifier}"] if identifier else names
