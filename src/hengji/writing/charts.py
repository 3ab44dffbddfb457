"""Charts as a page (drawn bars, and the same figures as a table for those who do not see them) and as a workbook.

Both are files of their own: the papers themselves stay as their edition prescribes them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import xlsxwriter  # type: ignore[import-untyped] # ships no type information

from hengji.facts.numbers import plain_text
from hengji.records import dataclass
from hengji.writing.characters import clean
from hengji.writing.html_style import STYLE
from hengji.writing.html_table import text_html
from hengji.writing.list_workbook import LONG_AGO

COLOURS = ("#9DB7D5", "#5B84B1", "#1F4E79")
"""One hue, light to dark: told apart in print and by those who see no colours; the last series is the darkest."""
LABELS, BARS, FIGURES, THICK, BETWEEN = 200, 380, 150, 18, 14
CENT, HUNDRED = Decimal("0.01"), Decimal(100)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
A4 = 9
ACROSS = 12
"""Rows a chart takes on its sheet."""

Values = tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart: its title and unit, the names of its series, and for each place its name and a value for each series."""

    title: str
    unit: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, Values], ...]
    shares: bool = False


def write_chart_page(charts: Sequence[DrawnChart], title: str, revision: str) -> bytes:
    """The charts as one self-contained page; nothing is loaded from elsewhere."""
    body = "".join(f"<h2>{text_html(chart.title)}</h2>\n{_drawing(chart)}{_table(chart)}" for chart in charts)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text_html(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{text_html(title)}</h1>\n{body}</main>\n"
        f"<footer><p class='plain'>版本 {text_html(revision)}</p></footer>\n</body>\n</html>\n"
    ).encode()


def write_chart_workbook(charts: Sequence[DrawnChart]) -> bytes:
    """The figures on a sheet for each chart, with a chart of Excel's own that follows them."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": LONG_AGO})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#E7E6E6"})
    figure = book.add_format({"border": 1, "num_format": "#,##0.00"})
    name = book.add_format({"border": 1})
    for chart in charts:
        sheet = book.add_worksheet(chart.title[:31])
        sheet.set_column(0, 0, 28)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 1)
        sheet.write_string(0, 0, f"单位：{chart.unit}", head)
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, clean(series), head)
        for row, (label, values) in enumerate(chart.rows, 1):
            sheet.write_string(row, 0, clean(label), name)
            for column, value in enumerate(values, 1):
                if value is None:
                    sheet.write_blank(row, column, None, figure)
                else:
                    sheet.write_number(row, column, value, figure)
        drawn = book.add_chart({"type": "bar"})
        last = len(chart.rows)
        for column in range(1, len(chart.series) + 1):
            drawn.add_series(
                {
                    "name": [sheet.name, 0, column],
                    "categories": [sheet.name, 1, 0, last, 0],
                    "values": [sheet.name, 1, column, last, column],
                    "fill": {"color": _colour(chart, column - 1)},
                }
            )
        drawn.set_title({"name": clean(chart.title)})
        drawn.set_y_axis({"reverse": True})
        drawn.set_legend({"position": "bottom"})
        sheet.insert_chart(last + 2, 0, drawn, {"x_scale": 1.4, "y_scale": max(1, last / ACROSS * 2)})
    book.close()
    return target.getvalue()


def _colour(chart: DrawnChart, number: int) -> str:
    return COLOURS[(number - len(chart.series)) % len(COLOURS)]


def _drawing(chart: DrawnChart) -> str:
    """The bars, longest to the full width; what is below zero is drawn as nothing and told by its figure."""
    most = max((value for _, values in chart.rows for value in values if value is not None), default=Decimal(0))
    wholes = [sum((row[1][n] or Decimal(0) for row in chart.rows), Decimal(0)) for n in range(len(chart.series))]
    drawn, y = [], BETWEEN
    for label, values in chart.rows:
        middle = y + THICK * len(values) / 2 + 5
        drawn.append(f'<text x="{LABELS - 8}" y="{middle:.0f}" text-anchor="end">{text_html(label)}</text>')
        for number, value in enumerate(values):
            if value is not None:
                wide = max(value, Decimal(0)) / most * BARS if most > 0 else Decimal(0)
                said = _said(value) + (_share(value, wholes[number]) if chart.shares else "")
                drawn.append(
                    f'<rect x="{LABELS}" y="{y}" width="{wide.quantize(CENT)}" height="{THICK - 3}" '
                    f'fill="{_colour(chart, number)}"/>'
                    f'<text x="{LABELS + 6 + int(wide)}" y="{y + THICK - 6}">{said}</text>'
                )
            y += THICK
        y += BETWEEN
    legend = "".join(
        f'<rect x="{LABELS + 120 * number}" y="{y}" width="12" height="12" fill="{_colour(chart, number)}"/>'
        f'<text x="{LABELS + 120 * number + 18}" y="{y + 11}">{text_html(name)}</text>'
        for number, name in enumerate(chart.series)
    )
    told = f"{text_html(chart.title)}，单位：{text_html(chart.unit)}，数见下表"
    return (
        f'<svg role="img" aria-label="{told}" viewBox="0 0 {LABELS + BARS + FIGURES} {y + 24}" '
        f'style="max-width:100%" font-size="13">{"".join(drawn)}{legend}</svg>\n'
    )


def _table(chart: DrawnChart) -> str:
    heads = "".join(f'<th scope="col">{text_html(name)}</th>' for name in ("", *chart.series))
    rows = "".join(
        f'<tr><th scope="row">{text_html(label)}</th>'
        + "".join(f'<td class="number">{_said(value) if value is not None else "——"}</td>' for value in values)
        + "</tr>\n"
        for label, values in chart.rows
    )
    caption = f"{text_html(chart.title)}（单位：{text_html(chart.unit)}）"
    return f"<table><caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>\n"


def _said(value: Decimal) -> str:
    return plain_text(value)


def _share(value: Decimal, whole: Decimal) -> str:
    if whole <= 0:
        return ""
    return f"（{(value / whole * HUNDRED).quantize(CENT, rounding=ROUND_HALF_UP)}%）"
