"""Plain text: dumps of Word files with their tables still recognisable, and anything else made of lines.

Decoding, lines and the order of blocks are here; which lines form tables is decided in `text_cells` (a cell per line)
and `text_rows` (a row per line). docs/formats/text-dump.md describes the dumps.
"""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise

from hengji.documents.document import Block, Document, Table
from hengji.reading.errors import MEBIBYTE, ReadError, TooLargeError
from hengji.reading.formats.decoding import decode
from hengji.reading.formats.text_cells import cell_tables
from hengji.reading.formats.text_columns import column_tables
from hengji.reading.formats.text_commas import comma_tables
from hengji.reading.formats.text_rows import row_tables
from hengji.reading.formats.text_stacked import stacked_tables
from hengji.reading.formats.text_wrapped import paragraphs, wrapped_at

_MOST_BYTES = 16 * MEBIBYTE
"""A whole county's filings of one year are less; looking for tables takes a hundred bytes of memory per byte."""
_MOST_LINES = 500_000
_LONGEST_LINE = 1_000_000
"""Characters: a paragraph of a filing has some thousand."""
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_text(data: bytes, name: str) -> Document:
    """Read a plain text or a text dump; lines count from 1, offsets are characters of the line as it stands."""
    if len(data) > _MOST_BYTES:
        raise TooLargeError(name, "文本", len(data), _MOST_BYTES)
    lines = _LINE_END.split(_decode(data, name))
    if len(lines) > _MOST_LINES:
        raise ReadError(name, f"文本有 {len(lines)} 行，超过上限 {_MOST_LINES}", hint="请拆成几份后再读。")
    _refuse_long_lines(lines, name)
    tables = row_tables(lines)
    for find in (cell_tables, comma_tables, column_tables, stacked_tables):
        taken = {number for first, last, _ in tables for number in range(first, last)}
        tables = sorted(tables + find(lines, taken), key=lambda found: found[0])
    return Document(name, hashlib.sha256(data).hexdigest(), "text", tuple(_blocks(lines, tables)))


def _refuse_long_lines(lines: list[str], name: str) -> None:
    """Refuses a text with a line no person wrote."""
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            why = f"第 {number} 行有 {len(line)} 个字符，超过上限 {_LONGEST_LINE}"
            raise ReadError(name, why, hint="填报材料没有这样长的段落，请核对是不是拿错了文件；是的话请分段后再读。")


def _decode(data: bytes, name: str) -> str:
    """The characters of a file in UTF-8, GB18030 or UTF-16."""
    text = decode(data)
    if text is not None and "\0" in text:
        raise ReadError(name, "它不是文本文件", hint="请确认文件类型，或另存为 docx、xlsx、pdf 后再读。")
    if text is None:
        raise ReadError(name, "文字编码无法识别", hint="请另存为 UTF-8 编码的文本后再读。")
    return text


def _blocks(lines: list[str], tables: list[tuple[int, int, Table]]) -> list[Block]:
    """Tables and, between them, the paragraphs."""
    blocks: list[Block] = []
    position = 0
    outside = [(end, first) for (_, end, _), (first, _, _) in pairwise([(0, 0, None), *tables, (len(lines), 0, None)])]
    width = wrapped_at([line for first, last in outside for line in lines[first:last]])
    for first, last, table in [*tables, (len(lines), len(lines), None)]:
        blocks += paragraphs(lines, range(position, first), width)
        if table is not None:
            blocks.append(table)
        position = last
    return blocks
