"""Lists of offices written out in the test, as plain rows or as real workbooks, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped] # ships no type information
from tests.ledgers.made_ledgers import rows_of

from hengji.ledgers.extracting.importing import Wish, extracted, settled
from hengji.ledgers.extracting.outcome import Outcome
from hengji.ledgers.extracting.people import People
from hengji.ledgers.folder.tables import grids_of
from hengji.ledgers.grid import Grid, Merge
from hengji.ledgers.ledger import Ledger

TODAY = date(2024, 3, 1)
BODIES = """
生效日期, 业务, 机构编号, 机构名称, 上级机构, 机构性质
2010-01-01, 设立, J1, 某县编办, , 党委机关
2012-01-01, 设立, J2, 某县编制中心, J1, 事业单位
2010-01-01, 设立, J3, 某县甲局, , 政府机关
"""


def grid_of(text: str, *, file: str = "名册.xlsx", merges: Sequence[Merge] = ()) -> Grid:
    """A table of a test as a grid; an empty line is written as a lone comma."""
    rows = rows_of(text)
    return Grid(file, "表一", rows, range(1, len(rows) + 1), merges)


def workbook(path: Path, rows: Sequence[Sequence[object]], merges: Iterable[tuple[int, int, int, int]] = ()) -> Path:
    """A real workbook of one sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if value not in ("", None):
                    sheet.write(number, place, value)
        for top, left, bottom, right in merges:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    return path


def taken(
    ledger: Ledger, grid: Grid | Path, people: People | None = None, *, day: str = "", wanted: str = "", **more: bool
) -> Outcome:
    """What a list comes to; nothing is entered."""
    (one,) = grids_of(grid) if isinstance(grid, Path) else [grid]
    wish = Wish(TODAY, wanted, date.fromisoformat(day) if day else None, **more)
    outcome = extracted(one, ledger, people or People(None), wish)
    assert outcome.rows == outcome.read + outcome.refused + len(outcome.left_out), "a row was dropped"
    return outcome


def enter_all(ledger: Ledger, outcome: Outcome, people: People | None = None) -> None:
    """Puts what a list comes to into the ledger."""
    for change in settled([outcome], people or People(None), ledger):
        ledger.append(change.entry)


def said(outcome: Outcome) -> list[str]:
    """Every event of an outcome in words: kind, event, day, values."""
    return [
        " ".join([one.kind, one.entry.event, one.entry.effective.isoformat(), *map(str, one.entry.values.values())])
        for one in outcome.changes
    ]
