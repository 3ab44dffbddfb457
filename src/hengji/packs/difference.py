"""What one declaration holds beyond another: the inverse of `source.merge`, for trees of plain texts, lists, mappings.

`merge(base, difference(base, target))` is `target`. None stands for `~`: what the target leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from hengji.packs.source import IDENTITIES, Node

Tree = str | None | dict[str, "Tree"] | list["Tree"]
START, AFTER, DELETE = "start", "after", "delete"


def tree_of(node: Node) -> Tree:
    """A node without its places."""
    if node.map is not None:
        return {key: tree_of(value) for key, value in node.map.items()}
    if node.items is not None:
        return [tree_of(item) for item in node.items]
    return node.text


def identity_of(tree: Tree) -> str | None:
    """What names an item of a list for merging."""
    if not isinstance(tree, dict):
        return None
    named = (tree.get(key) for key in IDENTITIES)
    return next((name for name in named if isinstance(name, str)), None)


def difference(base: Tree, target: Tree) -> Tree:
    """What is laid upon ``base`` to get ``target``; an empty mapping where they are the same."""
    if isinstance(base, dict) and isinstance(target, dict):
        return _of_mappings(base, target)
    if isinstance(base, list) and isinstance(target, list) and base and _named(base) and _named(target) and target:
        return cast("Tree", _of_items(base, target))
    return target


def _of_mappings(base: Mapping[str, Tree], target: Mapping[str, Tree]) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for key, value in target.items():
        if key not in base:
            found[key] = value
        elif base[key] != value:
            found[key] = difference(base[key], value)
    found.update((key, None) for key, value in base.items() if key not in target and value is not None)
    return found


def _named(items: Sequence[Tree]) -> bool:
    names = [identity_of(item) for item in items]
    return all(name is not None for name in names) and len(set(names)) == len(names)


def _of_items(base: Sequence[Tree], target: Sequence[Tree]) -> list[Tree]:
    """Items left out are deleted, new and moved ones follow the one before them, others hold only what differs."""
    known = {cast("str", identity_of(item)): item for item in base}
    wanted = [cast("str", identity_of(item)) for item in target]
    found: list[Tree] = [
        {_key(item): identity_of(item), DELETE: "true"} for name, item in known.items() if name not in wanted
    ]
    now = [name for name in known if name in wanted]
    before = START
    for position, (name, item) in enumerate(zip(wanted, target, strict=True)):
        here = now[position] if position < len(now) else None
        whole = cast("dict[str, Tree]", item)
        if name not in known:
            found.append({**_first(whole), AFTER: before, **_rest(whole)})
            now.insert(position, name)
        else:
            changed = _of_mappings(cast("dict[str, Tree]", known[name]), whole)
            moved: dict[str, Tree] = {AFTER: before} if here != name else {}
            if here != name:
                now.remove(name)
                now.insert(position, name)
            if changed or moved:
                found.append({**_first(whole), **moved, **changed})
        before = name
    return found


def _key(item: Tree) -> str:
    return next(key for key in IDENTITIES if isinstance(item, dict) and isinstance(item.get(key), str))


def _first(item: dict[str, Tree]) -> dict[str, Tree]:
    return {_key(item): item[_key(item)]}


def _rest(item: dict[str, Tree]) -> dict[str, Tree]:
    return {key: value for key, value in item.items() if key != _key(item)}
