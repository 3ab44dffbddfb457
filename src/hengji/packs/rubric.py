"""Rubrics as declared: how an evaluation's points are earned, indicator by indicator, and which grade a total means.

A rubric either fixes its indicators and their points (a county's scoring sheet), or says by ``rows`` how the indicators
a unit writes into its own table are scored, according to how their target is written (a self-evaluation table).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hengji.facts.unit import UnitKind
from hengji.packs.check import Version, read_versions
from hengji.packs.errors import Mark, similar
from hengji.packs.pick import checked_phrases
from hengji.packs.rubric_rule_loading import load_input, load_rule
from hengji.packs.rubric_rules import Input, Rule, inputs_of
from hengji.packs.source import Reader
from hengji.packs.span import HINT, Span, cover_faults, parse_span
from hengji.records import dataclass

ROUNDING_MODES = ("half_up", "half_even", "down")
RELATIONS = ("=", "≥", ">", "≤", "<", "≈", "range", "qualitative", "deadline")
MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Rounding:
    """To how many decimals points are given, and which way (`half_up`, `half_even`, `down`)."""

    digits: int = 2
    mode: str = "half_up"


@dataclass(frozen=True, slots=True)
class Group:
    """A first-level indicator; ``points`` is None where a filing distributes them itself."""

    id: str
    label: str
    aliases: tuple[str, ...]
    points: Decimal | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its points and rule. ``versions`` is empty when it holds as long as its rubric does.

    ``subgroup`` is its second-level heading as printed. ``applies`` is the figure it is about: where that is zero there
    is nothing to evaluate (支付进度 without 专项资金).
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    group: str
    points: Decimal
    rule: Rule | None
    versions: tuple[Version, ...]
    note: str
    mark: Mark
    applies: Input | None = None
    subgroup: str = ""

    def holds(self, year: int) -> bool:
        """Whether it counts in a fiscal year in which its rubric is in force."""
        return not self.versions or any(version.since <= year <= version.until for version in self.versions)


@dataclass(frozen=True, slots=True)
class RowRule:
    """Rule for rows whose target is written with one of ``relations``, in these groups and kinds of unit, or any."""

    id: str
    relations: tuple[str, ...]
    groups: tuple[str, ...]
    units: tuple[str, ...]
    rule: Rule | None
    versions: tuple[Version, ...]
    note: str
    mark: Mark

    def holds(self, year: int) -> bool:
        """Whether it counts in a fiscal year in which its rubric is in force."""
        return not self.versions or any(version.since <= year <= version.until for version in self.versions)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the totals it is given for."""

    id: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Scheme:
    """A customary distribution of the total over groups and indicators, by their ids."""

    id: str
    label: str
    points: Mapping[str, Decimal]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Rubric:
    """A scoring method; a claimed score within ``tolerance`` of the computed one is not called wrong.

    ``components`` are the kinds of paper it scores; ``framework`` is the system of common indicators it gives points
    to. ``disclaims`` are phrases by which a filing says that it has no such indicator (无此考核指标).
    """

    id: str
    label: str
    components: tuple[str, ...]
    total: Decimal
    rounding: Rounding
    tolerance: Decimal
    groups: tuple[Group, ...]
    schemes: tuple[Scheme, ...]
    indicators: tuple[Indicator, ...]
    rows: tuple[RowRule, ...]
    grades: tuple[Grade, ...]
    versions: tuple[Version, ...]
    note: str
    mark: Mark
    disclaims: tuple[str, ...] = ()
    framework: str = ""

    def version(self, year: int) -> Version | None:
        """The version in force in a fiscal year; None when the rubric does not apply."""
        return next((version for version in self.versions if version.since <= year <= version.until), None)

    def indicators_in(self, year: int) -> tuple[Indicator, ...]:
        """The indicators that count in a fiscal year."""
        return tuple(indicator for indicator in self.indicators if indicator.holds(year))

    def indicator(self, name: str) -> Indicator | None:
        """An indicator by id."""
        return next((indicator for indicator in self.indicators if indicator.id == name), None)

    def group_named(self, label: str) -> Group | None:
        """The group a printed first-level heading means."""
        return next((group for group in self.groups if label in (group.label, *group.aliases)), None)

    def row_rule(self, relation: str, group: str, unit: UnitKind | None, year: int) -> RowRule | None:
        """The first row rule that fits how a target is written, its group's id and the kind of its unit."""
        for row in self.rows:
            fits = (not row.groups or group in row.groups) and (
                not row.units or (unit is not None and unit in row.units)
            )
            if relation in row.relations and fits and row.holds(year):
                return row
        return None

    def inputs(self) -> Iterator[tuple[Mark, Input]]:
        """Every figure its rules ask for, with the line that does."""
        rules = [(held.mark, held.rule) for held in self.indicators] + [(held.mark, held.rule) for held in self.rows]
        for mark, rule in rules:
            if rule is not None:
                yield from ((mark, asked) for asked in inputs_of(rule))
        yield from ((held.mark, held.applies) for held in self.indicators if held.applies is not None)

    def documents(self) -> Iterator[tuple[Mark, str]]:
        """Every source it cites, with the line that does."""
        cited = [(self.mark, self.versions)]
        cited += [(held.mark, held.versions) for held in self.indicators]
        cited += [(held.mark, held.versions) for held in self.rows]
        for mark, versions in cited:
            yield from ((mark, version.document) for version in versions)


def load_rubric(reader: Reader) -> Rubric:
    """A rubric as declared; every mistake is recorded with its file and line."""
    total = reader.number("total", "100") or Decimal(100)
    rubric = Rubric(
        id=reader.text("rubric"),
        label=reader.text("label"),
        components=_components(reader),
        total=total,
        rounding=_rounding(reader),
        tolerance=reader.number("tolerance", "0") or Decimal(0),
        groups=tuple(_group(item) for item in reader.readers("groups", "指标大类")),
        schemes=tuple(_scheme(item) for item in reader.readers("schemes", "分值方案")),
        indicators=tuple(_indicator(item) for item in reader.readers("indicators", "指标")),
        rows=tuple(_row(item) for item in reader.readers("rows", "表内指标的规则")),
        grades=_grades(reader, total),
        versions=read_versions(reader),
        note=reader.text("note", ""),
        mark=reader.node.mark,
        disclaims=checked_phrases(reader, "disclaims"),
        framework=reader.text("framework", ""),
    )
    reader.done()
    _check_names(reader, rubric)
    _check_points(reader, rubric)
    _check_rows(reader, rubric)
    return rubric


def _components(reader: Reader) -> tuple[str, ...]:
    found = reader.texts("component")
    if not found:
        reader.fail(f"{reader.what}缺少 component。", hint="请写明给哪种材料打分，如 component: scoring_sheet。")
    return found


def _rounding(reader: Reader) -> Rounding:
    node = reader.child("rounding")
    if node is None:
        reader.fail(
            f"{reader.what}缺少 rounding。", hint="请写明得分保留几位、怎样舍入：rounding: {digits: 2, mode: half_up}。"
        )
        return Rounding()
    inner = Reader(node, reader.mistakes, "rounding ")
    digits = inner.number("digits", "2")
    if digits is None or digits != int(digits) or not 0 <= digits <= MOST_DIGITS:
        inner.fail(f"rounding 的 digits 应为 0 到 {MOST_DIGITS} 的整数。", key="digits")
        digits = Decimal(2)
    rounding = Rounding(int(digits), inner.choice("mode", ROUNDING_MODES))
    inner.done()
    return rounding


def _group(item: Reader) -> Group:
    group = Group(item.text("id"), item.text("label"), item.texts("aliases"), item.number("points"), item.node.mark)
    item.done()
    return group


def _scheme(item: Reader) -> Scheme:
    points = {name: _decimal(item, name, text) for name, text in item.text_pairs("points").items()}
    scheme = Scheme(item.text("id"), item.text("label"), points, item.node.mark)
    item.done()
    return scheme


def _decimal(item: Reader, name: str, text: str) -> Decimal:
    if not text.replace(".", "", 1).isdigit():
        item.fail(f"{item.what}里 {name} 的分值应为数字，现为 {text}。", key="points")
        return Decimal(0)
    return Decimal(text)


def _indicator(item: Reader) -> Indicator:
    name, points = item.text("id"), item.number("points")
    if points is None or points <= 0:
        item.fail(f"指标 {name} 的分值应为大于 0 的数。", key="points", code="pack.points")
    indicator = Indicator(
        id=name,
        label=item.text("label"),
        aliases=item.texts("aliases"),
        group=item.text("group", ""),
        points=points or Decimal(0),
        rule=_rule(item, name, points),
        versions=_own_versions(item),
        note=item.text("note", ""),
        mark=item.node.mark,
        applies=load_input(item, "applies") if item.has("applies") else None,
        subgroup=item.text("subgroup", ""),
    )
    item.done()
    return indicator


def _row(item: Reader) -> RowRule:
    name = item.text("id")
    row = RowRule(
        id=name,
        relations=item.texts("relations"),
        groups=item.texts("groups"),
        units=item.texts("units"),
        rule=_rule(item, name, None),
        versions=_own_versions(item),
        note=item.text("note", ""),
        mark=item.node.mark,
    )
    for wrong in (relation for relation in row.relations if relation not in RELATIONS):
        item.fail(f"没有 {wrong} 这种写法。", hint=f"可以写的有：{'、'.join(RELATIONS)}。", key="relations")
    for wrong in (unit for unit in row.units if unit not in set(UnitKind)):
        item.fail(f"没有名为 {wrong} 的单位种类。", hint=similar(wrong, [kind.value for kind in UnitKind]), key="units")
    item.done()
    return row


def _rule(item: Reader, name: str, points: Decimal | None) -> Rule | None:
    node = item.child("rule")
    if node is None:
        item.fail(f"{item.what} {name} 缺少 rule。", hint="请写明计分规则：rule: {kind: …}。")
        return None
    return load_rule(Reader(node, item.mistakes, f"{item.what} {name} 的计分规则"), points)


def _own_versions(item: Reader) -> tuple[Version, ...]:
    return read_versions(item) if item.has("versions") else ()


def _grades(reader: Reader, total: Decimal) -> tuple[Grade, ...]:
    grades = []
    for item in reader.readers("grades", "等次"):
        written = item.text("in")
        span = parse_span(written)
        if span is None:
            item.fail(f"等次的 in 写成了 {written}，不是一个区间。", hint=HINT, key="in", code="pack.span")
        else:
            grades.append(Grade(item.text("id"), item.text("label"), span))
            item.done()
    if grades:
        for fault in cover_faults([grade.span for grade in grades], Span(Decimal(0), total)):
            reader.fail(f"{reader.what}的等次分不清所有总分：{fault}", key="grades", code="pack.bands")
    return tuple(grades)


def _check_names(reader: Reader, rubric: Rubric) -> None:
    groups = [group.id for group in rubric.groups]
    names = [*groups, *(held.id for held in rubric.indicators), *(held.id for held in rubric.rows)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        reader.fail(f"编号 {name} 用了不止一次。", code="pack.duplicate")
    asked = [("indicators", held.id, held.group) for held in rubric.indicators if held.group]
    asked += [("rows", held.id, group) for held in rubric.rows for group in held.groups]
    for key, owner, group in asked:
        if group not in groups:
            says = f"{owner} 所属的一级指标 {group} 没有声明。"
            reader.fail(says, hint=similar(group, groups), key=key, code="pack.unknown-group")


def _check_points(reader: Reader, rubric: Rubric) -> None:
    """The points add up to the total in every fiscal year: those of all indicators, or those of every scheme."""
    known = [*(group.id for group in rubric.groups), *(indicator.id for indicator in rubric.indicators)]
    for scheme in rubric.schemes:
        together = sum(scheme.points.values(), Decimal(0))
        if together != rubric.total:
            _fail_total(reader, "schemes", f"分值方案 {scheme.id} ", together, rubric.total)
        for name in (name for name in scheme.points if name not in known):
            reader.fail(
                f"分值方案 {scheme.id} 里的 {name} 没有声明。",
                hint=similar(name, known),
                key="schemes",
                code="pack.unknown-group",
            )
    if rubric.rows:
        _check_frame(reader, rubric)
        return
    for year in sorted(_turning_years(rubric)):
        held = rubric.indicators_in(year)
        together = sum((indicator.points for indicator in held), Decimal(0))
        if together != rubric.total:
            _fail_total(reader, "indicators", f"{year} 年各指标", together, rubric.total)
        for group in rubric.groups:
            inside = sum((indicator.points for indicator in held if indicator.group == group.id), Decimal(0))
            if group.points is not None and inside != group.points:
                _fail_total(reader, "groups", f"{year} 年“{group.label}”下各指标", inside, group.points)


def _check_frame(reader: Reader, rubric: Rubric) -> None:
    """The points a county gives the groups of a unit's own table, where it gives them to all that count."""
    given = [group.points for group in rubric.groups if group.points is not None]
    together = sum(given, sum((indicator.points for indicator in rubric.indicators), Decimal(0)))
    if given and together != rubric.total:
        _fail_total(reader, "groups", "各一级指标", together, rubric.total)


def _fail_total(reader: Reader, key: str, what: str, together: Decimal, wanted: Decimal) -> None:
    more = "多" if together > wanted else "少"
    says = f"{what}分值合计 {together:f} 分，应为 {wanted:f} 分，{more} {abs(together - wanted):f} 分。"
    reader.fail(says, key=key, code="pack.total")


def _turning_years(rubric: Rubric) -> set[int]:
    """The years in which the set of indicators may change, within the years of the rubric."""
    years = {version.since for version in rubric.versions}
    for indicator in rubric.indicators:
        years |= {year for version in indicator.versions for year in (version.since, version.until + 1)}
    return {year for year in years if rubric.version(year) is not None}


def _check_rows(reader: Reader, rubric: Rubric) -> None:
    """Some rule without conditions fits every way of writing a target."""
    if not rubric.rows:
        return
    general = {relation for row in rubric.rows if not row.groups and not row.units for relation in row.relations}
    missing = [relation for relation in RELATIONS if relation not in general]
    if missing:
        reader.fail(f"没有写怎样给这几种指标值计分：{'、'.join(missing)}。", key="rows", code="pack.rows")
