"""A target of the table against the value reached: full points, or points × 完成值 ÷ 指标值 (财预〔2020〕10号).

Values that exceed the target by much are told and explained, never punished by the program. Where the regulation gives
no formula (reverse targets, missed deadlines, unclear figures) a person decides within the points that remain possible.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hengji.facts.fact import State
from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import TargetRule
from hengji.scoring.attainment import Outcome, Pair, in_base, is_exact, outcome, paired
from hengji.scoring.exact import plain, rounded, shown
from hengji.scoring.quantity import EQUAL, Quantity, Reading
from hengji.scoring.rule import OVER_TARGET, Evidence, Note, Points, Status, computed, undecided
from hengji.scoring.timeliness import score_deadline

UNREADABLE = ("relation-and-range", "range-reversed", "range-units", "two-relations")
SHORTFALL = {
    "proportional": "未达到的按完成值与指标值的比例得分",
    "zero": "未达到的不得分",
    "manual": "未达到的由人判断",
}
EXCESS = {
    "target_over_actual": "超出的按指标值与完成值的比例得分",
    "one_minus_excess": "每超出指标值 1% 扣该项分值的 1%，扣完为止",
    "zero": "超出的不得分",
    "manual": "超出的由人判断",
}
STATES = {State.BLANK: Status.MISSING, State.NOT_APPLICABLE: Status.NOT_APPLICABLE, State.NIL: Status.MANUAL}


def says(rule: TargetRule, weight: Decimal) -> str:
    """The rule in words."""
    full = f"达到指标值得 {plain(weight)} 分"
    match rule.direction:
        case "at_least":
            return f"{full}；{SHORTFALL[rule.shortfall]}"
        case "at_most":
            return f"不超过指标值得 {plain(weight)} 分；{EXCESS[rule.excess]}"
        case "deadline":
            return f"按期完成得 {plain(weight)} 分；逾期的由人判断，不到 {plain(rule.late_cap * weight)} 分"
    return f"{full}；{SHORTFALL[rule.shortfall]}；{EXCESS[rule.excess]}"


def score(rule: TargetRule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """The points of a row, from its two cells."""
    target, actual = evidence.target, evidence.actual
    if target is None or actual is None:
        return undecided(weight, Status.MISSING, "没有指标值或完成值，无法计分。")
    for reading, whose in ((target, "指标"), (actual, "完成")):
        name = f"{whose}值"
        if reading.state in STATES:
            return _without_value(weight, STATES[reading.state], name, reading)
        unclear = next((problem for problem in reading.problems if problem.code in UNREADABLE), None)
        if unclear is not None:
            return undecided(weight, Status.NOT_COMPARABLE, f"{name}{unclear.message}请改写后再计分。")
    if rule.direction == "deadline":
        return score_deadline(rule, weight, target, actual, rounding)
    if len(target.quantities) > 1 or len(actual.quantities) > 1:
        return _several(rule, weight, target, actual, rounding)
    return _one(rule, weight, target.quantities[0], actual.quantities[0], rounding)


def _without_value(weight: Decimal, status: Status, name: str, reading: Reading) -> Points:
    if status is Status.MISSING:
        return undecided(weight, status, f"{name}没有填，无法计分。")
    return undecided(weight, status, f"{name}填的是“{reading.text.strip()}”，请说明并由人判断。")


def _several(rule: TargetRule, weight: Decimal, target: Reading, actual: Reading, rounding: Rounding) -> Points:
    """Several figures in one cell: full points when each meets its own target; nobody said how to divide them else."""
    ask = f"指标值“{target.text.strip()}”与完成值“{actual.text.strip()}”一格多数，请分开填写，或由人判断。"
    if len(target.quantities) != len(actual.quantities):
        return undecided(weight, Status.MANUAL, ask)
    pairs = zip(target.quantities, actual.quantities, strict=True)
    parts = [_one(rule, weight, wanted, reached, rounding) for wanted, reached in pairs]
    if all(part.points == weight for part in parts):
        return replace(parts[0], working="；".join(part.working for part in parts))
    return undecided(weight, Status.MANUAL, ask)


def _one(rule: TargetRule, weight: Decimal, target: Quantity, actual: Quantity, rounding: Rounding) -> Points:
    if not actual.is_figure or not target.is_figure:
        why = f"完成值“{actual.text}”与指标值“{target.text}”写法不同，无法直接相比，请人工判断。"
        return undecided(weight, Status.MANUAL, why)
    pair = paired(target, actual)
    if pair is None:
        why = f"完成值“{actual.text}”与指标值“{target.text}”单位不同，不可比，请人工判断。"
        return undecided(weight, Status.NOT_COMPARABLE, why)
    if target.value == 0 and target.relation == EQUAL and rule.direction == "at_least":
        return _zero_target(weight, pair, rounding).noted(pair.notes)
    return _by_outcome(rule, weight, pair, rounding).noted(pair.notes)


def _zero_target(weight: Decimal, pair: Pair, rounding: Rounding) -> Points:
    if pair.actual.value == 0:
        return computed(weight, Fraction(weight), f"完成值与指标值都为 0，得满分 {plain(weight)} 分", rounding)
    why = f"指标值为 0，完成值“{pair.actual.text}”与它不可比，请人工判断。"
    return undecided(weight, Status.NOT_COMPARABLE, why)


def _by_outcome(rule: TargetRule, weight: Decimal, pair: Pair, rounding: Rounding) -> Points:
    target, actual = pair.target, pair.actual
    result = outcome(rule.direction, pair)
    if result is Outcome.UNCLEAR:
        why = f"完成值“{actual.text}”不是确数，看不出是否达到指标值“{target.text}”，请改写或由人判断。"
        return undecided(weight, Status.MANUAL, why)
    if result is Outcome.REACHED:
        working = f"完成值 {actual.text} 达到指标值 {target.text}，得满分 {plain(weight)} 分"
        return _over(rule, pair, computed(weight, Fraction(weight), working, rounding))
    way = rule.shortfall if result is Outcome.SHORT else rule.excess
    gap = "未达到" if result is Outcome.SHORT else "超出"
    head = f"完成值 {actual.text} {gap}指标值 {target.text}"
    limit = _limit(target, result)
    value = in_base(actual.value, actual.unit) if is_exact(actual) and actual.value is not None else None
    if way == "zero":
        return computed(weight, Fraction(0), f"{head}，不得分", rounding)
    if way == "manual" or value is None or limit is None or limit <= 0 or value < 0:
        return _by_person(weight, head, way, exact=value is not None)
    return _by_formula(way, weight, pair, head, (Fraction(value), Fraction(limit)), rounding)


def _limit(target: Quantity, result: Outcome) -> Decimal | None:
    """The end of the target that was missed, in the base unit."""
    if target.value is not None:
        return in_base(target.value, target.unit)
    end = target.low if result is Outcome.SHORT else target.high
    return None if end is None else in_base(end, target.unit)


def _by_person(weight: Decimal, head: str, way: str, *, exact: bool) -> Points:
    why = "规则没有规定怎样扣分" if way == "manual" else ("比例没有意义" if exact else "完成值不是确数")
    status = Status.NOT_COMPARABLE if way != "manual" and exact else Status.MANUAL
    return replace(undecided(weight, status, f"{head}，{why}，请人工判断。"), high_open=True)


def _by_formula(
    way: str, weight: Decimal, pair: Pair, head: str, figures: tuple[Fraction, Fraction], rounding: Rounding
) -> Points:
    value, limit = figures
    reached, asked = _figure_text(pair.actual), _figure_text(pair.target, limit)
    match way:
        case "proportional":
            share, formula = value / limit, f"{reached} ÷ {asked}"
        case "target_over_actual":
            share, formula = limit / value, f"{asked} ÷ {reached}"
        case _:
            share = max(Fraction(0), 1 - (value - limit) / limit)
            formula = f"[1 - ({reached} - {asked}) ÷ {asked}]"
    exact = Fraction(weight) * share
    points = rounded(exact, rounding)
    sign = "=" if Fraction(points) == exact else "≈"
    floor = "，扣完为止" if share == 0 else ""
    return computed(weight, exact, f"{head}；{plain(weight)} × {formula} {sign} {plain(points)}{floor}", rounding)


def _figure_text(quantity: Quantity, limit: Fraction | None = None) -> str:
    """The figure with its unit; of a range, the end that was missed."""
    unit = quantity.unit_text or (quantity.unit.id if quantity.unit is not None else "")
    if quantity.value is not None:
        return f"{plain(quantity.value)}{unit}"
    factor = Fraction(quantity.unit.factor) if quantity.unit is not None else Fraction(1)
    return f"{shown((limit or Fraction(0)) / factor)[1]}{unit}"


def _over(rule: TargetRule, pair: Pair, points: Points) -> Points:
    """A note when the target is exceeded by so much that it was perhaps set too low."""
    target, actual = pair.target, pair.actual
    known = target.value is not None and actual.value is not None and is_exact(actual)
    if not known or rule.direction != "at_least" or rule.over_asks is None or not target.value or target.value < 0:
        return points
    base, reached = (
        Fraction(in_base(target.value, target.unit)),
        Fraction(in_base(actual.value or Decimal(0), actual.unit)),
    )
    over = (reached - base) / base
    if over <= Fraction(rule.over_asks):
        return points
    sign, digits = shown(over * 100)
    about = "约 " if sign == "≈" else " "
    says_so = f"完成值超出指标值{about}{digits}%，请分析原因；若是指标值定得明显偏低，得分应适度调减。"
    if rule.over_review is not None and over > Fraction(rule.over_review):
        says_so += "请审核人复核。"
    return replace(points, asks_reason=True).noted([Note(OVER_TARGET, says_so)])
