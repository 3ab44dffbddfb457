"""Declarations as YAML text a person reads and edits: stable order, short mappings on one line, remarks above.

Only texts, lists and mappings are written; every text reads back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from hengji.packs.difference import Tree

WIDTH = 118
UNSAFE_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~.+]|[\d.,:_+-]+\Z")
UNSAFE = re.compile(r"[:#]\s|\s#|:\Z|[\[\]{},\"'\n\t\\]|\s\Z|\A\s")
WORDS = frozenset({"", "~", "null", "Null", "NULL"})

Remarks = Mapping[str, str]


def yaml_text(tree: Mapping[str, Tree], head: Iterable[str] = (), remarks: Remarks | None = None) -> str:
    """A declaration as a file: the lines of ``head`` as comments, then the tree.

    ``remarks`` are put above the items and keys whose path ("bands/cost/rows/x1") they name.
    """
    lines = [f"# {line}" if line else "#" for text in head for line in text.split("\n")]
    lines.extend(_mapping(tree, 0, "", dict(remarks or {})))
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A text as YAML writes it: plain where that is the same text, else in double quotes."""
    if text not in WORDS and not UNSAFE_START.match(text) and not UNSAFE.search(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _flow(tree: Tree) -> str:
    """A value on one line."""
    if tree is None:
        return "~"
    if isinstance(tree, str):
        return quoted(tree)
    if isinstance(tree, list):
        return f"[{', '.join(map(_flow, tree))}]"
    return f"{{{', '.join(f'{quoted(key)}: {_flow(value)}' for key, value in tree.items())}}}"


def _short(tree: Tree, room: int) -> bool:
    """Whether a value is written on one line: scalars, lists of texts, flat mappings that fit."""
    if tree is None or isinstance(tree, str) or not tree:
        return True
    inner = list(tree.values()) if isinstance(tree, dict) else tree
    if isinstance(tree, list) and any(isinstance(one, dict) for one in inner):
        return False
    deep = any(isinstance(one, dict | list) and not _short(one, room) for one in inner)
    return not deep and len(_flow(tree)) <= room


def _mapping(tree: Mapping[str, Tree], indent: int, path: str, remarks: Remarks) -> Iterator[str]:
    space = " " * indent
    for key, value in tree.items():
        here = f"{path}/{key}".strip("/")
        yield from (f"{space}# {line}" for line in _remark(remarks, here))
        name = f"{space}{quoted(key)}:"
        inside = any(one.startswith(f"{here}/") for one in remarks)
        if _short(value, WIDTH - len(name)) and not (isinstance(value, dict) and (inside or key in BLOCKS)):
            yield f"{name} {_flow(value)}"
        elif isinstance(value, dict):
            yield name
            yield from _mapping(value, indent + 2, here, remarks)
        elif isinstance(value, list):
            yield name
            yield from _items(value, indent, here, remarks)


BLOCKS = frozenset({"lines", "labels"})
"""Keys whose entries stand on lines of their own."""


def _items(items: Iterable[Tree], indent: int, path: str, remarks: Remarks) -> Iterator[str]:
    space = " " * indent
    for item in items:
        name = (
            next((value for key, value in item.items() if isinstance(value, str)), "") if isinstance(item, dict) else ""
        )
        here = f"{path}/{name}"
        yield from (f"{space}# {line}" for line in _remark(remarks, here))
        inside = any(one.startswith(f"{here}/") for one in remarks)
        if not isinstance(item, dict) or (_short(item, WIDTH - indent) and not inside and not BLOCKS & item.keys()):
            yield f"{space}- {_flow(item)}"
            continue
        inner = list(_mapping(item, indent + 2, here, remarks))
        yield f"{space}- {inner[0].lstrip()}"
        yield from inner[1:]


def _remark(remarks: Remarks, path: str) -> list[str]:
    return remarks[path].split("\n") if path in remarks else []
