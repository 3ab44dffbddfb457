"""A double-random draw as declared: which registers hold its objects, its inspectors and what was drawn before."""

from __future__ import annotations

from hengji.packs.errors import Mark
from hengji.packs.ledger.source_note import SourceNote, load_note
from hengji.packs.source import Reader
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class DrawObjects:
    """Objects are the bodies whose case in ``register`` is in one of ``states`` on the day; ``sponsor`` a field."""

    register: str
    states: tuple[str, ...]
    sponsor: str


@dataclass(frozen=True, slots=True)
class DrawInspectors:
    """Inspectors are the live cases of ``register``; certified in ``states``, until the day in ``valid_until``."""

    register: str
    states: tuple[str, ...]
    valid_until: str


@dataclass(frozen=True, slots=True)
class DrawnBefore:
    """Bodies that leave the base: those with a case of the year in ``register``; ``year`` is the field saying which."""

    register: str
    year: str


@dataclass(frozen=True, slots=True)
class DrawKind:
    """A declared draw; ``norm`` says which share of the base the regulation allows ("" for none)."""

    id: str
    label: str
    objects: DrawObjects
    inspectors: DrawInspectors
    drawn: DrawnBefore
    norm: str
    source: SourceNote | None
    mark: Mark


def load_draw(reader: Reader) -> DrawKind:
    """A draw as declared."""
    objects, inspectors, drawn = (_part(reader, key) for key in ("objects", "inspectors", "drawn"))
    kind = DrawKind(
        id=reader.text("id"),
        label=reader.text("label"),
        objects=DrawObjects(objects.text("register"), objects.texts("states"), objects.text("sponsor", "")),
        inspectors=DrawInspectors(
            inspectors.text("register"), inspectors.texts("states"), inspectors.text("valid_until", "")
        ),
        drawn=DrawnBefore(drawn.text("register"), drawn.text("year")),
        norm=reader.text("norm", ""),
        source=load_note(reader),
        mark=reader.node.mark,
    )
    for one in (objects, inspectors, drawn, reader):
        one.done()
    return kind


def _part(reader: Reader, key: str) -> Reader:
    """What is written under a key that must be there."""
    node = reader.child(key)
    if node is None:
        reader.fail(f"{reader.what}缺少 {key}。")
    return Reader(node or reader.node, reader.mistakes if node else [], f"{reader.what}的 {key} ")
