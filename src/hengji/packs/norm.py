"""Norms: what a unit may have or must reckon with by a rule - posts by beds, teachers by pupils, the price of a car.

A norm says in plain Chinese what is reckoned, which inputs it asks for and by which kind of formula. Its parameters
stand in versions by day, each with its source and how sure it is: C is certain, L likely, V still to be verified.
"""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

from hengji.packs.errors import Mark
from hengji.packs.source import Reader
from hengji.records import dataclass

FORMULAS = ("product", "quotient", "lookup", "limits", "retirement")
ROUNDINGS = ("none", "ceil", "floor", "half-up")
CERTAINTIES = ("C", "L", "V")
INPUT_KINDS = ("number", "date", "choice")


@dataclass(frozen=True, slots=True)
class NormInput:
    """What a person must give: a number in a unit, a date, or one of ``choices`` (id and label)."""

    id: str
    label: str
    kind: str
    unit: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """What the one number is multiplied with, or divided by: a single figure, or any from ``low`` to ``high``."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class LookupRow:
    """A class and the value it has; classes of a number hold from ``above`` (counted in) to ``below`` (not)."""

    id: str
    label: str
    above: Decimal | None
    below: Decimal | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class Limit:
    """The most an input may be for one kind of thing."""

    kind: str
    input: str
    most: Decimal


@dataclass(frozen=True, slots=True)
class RetirementRule:
    """When those retire whose ``inputs`` have these values.

    At ``age`` years; who reaches that from ``start`` on, ``by`` months later for every ``every`` months begun since,
    at most at ``raised_to`` years. Without ``start`` the age stands still.
    """

    inputs: tuple[tuple[str, str], ...]
    label: str
    age: int
    start: date | None
    every: int
    by: int
    raised_to: int


Parameters = Factor | tuple[LookupRow, ...] | tuple[Limit, ...] | tuple[RetirementRule, ...]


@dataclass(frozen=True, slots=True)
class NormVersion:
    """The parameters in force from a day to a day (both counted in), with their source.

    ``note`` is what else a person should know of it, for example what was not found out.
    """

    since: date
    until: date
    parameters: Parameters
    document: str
    article: str
    verified_on: str
    certainty: str
    note: str


@dataclass(frozen=True, slots=True)
class Norm:
    """A declared norm; ``rounding`` is how the result becomes a whole number, ``unit`` what it counts."""

    id: str
    label: str
    says: str
    formula: str
    inputs: tuple[NormInput, ...]
    unit: str
    rounding: str
    versions: tuple[NormVersion, ...]
    mark: Mark

    def version(self, on: date) -> NormVersion | None:
        """The version in force on a day; None when there is none."""
        return next((one for one in self.versions if one.since <= on <= one.until), None)


def load_norm(reader: Reader) -> Norm:
    """A norm as declared."""
    formula = reader.choice("formula", FORMULAS)
    norm = Norm(
        id=reader.text("id"),
        label=reader.text("label"),
        says=reader.text("says"),
        formula=formula,
        inputs=tuple(_input(item) for item in reader.readers("inputs", "输入项")),
        unit=reader.text("unit", ""),
        rounding=reader.choice("rounding", ROUNDINGS, "none"),
        versions=tuple(_version(item, formula) for item in reader.readers("versions", "时段")),
        mark=reader.node.mark,
    )
    if not reader.nodes("versions"):
        hint = "至少写一个时段：versions: [{from: 年-月-日, …, source: {document: …}, certainty: C}]。"
        reader.fail(f"{reader.what}没有写 versions。", hint=hint)
    _fail_mismatched(norm, reader)
    reader.done()
    return norm


def _input(reader: Reader) -> NormInput:
    choices = []
    for item in reader.readers("choices", "选项"):
        choices.append((item.text("id"), item.text("label")))
        item.done()
    found = NormInput(
        id=reader.text("id"),
        label=reader.text("label"),
        kind=reader.choice("kind", INPUT_KINDS, "number"),
        unit=reader.text("unit", ""),
        choices=tuple(choices),
    )
    if (found.kind == "choice") != bool(choices):
        reader.fail("choices 只给 kind: choice 的输入项写，而且要写。", key="choices")
    reader.done()
    return found


def _version(reader: Reader, formula: str) -> NormVersion:
    document = article = ""
    source = reader.child("source")
    if source is None:
        hint = "每个时段都要写明依据：source: {document: 文件编号, article: 条款}。"
        reader.fail("这个时段缺少 source。", hint=hint)
    else:
        inner = Reader(source, reader.mistakes, "依据")
        document, article = inner.text("document"), inner.text("article", "")
        inner.done()
    version = NormVersion(
        since=_date(reader, "from", date(1949, 10, 1)),
        until=_date(reader, "until", date.max),
        parameters=_parameters(reader, formula),
        document=document,
        article=article,
        verified_on=reader.text("verified_on", ""),
        certainty=reader.choice("certainty", CERTAINTIES),
        note=reader.text("note", ""),
    )
    if version.until < version.since:
        reader.fail(f"这个时段的 until（{version.until}）早于 from（{version.since}）。", key="until")
    reader.done()
    return version


def _parameters(reader: Reader, formula: str) -> Parameters:
    if formula in {"product", "quotient"}:
        return _factor(reader)
    if formula == "lookup":
        return tuple(_row(item) for item in _some(reader, "rows", "类别"))
    if formula == "limits":
        return tuple(limit for item in _some(reader, "limits", "限额") for limit in _limits(item))
    return tuple(_rule(item) for item in _some(reader, "rules", "退休规则"))


def _some(reader: Reader, key: str, what: str) -> list[Reader]:
    found = list(reader.readers(key, what))
    if not found:
        reader.fail(f"这个时段没有写 {key}（{what}）。")
    return found


def _factor(reader: Reader) -> Factor:
    """`factor`, or `low` and `high`."""
    if reader.has("factor"):
        low = high = _number(reader, "factor")
    else:
        low, high = _number(reader, "low"), _number(reader, "high")
    if not 0 < low <= high:
        reader.fail("系数应大于 0，low 不大于 high。", key="factor" if reader.has("factor") else "low")
    return Factor(low, high)


def _row(reader: Reader) -> LookupRow:
    above, below = reader.number("above"), reader.number("below")
    row = LookupRow(reader.text("id"), reader.text("label"), above, below, _number(reader, "value"))
    if above is not None and below is not None and below <= above:
        reader.fail("below 应大于 above。", key="below")
    reader.done()
    return row


def _limits(reader: Reader) -> tuple[Limit, ...]:
    kind = reader.text("kind")
    found = []
    for name, node in reader.pairs("most").items():
        text = node.text or ""
        if not _is_number(text):
            reader.fail(f"限额 {name} 应为数字，现为“{text}”。", key="most")
            continue
        found.append(Limit(kind, name, Decimal(text)))
    reader.done()
    return tuple(found)


def _rule(reader: Reader) -> RetirementRule:
    start = _date(reader, "start", date.max) if reader.has("start") else None
    age = int(_number(reader, "age"))
    rule = RetirementRule(
        inputs=tuple(sorted(reader.text_pairs("when").items())),
        label=reader.text("label"),
        age=age,
        start=start,
        every=int(reader.number("every", "1") or 1),
        by=int(reader.number("by", "0") or 0),
        raised_to=int(reader.number("raised_to", str(age)) or age),
    )
    if rule.every < 1 or rule.by < 0 or rule.raised_to < age:
        reader.fail("every 至少为 1，by 不小于 0，raised_to 不小于 age。")
    reader.done()
    return rule


def _number(reader: Reader, key: str) -> Decimal:
    """A number that must be there."""
    if not reader.has(key):
        reader.fail(f"{reader.what}缺少 {key}。")
    return reader.number(key) or Decimal(0)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _date(reader: Reader, key: str, default: date) -> date:
    text = reader.text(key, default.isoformat())
    try:
        return date.fromisoformat(text)
    except ValueError:
        reader.fail(f"{reader.what}的 {key} 应为日期，现为 {text}。", key=key, hint="请写成 2025-01-01。")
        return default


def _fail_mismatched(norm: Norm, reader: Reader) -> None:
    """Inputs and parameters that do not go together, and versions that overlap."""
    kinds = [one.kind for one in norm.inputs]
    wanted = {"product": ["number"], "quotient": ["number"]}.get(norm.formula)
    if wanted is not None and kinds != wanted:
        reader.fail(f"formula: {norm.formula} 要一个数字输入项。", key="inputs")
    if norm.formula == "lookup" and kinds not in (["number"], ["choice"]):
        reader.fail("formula: lookup 要一个输入项，数字或选项。", key="inputs")
    if norm.formula == "limits" and (kinds[:1] != ["choice"] or set(kinds[1:]) != {"number"}):
        reader.fail("formula: limits 先要一个选项，再要至少一个数字。", key="inputs")
    if norm.formula == "retirement" and (kinds[:1] != ["date"] or set(kinds[1:]) != {"choice"}):
        reader.fail("formula: retirement 先要出生日期，再要至少一个选项。", key="inputs")
    for name in _unknown(norm):
        reader.fail(f"versions 里的 {name} 不是声明过的输入项或选项。", key="versions")
    ordered = sorted(norm.versions, key=lambda one: one.since)
    if any(later.since <= earlier.until for earlier, later in itertools.pairwise(ordered)):
        reader.fail("versions 的时段有重叠，一天只能有一个时段。", key="versions")


def _unknown(norm: Norm) -> list[str]:
    """Names in parameters that no input declares."""
    choices = {one.id: {name for name, _ in one.choices} for one in norm.inputs}
    first = norm.inputs[0] if norm.inputs else None
    found: list[str] = []
    for parameter in (one for version in norm.versions for one in _rows(version.parameters)):
        if isinstance(parameter, LookupRow) and first is not None and first.kind == "choice":
            found += [] if parameter.id in choices[first.id] else [parameter.id]
        elif isinstance(parameter, Limit) and first is not None:
            found += [] if parameter.kind in choices[first.id] else [parameter.kind]
            found += [] if parameter.input in choices else [parameter.input]
        elif isinstance(parameter, RetirementRule):
            found += [f"{name}: {value}" for name, value in parameter.inputs if value not in choices.get(name, set())]
    return found


def _rows(parameters: Parameters) -> tuple[Factor | LookupRow | Limit | RetirementRule, ...]:
    return (parameters,) if isinstance(parameters, Factor) else parameters
