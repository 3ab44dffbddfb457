"""Bindings: which figures of a filing a measure states, by their concept or by the name of their indicator."""

from __future__ import annotations

from collections.abc import Mapping

from hengji.packs.errors import Mark
from hengji.packs.ledger.where import Condition, load_where
from hengji.packs.source import Reader
from hengji.records import dataclass

RELATIONS = ("=", "<=", ">=")


@dataclass(frozen=True, slots=True)
class Binding:
    """A measure and the facts that state it.

    A fact belongs to it if it has one of the ``concepts`` (or, for rows of indicators, one of the ``indicators`` in its
    name), the ``scenario`` and all ``dimensions`` given, none of the dimensions in ``without``, and stands in one of
    the ``components`` (any, if empty). ``narrowed`` are further conditions on the measure's rows; ``from_dimension``
    takes a condition (field: dimension) from the figure's own dimensions, ``narrows`` likewise where the figure has
    them; a ``closed`` binding is not that of figures with any other dimension. ``years`` shifts the year.

    ``relation`` says how the figure stands to the measure: equal, at most, at least. With ``among`` the figure may also
    be that of one body, or of one group by these fields: running text often does not say whose figure it states. A
    binding that is not ``fills`` only testifies. A ``whole`` figure is that of the whole ledger, even of a measure that
    units state for themselves: an establishment office reports for all bodies.
    """

    id: str
    measure: str
    concepts: tuple[str, ...]
    indicators: tuple[str, ...]
    scenarios: tuple[str, ...]
    dimensions: Mapping[str, str]
    without: tuple[str, ...]
    components: tuple[str, ...]
    narrowed: tuple[Condition, ...]
    from_dimension: Mapping[str, str]
    narrows: Mapping[str, str]
    closed: bool
    years: int
    relation: str
    among: tuple[str, ...]
    fills: bool
    whole: bool
    mark: Mark


def load_binding(reader: Reader) -> Binding:
    """A binding as declared."""
    binding = Binding(
        id=reader.text("id"),
        measure=reader.text("measure"),
        concepts=reader.texts("concepts"),
        indicators=reader.texts("indicators"),
        scenarios=reader.texts("scenarios"),
        dimensions=reader.text_pairs("dimensions"),
        without=reader.texts("without"),
        components=reader.texts("components"),
        narrowed=load_where(reader),
        from_dimension=reader.text_pairs("from_dimension"),
        narrows=reader.text_pairs("narrows"),
        closed=reader.flag("closed"),
        years=int(reader.number("years", "0") or 0),
        relation=reader.choice("relation", RELATIONS, "="),
        among=reader.texts("among"),
        fills=reader.flag("fills", default=True),
        whole=reader.flag("whole"),
        mark=reader.node.mark,
    )
    if not binding.concepts and not binding.indicators:
        reader.fail(f"对应 {binding.id} 要写明概念（concepts）或指标名称（indicators）。")
    reader.done()
    return binding
