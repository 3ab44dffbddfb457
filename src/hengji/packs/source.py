"""YAML as nodes that know their file and line, and the merging of one pack's declarations over another's.

Only text, mappings and sequences are taken from YAML: every scalar stays as written, so `no`, `010` and `1.10` mean
themselves. Overrides go by id: items of a sequence that carry `id` (or `each`) replace or extend the parent's item of
the same id, `delete: true` removes it, `after: ID` places a new one; everything else is replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import cast

import yaml

from hengji.packs.errors import Mark, Mistake, PackError, similar


@dataclass(slots=True)
class Node:
    """A YAML value with its place: exactly one of ``text``, ``map`` and ``items`` is set; all None means `~` (empty)."""

    mark: Mark
    text: str | None = None
    map: dict[str, Node] | None = None
    items: list[Node] | None = None
    key_marks: dict[str, Mark] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether the value was left out (`~` or nothing)."""
        return self.text is None and self.map is None and self.items is None

    def identity(self) -> str | None:
        """The id of a sequence item for merging."""
        for key in ("id", "each", "layout", "rubric", "outline", "form", "codes"):
            if self.map is not None and key in self.map and self.map[key].text is not None:
                return self.map[key].text
        return None


def parse_yaml(path: Path, shown: str) -> Node:
    """The one document of a YAML file as a node; mistakes of syntax and duplicate keys raise `PackError`."""
    mistakes: list[Mistake] = []
    try:
        with path.open(encoding="utf-8") as stream:
            root = yaml.compose(stream, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackError([Mistake(Mark(shown, line), "pack.yaml", f"YAML 写法有误：{error.problem}。")]) from error
    except UnicodeDecodeError as error:
        raise PackError([Mistake(Mark(shown, 1), "pack.encoding", "文件不是 UTF-8 编码。", "请另存为 UTF-8。")]) from error
    node = _convert(cast("yaml.Node | None", root), shown, mistakes)
    if mistakes:
        raise PackError(mistakes)
    return node


def _convert(raw: yaml.Node | None, shown: str, mistakes: list[Mistake]) -> Node:
    if raw is None:
        return Node(Mark(shown, 1))
    mark = Mark(shown, raw.start_mark.line + 1)
    if isinstance(raw, yaml.ScalarNode):
        if raw.style is None and raw.value in ("", "~", "null"):
            return Node(mark)
        return Node(mark, text=raw.value)
    if isinstance(raw, yaml.SequenceNode):
        return Node(mark, items=[_convert(child, shown, mistakes) for child in raw.value])
    node = Node(mark, map={})
    for key_node, value_node in raw.value:
        key = key_node.value
        key_mark = Mark(shown, key_node.start_mark.line + 1)
        if key in cast("dict[str, Node]", node.map):
            mistakes.append(Mistake(key_mark, "pack.duplicate-key", f"“{key}” 在同一处写了两次。", "请只留一处。"))
        cast("dict[str, Node]", node.map)[key] = _convert(value_node, shown, mistakes)
        node.key_marks[key] = key_mark
    return node


def merge(base: Node, over: Node) -> Node:
    """``over`` laid upon ``base`` by id; neither is changed."""
    if base.map is not None and over.map is not None:
        merged = Node(over.mark, map=dict(base.map), key_marks={**base.key_marks, **over.key_marks})
        assert merged.map is not None
        for key, value in over.map.items():
            merged.map[key] = merge(base.map[key], value) if key in base.map else value
        return merged
    if base.items is not None and over.items is not None and _by_id(base.items) and _by_id(over.items):
        return Node(over.mark, items=_merge_items(base.items, over.items))
    return over


def _by_id(items: list[Node]) -> bool:
    return bool(items) and all(item.identity() is not None for item in items)


def _merge_items(base: list[Node], over: list[Node]) -> list[Node]:
    result = list(base)
    tail: str | None = None
    for item in over:
        known = [existing.identity() for existing in result]
        name = item.identity()
        position = known.index(name) if name in known else None
        if item.map is not None and "delete" in item.map:
            if position is None:
                raise PackError([Mistake(item.mark, "pack.delete", f"要删除的 {name} 在上级包中不存在。", similar(str(name), filter(None, known)))])
            del result[position]
            continue
        after = item.map.get("after") if item.map is not None else None
        item = Node(item.mark, map={k: v for k, v in (item.map or {}).items() if k != "after"}, key_marks=item.key_marks)
        if position is not None and after is None:
            result[position] = merge(result[position], item)
        else:
            merged = merge(result.pop(position), item) if position is not None else item
            result.insert(_insertion(result, after.text if after is not None else tail, item), merged)
        tail = name if position is None else tail
    return result


def _insertion(items: list[Node], after: str | None, item: Node) -> int:
    if after is None:
        return len(items)
    if after == "start":
        return 0
    names = [existing.identity() for existing in items]
    if after not in names:
        raise PackError([Mistake(item.mark, "pack.after", f"after 所指的 {after} 不存在。", similar(after, filter(None, names)))])
    return names.index(after) + 1


class Reader:
    """Typed access to a node: every wrong or unknown key becomes a mistake with file and line, and reading goes on."""

    def __init__(self, node: Node, mistakes: list[Mistake], what: str) -> None:
        self.node = node
        self.mistakes = mistakes
        self.what = what
        self._asked: set[str] = set()
        if node.map is None:
            self.fail(f"{what}应写成“键: 值”的形式。")

    def fail(self, message: str, *, hint: str = "", key: str | None = None, code: str = "pack.schema") -> None:
        """Record a mistake at a key (or at the whole node)."""
        mark = self.node.key_marks.get(key, self.node.mark) if key else self.node.mark
        self.mistakes.append(Mistake(mark, code, message, hint))

    def child(self, key: str) -> Node | None:
        """The node under ``key``, None when absent or empty."""
        self._asked.add(key)
        value = (self.node.map or {}).get(key)
        return None if value is None or value.empty else value

    def has(self, key: str) -> bool:
        """Whether ``key`` is written at all, even empty."""
        self._asked.add(key)
        return key in (self.node.map or {})

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default the key is required."""
        value = self.child(key)
        if value is None:
            if default is None:
                self.fail(f"{self.what}缺少 {key}。")
            return default or ""
        if value.text is None:
            self.fail(f"{self.what}的 {key} 应为一段文字。", key=key)
            return default or ""
        return value.text

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """A text out of a closed list."""
        value = self.text(key, default)
        names = tuple(allowed)
        if value and value not in names:
            self.fail(f"{self.what}的 {key} 写成了 {value}，只能是：{'、'.join(names)}。", key=key, hint=similar(value, names))
            return default or names[0]
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """true or false."""
        value = self.text(key, "true" if default else "false")
        if value not in ("true", "false"):
            self.fail(f"{self.what}的 {key} 只能写 true 或 false。", key=key)
        return value == "true"

    def number(self, key: str, default: str | None = None) -> Decimal | None:
        """A decimal number, None when absent and no default is given."""
        raw = self.text(key, default or "")
        if raw == "":
            return None
        try:
            return Decimal(raw)
        except InvalidOperation:
            self.fail(f"{self.what}的 {key} 应为数字，现为 {raw}。", key=key)
            return None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self.child(key)
        if value is None:
            return ()
        if value.text is not None:
            return (value.text,)
        if value.items is None or any(item.text is None and not item.empty for item in value.items):
            self.fail(f"{self.what}的 {key} 应为一列文字。", key=key)
            return ()
        return tuple(item.text or "" for item in value.items)

    def nodes(self, key: str) -> list[Node]:
        """A list of nodes."""
        value = self.child(key)
        if value is None:
            return []
        if value.items is None:
            self.fail(f"{self.what}的 {key} 应为一列。", key=key)
            return []
        return value.items

    def readers(self, key: str, what: str) -> Iterator[Reader]:
        """A list of mappings, each behind a reader."""
        for node in self.nodes(key):
            yield Reader(node, self.mistakes, what)

    def pairs(self, key: str) -> dict[str, Node]:
        """A mapping of nodes."""
        value = self.child(key)
        if value is None:
            return {}
        if value.map is None:
            self.fail(f"{self.what}的 {key} 应写成“键: 值”的形式。", key=key)
            return {}
        return value.map

    def text_pairs(self, key: str) -> dict[str, str]:
        """A mapping of texts."""
        found: dict[str, str] = {}
        for name, node in self.pairs(key).items():
            if node.text is None and not node.empty:
                self.fail(f"{self.what}的 {key}.{name} 应为一段文字。", key=key)
            found[name] = node.text or ""
        return found

    def done(self) -> None:
        """Refuse every key that nobody asked for."""
        for key in self.node.map or {}:
            if key not in self._asked:
                self.fail(f"{self.what}里没有 {key} 这一项。", key=key, hint=similar(key, self._asked), code="pack.unknown-key")


