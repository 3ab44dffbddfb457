"""No form label, alias or place name stands in the code: a new form or county is a folder of YAML."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest
import yaml

LABEL_KEYS = frozenset({"label", "labels", "alias", "aliases", "title", "titles", "name", "names"})
SHORTEST = 3
HAN = re.compile(r"[㐀-鿿]")


def normal(text: str) -> str:
    """The text as recognition compares it: full width folded, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def is_label(text: str) -> bool:
    """Whether a string is long and Chinese enough to be known as a label of a form."""
    return len(normal(text)) >= SHORTEST and HAN.search(text) is not None


def labels_of(value: object) -> Iterator[str]:
    """Every string below a key of LABEL_KEYS, whatever the declaration looks like.

    Units are left out: 个百分点 belongs to the sentences in which the program explains a figure, not to a form.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "units":
                continue
            yield from _strings(inner) if key in LABEL_KEYS else ()
            yield from labels_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from labels_of(inner)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def literals_of(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every string literal but docstrings and pieces of f-strings (parts of sentences)."""
    tree = ast.parse(source)
    skipped = {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in ast.walk(node)}
    skipped |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if _is_text(node) and id(node) not in skipped:
            yield node.lineno, node.value


def _is_text(node: ast.AST) -> TypeGuard[_Text]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


class _Text(ast.Constant):
    value: str


def offences(source: str, labels: set[str], places: set[str]) -> list[tuple[int, str]]:
    """Literals that are a label, list labels as a pattern (甲|乙), or name a county."""
    return [
        (line, text)
        for line, text in literals_of(source)
        if any(normal(part) in labels for part in [text, *text.split("|")]) or any(place in text for place in places)
    ]


@pytest.fixture(scope="module")
def declarations(root: Path) -> dict[Path, object]:
    paths = sorted((root / "src" / "hengji_packs").rglob("*.yaml"))
    return {path: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in paths}


@pytest.fixture(scope="module")
def labels(declarations: dict[Path, object]) -> set[str]:
    return {normal(text) for declaration in declarations.values() for text in labels_of(declaration) if is_label(text)}


@pytest.fixture(scope="module")
def places(declarations: dict[Path, object]) -> set[str]:
    """The names of provinces and counties, with and without their last character: 芦淞区, 芦淞."""
    packs = [inner for path, inner in declarations.items() if path.name == "pack.yaml" and isinstance(inner, dict)]
    names = {str(pack["label"]) for pack in packs if "extends" in pack}
    return names | {re.sub(r"[省市县区]$", "", name) for name in names}


def test_labels_are_found_at_any_depth() -> None:
    declaration = {"bands": [{"rows": [{"id": "a", "labels": ["基本支出", "支出"]}, {"id": "b", "label": "项目支出"}]}]}
    assert [text for text in labels_of(declaration) if is_label(text)] == ["基本支出", "项目支出"]
    assert list(labels_of({"units": [{"id": "㎡", "aliases": ["平方米"]}]})) == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = '项目支出'", [1]),
        ("x = '项 目 支 出'", [1]),
        ("x = r'基本支出|项目支出'", [1]),
        ("x = '芦淞区的表'", [1]),
        ("'''项目支出'''\nx = '项目支出比年初预算多，请核对'", []),
        ("x = f'项目支出{1}'", []),
        ("x = {'支出': 1}", []),
    ],
)
def test_a_literal_that_is_a_label_is_an_offence(source: str, lines: list[int]) -> None:
    assert [line for line, _ in offences(source, {"项目支出", "基本支出"}, {"芦淞"})] == lines


def test_packs_declare_labels_and_places(labels: set[str], places: set[str]) -> None:
    assert len(labels) > 100
    assert places


def test_no_label_or_place_stands_in_the_core(root: Path, labels: set[str], places: set[str]) -> None:
    core = root / "src" / "hengji"
    found = [
        f"{path.relative_to(core)}:{line} {text}"
        for path in sorted(core.rglob("*.py"))
        for line, text in offences(path.read_text(encoding="utf-8"), labels, places)
    ]
    assert found == []
