"""Judgement in words by three bands of the points: 100%–80%（含）, 80%–60%（含）, 60%–0% (财预〔2020〕10号)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hengji.facts.fact import State
from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import JudgementRule, Level
from hengji.scoring.exact import plain
from hengji.scoring.quantity import QUALITATIVE, Reading
from hengji.scoring.rule import HUNDRED, Evidence, Judged, Note, Points, Status, computed, undecided, within
from hengji.scoring.rules.steps import holds
from hengji.scoring.wording import points_text

IGNORED = re.compile(r"[\s\u3000。，,；;、.！!]+")


def says(rule: JudgementRule, weight: Decimal) -> str:
    """The rule in words."""
    return "；".join(f"{level.label}，{_points_text(level, weight)}" for level in rule.levels) + "；判断要引用事实"


def score(rule: JudgementRule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """The band of the level a person, or the words of the table, say is reached; points given must lie within it.

    A judgement that cites no fact is not accepted: the band is told, and somebody has to supply what it rests on.
    """
    if evidence.judged is not None and (evidence.judged.level or evidence.judged.points is not None):
        return _by_person(rule, weight, evidence.judged, rounding)
    if evidence.actual is not None and evidence.actual.state is State.BLANK:
        return undecided(weight, Status.MISSING, "完成值没有填，无法计分。")
    level, why = _by_words(rule, evidence.target, evidence.actual)
    if level is None:
        return undecided(weight, Status.MANUAL, why)
    points = within(weight, level.span, f"{why}，属“{level.label}”，应得 {_points_text(level, weight)}")
    return points if _states_fact(evidence.actual) else _uncited(points)


def _states_fact(actual: Reading | None) -> bool:
    """Whether a cell has something that can be held against papers: a figure or a day."""
    return actual is not None and any(one.is_figure or one.deadline is not None for one in actual.quantities)


def _uncited(points: Points) -> Points:
    says_so = "只有评语，没有引用可以核对的事实（数、日期或佐证材料），这一判断不予认可，请补上依据。"
    return replace(points, status=Status.MANUAL).noted([Note("judgement-uncited", says_so)])


def _by_person(rule: JudgementRule, weight: Decimal, judged: Judged, rounding: Rounding) -> Points:
    share = None if judged.points is None else Fraction(judged.points) / Fraction(weight) * Fraction(HUNDRED)
    if judged.level:
        level = next((level for level in rule.levels if level.id == judged.level), None)
    else:
        level = next((level for level in rule.levels if share is not None and holds(level.span, share)), None)
    if level is None:
        return undecided(weight, Status.MANUAL, "打分不在任何一档之内，请重新判断。")
    band = _points_text(level, weight)
    if not any(cited.strip() for cited in judged.cites):
        return _uncited(within(weight, level.span, f"评为“{level.label}”，应得 {band}"))
    cited = f"，依据：{'、'.join(judged.cites)}"
    if judged.points is None or share is None:
        return within(weight, level.span, f"评为“{level.label}”，应得 {band}{cited}")
    if not holds(level.span, share):
        why = f"评为“{level.label}”应得 {band}，却打了 {plain(judged.points)} 分，请重新打分。"
        return undecided(weight, Status.MANUAL, why)
    working = f"评为“{level.label}”（{band}），打 {plain(judged.points)} 分{cited}"
    return computed(weight, Fraction(judged.points), working, rounding)


def _by_words(rule: JudgementRule, target: Reading | None, actual: Reading | None) -> tuple[Level | None, str]:
    if target is None or actual is None or not actual.quantities:
        return None, "没有写完成情况，请人工判断属于哪一档。"
    said, wanted = _bare(actual.text), _bare(target.text)
    if rule.levels and said == wanted:
        return rule.levels[0], f"完成情况“{actual.text.strip()}”与指标值一致"
    for level in rule.levels:
        if said in level.words:
            return level, f"完成情况写“{actual.text.strip()}”"
    kind = "是定性描述" if actual.quantities[0].relation == QUALITATIVE else "与定性的指标值无法直接相比"
    return None, f"完成情况“{actual.text.strip()}”{kind}，请人工判断属于哪一档。"


def _bare(text: str) -> str:
    return IGNORED.sub("", text)


def _points_text(level: Level, weight: Decimal) -> str:
    low, high = level.span.low or Decimal(0), level.span.high if level.span.high is not None else HUNDRED
    return points_text(weight * low / HUNDRED, weight * high / HUNDRED, high_open=not level.span.high_closed)
