"""Lists of figures dealt out to a list of names in order: 甲、乙、丙分别为1、2、3万元."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hengji.packs.words import WordKind
from hengji.reading.numerals.lexer import Numeral
from hengji.reading.prose.clause import MARK
from hengji.reading.prose.vocabulary import QUOTES, Vocabulary

JOINT = re.compile(r"[、,，和及与以\s]+\Z")
SPLIT, LAST = re.compile("、"), re.compile("以及|[和及与]")
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
    clause = MARK.sub("", text[back:start].translate(QUOTES))
    word = vocabulary.last(WordKind.DEAL, clause)
    if word is None:
        return {}
    names = _names(clause[: word.start()], len(run))
    shared = vocabulary.ends[WordKind.SCENARIO].search(names[-1]) if names else None
    if shared is not None:  # 甲、乙预算分别为: the budget of each
        names = [*(f"{name}{shared[0]}" for name in names[:-1]), names[-1]]
    units = {one.unit for one in run if one.unit}
    behind = clause[word.end() :]
    if not names and "、" not in clause:  # dealt to what the sentence spoke of before: 同比分别下降……
        names = [clause[: word.start()]] * len(run)
    if not names or len(units) > 1:
        return {}
    unit = next(iter(units), "")
    return {
        one.start: (f"{name}{behind}", one if one.unit else one._replace(unit=unit))
        for name, one in zip(names, run, strict=True)
    }


def _names(said: str, wanted: int) -> list[str]:
    """A list of so many names; a joining word may stand inside a name (商品和服务支出)."""
    names = [name for name in SPLIT.split(said) if name]
    if names and len(names) == wanted - 1:
        last = names.pop()
        found = list(LAST.finditer(last))
        names += [last[: found[-1].start()], last[found[-1].end() :]] if found else [last]
    return names if len(names) == wanted and all(names) else []
