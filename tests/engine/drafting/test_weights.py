"""Points printed in a sample against the rubric of the pack above."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.engine.drafting.by_example import every

from hengji.engine.drafting.weights import rubric_beyond
from hengji.facts.fact import FactKey, Kind, State, Statement

RUBRIC = every().get("cn-430000-hunan").rubrics["hn.scoring_sheet"]


def printed(points: dict[str, str]) -> list[Statement]:
    weights = [
        Statement(
            f"f{number}",
            FactKey("indicator.weight", "2023", dimensions=(("indicator", name),)),
            State.REPORTED,
            Kind.SCORE,
            value=Decimal(value),
        )
        for number, (name, value) in enumerate(points.items())
    ]
    return [replace(one, text="") for one in weights]


def test_the_same_points_are_no_difference() -> None:
    same = {one.label: f"{one.points:f}" for one in RUBRIC.indicators}
    assert rubric_beyond(RUBRIC, printed(same)) == ({}, [])


def test_points_moved_from_one_indicator_to_another() -> None:
    first, second = RUBRIC.indicators[:2]
    tree, told = rubric_beyond(
        RUBRIC, printed({first.label: f"{first.points + 1:f}", second.label: f"{second.points - 1:f}"})
    )
    assert tree == {
        "rubric": "hn.scoring_sheet",
        "indicators": [
            {"id": first.id, "points": f"{first.points + 1:f}"},
            {"id": second.id, "points": f"{second.points - 1:f}"},
        ],
    }
    assert told[0] == f"“{first.label}”{first.points + 1:f} 分（那里是 {first.points:f} 分）"


def test_points_that_do_not_add_up_are_only_told() -> None:
    first = RUBRIC.indicators[0]
    tree, told = rubric_beyond(RUBRIC, printed({first.label: f"{first.points + 1:f}"}))
    assert tree == {}
    assert told[-1].startswith("按样表改分值以后合计不是 100 分")


def test_an_indicator_printed_with_two_values_says_nothing() -> None:
    first = RUBRIC.indicators[0]
    both = [*printed({first.label: "1"}), *printed({first.label: "2"})]
    assert rubric_beyond(RUBRIC, both) == ({}, [])
