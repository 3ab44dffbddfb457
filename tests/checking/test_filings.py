"""No false alarm on hand-annotated filings.

The filings are not part of the project: HENGJI_FILINGS names their folder, by default `shared/filings` beside the
checkout. Their annotations list relations that hold and the defects an annotator found; a finding against the former is
a false alarm, an error that is near none of the latter must be shown to be a discovery first.
"""

from __future__ import annotations

import importlib.util
import json
import os
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.checking.filing import library, lines_of

from hengji.checking.finding import Finding, Spot
from hengji.engine.answers import finding_json
from hengji.engine.session import check_reading, read_file
from hengji.facts.place import TextPlace

ROOT = Path(__file__).resolve().parents[2]
FILINGS = Path(os.environ.get("HENGJI_FILINGS") or ROOT.parent / "shared" / "filings")
NAMES = (
    "lusong-establishment-office-2023",
    "junshan-establishment-office-2020",
    "lanshan-establishment-office-2023",
)


@pytest.fixture(params=NAMES)
def filing(request: pytest.FixtureRequest) -> str:
    """The name of a filing whose text and annotation are both there."""
    name = str(request.param)
    missing = [suffix for suffix in (".txt", ".json") if not (FILINGS / f"{name}{suffix}").is_file()]
    if missing:
        pytest.skip(f"没有标注过的文件 {name}{missing[0]}（HENGJI_FILINGS 指明所在文件夹，默认 {FILINGS}）")
    return name


@cache
def findings_of(name: str) -> tuple[Finding, ...]:
    """What checking a filing finds."""
    return check_reading(read_file(FILINGS / f"{name}.txt", library())).findings


@cache
def annotation_of(name: str) -> dict[str, Any]:
    """What its annotator wrote."""
    found: dict[str, Any] = json.loads((FILINGS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def figures(score: ModuleType, text: str) -> set[Decimal]:
    """The figures of a text, as numbers."""
    return {Decimal(figure) for figure in score.FIGURE.findall(text)}


@pytest.fixture
def score() -> ModuleType:
    """The program that holds answers against annotations; it lies with the filings."""
    path = FILINGS / "score.py"
    if not path.is_file():
        pytest.skip(f"没有 {path}（HENGJI_FILINGS 指明所在文件夹）")
    spec = importlib.util.spec_from_file_location("filings_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_something_is_found_and_every_place_holds(filing: str, score: ModuleType) -> None:
    """Otherwise the tests below would hold of a reader that reads nothing."""
    lines = (FILINGS / f"{filing}.txt").read_text(encoding="utf-8").split("\n")
    found = findings_of(filing)
    assert found
    for number, one in enumerate(found, 1):
        assert score.places_hold(finding_json(one, number), lines), one


def contradicts(one: Finding, held: dict[str, Any], score: ModuleType) -> bool:
    """Whether a finding says of the figures of a relation that holds, on its lines, that it does not.

    Long paragraphs hold many figures on one line, so lines alone tell nothing. A finding without figures (something is
    missing) goes by its words.
    """
    if not set(lines_of(one)) <= set(held["lines"]):
        return False
    pointed = figures(score, " ".join(spot.quote for spot in one.spots))
    if not pointed:
        return any(
            spot.quote.strip("\u3000 ：:") and spot.quote.strip("\u3000 ：:") in held["statement"] for spot in one.spots
        )
    return pointed <= figures(score, held["working"])


# contributions whose sum holds, but which stand under a wrong class: the rule is about the class, not about the sum
ABOUT_OTHER_THINGS = {"cn.fa.insurance-class"}


def test_no_error_or_warning_contradicts_a_relation_that_holds(filing: str, score: ModuleType) -> None:
    alarms = [
        f"{one.rule}: {one.says}{one.working} - 标注说成立：{held['statement']}，{held['working']}"
        for one in findings_of(filing)
        for held in annotation_of(filing)["checks_that_hold"]
        if one.severity != "note" and one.rule not in ABOUT_OTHER_THINGS and contradicts(one, held, score)
    ]
    assert alarms == []


def test_a_relation_that_holds_would_be_recognised_in_a_false_alarm(filing: str, score: ModuleType) -> None:
    """The test above can fail: an alarm made of any relation with its own figures and lines is seen."""
    for held in annotation_of(filing)["checks_that_hold"]:
        said = score.FIGURE.findall(held["working"])
        if said and held["lines"]:
            spots = tuple(Spot(TextPlace(line=line), quote) for line, quote in zip(held["lines"], said, strict=False))
            alarm = Finding("cn.test", "arithmetic", "error", "proved", "", held["working"], "", spots)
            assert contradicts(alarm, held, score), held


def test_every_error_is_near_a_defect_the_annotator_found(filing: str, score: ModuleType) -> None:
    """Nearness is that of score.py: shared lines, and shared figures or the same kind of defect."""
    golds = annotation_of(filing)["findings"]
    strangers = [
        f"{one.rule}: {one.says}{one.working}"
        for number, one in enumerate(findings_of(filing), 1)
        if one.severity == "error" and not any(score.closeness(gold, finding_json(one, number)) > 0 for gold in golds)
    ]
    assert strangers == []
