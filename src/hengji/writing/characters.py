"""Which characters may stand in a written file, and how wide they are."""

from __future__ import annotations

import re

from hengji.writing.errors import ControlCharacterError

# Tab and line feed are layout. Everything else below the space, DEL and the C1 controls, lone surrogates and the two
# non-characters is either forbidden by XML 1.0 (section 2.2) or invisible residue of a paste.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_WIDE_FROM = 0x2E80
"""From CJK radicals on, a character is taken as one em wide; the few narrow ones beyond do not matter to a layout."""
_WIDE_PUNCTUATION = frozenset("“”‘’—…·×÷±§°①②③④⑤⑥⑦⑧⑨⑩⒈⒉⒊")


def clean(text: str) -> str:
    r"""The text with all line ends as ``\n``.

    Raises:
        ControlCharacterError: it holds a character that must not be written.
    """
    if text.isprintable():
        return text
    if "\r" in text or "\x85" in text or "\u2028" in text or "\u2029" in text:
        text = _LINE_ENDS.sub("\n", text)
    bad = FORBIDDEN.search(text)
    if bad:
        raise ControlCharacterError(text, bad.start())
    return text


def ems(text: str) -> float:
    """The width of one line of text in ems: Chinese characters count one, Latin letters and digits a half."""
    if text.isascii():
        return len(text) / 2
    return sum(1.0 if ord(c) >= _WIDE_FROM or c in _WIDE_PUNCTUATION else 0.5 for c in text)
