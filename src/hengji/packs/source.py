"""YAML as nodes that know their file and line, and the merging of one pack's declarations over another's.

Only text, mappings and sequences are taken from YAML: every scalar stays as written, so `no`, `010` and `1.10` mean
themselves. Overrides go by id: items of a sequence that carry `id` (or `each`) replace or extend the parent's item of
the same id, `delete: true` removes it, `after: ID` places a new one; everything else is replaced.
See docs/decisions/0004-overrides-go-by-id.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from hengji.packs.errors import Mark, Mistake, PackError, similar
from hengji.records import dataclass

if TYPE_CHECKING:
    import yaml

# Keys that name an item for merging, most telling first.
IDENTITIES = (
    "id", "each", "layout", "rubric", "framework", "outline", "export", "rollup", "extract", "register", "form",
    "codes", "code",
)  # fmt: skip

QUOTES = ("'", '"')

# What libyaml says, what that means to a person, and what to do about it.
PROBLEMS = (
    ("tab character", "缩进里有制表符", "缩进请用空格，不用制表符。"),
    (
        "found character that cannot start any token",
        "这一行有字符不能用在开头",
        "以 @、%、` 等开头的文字请加引号；缩进用空格，不用制表符。",
    ),
    ("mapping values are not allowed", "一行里多了一个冒号", "文字里有“冒号加空格”时请整段加引号。"),
    ("could not find expected ':'", "缺少冒号", "请写成“键: 值”，冒号后面空一格。"),
    ("did not find expected key", "缩进没有对齐，或引号后面多了文字", "同一层的各行要左对齐，缩进用空格。"),
    ("did not find expected '-' indicator", "缩进没有对齐", "同一列的“-”要左对齐。"),
    ("did not find expected ',' or", "括号没有配对，或括号里缺少逗号", "以 { 或 [ 开头的文字请加引号。"),
    ("block sequence entries are not allowed", "“-”不能写在这里", "“-”请另起一行。"),
    ("found unexpected end of stream", "引号没有配对", "请补上另一半引号。"),
    ("found undefined alias", "引用了没有写过的 &名称", "以 * 开头的文字请加引号。"),
    ("but found another document", "一个文件里写了两份", "请去掉多余的 --- 行。"),
    ("found unknown escape character", "双引号里的反斜杠不能用", "请改用单引号。"),
)


@dataclass(slots=True)
class Node:
    """A YAML value with its place: exactly one of ``text``, ``map``, ``items`` is set; all None means `~` (empty)."""

    mark: Mark
    text: str | None = None
    map: dict[str, Node] | None = None
    items: list[Node] | None = None
    key_marks: dict[str, Mark] = field(default_factory=dict)
    column: int = field(default=0, compare=False)  # where a text begins in its line, from 0

    @property
    def empty(self) -> bool:
        """Whether the value was left out (`~` or nothing)."""
        return self.text is None and self.map is None and self.items is None

    def identity(self) -> str | None:
        """The id of a sequence item for merging."""
        named = (self.map[key].text for key in IDENTITIES if self.map is not None and key in self.map)
        return next((name for name in named if name is not None), None)


def parse_yaml(path: Path, shown: str, mistakes: list[Mistake] | None = None) -> Node:
    """The one document of a YAML file as a node.

    A file that is no YAML raises `PackError`. Duplicate keys are added to ``mistakes``, or raised without such a list.
    """
    import yaml  # noqa: PLC0415 - a slow import that only loading packs needs

    found: list[Mistake] = []
    try:
        with path.open(encoding="utf-8-sig") as stream:
            node = _convert(yaml.compose(stream, Loader=yaml.CSafeLoader), shown, found)
    except yaml.YAMLError as error:
        raise PackError([_syntax_mistake(error, shown)]) from error
    except UnicodeDecodeError as error:
        raise PackError(
            [Mistake(Mark(shown, 1), "pack.encoding", "文件不是 UTF-8 编码。", "请另存为 UTF-8。")]
        ) from error
    if mistakes is not None:
        mistakes.extend(found)
    elif found:
        raise PackError(found)
    return node


def _syntax_mistake(error: Exception, shown: str) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    words, hint = next(((words, hint) for known, words, hint in PROBLEMS if known in problem), (problem, ""))
    return Mistake(Mark(shown, mark.line + 1 if mark else 1), "pack.yaml", f"YAML 写法有误：{words}。", hint)


def _convert(raw: yaml.Node | None, shown: str, mistakes: list[Mistake]) -> Node:
    import yaml  # noqa: PLC0415 - as above

    if raw is None:
        return Node(Mark(shown, 1))
    mark = Mark(shown, raw.start_mark.line + 1)
    if isinstance(raw, yaml.ScalarNode):
        if not raw.style and raw.value in ("", "~", "null"):
            return Node(mark)
        return Node(mark, text=raw.value, column=raw.start_mark.column + bool(raw.style in QUOTES))
    if isinstance(raw, yaml.SequenceNode):
        return Node(mark, items=[_convert(child, shown, mistakes) for child in raw.value])
    found: dict[str, Node] = {}
    node = Node(mark, map=found)
    for key_node, value_node in raw.value:
        key, key_mark = key_node.value, Mark(shown, key_node.start_mark.line + 1)
        if not isinstance(key, str):
            hint = "以 { 或 [ 开头的文字请加引号。"
            mistakes.append(Mistake(key_mark, "pack.key", "键应为一段文字。", hint))
            continue
        if key in found:
            mistakes.append(Mistake(key_mark, "pack.duplicate-key", f"“{key}” 在同一处写了两次。", "请只留一处。"))
        found[key] = _convert(value_node, shown, mistakes)
        node.key_marks[key] = key_mark
    return node


def merge(base: Node, over: Node, mistakes: list[Mistake] | None = None) -> Node:
    """``over`` laid upon ``base`` by id; neither is changed.

    What does not fit (deleting or following something that is not there) is added to ``mistakes``, or raised.
    """
    found: list[Mistake] = []
    merged = _laid_upon(base, over, found)
    if mistakes is not None:
        mistakes.extend(found)
    elif found:
        raise PackError(found)
    return merged


def _laid_upon(base: Node, over: Node, mistakes: list[Mistake]) -> Node:
    if base.map is not None and over.map is not None:
        both = dict(base.map)
        for key, value in over.map.items():
            both[key] = _laid_upon(base.map[key], value, mistakes) if key in base.map else value
        return Node(over.mark, map=both, key_marks={**base.key_marks, **over.key_marks})
    if base.items and over.items and all(item.identity() is not None for item in base.items):
        named = [item for item in over.items if item.identity() is not None]
        for item in over.items if named else ():
            if item.identity() is None:
                says = "这一列按编号与上级包合并，这一项没有写 id。"
                mistakes.append(
                    Mistake(item.mark, "pack.identity", says, "请写明改的是哪一项，或给新的一项起一个 id。")
                )
        if named:
            return Node(over.mark, items=_merge_items(base.items, named, mistakes))
    return over


def _merge_items(base: list[Node], over: list[Node], mistakes: list[Mistake]) -> list[Node]:
    result = list(base)
    tail: str | None = None
    for item in over:
        known = [existing.identity() for existing in result]
        name = item.identity()
        position = known.index(name) if name in known else None
        if deletes(item, mistakes):
            if position is None:
                says = f"要删除的 {name} 在上级包中不存在。"
                mistakes.append(Mistake(item.mark, "pack.delete", says, similar(str(name), filter(None, known))))
            else:
                del result[position]
            continue
        after, item = _without(item, "after")  # noqa: PLW2901 - the item itself, its place aside
        if position is not None and after is None:
            result[position] = _laid_upon(result[position], item, mistakes)
            continue
        if position is not None:
            item = _laid_upon(result.pop(position), item, mistakes)  # noqa: PLW2901 - the item, moved
        result.insert(_insertion(result, after.text if after is not None else tail, item.mark, mistakes), item)
        tail = name if position is None else tail
    return result


def deletes(item: Node, mistakes: list[Mistake]) -> bool:
    """Whether an item stands for the removal of what it names; anything but `delete: true` is a mistake."""
    written = (item.map or {}).get("delete")
    if written is not None and written.text != "true":
        mistakes.append(Mistake(written.mark, "pack.delete", "delete 只能写 true。", "不删除就不写 delete。"))
    return written is not None


def _without(node: Node, key: str) -> tuple[Node | None, Node]:
    """The value under ``key`` and the node without it."""
    rest = {name: value for name, value in (node.map or {}).items() if name != key}
    return (node.map or {}).get(key), Node(node.mark, map=rest, key_marks=node.key_marks)


def _insertion(items: list[Node], after: str | None, mark: Mark, mistakes: list[Mistake]) -> int:
    names = [existing.identity() for existing in items]
    if after == "start":
        return 0
    if after in names:
        return names.index(after) + 1
    if after is not None:
        says = f"after 所指的 {after} 不存在。"
        mistakes.append(
            Mistake(mark, "pack.after", says, similar(after, filter(None, names)) or "放在最前写 after: start。")
        )
    return len(items)


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
        if value in names:
            return value
        if value:
            says = f"{self.what}的 {key} 写成了 {value}，只能是：{'、'.join(filter(None, names))}。"
            self.fail(says, key=key, hint=similar(value, names))
        return default or names[0]

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Whether `true` is written; only `true` and `false` may be."""
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
                says = f"{self.what}里没有 {key} 这一项。"
                self.fail(says, key=key, hint=similar(key, self._asked), code="pack.unknown-key")
