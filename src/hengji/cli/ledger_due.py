"""`hengji ledger due`: which time limits are overdue, about to run out, or running, case by case."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from hengji.cli.ledger_asking import Asked, day_of, folder_of, telling, today, whose_of
from hengji.cli.terminal import FOUND, OK, console, print_json
from hengji.ledgers.deadlines import Deadline, deadlines
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.tracing import words_of

WEEKENDS_ONLY = "（该年节假日安排尚未收录，按周末推算）"


@telling
def tell_due(folder: Path, on: str, days: int, unit: str, pack: str | None, *, whole: bool, as_json: bool) -> int:
    """Tell the limits of a day; ends with `FOUND` where one is overdue."""
    if days < 0:
        raise LedgerError(f"天数 {days} 不能小于 0。", hint="例如 --days 30。")
    day = day_of(on) if on else today()
    ledger = folder_of(folder, pack).ledger
    found = deadlines(ledger, day, whose_of(ledger, Asked(day.year, day, None, unit)))
    over = [one for one in found if one.overdue]
    soon = [one for one in found if not one.overdue and one.left <= days]
    if as_json:
        print_json(
            {
                "on": day.isoformat(),
                "days": days,
                "overdue": len(over),
                "soon": len(soon),
                "running": len(found) - len(over) - len(soon),
                "limits": [_json(ledger, one, days) for one in found],
            }
        )
        return FOUND if over else OK
    screen = console()
    told = found if whole else [*filter(lambda one: one.left <= days, found)]
    for register, ones in groupby(told, key=lambda one: one.register):
        screen.print(f"[bold]{register.label}[/bold]")
        for one in ones:
            word, colour = (
                ("已超期", "red") if one.overdue else ("快到期", "yellow") if one.left <= days else ("计时中", "green")
            )
            screen.print(f"  [{colour}]{word}[/{colour}]  ", end="")
            screen.print(_told(ledger, one), markup=False)
    rest = len(found) - len(over) - len(soon)
    screen.print(f"截至 {day}：超期 {len(over)} 件，{days} 天内到期 {len(soon)} 件，其余计时中 {rest} 件。")
    return FOUND if over else OK


def _told(ledger: Ledger, one: Deadline) -> str:
    unit = ledger.organisations.name(one.subject, one.since.toordinal()) if one.subject else ""
    case = words_of(ledger, one.register, one.case)
    whose = case if unit in ("", case) else f"{case}（{unit}）"
    left = f"超期 {-one.left} 天" if one.overdue else "今天到期" if one.left == 0 else f"还有 {one.left} 天"
    source = ledger.book.source_text(one.limit.source)
    based = f"（依据：{source}）" if source else ""
    days = f"{one.since} 起，{one.due} 到期，{left}{'' if one.certain else WEEKENDS_ONLY}"
    return f"{one.limit.label}：{whose} {days}{based}"


def _json(ledger: Ledger, one: Deadline, days: int) -> dict[str, object]:
    return {
        "register": one.register.id,
        "limit": one.limit.id,
        "label": one.limit.label,
        "case": words_of(ledger, one.register, one.case),
        "unit": ledger.organisations.name(one.subject) if one.subject else "",
        "since": one.since.isoformat(),
        "due": one.due.isoformat(),
        "days_left": one.left,
        "state": "overdue" if one.overdue else "soon" if one.left <= days else "running",
        "certain": one.certain,
        "source": ledger.book.source_text(one.limit.source),
    }
