"""How the indicators of a filing differ from its county's standard, and whether its points keep the county's frame.

A unit may change its own indicators (君山: 修改了指标体系的，评分表相应修改); the points of groups and whole stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hengji.checking.evidence.indicators import Row, plain
from hengji.checking.subject import SubjectPart
from hengji.engine.sheet import prints
from hengji.facts.numbers import plain_text
from hengji.packs.framework import Framework
from hengji.packs.rubric import Group, Indicator, Rubric
from hengji.records import dataclass
from hengji.scoring.claims import Funding
from hengji.scoring.rule import Note
from hengji.scoring.scorecard import IndicatorRow, group_name

ADDED, DROPPED, POINTS, STANDARD = "added", "dropped", "points", "standard"
JOINED = "、"


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator that is not as in the standard; points None where that side has no such indicator, or no points."""

    kind: str
    indicator: str
    group: str
    standard_points: Decimal | None
    own_points: Decimal | None
    says: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What differs from the standard, and what breaks its frame (points that do not make up the whole, or a group)."""

    differences: tuple[Difference, ...] = ()
    faults: tuple[Note, ...] = ()


def frame_of_sheet(rubric: Rubric, part: SubjectPart, rows: Sequence[Row], claimed: Mapping[str, Row]) -> Frame:
    """A sheet against the rubric whose indicators it should have; ``claimed`` are the rows of known indicators."""
    if not any(row.table for row in rows):
        return Frame()  # points told in a text: nobody prints the whole sheet there
    points = [(row.text("group"), value) for row in rows if (value := _weight(row)) is not None]
    framework = part.pack.frameworks.get(rubric.framework)
    return Frame(tuple(_differences(rubric, part.year, rows, claimed, framework)), tuple(_faults(rubric, points)))


def frame_of_table(rubric: Rubric, rows: Sequence[IndicatorRow], funding: Funding | None) -> Frame:
    """A table of a unit's own indicators against the points its county gives the groups."""
    points = [(group_name(row.group), row.weight) for row in rows if row.weight is not None]
    if funding is not None and funding.weight is not None:
        points.append(("", funding.weight))
    return Frame((), tuple(_faults(rubric, points)))


def _weight(row: Row) -> Decimal | None:
    cell = row.cell("weight")
    return cell.value if cell is not None else None


def _differences(
    rubric: Rubric, year: int, rows: Sequence[Row], claimed: Mapping[str, Row], framework: Framework | None
) -> Iterator[Difference]:
    names = {plain(name) for row in rows for name in (row.name, *row.name.split(JOINED))}
    for indicator in rubric.indicators_in(year):
        row = claimed.get(indicator.id)
        group = _label(rubric, indicator)
        if row is None:
            if not names & {plain(name) for name in (indicator.label, *indicator.aliases)}:
                says = f"县里有“{indicator.label}”（{plain_text(indicator.points)} 分），本表没有。"
                yield Difference(DROPPED, indicator.label, group, indicator.points, None, says)
            continue
        own = _weight(row)
        if own is not None and own != indicator.points:
            says = f"“{indicator.label}”县里 {plain_text(indicator.points)} 分，本表 {plain_text(own)} 分。"
            yield Difference(POINTS, indicator.label, group, indicator.points, own, says)
        elif not prints(row, indicator):
            says = f"“{indicator.label}”的评分标准与县里的不同，这一项不按县里的办法计分，由人判断。"
            yield Difference(STANDARD, indicator.label, group, indicator.points, own, says)
    for row in rows:
        if row.cell("score") is not None and row not in claimed.values():
            yield _own(row, framework)


def _own(row: Row, framework: Framework | None) -> Difference:
    own = _weight(row)
    common = framework.named(f"{row.text('subgroup')}·{row.name}", row.name) if framework is not None else None
    kind = "是国家共性指标，县里的评分表没有" if common is not None else "是本单位自设的指标"
    worth = f"，{plain_text(own)} 分" if own is not None else ""
    says = f"“{row.name}”{kind}{worth}；没有县里的计分规则，由人判断。"
    return Difference(ADDED, row.name, row.text("group"), None, own, says)


def _label(rubric: Rubric, indicator: Indicator) -> str:
    return next((group.label for group in rubric.groups if group.id == indicator.group), "")


def _faults(rubric: Rubric, points: Sequence[tuple[str, Decimal]]) -> Iterator[Note]:
    """Points that do not add up to the whole, or not to what the county gives a group."""
    together = sum((value for _, value in points), Decimal(0))
    if points and together != rubric.total:
        yield _fault("weights-total", "各指标", together, rubric.total)
    for group in rubric.groups:
        inside = [value for name, value in points if _is(group, name)]
        if group.points is not None and inside and sum(inside, Decimal(0)) != group.points:
            yield _fault("weights-group", f"“{group.label}”下各指标", sum(inside, Decimal(0)), group.points)


def _is(group: Group, name: str) -> bool:
    return plain(name) in {plain(known) for known in (group.label, *group.aliases)}


def _fault(code: str, what: str, together: Decimal, wanted: Decimal) -> Note:
    more = "多" if together > wanted else "少"
    gap = plain_text(abs(together - wanted))
    told = f"{what}分值合计 {plain_text(together)} 分，应为 {plain_text(wanted)} 分，{more} {gap} 分"
    return Note(code, f"{told}；可以改本单位自己的指标，不能改县里定的分值框架，请调整分值。")
