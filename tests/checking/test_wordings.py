"""Declared wordings: the examples of each declaration, and clean paragraphs on which every pass stays silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.checking.filing import HUNAN, library, subject_of_lines

from hengji.checking.finding import Finding, Tally
from hengji.checking.subject import Subject, TextRow
from hengji.checking.wording import check_wordings
from hengji.packs.wording import Wording

OWN = "示例市新溪区信访局"
WORDINGS = list(library().get(HUNAN).texts.values())


def subject_for(lines: Sequence[str], kind: str = "report", own: str = OWN, *, cells: bool = False) -> Subject:
    """A filing of 2023 that says only this, in paragraphs or in the cells of a table."""
    made = subject_of_lines(lines)
    part = replace(made.parts[0], kind=kind, organisation=own)
    rows = [TextRow((line.text,), part.id) for line in made.lines]
    return Subject([part], made.facts, () if cells else made.lines, rows if cells else ())


def found_by(wording: Wording, example: str) -> list[Finding]:
    """What one wording finds in an example."""
    kind = wording.components[0] if wording.components else "report"
    subject = subject_for(example.split("\n"), kind, cells="text" not in wording.where)
    part = replace(subject.parts[0], pack=replace(subject.parts[0].pack, texts={wording.id: wording}))
    return list(check_wordings(Subject([part], subject.facts, subject.lines, subject.rows), Tally()))


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.id)
def test_a_wording_fires_on_what_it_says_it_finds(wording: Wording) -> None:
    for example in wording.fires:
        finding = next(iter(found_by(wording, example)), None)
        assert finding is not None, f"应当查出：{example}"
        assert finding.spots
        assert "{" not in finding.says + finding.working + finding.advice
        for spot in finding.spots:
            assert spot.quote in example


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.id)
def test_a_wording_is_silent_on_what_it_says_is_right(wording: Wording) -> None:
    assert {example: [one.working for one in found_by(wording, example)] for example in wording.holds} == {
        example: [] for example in wording.holds
    }
