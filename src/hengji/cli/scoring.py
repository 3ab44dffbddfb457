"""`hengji score`: every indicator recomputed by the published rules, beside what the unit gave itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from hengji.cli.terminal import FAILED, FOUND, OK, console, print_json, say_error
from hengji.engine.answers import SCHEMA_VERSION
from hengji.engine.scoring import Scoring, score_reading, scoring_json
from hengji.engine.session import read_file
from hengji.errors import HengjiError
from hengji.facts.numbers import plain_text
from hengji.packs.library import Library
from hengji.scoring.claims import ScoreLine, Verdict
from hengji.scoring.rule import Status

if TYPE_CHECKING:
    from rich.console import Console

COLOURS = {Verdict.AGREES: "green", Verdict.TOO_HIGH: "red", Verdict.TOO_LOW: "yellow", Verdict.UNCHECKED: "cyan"}


def score_file(path: Path, pack: str | None, *, as_json: bool, explain: bool) -> int:
    """Score a file; 1 when a claimed score is proved higher than the rules give."""
    try:
        reading = read_file(path, Library.builtin(), pack)
        scorings = score_reading(reading)
    except HengjiError as error:
        say_error(error, path)
        return FAILED
    except OSError as error:
        say_error(f"打不开：{error.strerror}。请核对文件名和权限。", path)
        return FAILED
    if as_json:
        answer = {
            "document": reading.document.name,
            "sha256": reading.document.sha256,
            "scores": [scoring_json(one) for one in scorings],
        }
        print_json({"schema_version": SCHEMA_VERSION, "filings": [answer]})
    else:
        for scoring in scorings:
            print_scoring(scoring, explain=explain)
    return FOUND if any(one.review.of(Verdict.TOO_HIGH) for one in scorings) else OK


def print_scoring(scoring: Scoring, *, explain: bool) -> None:
    """A scored table on the screen."""
    from rich.table import Table

    screen = console()
    screen.print(
        f"[bold]■ {scoring.part.organisation}[/bold]  {scoring.part.fiscal_year} 年度"
        f"  按《{scoring.rubric.label}》（{scoring.pack.info.label}）"
    )
    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("指标", overflow="fold", ratio=4)
    for title in ("分值", "自评", "应得"):
        table.add_column(title, justify="right")
    table.add_column("结论")
    table.add_column("扣分原因")
    for line in scoring.review.lines:
        colour = COLOURS[line.verdict]
        table.add_row(
            line.indicator,
            _number(line.weight),
            _number(line.claimed),
            due(line),
            f"[{colour}]{line.verdict.value}[/{colour}]",
            line.reason.value,
        )
    screen.print(table)
    totals = scoring.review.totals
    span = _number(totals.low) if totals.low == totals.high else f"{_number(totals.low)}～{_number(totals.high)}"
    grades = "或".join(grade.label for grade in scoring.review.grades_possible)
    screen.print(
        f"自评合计 {_number(totals.claimed)} 分（表上写 {_number(totals.printed_score)} 分）；"
        f"按办法可得 {span} 分，等级 {grades or '无法判断'}。"
    )
    for note in scoring.review.notes:
        screen.print(f"  注意：{note.message}", markup=False)
    if explain:
        for line in scoring.review.lines:
            print_line(screen, line, scoring)


def print_line(screen: Console, line: ScoreLine, scoring: Scoring) -> None:
    """How one score was arrived at."""
    screen.print(f"\n[bold]{line.indicator}[/bold]  {line.source}")
    if line.points is not None and line.points.rule:
        screen.print(f"  办法：{line.points.rule}", markup=False)
    screen.print(f"  算式：{line.working}", markup=False)
    for note in line.notes:
        screen.print(f"  注意：{note.message}", markup=False)
    if line.basis is not None:
        screen.print(
            f"  依据：{scoring.pack.source_text(line.basis.document, line.basis.article)}（{line.rule}）", markup=False
        )


def due(line: ScoreLine) -> str:
    """The points due: a number, a band, or a dash where a person must decide."""
    points = line.points
    if points is None or points.status not in (Status.COMPUTED, Status.RANGE):
        return "——"
    if points.points is not None:
        return plain_text(points.points)
    return f"{plain_text(points.low)}～{plain_text(points.high)}"


def _number(value: Decimal | None) -> str:
    return plain_text(value) if value is not None else "——"
