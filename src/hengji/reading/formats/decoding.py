"""From bytes to characters: UTF-8, GB18030 (of which GB2312 and GBK are parts), UTF-16, Big5.

The declared encoding is believed only where the bytes bear it out: pages that call themselves gb2312 hold characters of
GB18030, and many a converter leaves the old declaration on a file it has turned into UTF-8.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

HEAD: Final = 4096
UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDE_CHARACTER: Final = re.compile(rb"[\xe3-\xef][\x80-\xbf]{2}")
_GB: Final = frozenset({"gb2312", "gb_2312-80", "gbk", "gb18030", "x-gbk", "cp936", "ms936", "csgb2312", "hz-gb-2312"})
_BIG5: Final = frozenset({"big5", "big5-hkscs", "x-x-big5", "cp950"})
LOST: Final = "\ufffd"


def unmarked_utf16(data: bytes) -> str:
    """The byte order of UTF-16 without its mark, told by the zeros beside Latin letters; empty where it is not that."""
    head = data[: HEAD - HEAD % 2]
    if len(head) < 8 or len(data) % 2 or b"\0" not in head:
        return ""
    for order, zeros, letters in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros.count(0) >= max(3, len(zeros) // 50) and not letters.count(0) and _decodes(data, order):
            return order
    return ""


def decode(data: bytes, declared: str = "") -> str | None:
    """The characters of a file, with no mark at their beginning; None where no encoding fits.

    ``declared`` is what the file or its envelope says of itself; it is tried behind UTF-8 that shows itself as such.
    """
    if data.startswith(UTF16_MARKS):
        return _try(data, "utf-16")
    zeros = unmarked_utf16(data) if b"\0" in data[:HEAD] else ""
    if zeros:
        return _try(data, zeros)
    named = _named(declared)
    if data.startswith(codecs.BOM_UTF8) or named in {"", "utf-8"} or _WIDE_CHARACTER.search(data):
        order = ["utf-8-sig", named or "gb18030", "gb18030"]
    else:
        order = [named, "utf-8-sig", "gb18030"]
    return next((text for text in (_try(data, encoding) for encoding in order) if text is not None), None)


def decode_damaged(data: bytes, declared: str = "") -> tuple[str, int]:
    """The characters as far as they can be told, and how many places could not: each is U+FFFD in the text."""
    candidates = dict.fromkeys([_named(declared) or "gb18030", "utf-8", "gb18030"])
    texts = [data.decode(encoding, "replace") for encoding in candidates]
    best = min(texts, key=lambda text: text.count(LOST))
    return best.removeprefix("\ufeff"), best.count(LOST)


def _named(declared: str) -> str:
    """The codec that a declared name means; empty where it means none that we read."""
    name = declared.strip().strip("\"'").lower()
    if name in _GB:
        return "gb18030"
    if name in _BIG5:
        return "big5hkscs"
    return "utf-8" if name in {"utf-8", "utf8", "unicode-1-1-utf-8"} else ""


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _decodes(data: bytes, encoding: str) -> bool:
    return _try(data, encoding) is not None
