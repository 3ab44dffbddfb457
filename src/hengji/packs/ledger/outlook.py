"""An outlook as declared: the cases of a register, and which of their fields a norm that looks ahead is given."""

from __future__ import annotations

from collections.abc import Mapping

from hengji.packs.errors import Mark
from hengji.packs.source import Node, Reader
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class OutlookInput:
    """The field an input of the norm is taken from, and what its words are called there (none: as it stands)."""

    field: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A declared outlook: when the live cases of ``register`` reach what the norm says, sorted ``by`` fields."""

    id: str
    label: str
    register: str
    norm: str
    inputs: Mapping[str, OutlookInput]
    by: tuple[str, ...]
    mark: Mark


def load_outlook(reader: Reader) -> Outlook:
    """An outlook as declared."""
    inputs = {name: _input(reader, name, node) for name, node in reader.pairs("inputs").items()}
    outlook = Outlook(
        id=reader.text("id"),
        label=reader.text("label"),
        register=reader.text("register"),
        norm=reader.text("norm"),
        inputs=inputs,
        by=reader.texts("by"),
        mark=reader.node.mark,
    )
    reader.done()
    return outlook


def _input(reader: Reader, name: str, node: Node) -> OutlookInput:
    """`field`, or `{field: …, words: {word of the register: choice of the norm}}`."""
    if node.text is not None:
        return OutlookInput(node.text, {})
    inner = Reader(node, reader.mistakes, f"{reader.what}的输入项 {name} ")
    found = OutlookInput(inner.text("field"), inner.text_pairs("words"))
    inner.done()
    return found
