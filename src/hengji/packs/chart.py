"""Charts: which figures of a filing are shown as bars beside each other, declared like any other form of them."""

from __future__ import annotations

from hengji.packs.errors import Mark
from hengji.packs.source import Reader
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One place on a chart: a concept under the name it is shown by."""

    label: str
    concept: str


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars of one colour: a scenario, the year counted from the filing's own, or a concept of its own."""

    label: str
    scenario: str
    period: int
    concept: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of ``items`` or, with ``each``, of the values of a dimension, over which the series' concepts are added.

    ``unit`` is what every figure is shown in; ``shares`` says that the part of the whole is told beside each bar.
    """

    id: str
    label: str
    unit: str
    each: str
    items: tuple[Bar, ...]
    series: tuple[Series, ...]
    shares: bool
    mark: Mark

    def concepts(self) -> set[str]:
        """Every concept it names."""
        return ({one.concept for one in self.items} | {one.concept for one in self.series}) - {""}


def load_chart(reader: Reader) -> Chart:
    """A chart as declared."""
    items = []
    for item in reader.readers("items", "项目"):
        items.append(Bar(item.text("label"), item.text("concept")))
        item.done()
    series = []
    for one in reader.readers("series", "系列"):
        period = int(one.number("period", "0") or 0)
        series.append(Series(one.text("label"), one.text("scenario", ""), period, one.text("concept", "")))
        one.done()
    chart = Chart(
        id=reader.text("id"),
        label=reader.text("label"),
        unit=reader.text("unit"),
        each=reader.text("each", ""),
        items=tuple(items),
        series=tuple(series),
        shares=reader.flag("shares"),
        mark=reader.node.mark,
    )
    if bool(items) == bool(chart.each):
        reader.fail("图表要么列出项目（items），要么按一个维度展开（each），只能写一样。")
    if chart.each and not all(one.concept for one in series):
        reader.fail("按维度展开的图表，每个系列都要写明 concept。", key="series")
    reader.done()
    return chart
