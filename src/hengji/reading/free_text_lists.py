"""Lists of figures dealt out to a list of names in order: 甲、乙、丙分别为1、2、3万元."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hengji.packs.words import WordKind
from hengji.reading.numerals import Numeral
from hengji.reading.vocabulary import QUOTES, Vocabulary

JOINT = re.compile(r"[、,，和及与以\s]+\Z")
SPLIT = re.compile(r"、|以及|和|及|与")
STOPS = "。；：，！？;:!?\n"


def dealt(text: str, numerals: Sequence[Numeral], vocabulary: Vocabulary) -> Mapping[int, tuple[str, Numeral]]:
    """The phrase that belongs to each figure of such a list, by its start, and the figure with the list's unit."""
    found: dict[int, tuple[str, Numeral]] = {}
    figures = [one for one in numerals if one.kind == "figure"]
    at = 0
    while at < len(figures):
        run = _run(text, figures, at)
        if len(run) > 1:
            found.update(_deal(text, run, vocabulary))
        at += len(run)
    return found


def _run(text: str, figures: Sequence[Numeral], at: int) -> list[Numeral]:
    run = [figures[at]]
    for one in figures[at + 1 :]:
        if not JOINT.match(text[max(run[-1].end, run[-1].unit_end) : one.start]):
            break
        run.append(one)
    return run


def _deal(text: str, run: Sequence[Numeral], vocabulary: Vocabulary) -> dict[int, tuple[str, Numeral]]:
    start = run[0].start
    back = max((text.rfind(stop, 0, start) for stop in STOPS), default=-1) + 1
    clause = text[back:start].translate(QUOTES)
    word = vocabulary.last(WordKind.DEAL, clause)
    if word is None:
        return {}
    names = [name for name in SPLIT.split(clause[: word.start()]) if name]
    units = {one.unit for one in run if one.unit}
    if len(names) != len(run) or len(units) > 1:
        return {}
    unit = next(iter(units), "")
    behind = clause[word.end() :]
    return {
        one.start: (f"{name}{behind}", one if one.unit else one._replace(unit=unit))
        for name, one in zip(names, run, strict=True)
    }
