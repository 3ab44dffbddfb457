"""A form in the making: its declaration and drawing as trees, what is said of them, and edits by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from hengji.engine.drafting.naming import Naming
from hengji.engine.drafting.questions import Questions
from hengji.engine.drafting.sample import Sample
from hengji.packs.difference import Tree, identity_of
from hengji.reading.tables.heads import Vocabulary

Mapped = dict[str, Tree]


@dataclass(slots=True)
class Work:
    """What the drafting of one form works with and on.

    ``said`` are the differences in Chinese; ``remarks`` stand above items of the form or the layout, by path.
    """

    sample: Sample
    naming: Naming
    questions: Questions
    words: Vocabulary
    form: Mapped
    layout: Mapped
    said: list[str] = field(default_factory=list)
    form_remarks: dict[str, str] = field(default_factory=dict)
    layout_remarks: dict[str, str] = field(default_factory=dict)

    @property
    def form_id(self) -> str:
        """The form's id."""
        return str(self.form["form"])

    def say(self, text: str) -> None:
        """Tell a difference, once."""
        words = text.replace("{year}", "××××").replace("{prior}", "××××")
        if words not in self.said:
            self.said.append(words)

    def band(self, name: str) -> Mapped:
        """A band of the form."""
        return item(self.form, "bands", name)

    def fresh(self, stem: str, taken: Iterable[str]) -> str:
        """An id nobody has: the stem with the next number."""
        known = set(taken)
        return next(name for number in range(1, 1000) if (name := f"{stem}{number}") not in known)


def items(tree: Mapped, key: str) -> list[Mapped]:
    """The items of a list of mappings."""
    return cast("list[Mapped]", tree.setdefault(key, []))


def item(tree: Mapped, key: str, name: str) -> Mapped:
    """The item of a list with this id."""
    return next(one for one in items(tree, key) if identity_of(one) == name)


def ids(tree: Mapped, key: str) -> list[str]:
    """The ids of the items of a list."""
    return [identity_of(one) or "" for one in items(tree, key)]


def insert_after(tree: Mapped, key: str, new: Mapped, before: str | None) -> None:
    """Put an item behind another one, at the front where there is none."""
    known = ids(tree, key)
    items(tree, key).insert(known.index(before) + 1 if before in known else (0 if before is None else len(known)), new)


def mentions(tree: Tree) -> Iterator[str]:
    """Every text of a tree."""
    if isinstance(tree, dict):
        for value in tree.values():
            yield from mentions(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from mentions(value)
    elif tree is not None:
        yield tree
