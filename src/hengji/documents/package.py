"""Several files as one document: the package of a unit, each piece knowing which file it stands in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from hengji.documents.document import Block, Cell, Document, Paragraph, Problem, Row, Table, Text

PACKAGE = "package"
"""The format of a document made of several files."""


def together(name: str, documents: Sequence[Document]) -> Document:
    """The documents one after another, under one name; every place says its file.

    Two files of one name are told apart by a number behind it, so that a place always means one file.
    """
    names = _distinct([document.name for document in documents])
    blocks: list[Block] = []
    problems: list[Problem] = []
    for document, file in zip(documents, names, strict=True):
        blocks.extend(_in_file(block, file) for block in document.blocks)
        problems.extend(
            Problem(f"《{file}》：{one.message}", one.place.in_file(file) if one.place is not None else None)
            for one in document.problems
        )
    digest = hashlib.sha256("".join(document.sha256 for document in documents).encode()).hexdigest()
    files = tuple(replace(document, name=file) for document, file in zip(documents, names, strict=True))
    return Document(name, digest, PACKAGE, tuple(blocks), tuple(problems), files)


def _distinct(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return found


def _in_file(block: Block, file: str) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_text(block.text, file))
    return _table(block, file)


def _table(table: Table, file: str) -> Table:
    rows = tuple(Row(tuple(_cell(cell, file) for cell in row), row.header) for row in table.rows)
    return replace(table, rows=rows, place=table.place.in_file(file))


def _cell(cell: Cell, file: str) -> Cell:
    nested = tuple(_table(table, file) for table in cell.nested)
    return replace(cell, text=_text(cell.text, file), nested=nested)


def _text(text: Text, file: str) -> Text:
    return Text(text.value, tuple((offset, place.in_file(file)) for offset, place in text.anchors))
