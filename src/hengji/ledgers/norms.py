"""What a norm gives for some inputs on a day, with its working, the parameter, its source and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from hengji.errors import HengjiError
from hengji.ledgers.workdays import months_later
from hengji.packs.concept import SourceDocument
from hengji.packs.norm import Factor, Limit, LookupRow, Norm, NormInput, NormVersion, RetirementRule
from hengji.records import dataclass

ROUNDED = {
    "ceil": (ROUND_CEILING, "向上取整"),
    "floor": (ROUND_FLOOR, "舍去小数"),
    "half-up": (ROUND_HALF_UP, "四舍五入"),
}
SURE = {"C": "", "L": "；这一参数较可能，尚未核到原文", "V": "；这一参数待核，用前请以批文或原文为准"}
SHOWN = Decimal("0.0001")
MAY_LACK = {("limits", "number"), ("retirement", "choice")}  # a rule that needs it refuses by itself
Given = Decimal | int | date | str


class NormError(HengjiError):
    """A norm that gives no answer to these inputs."""

    code = "ledger.norm"


@dataclass(frozen=True, slots=True)
class Value:
    """One result: a number in a unit, or a date."""

    label: str
    value: Decimal | date
    unit: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a norm gives: one value, two for a range (least and most), the limits for limits.

    ``exceeded`` tells each limit an input is over; ``working`` is told line by line, its last line names the source.
    """

    norm: str
    values: tuple[Value, ...]
    exceeded: tuple[str, ...]
    working: tuple[str, ...]
    version: NormVersion


@dataclass(frozen=True, slots=True)
class Forecast:
    """Who retires in which year, by id; ``before`` and ``after`` are those outside the years asked for."""

    years: tuple[tuple[int, tuple[str, ...]], ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def work_out(
    norm: Norm, given: Mapping[str, Given], on: date, sources: Mapping[str, SourceDocument] | None = None
) -> Answer:
    """The answer of a norm to the inputs ``given``, by the version in force ``on`` a day.

    ``sources`` are the documents of the pack, by which the working names the source in words.

    Raises:
        NormError: no version holds on the day, or an input is missing, unknown, of the wrong kind or not covered.
    """
    version = _in_force(norm, on)
    _refuse_inputs(norm, given)
    parameters = version.parameters
    exceeded: tuple[str, ...] = ()
    if isinstance(parameters, Factor):
        values, lines = _by_factor(norm, parameters, _number_of(norm.inputs[0], given))
    elif norm.formula == "lookup":
        rows = tuple(one for one in parameters if isinstance(one, LookupRow))
        values, lines = _looked_up(norm, rows, given)
    elif norm.formula == "limits":
        limits = tuple(one for one in parameters if isinstance(one, Limit))
        values, lines, exceeded = _limited(norm, limits, given)
    else:
        rules = tuple(one for one in parameters if isinstance(one, RetirementRule))
        values, lines = _retired(norm, rules, given)
    return Answer(norm.id, values, exceeded, (*lines, _source(version, sources or {})), version)


def forecast(
    norm: Norm, people: Iterable[tuple[str, Mapping[str, Given]]], first: int, last: int, on: date
) -> Forecast:
    """Who reaches the retirement age in the years ``first`` to ``last``, by the rule in force ``on`` a day.

    ``people`` are ids with the inputs of the norm. Years in which nobody retires are told too.

    Raises:
        NormError: as `work_out`, naming the person; the norm is not one of retirement.
    """
    if norm.formula != "retirement":
        raise NormError(f"{norm.label}不是退休测算，不能用来预测退休。", hint="请换一个测算标准。")
    years: dict[int, list[str]] = {year: [] for year in range(first, last + 1)}
    before: list[str] = []
    after: list[str] = []
    for name, given in people:
        try:
            day = work_out(norm, given, on).values[0].value
        except NormError as error:
            raise NormError(f"{name}：{error.message}", hint=error.hint) from error
        year = day.year if isinstance(day, date) else 0
        (before if year < first else after if year > last else years[year]).append(name)
    return Forecast(tuple((year, tuple(names)) for year, names in years.items()), tuple(before), tuple(after))


def retirement_day(rule: RetirementRule, birth: date) -> tuple[date, int]:
    """The day someone reaches the retirement age, and by how many months that was put off."""
    original = months_later(birth, rule.age * 12)
    if rule.start is None or original < rule.start:
        return original, 0
    begun = (original.year - rule.start.year) * 12 + original.month - rule.start.month
    months = min((begun // rule.every + 1) * rule.by, (rule.raised_to - rule.age) * 12)
    return months_later(birth, rule.age * 12 + months), months


def _in_force(norm: Norm, on: date) -> NormVersion:
    version = norm.version(on)
    if version is None:
        spans = "、".join(f"{one.since} 至 {_until(one)}" for one in norm.versions)
        raise NormError(f"{norm.label}在 {on} 没有可用的参数。", hint=f"已收录的时段：{spans}。")
    return version


def _until(version: NormVersion) -> str:
    return "今" if version.until == date.max else version.until.isoformat()


def _refuse_inputs(norm: Norm, given: Mapping[str, Given]) -> None:
    """Inputs that are missing, unknown or not what the norm asks for."""
    known = {one.id: one for one in norm.inputs}
    for name in given:
        if name not in known:
            raise NormError(f"{norm.label}没有 {name} 这一输入项。", hint=f"可以填：{'、'.join(known)}。")
    for one in norm.inputs:
        value = given.get(one.id)
        if value is None:
            if (norm.formula, one.kind) in MAY_LACK:
                continue
            raise NormError(f"{norm.label}缺少{one.label}。", hint=f"请填 {one.id}。")
        _refuse_value(one, value)


def _refuse_value(asked: NormInput, value: Given) -> None:
    labels = dict(asked.choices)
    if asked.kind == "choice" and value not in labels:
        known = "、".join(f"{name}（{label}）" for name, label in labels.items())
        raise NormError(f"{asked.label}写成了“{value}”。", hint=f"只能是：{known}。")
    if asked.kind == "date" and not isinstance(value, date):
        raise NormError(f"{asked.label}应为日期，现为“{value}”。", hint="请写成 2025-01-01。")
    if asked.kind == "number" and (
        not isinstance(value, Decimal | int) or isinstance(value, bool) or not Decimal(value).is_finite() or value < 0
    ):
        raise NormError(f"{asked.label}应为不小于 0 的数，现为“{value}”。", hint="请核对。")


def _number_of(asked: NormInput, given: Mapping[str, Given]) -> Decimal:
    value = given[asked.id]
    return Decimal(value) if isinstance(value, Decimal | int) else Decimal(0)


def _plain(number: Decimal) -> str:
    """A number as a person writes it, at most four decimals."""
    shown = number.quantize(SHOWN, ROUND_HALF_UP) if number != number.to_integral_value() else number
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(norm: Norm, exact: Decimal) -> Decimal:
    return exact if norm.rounding == "none" else exact.to_integral_value(ROUNDED[norm.rounding][0])


def _by_factor(norm: Norm, factor: Factor, number: Decimal) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """A number times the factor, or divided by it; the least result first."""
    asked = norm.inputs[0]
    times = norm.formula == "product"
    sign = "×" if times else "÷"
    factors = dict.fromkeys((factor.low, factor.high) if times else (factor.high, factor.low))
    single = len(factors) == 1
    values, lines = [], []
    for label, by in zip(("结果",) if single else ("最少", "最多"), factors, strict=True):
        exact = number * by if times else number / by
        value = _rounded(norm, exact)
        equals = "=" if exact == exact.quantize(SHOWN) else "≈"
        up = f"，{ROUNDED[norm.rounding][1]}为 {_plain(value)}" if value != exact else ""
        start = "" if single else f"{label}："
        lines.append(
            f"{start}{asked.label} {_plain(number)} {asked.unit} {sign} {_plain(by)} {equals} {_plain(exact)}{up}"
            f"（{norm.unit}）。"
        )
        values.append(Value(norm.label if single else label, value, norm.unit))
    return tuple(values), tuple(lines)


def _looked_up(
    norm: Norm, rows: tuple[LookupRow, ...], given: Mapping[str, Given]
) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """The value of the class that is given, or in which the number lies."""
    asked = norm.inputs[0]
    if asked.kind == "choice":
        row = next((one for one in rows if one.id == given[asked.id]), None)
        shown = dict(asked.choices)[str(given[asked.id])]
    else:
        number = _number_of(asked, given)
        row = next((one for one in rows if _within(one, number)), None)
        shown = f"{_plain(number)} {asked.unit}"
    if row is None:
        known = "、".join(one.label for one in rows)
        hint = f"已收录：{known}。请按上级批文在本地的规则包里补上，并写明依据。"
        raise NormError(f"{norm.label}没有收录{asked.label}为 {shown} 的标准。", hint=hint)
    value = _rounded(norm, row.value)
    line = f"{asked.label}：{shown}，属于“{row.label}”，标准是 {_plain(value)} {norm.unit}。"
    return (Value(norm.label, value, norm.unit),), (line,)


def _within(row: LookupRow, number: Decimal) -> bool:
    return (row.above is None or row.above <= number) and (row.below is None or number < row.below)


def _limited(
    norm: Norm, limits: tuple[Limit, ...], given: Mapping[str, Given]
) -> tuple[tuple[Value, ...], tuple[str, ...], tuple[str, ...]]:
    """The limits of one kind, and which of the numbers given are over theirs."""
    first, *rest = norm.inputs
    kind = dict(first.choices)[str(given[first.id])]
    values, lines, exceeded = [], [], []
    for asked in rest:
        most = next((one.most for one in limits if one.kind == given[first.id] and one.input == asked.id), None)
        if most is None:
            lines.append(f"{kind}：{asked.label}没有规定上限。")
            continue
        values.append(Value(asked.label, most, asked.unit))
        line = f"{kind}：{asked.label}不超过 {_plain(most)} {asked.unit}"
        if asked.id not in given:
            lines.append(f"{line}。")
            continue
        number = _number_of(asked, given)
        over = number - most
        lines.append(f"{line}，现为 {_plain(number)} {asked.unit}，{'超出 ' + _plain(over) if over > 0 else '符合'}。")
        if over > 0:
            exceeded.append(lines[-1])
    return tuple(values), tuple(lines), tuple(exceeded)


def _retired(
    norm: Norm, rules: tuple[RetirementRule, ...], given: Mapping[str, Given]
) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """The day a person reaches the retirement age."""
    birth = given[norm.inputs[0].id]
    rule = next((one for one in rules if all(given.get(name) == value for name, value in one.inputs)), None)
    if rule is None or not isinstance(birth, date):
        said = (dict(one.choices)[str(given[one.id])] if one.id in given else "未填" for one in norm.inputs[1:])
        asked = "、".join(one.label for one in norm.inputs[1:])
        raise NormError(f"{norm.label}没有收录“{'、'.join(said)}”的规定。", hint=f"请填全并核对{asked}。")
    day, months = retirement_day(rule, birth)
    lines = [f"{rule.label}：生于 {birth}，满 {rule.age} 周岁是 {months_later(birth, rule.age * 12)}。"]
    if months:
        years, rest = divmod(rule.age * 12 + months, 12)
        age = f"{years} 岁 {rest} 个月" if rest else f"{years} 岁"
        lines.append(
            f"自 {rule.start} 起每 {rule.every} 个月延迟 {rule.by} 个月，最多到 {rule.raised_to} 周岁；"
            f"延迟 {months} 个月，法定退休年龄 {age}，{day} 达到。"
        )
    return (Value(norm.label, day, ""),), tuple(lines)


def _source(version: NormVersion, sources: Mapping[str, SourceDocument]) -> str:
    """The source of the parameters, since when they hold, and how sure they are."""
    document = sources.get(version.document)
    name = f"{document.title}{f'（{document.number}）' if document.number else ''}" if document else version.document
    checked = f"，{version.verified_on} 核对" if version.verified_on else ""
    note = f"；{version.note}" if version.note else ""
    span = f"（{version.since} 至 {_until(version)}）"
    return f"依据：{name}{version.article}{span}{checked}{note}{SURE[version.certainty]}。"
