"""Laying one pack's declarations upon another's: by id, never by position, and without touching either side."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hengji.packs.errors import Mark, Mistake, PackError
from hengji.packs.source import Node, Reader, merge, parse_yaml

Plain = str | None | list["Plain"] | dict[str, "Plain"]


def node_of(value: object, line: int = 1) -> Node:
    """A node of plain text, lists and mappings."""
    mark = Mark("f.yaml", line)
    if isinstance(value, dict):
        inside = {key: node_of(inner, line) for key, inner in value.items()}
        return Node(mark, map=inside, key_marks=dict.fromkeys(value, mark))
    if isinstance(value, list):
        return Node(mark, items=[node_of(inner, line) for inner in value])
    return Node(mark, text=value if isinstance(value, str) else None)


def plain_of(node: Node) -> Plain:
    """What a node says, without its places."""
    if node.map is not None:
        return {key: plain_of(inner) for key, inner in node.map.items()}
    if node.items is not None:
        return [plain_of(inner) for inner in node.items]
    return node.text


def merged(base: str, over: str) -> Plain:
    """Two texts of YAML, one laid upon the other."""
    return plain_of(merge(node_of(yaml.safe_load(base)), node_of(yaml.safe_load(over))))


ROWS = "[{id: a, label: 甲}, {id: b, label: 乙}, {id: c, label: 丙}]"


@pytest.mark.parametrize(
    ("base", "over", "expected"),
    [
        ("{a: x, b: y}", "{b: z, c: w}", "{a: x, b: z, c: w}"),
        ("{a: {b: x, c: y}}", "{a: {c: z}}", "{a: {b: x, c: z}}"),
        ("{a: x}", "{a: {b: y}}", "{a: {b: y}}"),
        ("{a: x, b: y}", "{a: ~}", "{a: ~, b: y}"),
        ("[x, y]", "[z]", "[z]"),
        ("[{label: 甲}, {label: 乙}]", "[{label: 丙}]", "[{label: 丙}]"),
        (ROWS, "[]", "[]"),
        (ROWS, "[{label: 丁}]", "[{label: 丁}]"),
        (ROWS, "[{id: b, label: 新}]", "[{id: a, label: 甲}, {id: b, label: 新}, {id: c, label: 丙}]"),
        (
            ROWS,
            "[{id: b, aliases: [又]}]",
            "[{id: a, label: 甲}, {id: b, label: 乙, aliases: [又]}, {id: c, label: 丙}]",
        ),
        (ROWS, "[{id: b, delete: 'true'}]", "[{id: a, label: 甲}, {id: c, label: 丙}]"),
        (ROWS, "[{id: d}]", "[{id: a, label: 甲}, {id: b, label: 乙}, {id: c, label: 丙}, {id: d}]"),
        (ROWS, "[{id: d, after: a}]", "[{id: a, label: 甲}, {id: d}, {id: b, label: 乙}, {id: c, label: 丙}]"),
        (ROWS, "[{id: d, after: start}]", "[{id: d}, {id: a, label: 甲}, {id: b, label: 乙}, {id: c, label: 丙}]"),
        (
            ROWS,
            "[{id: d, after: a}, {id: e}]",
            "[{id: a, label: 甲}, {id: d}, {id: e}, {id: b, label: 乙}, {id: c, label: 丙}]",
        ),
        (ROWS, "[{id: a, after: c}]", "[{id: b, label: 乙}, {id: c, label: 丙}, {id: a, label: 甲}]"),
        (
            ROWS,
            "[{id: a, label: 新, after: b}]",
            "[{id: b, label: 乙}, {id: a, label: 新}, {id: c, label: 丙}]",
        ),
        ("[{each: p, under: x}, {id: a}]", "[{each: p, under: y}]", "[{each: p, under: y}, {id: a}]"),
        (
            "[{code: '201', name: 甲}]",
            "[{code: '202', name: 乙}]",
            "[{code: '201', name: 甲}, {code: '202', name: 乙}]",
        ),
        ("[{code: '201', name: 甲}]", "[{code: '201', name: 乙}]", "[{code: '201', name: 乙}]"),
    ],
)
def test_what_is_written_is_laid_upon_what_is_there(base: str, over: str, expected: str) -> None:
    assert merged(base, over) == yaml.safe_load(expected)


def test_mistakes_of_merging_come_together_and_the_rest_is_merged() -> None:
    over = node_of(
        [{"id": "x", "delete": "true"}, {"id": "d", "after": "y"}, {"label": "丁"}, {"id": "a", "label": "新"}]
    )
    mistakes: list[Mistake] = []
    result = merge(node_of(yaml.safe_load(ROWS)), over, mistakes)
    assert [mistake.code for mistake in mistakes] == ["pack.identity", "pack.delete", "pack.after"]
    assert plain_of(result) == yaml.safe_load("[{id: a, label: 新}, {id: b, label: 乙}, {id: c, label: 丙}, {id: d}]")
    with pytest.raises(PackError) as caught:
        merge(node_of(yaml.safe_load(ROWS)), over)
    assert len(caught.value.mistakes) == 3


def test_the_last_declaration_gives_the_line_and_untouched_parts_keep_theirs() -> None:
    base = node_of({"rows": [{"id": "a", "label": "甲"}, {"id": "b", "label": "乙"}]}, line=3)
    result = merge(base, node_of({"rows": [{"id": "b", "label": "新"}]}, line=7))
    assert result.map is not None
    rows = result.map["rows"].items
    assert rows is not None
    assert [(row.mark.line, row.key_marks["label"].line) for row in rows] == [(3, 3), (7, 7)]


# ------------------------------------------------------------------------------------------------------- laws
names = st.sampled_from(["a", "b", "c", "d"])
texts = st.sampled_from(["甲", "乙", "丙"])
records = st.dictionaries(st.sampled_from(["label", "unit", "kind"]), texts, max_size=3)
id_lists = st.lists(st.tuples(names, records), min_size=1, max_size=4, unique_by=lambda item: item[0]).map(
    lambda items: [{"id": name, **record} for name, record in items]
)
declarations = st.recursive(
    texts,
    lambda inner: st.dictionaries(names, inner, max_size=3) | st.lists(texts, max_size=3) | id_lists,
    max_leaves=12,
).map(node_of)
mappings_only = st.recursive(texts, lambda inner: st.dictionaries(names, inner, min_size=1, max_size=3), max_leaves=8)
id_list_nodes = id_lists.map(node_of)


@given(declarations)
def test_laying_a_declaration_upon_itself_changes_nothing(node: Node) -> None:
    assert plain_of(merge(node, node)) == plain_of(node)


@given(declarations, declarations)
def test_neither_side_is_changed(base: Node, over: Node) -> None:
    before = deepcopy((base, over))
    merge(base, over)
    assert (base, over) == before


@given(declarations, declarations)
def test_laying_the_same_upon_it_again_changes_nothing_more(base: Node, over: Node) -> None:
    once = merge(base, over)
    assert plain_of(merge(once, over)) == plain_of(once)


@given(id_list_nodes, id_list_nodes, id_list_nodes)
def test_lists_by_id_may_be_laid_in_one_step_or_in_two(first: Node, second: Node, third: Node) -> None:
    assert plain_of(merge(merge(first, second), third)) == plain_of(merge(first, merge(second, third)))


@given(id_list_nodes, id_list_nodes)
def test_lists_by_id_keep_the_order_of_the_parent_and_lose_nothing(base: Node, over: Node) -> None:
    def ids(node: Node) -> list[str | None]:
        return [item.identity() for item in node.items or ()]

    result = ids(merge(base, over))
    assert result[: len(ids(base))] == ids(base)
    assert result[len(ids(base)) :] == [name for name in ids(over) if name not in ids(base)]


@given(mappings_only.map(node_of), mappings_only.map(node_of))
def test_what_is_written_above_is_what_holds(base: Node, over: Node) -> None:
    def leaves(node: Node, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str | None]:
        if node.map is None:
            return {path: node.text}
        return {key: text for name, inner in node.map.items() for key, text in leaves(inner, (*path, name)).items()}

    held = leaves(merge(base, over))
    assert {path: held.get(path) for path in leaves(over)} == leaves(over)


# --------------------------------------------------------------------------------------------- text stays text
@pytest.mark.parametrize(
    "text", ["no", "010", "1.10", "1_000", "0x1F", "on", "2023-01-01", "1e3", ".5", "Null", "=", "<<"]
)
def test_a_scalar_stays_as_written(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"a: {text}\n", encoding="utf-8")
    node = parse_yaml(path, "a.yaml")
    assert node.map is not None
    assert node.map["a"].text == text


@pytest.mark.parametrize("text", ["~", "null", ""])
def test_nothing_is_empty_and_not_a_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"a: {text}\nb: '{text}'\n", encoding="utf-8")
    node = parse_yaml(path, "a.yaml")
    assert node.map is not None
    assert node.map["a"].empty
    assert node.map["b"].text == text


def test_a_file_saved_by_notepad_reads_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffpack: t\r\nlabel: 甲\r\n".encode())
    node = parse_yaml(path, "a.yaml")
    assert plain_of(node) == {"pack": "t", "label": "甲"}
    assert node.key_marks["label"] == Mark("a.yaml", 2)


def test_an_empty_file_is_an_empty_node(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("# 只有说明\n", encoding="utf-8")
    assert parse_yaml(path, "a.yaml").empty


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        ("label: 甲".encode("gbk"), "pack.encoding", "文件不是 UTF-8 编码。请另存为 UTF-8。"),
        (b"a: \x07\n", "pack.yaml", "YAML 写法有误"),
        (b"a: 1\na: 2\n", "pack.duplicate-key", "a.yaml:2: “a” 在同一处写了两次。请只留一处。"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(
    data: bytes, code: str, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    with pytest.raises(PackError) as caught:
        parse_yaml(path, "a.yaml")
    assert [mistake.code for mistake in caught.value.mistakes] == [code]
    assert says in str(caught.value)


# ------------------------------------------------------------------------------------------------ typed reading
def read(text: str, folder: Path) -> Reader:
    path = folder / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return Reader(parse_yaml(path, "a.yaml"), [], "甲")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("flag: yes", "a.yaml:1: 甲的 flag 只能写 true 或 false。"),
        ("number: 1O", "a.yaml:1: 甲的 number 应为数字，现为 1O。"),
        ("text: [a]", "a.yaml:1: 甲的 text 应为一段文字。"),
        ("texts: {a: b}", "a.yaml:1: 甲的 texts 应为一列文字。"),
        ("texts: [[a]]", "a.yaml:1: 甲的 texts 应为一列文字。"),
        ("nodes: a", "a.yaml:1: 甲的 nodes 应为一列。"),
        ("pairs: a", "a.yaml:1: 甲的 pairs 应写成“键: 值”的形式。"),
        ("text_pairs: {a: [b]}", "a.yaml:1: 甲的 text_pairs.a 应为一段文字。"),
        ("- a", "a.yaml:1: 甲应写成“键: 值”的形式。"),
    ],
)
def test_a_value_of_the_wrong_shape_is_told_and_reading_goes_on(text: str, told: str, tmp_path: Path) -> None:
    reader = read(text, tmp_path)
    reader.flag("flag")
    reader.number("number")
    reader.text("text", "")
    for read_list in (reader.texts, reader.nodes, reader.pairs, reader.text_pairs):
        read_list(read_list.__name__)
    reader.done()
    assert [str(mistake) for mistake in reader.mistakes] == [told]


def test_a_choice_that_was_left_out_is_told_once_and_gives_the_first(tmp_path: Path) -> None:
    reader = read("other: x", tmp_path)
    assert reader.choice("kind", ("money", "count")) == "money"
    assert [str(mistake) for mistake in reader.mistakes] == ["a.yaml:1: 甲缺少 kind。"]
