"""Reading the scoring rules of a rubric: every mistake of their author with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from hengji.packs.check import KINDS
from hengji.packs.errors import similar
from hengji.packs.rubric_rules import (
    ChecklistRule,
    ComparisonRule,
    Input,
    Item,
    JudgementRule,
    Level,
    LinearRule,
    ManualRule,
    Measure,
    OccurrenceRule,
    RatioRule,
    Rule,
    Step,
    StepsRule,
    TargetRule,
)
from hengji.packs.source import Node, Reader
from hengji.packs.span import HINT, Span, cover_faults, parse_span

HUNDRED = Decimal(100)
ZERO_BASES = ("manual", "not_applicable", "full", "zero")
WHOLE = ("proportional", "up", "down")
SHORTFALLS = ("proportional", "zero", "manual")
EXCESSES = ("target_over_actual", "one_minus_excess", "zero", "manual")
DIRECTIONS = ("at_least", "at_most", "equal", "range", "deadline")


def load_rule(reader: Reader, points: Decimal | None) -> Rule | None:
    """A rule as declared, None after a mistake; ``points`` are the indicator's, None where the table prints them."""
    kind = reader.text("kind")
    loader = LOADERS.get(kind)
    if loader is None:
        hint = similar(kind, LOADERS) or f"可以写的有：{'、'.join(LOADERS)}。"
        reader.fail(f"没有名为 {kind} 的计分规则。", hint=hint, key="kind", code="pack.unknown-rule")
        return None
    before = len(reader.mistakes)
    rule = loader(reader, points)
    reader.done()
    return rule if len(reader.mistakes) == before else None


def _ratio(reader: Reader, _points: Decimal | None) -> Rule:
    return RatioRule(_measure(reader, default="share"), share_of(reader, "cap", "100%"))


def _steps(reader: Reader, points: Decimal | None) -> Rule:
    measure = _measure(reader)
    domain = _span(reader, "domain", "(-∞,+∞)")
    steps = []
    for item in reader.readers("steps", "档"):
        span = _span(item, "in", None)
        steps.append(Step(span, _points(item, "points")))
        item.done()
    _covered(reader, "steps", [step.span for step in steps], domain)
    _best(reader, "steps", [step.points for step in steps], points)
    return StepsRule(measure, tuple(steps), domain)


def _linear(reader: Reader, points: Decimal | None) -> Rule:
    side = reader.choice("side", ("above", "below"))
    if not reader.has("whole"):
        hint = "请写明不足一个百分点怎样扣：proportional（按比例）、up（按一点）、down（不计）。"
        reader.fail(f"{reader.what}缺少 whole。", hint=hint, code="pack.whole")
    rule = LinearRule(
        measure=_measure(reader),
        limit=_amount(reader, "limit"),
        side=side,
        per=_points(reader, "per"),
        whole=reader.choice("whole", WHOLE, WHOLE[0]),
        floor=_points(reader, "floor", "0"),
        each=_amount(reader, "each", "1"),
    )
    if rule.each <= 0:
        reader.fail(f"{reader.what}的 each 应大于 0。", key="each")
    _not_above(reader, "floor", rule.floor, points)
    return rule


def _occurrence(reader: Reader, points: Decimal | None) -> Rule:
    rule = OccurrenceRule(
        of=load_input(reader, "of"),
        per=_points(reader, "per"),
        what=reader.text("what"),
        floor=_points(reader, "floor", "0"),
    )
    _not_above(reader, "floor", rule.floor, points)
    return rule


def _checklist(reader: Reader, points: Decimal | None) -> Rule:
    items = []
    for item in reader.readers("items", "要点"):
        contrary = item.texts("contrary")
        for wrong in (kind for kind in contrary if kind not in KINDS):
            hint = similar(wrong, KINDS) or f"可以写的有：{'、'.join(KINDS)}。"
            item.fail(f"contrary 里的 {wrong} 不是一种核对结果。", hint=hint, key="contrary")
        items.append(Item(item.text("id"), item.text("label"), _points(item, "points"), contrary))
        item.done()
    together = sum((item.points for item in items), Decimal(0))
    if points is not None and together < points:
        reader.fail(
            f"各要点合计 {together:f} 分，不到指标的 {points:f} 分，谁也得不到满分。", key="items", code="pack.points"
        )
    if len({item.id for item in items}) != len(items):
        reader.fail("要点的 id 有重复。", key="items")
    return ChecklistRule(tuple(items))


def _comparison(reader: Reader, points: Decimal | None) -> Rule:
    rule = ComparisonRule(
        of=load_input(reader, "of"),
        to=load_input(reader, "to"),
        less=_points(reader, "less"),
        equal=_points(reader, "equal"),
        greater=_points(reader, "greater"),
        zero=_points(reader, "zero") if reader.has("zero") else None,
        what=reader.text("what", ""),
        base=reader.text("base", "所比数"),
    )
    given = [rule.less, rule.equal, rule.greater, *([] if rule.zero is None else [rule.zero])]
    _best(reader, "less", given, points)
    return rule


def _target(reader: Reader, _points: Decimal | None) -> Rule:
    return TargetRule(
        direction=reader.choice("direction", DIRECTIONS),
        shortfall=reader.choice("shortfall", SHORTFALLS, "proportional"),
        excess=reader.choice("excess", EXCESSES, "manual"),
        over_asks=share_of(reader, "over_asks") if reader.has("over_asks") else None,
        over_review=share_of(reader, "over_review") if reader.has("over_review") else None,
        late_cap=share_of(reader, "late_cap", "100%"),
        done=reader.texts("done"),
        not_done=reader.texts("not_done"),
    )


def _judgement(reader: Reader, _points: Decimal | None) -> Rule:
    levels = []
    for item in reader.readers("levels", "档次"):
        levels.append(Level(item.text("id"), item.text("label"), _span(item, "in", None), item.texts("words")))
        item.done()
    _covered(reader, "levels", [level.span for level in levels], Span(Decimal(0), HUNDRED))
    return JudgementRule(tuple(levels))


def _manual(reader: Reader, _points: Decimal | None) -> Rule:
    return ManualRule(reader.text("why"))


LOADERS: dict[str, Callable[[Reader, Decimal | None], Rule]] = {
    "ratio": _ratio,
    "steps": _steps,
    "linear": _linear,
    "occurrence": _occurrence,
    "checklist": _checklist,
    "comparison": _comparison,
    "target": _target,
    "judgement": _judgement,
    "manual": _manual,
}


def load_input(reader: Reader, key: str) -> Input:
    """An input: a concept id, or a mapping with scenario, period and dimensions."""
    node = reader.child(key)
    if node is None:
        reader.fail(f"{reader.what}缺少 {key}。", hint="请写概念编号，或 {concept: 编号, scenario: 情景}。")
        return Input("")
    return _input_of(node, reader, f"{reader.what}的 {key} ")


def _input_of(node: Node, reader: Reader, what: str) -> Input:
    if node.text is not None:
        return Input(node.text)
    inner = Reader(node, reader.mistakes, what)
    found = Input(
        concept=inner.text("concept"),
        scenario=inner.text("scenario", ""),
        period=int(inner.number("period", "0") or 0),
        dimensions=tuple(sorted(inner.text_pairs("dimensions").items())),
    )
    inner.done()
    return found


def _measure(reader: Reader, default: str = "value") -> Measure:
    how = reader.choice("measure", ("value", "share", "change"), default)
    compared = how != "value"
    if not compared and reader.has("to"):
        reader.fail(
            "只看一个数时不写 to。", hint="要看比率请写 measure: share，要看变动率请写 measure: change。", key="to"
        )
    zero_base = reader.choice("zero_base", ZERO_BASES, "manual")
    return Measure(
        how=how,
        of=load_input(reader, "of"),
        to=load_input(reader, "to") if compared else None,
        unit=reader.text("unit", "%") if not compared else "%",
        absolute=reader.flag("absolute"),
        zero_base=zero_base,
        both_zero=reader.choice("both_zero", ZERO_BASES, zero_base),
    )


def _span(reader: Reader, key: str, default: str | None) -> Span:
    written = reader.text(key, default)
    span = parse_span(written)
    if span is None:
        if written:
            reader.fail(f"{reader.what}的 {key} 写成了 {written}，不是一个区间。", hint=HINT, key=key, code="pack.span")
        return Span(None, None, low_closed=False, high_closed=False)
    return span


def _covered(reader: Reader, key: str, spans: list[Span], domain: Span) -> None:
    if any(span.low is None and span.high is None for span in spans):
        return  # one of them could not be read, which has been said already
    for fault in cover_faults(spans, domain):
        reader.fail(f"{reader.what}的各档不能分清所有情形：{fault}", key=key, code="pack.bands")


def _best(reader: Reader, key: str, given: list[Decimal], points: Decimal | None) -> None:
    if points is not None and given and max(given) != points:
        reader.fail(f"最高一档 {max(given):f} 分，与指标的 {points:f} 分不符。", key=key, code="pack.points")


def _not_above(reader: Reader, key: str, value: Decimal, points: Decimal | None) -> None:
    if points is not None and value > points:
        reader.fail(f"{reader.what}的 {key} {value:f} 高于指标的 {points:f} 分。", key=key, code="pack.points")


def _points(reader: Reader, key: str, default: str | None = None) -> Decimal:
    """A number of points, never negative."""
    value = _amount(reader, key, default)
    if value < 0:
        reader.fail(f"{reader.what}的 {key} 不能是负数。", key=key)
    return value


def _amount(reader: Reader, key: str, default: str | None = None) -> Decimal:
    written = reader.text(key, default).removesuffix("%")
    try:
        return Decimal(written)
    except InvalidOperation:
        if written:
            reader.fail(f"{reader.what}的 {key} 应为数字，现为 {written}。", key=key)
        return Decimal(0)


def share_of(reader: Reader, key: str, default: str | None = None) -> Decimal:
    """A share written as "30%"; a bare number is refused, so that 30 and 0.3 cannot be confused."""
    written = reader.text(key, default)
    if written and not written.endswith("%"):
        reader.fail(f"{reader.what}的 {key} 请带百分号书写，现为 {written}。", key=key)
    return _amount(reader, key, default) / HUNDRED
