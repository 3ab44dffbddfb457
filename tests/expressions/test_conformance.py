"""The conformance cases: every evaluator gives the outcome, the working and the difference each case states."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from hengji.expressions import (
    Answer,
    Node,
    Operand,
    Outcome,
    Reference,
    RefType,
    Resolve,
    Result,
    compile_tree,
    evaluate,
    parse,
)
from hengji.facts.fact import State
from hengji.facts.unit import Unit, UnitKind

FOLDER = Path(__file__).parents[1] / "cases" / "expressions"
UNITS = {
    unit.id: unit
    for unit in (
        Unit("元", UnitKind.MONEY),
        Unit("万元", UnitKind.MONEY, Decimal(10_000)),
        Unit("亿元", UnitKind.MONEY, Decimal(100_000_000)),
        Unit("%", UnitKind.RATIO, Decimal("0.01")),
        Unit("‰", UnitKind.RATIO, Decimal("0.001")),
        Unit("人", UnitKind.COUNT),
        Unit("个", UnitKind.COUNT),
        Unit("分", UnitKind.POINTS),
        Unit("万元/人", UnitKind.RATE, Decimal(10_000)),
    )
}
STATES = {"——": State.NOT_APPLICABLE, "空": State.BLANK, "缺": None}
PRINTED = re.compile(r"(-?\d+(?:\.\d+)?) ?(\S*)")

EVALUATORS: dict[str, Callable[[Node, Resolve], Outcome]] = {
    "reference": evaluate,
    "compiled": lambda tree, resolve: compile_tree(tree)(resolve),
}


def load(name: str) -> Any:  # noqa: ANN401 - YAML is what it is
    """One file of cases."""
    return YAML(typ="safe", pure=True).load((FOLDER / name).read_text(encoding="utf-8"))


def all_cases() -> list[Any]:
    """Every case of every file, with its file."""
    names = sorted(path.name for path in FOLDER.glob("*.yaml") if path.name != "truth-tables.yaml")
    return [pytest.param(case, id=f"{name}:{case['name']}") for name in names for case in load(name)]


def operand(given: Any, label: str) -> Operand:  # noqa: ANN401 - as above
    """One figure of a case, in either notation."""
    if isinstance(given, dict):
        value, quantum = given.get("value"), given.get("quantum")
        return Operand(
            value=None if value is None else Decimal(value),
            state=State(given.get("state", "reported")),
            quantum=None if quantum is None else Decimal(quantum),
            unit=UNITS[given["unit"]] if "unit" in given else None,
            exact=given.get("exact", False),
            id=given.get("id", ""),
            label=label,
            printed=given.get("printed", ""),
        )
    if given in STATES:
        return Operand(None, state=STATES[given], label=label)
    match = PRINTED.fullmatch(given)
    assert match, given
    value, quantum = Decimal(match[1]), Decimal(1).scaleb(int(Decimal(match[1]).as_tuple().exponent))
    return Operand(value, quantum=quantum, unit=UNITS[match[2]], label=label)


def answers(given: dict[str, Any]) -> dict[str, Answer]:
    """The figures of a case, by the text of their reference."""
    found: dict[str, Answer] = {}
    for text, value in given.items():
        if isinstance(value, dict) and "same" in value:
            found[text] = [operand(one, text) for one in value["same"]]
        elif isinstance(value, list):
            found[text] = [operand(one, text) for one in value]
        else:
            found[text] = operand(value, text)
    return found


def run(case: Any, evaluator: str) -> Outcome:  # noqa: ANN401 - as above
    """One case through one evaluator."""
    given = case["given"]

    def known(reference: Reference) -> RefType:
        return RefType.NUMBERS if isinstance(given.get(reference.text), list) else RefType.NUMBER

    found = answers(given)
    return EVALUATORS[evaluator](parse(case["expr"], known), lambda reference: found.get(reference.text))


@pytest.mark.parametrize("evaluator", EVALUATORS)
@pytest.mark.parametrize("case", all_cases())
def test_case(case: Any, evaluator: str) -> None:  # noqa: ANN401 - as above
    """The outcome is the one stated, and so are working and difference where the case states them."""
    outcome = run(case, evaluator)
    assert (outcome.result, outcome.working) == (Result(case["outcome"]), case.get("working", outcome.working))
    if "difference" in case:
        assert str(outcome.difference) == case["difference"]


FIGURES = {
    "t": {"value": "1.00", "unit": "万元", "quantum": "0.01"},
    "h": {"value": "1.01", "unit": "万元", "quantum": "0.01"},
    "f": {"value": "2.00", "unit": "万元", "quantum": "0.01"},
    "u": "缺",
    "n": "——",
    "c": {"value": "0.00", "unit": "万元", "quantum": "0.01"},
}
LETTERS = {
    "t": Result.HOLDS,
    "h": Result.HOLDS_WITHIN_ROUNDING,
    "f": Result.FAILS,
    "u": Result.UNKNOWN,
    "n": Result.NOT_APPLICABLE,
    "c": Result.NOT_COMPARABLE,
}


def table_rows() -> list[tuple[str, str, str, str]]:
    """Every cell of the truth tables: connective, left, right, outcome."""
    rows = []
    for connective, table in load("truth-tables.yaml").items():
        columns = table["columns"].split()
        for left in columns:
            rows += [(connective, left, *pair) for pair in zip(columns, table[left].split(), strict=True)]
    return rows


def side(letter: str, name: str) -> str:
    """A comparison that comes out as ``letter``."""
    return f"one / {name} = one" if letter == "c" else f"{name} = one"


@pytest.mark.parametrize("evaluator", EVALUATORS)
@pytest.mark.parametrize(("connective", "left", "right", "outcome"), table_rows())
def test_truth_table(connective: str, left: str, right: str, outcome: str, evaluator: str) -> None:
    """``and``, ``or`` and ``=>`` follow Kleene's tables, with the kinds of undecided kept apart."""
    case = {
        "expr": f"{side(left, 'a')} {connective} {side(right, 'b')}",
        "given": {"one": FIGURES["t"], "a": FIGURES[left], "b": FIGURES[right]},
    }
    assert run(case, evaluator).result is LETTERS[outcome]


def test_every_result_has_a_case() -> None:
    """The cases cover every result a check can have, from both sides."""
    seen = {param.values[0]["outcome"] for param in all_cases()}
    assert seen == {result.value for result in Result} - {"computed"}


def test_case_names_are_unique() -> None:
    """A name says which rule failed, so no two cases share one."""
    names = [param.values[0]["name"] for param in all_cases()]
    assert len(names) == len(set(names))
