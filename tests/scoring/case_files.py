"""Reading the cases of tests/cases/scoring: all of it is text, figures are written as a clerk would write them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import hengji_packs
from hengji.facts.fact import State
from hengji.packs.concept import load_unit
from hengji.packs.errors import Mistake
from hengji.packs.figure_words import FigureWords
from hengji.packs.library import Library
from hengji.packs.rubric import Rounding, Rubric, load_rubric
from hengji.packs.rubric_rule_loading import load_rule
from hengji.packs.rubric_rules import Input, Rule
from hengji.packs.source import Node, Reader, parse_yaml
from hengji.scoring.quantity import UnitTable
from hengji.scoring.rule import Evidence, Figure, Judged

FOLDER = Path(__file__).parents[1] / "cases" / "scoring"
WRITTEN = re.compile(r"(-?\d+(?:\.\d+)?) ?(\S*)")
NATION = Path(hengji_packs.__file__).parent / "cn"


def plain(node: Node) -> Any:  # noqa: ANN401 - YAML is what it is
    """A node as text, list or dict."""
    if node.map is not None:
        return {key: plain(value) for key, value in node.map.items()}
    if node.items is not None:
        return [plain(item) for item in node.items]
    return node.text or ""


def units() -> UnitTable:
    """The units of the national pack, and its words around figures."""
    node = parse_yaml(NATION / "units.yaml", "units.yaml")
    assert node.map is not None
    loaded = [load_unit(Reader(item, [], "计量单位 ")) for item in node.map["units"].items or []]
    return UnitTable(loaded, FigureWords.of(Library.builtin().get("cn").words))


def rubric_of_file(path: Path) -> Rubric:
    """The rubric of a file; a mistake in it fails the test."""
    mistakes: list[Mistake] = []
    rubric = load_rubric(Reader(parse_yaml(path, path.name), mistakes, "评分办法 "))
    assert [str(mistake) for mistake in mistakes] == []
    return rubric


UNITS = units()
RUBRIC = rubric_of_file(NATION / "rubrics" / "self_evaluation.yaml")


def root(name: str) -> Node:
    """A case file as a node."""
    return parse_yaml(FOLDER / name, name)


def load(name: str) -> Any:  # noqa: ANN401 - as above
    """A case file as plain values."""
    return plain(root(name))


def rule_of(node: Node, points: Decimal | None) -> Rule:
    """A declared rule; a mistake in it fails the test."""
    reader = Reader(node, [], "计分规则")
    rule = load_rule(reader, points)
    assert rule is not None, [str(mistake) for mistake in reader.mistakes]
    return rule


def rounding_of(case: dict[str, Any]) -> Rounding:
    """The rounding of a case, two decimals when it says nothing."""
    given = case.get("rounding", {})
    return Rounding(int(given.get("digits", "2")), given.get("mode", "half_up"))


def figure(label: str, written: str) -> Figure:
    """A figure as written: "480.00 万元", "97%", "——" or "缺"."""
    if written == "缺":
        return Figure(label)
    if written == "——":
        return Figure(label, state=State.NOT_APPLICABLE)
    match = WRITTEN.fullmatch(written)
    assert match, written
    return Figure(label, Decimal(match[1]), UNITS.get(match[2]), match[1] + ("%" if match[2] == "%" else ""))


def evidence_of(case: dict[str, Any]) -> Evidence:
    """The evidence of a case: figures by the text of their input, ticks, and a person's decision."""
    given = case.get("given", {})

    def resolve(asked: Input) -> Figure:
        return figure(str(asked), given.get(str(asked), "缺"))

    judged = case.get("judged")
    decision = None
    if judged is not None:
        points = judged.get("points")
        decision = Judged(
            judged.get("level", ""),
            None if points is None else Decimal(points),
            judged.get("reason", ""),
            tuple(judged.get("cites", [])),
        )
    ticks = {name: text == "true" for name, text in case.get("ticks", {}).items()}
    return Evidence(figure=resolve, ticks=ticks, doubts=case.get("doubts", {}), judged=decision)
