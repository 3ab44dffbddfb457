"""`hengji score`: every indicator recomputed by the published rules, beside what the unit gave itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from hengji.cli.terminal import FAILED, FOUND, OK, console, print_json, say_error
from hengji.engine.answers import SCHEMA_VERSION
from hengji.engine.building import read_entered
from hengji.engine.goals import GoalChange, Goals, approved_goals, goal_changes, goals_json, goals_of
from hengji.engine.scoring import Scoring, by_verdict, score_reading, scoring_json
from hengji.engine.session import read_file
from hengji.errors import HengjiError
from hengji.facts.numbers import plain_text
from hengji.packs.library import Library
from hengji.scoring.claims import ScoreLine
from hengji.scoring.verdict import Verdict

if TYPE_CHECKING:
    from rich.console import Console

SPACES = re.compile(r"\s+")
COLOURS = {
    Verdict.AGREES: "green",
    Verdict.TOO_HIGH: "red",
    Verdict.TOO_LOW: "yellow",
    Verdict.CONFLICTING: "magenta",
    Verdict.DOUBTFUL: "magenta",
    Verdict.UNJUSTIFIED: "red",
}


def score_file(path: Path, pack: str | None, *, as_json: bool, explain: bool, approved: Path | None = None) -> int:
    """Score a file; 1 when a claimed score is proved higher than the rules give, or points break the frame.

    ``approved`` is the file of the targets as approved, to tell what was changed after that.
    """
    try:
        reading = read_entered(path, Library.builtin(), pack)
        goals = goals_of(read_file(approved, Library.builtin(), pack)) if approved else approved_goals(reading)
        changes = goal_changes(goals, reading) if goals is not None else []
        scorings = score_reading(reading, required=goals is None)
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
            "goals": goals_json(goals, changes) if goals is not None else None,
        }
        print_json({"schema_version": SCHEMA_VERSION, "filings": [answer]})
    else:
        for scoring in scorings:
            print_scoring(scoring, explain=explain)
        if goals is not None:
            print_goals(goals, changes)
    wrong = any(one.review.of(Verdict.TOO_HIGH) or one.frame.faults for one in scorings)
    return FOUND if wrong else OK


def print_goals(goals: Goals, changes: list[GoalChange]) -> None:
    """What was changed after approval."""
    screen = console()
    head = f"{goals.document}，{len(goals.targets)} 项，指纹 {goals.digest[:12]}"
    screen.print(f"与批复的绩效目标对照（{head}）：", markup=False)
    for change in changes:
        places = "；".join(filter(None, (change.approved_at, change.final_at)))
        screen.print(f"  {change.says}（{places}）", markup=False)
    if not changes:
        screen.print("  指标、指标值和资金都与批复的相同。")


def print_scoring(scoring: Scoring, *, explain: bool) -> None:
    """A scored table on the screen."""
    from rich.table import Table

    screen = console()
    screen.print(
        f"[bold]■ {scoring.part.organisation}[/bold]  {scoring.part.fiscal_year} 年度"
        f"  按《{scoring.rubric.label}》（{scoring.pack.info.label}）{scoring.about}"
    )
    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("指标", overflow="fold", ratio=4)
    for title in ("分值", "自评", "应得"):
        table.add_column(title, justify="right")
    table.add_column("结论")
    table.add_column("扣分原因")
    for line in scoring.review.lines:
        colour = COLOURS.get(line.verdict, "cyan")
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
    sums = "；".join(f"{name.value} {plain_text(points)}" for name, points in by_verdict(scoring.review).items())
    screen.print(f"自评得分按结论分：{sums}。")
    for note in scoring.review.notes:
        screen.print(f"  注意：{note.message}", markup=False)
    for fault in scoring.frame.faults:
        screen.print(f"  错误：{fault.message}", markup=False, style="red")
    if scoring.frame.differences:
        screen.print(f"与《{scoring.rubric.label}》的差别：")
    for difference in scoring.frame.differences:
        screen.print(f"  {difference.says}", markup=False)
    if explain:
        for line in scoring.review.lines:
            print_line(screen, line, scoring)


def print_line(screen: Console, line: ScoreLine, scoring: Scoring) -> None:
    """How one score was arrived at: the rule, the figures with their places, the arithmetic, what is missing."""
    screen.print(f"\n[bold]{line.indicator}[/bold]  {line.source}  {line.verdict.value}")
    for says in explained(line, scoring):
        screen.print(f"  {says}", markup=False)


def explained(line: ScoreLine, scoring: Scoring) -> Iterator[str]:
    """The lines that explain a score."""
    figures = line.points.figures if line.points is not None else ()
    if line.standard.strip():
        yield f"标准：{SPACES.sub('', line.standard)}"
    if line.points is not None and line.points.rule:
        yield f"办法：{line.points.rule}"
    stated = [f"{one.label} {one.text}（{one.source}）" for one in figures if one.value is not None]
    if stated:
        yield f"数据：{'；'.join(stated)}"
    yield f"算式：{line.working}"
    for other in line.others:
        yield f"另一组数：{other.working}"
    for one in figures:
        if one.value is None:
            yield f"缺数：{one.label}。{one.belongs}"
    for note in line.notes:
        yield f"注意：{note.message}"
    framework = scoring.pack.frameworks.get(scoring.rubric.framework)
    common = framework.named(f"{line.subgroup}·{line.indicator}", line.indicator) if framework is not None else None
    if framework is not None and common is not None:
        version = framework.versions[0]
        cited = scoring.pack.source_text(version.document, version.article)
        yield f"共性指标：{common.about}；{common.by}（{cited}）"
    if line.basis is not None:
        yield f"依据：{scoring.pack.source_text(line.basis.document, line.basis.article)}（{line.rule}）"


def due(line: ScoreLine) -> str:
    """The points due: a number, a band, or a dash where a person must decide over all of them."""
    points = line.points
    if points is None or (points.points is None and (points.low, points.high) == (Decimal(0), points.weight)):
        return "——"
    if points.points is not None:
        return plain_text(points.points)
    return f"{plain_text(points.low)}～{plain_text(points.high)}"


def _number(value: Decimal | None) -> str:
    return plain_text(value) if value is not None else "——"
