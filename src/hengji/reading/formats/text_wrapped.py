"""Lines of plain text as paragraphs: lines cut at a fixed width are put together, page numbers between them set aside.

A file is taken for wrapped only where its lines show it: many are as wide as the widest allows, and none is wider. In
any other file every line is a paragraph. Each line keeps its own place in the text put together.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from hengji.documents.document import Paragraph, Region, Text
from hengji.facts.place import Place, TextPlace

PAGE_NUMBER: Final = re.compile(
    r"[\s\f\u3000]*(?:[-—–－~·]{1,2}[ \u3000]*\d{1,3}[ \u3000]*[-—–－~·]{1,2}|第[ \u3000]*\d{1,3}[ \u3000]*页"
    r"(?:[ \u3000]*[,，/]?[ \u3000]*共[ \u3000]*\d{1,3}[ \u3000]*页)?|\f\s*\d{1,3})\s*"
)
GOES_ON: Final = ("，", "、", ",")  # no paragraph ends so
ENDS: Final = ("。", "；", "：", "！", "？", ":", ";", "”", "》")
NEW: Final = re.compile(
    r"[ \u3000\t]{2,}|\f|[（(]?[一二三四五六七八九十]{1,3}[）)、．.]|第[一二三四五六七八九十]{1,3}[章节部条]"
    r"|[（(]\d{1,2}[）)]"
    r"|\d{1,2}[、．](?!\d)|\d{1,2}\.(?!\d)|[①-⑳]|附[件表]|[-·•●]"
)
WORD: Final = re.compile(r"[\d.,%％A-Za-z]{2,}[ \u3000]?[\u4e00-\u9fff]?")  # no line is cut inside a number
NARROWEST, SLACK = 36, 3
RAGGED, RAGGED_SHARE = 8, 0.5
FEWEST, SHARE, FEW_WIDER = 6, 0.3, 0.05


def paragraphs(lines: Sequence[str], numbers: Sequence[int], width: int) -> list[Paragraph]:
    """The lines of these numbers (from 0), which follow each other, as paragraphs; ``width`` 0 is no wrapping."""
    found: list[Paragraph] = []
    open_: list[int] = []
    for number in numbers:
        line = lines[number]
        if not line.strip(" \u3000\f\t"):
            if not (width and open_ and _full(lines[open_[-1]], "", width)):
                found += _closed(lines, open_)
            continue
        if PAGE_NUMBER.fullmatch(line):
            if not width:
                found += _closed(lines, open_)
            found.append(Paragraph(_text(lines, [number]), region=Region.FOOTER))
            continue
        if open_ and not (width and _goes_on(lines[open_[-1]], line, width)):
            found += _closed(lines, open_)
        open_.append(number)
    return found + _closed(lines, open_)


def wrapped_at(lines: Sequence[str]) -> int:
    """The width at which the lines of a file were cut, in columns of the screen; 0 where they were not."""
    widths = [columns(line) for line in lines if line.strip()]
    if not widths or max(widths) < NARROWEST:
        return 0
    return _cut_at(lines, widths, SLACK, SHARE) or _cut_at(lines, widths, RAGGED, RAGGED_SHARE)


def _cut_at(lines: Sequence[str], widths: Sequence[int], slack: int, share: float) -> int:
    """The width at which lines were cut, if this share of them is as wide as that or narrower by ``slack`` at most.

    Text copied from a justified page is ragged, as figures and blanks are set narrower than their columns; it is
    believed only where most lines show it. What comes back is the width from which a line counts as full, and SLACK.
    """
    counts = Counter(widths)
    few = FEW_WIDER * len(widths)
    able = [one for one in counts if sum(count for width, count in counts.items() if width > one) <= few]
    widest = max(able, key=lambda width: (sum(counts[width - less] for less in range(slack + 1)), width))
    full = sum(counts[widest - less] for less in range(slack + 1))
    width = widest - slack + SLACK
    cut = sum(1 for line in lines if _full(line, "", width) and not line.rstrip().endswith(ENDS))
    enough = full >= FEWEST and full >= share * len(widths) and cut * 2 >= full
    return width if enough and widest >= NARROWEST else 0


def columns(line: str) -> int:
    """How many columns of the screen a line takes."""
    line = line.rstrip()
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…" else 1 for char in line)


def _full(line: str, following: str, width: int) -> bool:
    """Whether a line is as wide as it could be: what the next one begins with, uncut, would not have fitted in it."""
    word = WORD.match(following)
    return columns(line) + (columns(word[0]) if word else 0) >= width - SLACK


def _goes_on(line: str, following: str, width: int) -> bool:
    unfinished = line.rstrip().endswith(GOES_ON) or _full(line, following, width)
    return unfinished and not line.rstrip().endswith(ENDS[:6]) and NEW.match(following) is None


def _closed(lines: Sequence[str], open_: list[int]) -> list[Paragraph]:
    closed = [Paragraph(_text(lines, open_))] if open_ else []
    open_.clear()
    return closed


def _text(lines: Sequence[str], numbers: list[int]) -> Text:
    """Lines run together, each anchored at itself; between Latin letters a blank stands for the line end."""
    if len(numbers) == 1 and "\f" not in lines[numbers[0]]:
        line = lines[numbers[0]]
        return Text(line, ((0, TextPlace(0, len(line), numbers[0] + 1)),))
    value, anchors = "", list[tuple[int, Place]]()
    for position, number in enumerate(numbers):
        line = lines[number]
        start = len(line) - len(line.lstrip("\f")) if position == 0 else len(line) - len(line.lstrip(" \u3000\f"))
        piece = line[start:] if position == len(numbers) - 1 else line[start:].rstrip(" ")
        if value and value[-1].isascii() and value[-1].isalpha() and piece[:1].isascii() and piece[:1].isalpha():
            value += " "
        anchors.append((len(value), TextPlace(start, start + len(piece), number + 1)))
        value += piece
    return Text(value, tuple(anchors))
