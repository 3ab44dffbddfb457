"""What a declaration holds beyond another, laid upon it, is the declaration again; YAML written reads as it was."""

from __future__ import annotations

from pathlib import Path

import pytest  # noqa: TC002 - Hypothesis looks the annotation up
from hypothesis import given, settings
from hypothesis import strategies as st

from hengji.packs.difference import Tree, difference, tree_of
from hengji.packs.errors import Mark
from hengji.packs.source import Node, merge, parse_yaml
from hengji.packs.yaml_text import yaml_text

TEXTS = st.text("ab甲乙：:#|{}[]\"' -~1.5\n，", max_size=8)
NAMES = st.text("abc", min_size=1, max_size=2)
TREES: st.SearchStrategy[Tree] = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
ITEMS = st.lists(st.fixed_dictionaries({"label": TEXTS}, optional={"unit": TEXTS}), max_size=5)


def named(items: list[dict[str, str]], order: list[str]) -> Tree:
    return [{"id": name, **item} for name, item in zip(order, items, strict=False)]


def node_of(tree: Tree) -> Node:
    mark = Mark("试", 1)
    if isinstance(tree, dict):
        return Node(mark, map={key: node_of(value) for key, value in tree.items()})
    if isinstance(tree, list):
        return Node(mark, items=[node_of(value) for value in tree])
    return Node(mark, text=tree)


def filled(tree: Tree) -> Tree:
    """A tree without what is left out: `~` and no key at all mean the same."""
    if isinstance(tree, dict):
        return {key: filled(value) for key, value in tree.items() if value is not None}
    return [filled(one) for one in tree] if isinstance(tree, list) else tree


@settings(deadline=None)
@given(ITEMS, ITEMS, st.permutations(list("abcde")), st.permutations(list("cdefg")))
def test_the_difference_laid_upon_the_base_is_the_target(
    base: list[dict[str, str]], target: list[dict[str, str]], first: list[str], second: list[str]
) -> None:
    before: Tree = {"title": "甲", "rows": named(base, first)}
    after: Tree = {"title": "乙", "rows": named(target, second)}
    laid = merge(node_of(before), node_of(difference(before, after)))
    assert filled(tree_of(laid)) == after


def test_a_difference_holds_only_what_differs() -> None:
    base: Tree = {"form": "f", "rows": [{"id": "a", "label": "甲"}, {"id": "b", "label": "乙", "under": "a"}]}
    target: Tree = {"form": "f", "rows": [{"id": "b", "label": "丙", "under": "a"}, {"id": "c", "label": "丁"}]}
    assert difference(base, target) == {
        "rows": [
            {"id": "a", "delete": "true"},
            {"id": "b", "label": "丙"},
            {"id": "c", "after": "b", "label": "丁"},
        ]
    }


def test_the_same_has_no_difference() -> None:
    tree: Tree = {"rows": [{"id": "a", "spans": ["1", "2"]}], "title": "甲"}
    assert difference(tree, tree) == {}


@settings(deadline=None)
@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=4))
def test_yaml_written_reads_as_it_was(tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Tree]) -> None:
    path = tmp_path_factory.mktemp("yaml") / "a.yaml"
    path.write_text(yaml_text(tree, ["说明"]), encoding="utf-8")
    assert tree_of(parse_yaml(path, "a.yaml")) == tree


def test_remarks_stand_above_what_they_are_about(tmp_path: Path) -> None:
    text = yaml_text({"rows": [{"id": "a"}, {"id": "b"}]}, remarks={"rows/b": "多一行"})
    assert text.splitlines() == ["rows:", "- {id: a}", "# 多一行", "- {id: b}"]
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert tree_of(parse_yaml(tmp_path / "a.yaml", "a.yaml")) == {"rows": [{"id": "a"}, {"id": "b"}]}
