"""Labels made comparable.

`plain` evens out width, spaces, quotes and brackets; `bare` also takes away numbering, 其中 and units in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from hengji.patterns import pattern

SPACES = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
MARKUP = re.compile(r"\[bookmark: [^\]]*\]")
QUOTES = str.maketrans("〔〕【】", "[][]", "“”\"‘’'")
CIRCLED = {ord("①") + number: f"({number + 1})" for number in range(20)}
FRONT = re.compile(
    r"^(?:[（(](?:[一二三四五六七八九十]+|\d{1,2})[)）]|[一二三四五六七八九十]+、|\d{1,2}(?:、|[.．)](?!\d))"
    r"|其中[:：]?|[加减][:：])+"
)
UNIT = re.compile(r"\((?:单位[:：])?(?:万元|元|亿元|千元|人|个|%|m2|平方米)\)")
CLOSING = ":：;；。"
WIDE = str.maketrans({"(": "（", ")": "）", ",": "，", ":": "：", ";": "；"})
CJK = re.compile(r"[\u4e00-\u9fff]")


def _folded(text: str) -> str:
    """Text in half width, without spaces and markup; circled numbers in brackets, 其它 as 其他."""
    narrow = unicodedata.normalize("NFKC", MARKUP.sub("", text).translate(CIRCLED))
    return SPACES.sub("", narrow).replace("其它", "其他")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Text without spaces, markup and quotes, in half width: for equality of labels as printed."""
    return _folded(text).translate(QUOTES).replace("其它", "其他")


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """`plain` without leading numbering, 其中, units in brackets, a closing colon: for equality of meaning."""
    word, longer = plain(text), ""
    while word != longer:
        longer = word
        word = UNIT.sub("", FRONT.sub("", word)).rstrip(CLOSING)
    return word


@lru_cache(maxsize=65536)
def canonical(text: str) -> str:
    """A name as a key: without spaces, numbering, 其中, closing colon; punctuation in full width if Chinese."""
    word, longer = _folded(text), ""
    while word != longer:
        longer = word
        word = FRONT.sub("", word).rstrip(CLOSING)
    return word.translate(WIDE) if CJK.search(word) else word


@lru_cache(maxsize=4096)
def template_pattern(template: str) -> re.Pattern[str]:
    """A fixed text with {year}, {prior} and the like as a pattern over `plain` text; a name first used is a group."""
    pieces: list[str] = []
    used: set[str] = set()
    for piece in re.split(r"(\{[a-z_]+\})", template):
        if piece.startswith("{") and piece.endswith("}"):
            name = piece[1:-1]
            shape = r"\d{4}" if name in ("year", "prior", "next") else r"[^\s]*?"
            pieces.append(shape if name in used else f"(?P<{name}>{shape})")
            used.add(name)
        else:
            pieces.append(re.escape(plain(piece)))
    return pattern("".join(pieces))
