"""The lexer on the annotated filings: non-facts are typed, and no fact's figure is taken for one."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hengji.facts.place import TextPlace
from hengji.packs.figure_words import NO_WORDS
from hengji.reading.formats.text import read_text
from hengji.reading.numerals.lexer import Numeral, Scanner
from hengji.reading.numerals.rows import grid_marks

FILINGS = Path(os.environ.get("HENGJI_FILINGS", Path(__file__).parents[3] / "shared" / "filings"))
UNITS = "万元 元 % ％ ‰ 个百分点 人 名 个 家 次 件 项 辆 台 台（套） ㎡ 分 元/个 人次 批 年 月 日 袋"
SHARE_TYPED = 0.97
NO_FIGURES = {"date", "reference"}


def annotated() -> list[Any]:
    names = sorted(path.stem for path in FILINGS.glob("*.txt") if path.with_suffix(".json").is_file())
    missing = pytest.mark.skip(reason=f"没有标注过的真实文件：{FILINGS} 不存在（HENGJI_FILINGS 可另指）")
    return list(names) or [pytest.param("", marks=missing)]


def annotation(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FILINGS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def numerals(name: str) -> tuple[list[str], list[list[Numeral]]]:
    """The lines of a filing and the numerals of each, typed by their tables where these tell."""
    source = FILINGS / f"{name}.txt"
    lines = source.read_text(encoding="utf-8").split("\n")
    scanner = Scanner({unit: unit for unit in UNITS.split()}, NO_WORDS)
    found = []
    for line in lines:
        lead = len(line) - len(line.lstrip(" \t")) if "\t" in line[:2] else 0
        shifted = [(numeral, numeral.start + lead, numeral.end + lead) for numeral in scanner.scan(line[lead:])]
        found.append([numeral._replace(start=start, end=end) for numeral, start, end in shifted])
    for table in read_text(source.read_bytes(), source.name).tables():
        rows = [[cell.text.value for cell in row] for row in table.rows]
        for (row, column), kind in grid_marks(rows).items():
            place = table.rows[row].cells[column].text.whole()
            assert isinstance(place, TextPlace)
            found[place.line - 1] = [numeral._replace(kind=kind) for numeral in found[place.line - 1]]
    return lines, found


def touching(name: str, line: int, quote: str, nearest: int) -> list[Numeral]:
    """The numerals that share a character with the quote's occurrence nearest to a column."""
    lines, found = numerals(name)
    starts = [match.start() for match in re.finditer(re.escape(quote), lines[line - 1])]
    start = min(starts, key=lambda at: abs(at - nearest))
    return [numeral for numeral in found[line - 1] if numeral.start < start + len(quote) and numeral.end > start]


@pytest.mark.parametrize("name", annotated())
def test_annotated_non_facts_are_typed(name: str) -> None:
    marked = annotation(name)["extra"]["non_fact_numbers"]
    typed = [
        item
        for item in marked
        if any(numeral.kind != "figure" for numeral in touching(name, item["line"], item["quote"], 0))
    ]
    assert len(typed) >= SHARE_TYPED * len(marked), [item for item in marked if item not in typed]


def number(value: object) -> Decimal | None:
    """The number of an annotated value, the lower bound of a range; None where it is no number."""
    try:
        return Decimal(str(value).split("-", 1)[0].rstrip("%") or "x")
    except InvalidOperation:
        return None


@pytest.mark.parametrize("name", annotated())
def test_no_figure_of_an_annotated_fact_is_typed_as_something_else(name: str) -> None:
    missed = []
    for fact in annotation(name)["facts"]:
        value = number(fact["value"])
        if fact["class"] in NO_FIGURES or value is None or not re.search(r"\d", fact["quote"]):
            continue
        near = touching(name, fact["line"], fact["quote"], fact["col"])
        if not any(
            numeral.kind == "figure" and value in (numeral.value, numeral.low, numeral.high) for numeral in near
        ):
            missed.append((fact["id"], fact["line"], fact["quote"]))
    assert missed == []
