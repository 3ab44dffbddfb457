"""Which rows of an indicator table a check is about, and which pairs of phrases contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

from hengji.packs.phrase import is_balanced
from hengji.packs.source import Reader
from hengji.records import dataclass

FIELDS = ("group", "subgroup", "indicator", "target", "actual", "deviation", "standard", "done")
STATES: Mapping[str, tuple[str, ...]] = {
    "target": ("words", "number", "percent", "money", "blank", "filled"),
    "actual": ("words", "number", "percent", "money", "blank", "filled", "same", "missed"),
    "score": ("full", "part", "positive", "short"),
    "weight": ("filled", "blank"),
    "standard": ("blank", "filled"),
    "done": ("filled",),
}
SPANS = ("row", "group", "table")
HINT = "短语里用 ( | ) 写“或”，用 … 写任意几个字，括号要成对。"


@dataclass(frozen=True, slots=True)
class RowPick:
    """Rows whose fields have one of some phrases (``where``), none of others (``without``), and are so (``be``).

    ``every``: only where all rows of the `group` or `table` are such; ``least``: how many there must be;
    ``gather``: one finding for each row, group or table. ``lacks`` are fields a row must not have at all,
    ``nowhere`` figures (`concept@scenario`) the unit's papers must not state; ``beside`` are those told all the same.
    ``elsewhere``: rows of the unit's other papers about the same indicator that say the same are shown with it.
    ``parts``: only names that list several indicators (甲、乙), each of which has points of its own, shown with it.
    ``shown`` names the fields a finding quotes; `name` is the printed name of the row, `group` the points printed
    for its group.
    """

    where: Mapping[str, tuple[str, ...]]
    without: Mapping[str, tuple[str, ...]]
    be: Mapping[str, str]
    every: str
    least: int
    gather: str
    lacks: tuple[str, ...]
    nowhere: tuple[str, ...]
    beside: tuple[str, ...]
    elsewhere: bool
    parts: bool
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhrasePick:
    """A phrase that contradicts ``other`` phrases within ``reach`` characters of one paragraph.

    Without ``other`` it is odd by itself; ``unless`` in the same paragraph excuses it.
    """

    one: tuple[str, ...]
    other: tuple[str, ...]
    unless: tuple[str, ...]
    reach: int


@dataclass(frozen=True, slots=True)
class Direction:
    """Figures of a change in some ``directions``, and ``words`` that say the opposite in a sentence ``about`` the same.

    ``same`` are other names of a thing, by its name (机关运行经费 is 公用经费).
    """

    concepts: tuple[str, ...]
    directions: tuple[str, ...]
    words: tuple[str, ...]
    about: tuple[str, ...]
    same: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ItemsPick:
    """Figures of a table by code that the text speaks of item by item.

    ``figures`` is their concept, ``dimension`` the one that holds the code; ``fund`` and ``scenario`` narrow them.
    ``lead`` are phrases a list of names follows.
    """

    lead: tuple[str, ...]
    figures: str
    dimension: str
    fund: str
    scenario: str


def read_items(reader: Reader) -> ItemsPick | None:
    """The items a check is about, None when it is about none."""
    node = reader.child("items")
    if node is None:
        return None
    inner = Reader(node, reader.mistakes, "items ")
    picked = ItemsPick(
        lead=checked_phrases(inner, "lead"),
        figures=inner.text("figures"),
        dimension=inner.text("dimension"),
        fund=inner.text("fund", ""),
        scenario=inner.text("scenario", "actual"),
    )
    inner.done()
    return picked


def read_direction(reader: Reader) -> Direction | None:
    """The directions a check holds against words, None when it has none."""
    node = reader.child("direction")
    if node is None:
        return None
    inner = Reader(node, reader.mistakes, "direction ")
    picked = Direction(
        concepts=inner.texts("concepts"),
        directions=inner.texts("directions"),
        words=checked_phrases(inner, "words"),
        about=checked_phrases(inner, "about"),
        same=read_phrases(inner, "same"),
    )
    inner.done()
    return picked


def read_rows(reader: Reader) -> RowPick | None:
    """The rows a check picks, None when it picks none."""
    node = reader.child("rows")
    if node is None:
        return None
    inner = Reader(node, reader.mistakes, "rows ")
    picked = RowPick(
        where=read_phrases(inner, "where", FIELDS),
        without=read_phrases(inner, "without", FIELDS),
        be=inner.text_pairs("be"),
        every=inner.choice("every", ("", *SPANS[1:]), ""),
        least=int(inner.number("least", "1") or 1),
        gather=inner.choice("gather", SPANS, "row"),
        lacks=inner.texts("lacks"),
        nowhere=inner.texts("nowhere"),
        beside=inner.texts("beside"),
        elsewhere=inner.flag("elsewhere"),
        parts=inner.flag("parts"),
        shown=inner.texts("shown") or ("score",),
    )
    for name, state in picked.be.items():
        if state not in STATES.get(name, ()):
            known = "、".join(f"{key}: {'/'.join(values)}" for key, values in STATES.items())
            inner.fail(f"be 里没有 {name}: {state}。", hint=f"可以写的有：{known}。", key="be")
    inner.done()
    return picked


def read_words(reader: Reader) -> PhrasePick | None:
    """The phrases a check holds against each other, None when it has none."""
    node = reader.child("words")
    if node is None:
        return None
    inner = Reader(node, reader.mistakes, "words ")
    picked = PhrasePick(
        one=checked_phrases(inner, "one"),
        other=checked_phrases(inner, "other"),
        unless=checked_phrases(inner, "unless"),
        reach=int(inner.number("reach", "80") or 80),
    )
    inner.done()
    return picked


def read_phrases(reader: Reader, key: str, allowed: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Phrases by field or dimension."""
    node = reader.child(key)
    if node is None:
        return {}
    inner = Reader(node, reader.mistakes, f"{key} ")
    found = {name: checked_phrases(inner, name) for name in node.map or {}}
    for name in found:
        if allowed and name not in allowed:
            inner.fail(f"{key} 里没有 {name} 这一栏。", hint=f"可以写的有：{'、'.join(allowed)}。", key=name)
    return found


def checked_phrases(reader: Reader, key: str) -> tuple[str, ...]:
    """A list of phrases, each of which means something."""
    phrases = reader.texts(key)
    for phrase in phrases:
        if not is_balanced(phrase):
            reader.fail(f"短语“{phrase}”的括号不成对，或是空的。", hint=HINT, key=key)
            return ()
    return phrases
