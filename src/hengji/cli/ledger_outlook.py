"""`hengji ledger forecast`: how many of a register reach what a norm says in each year, by kind and by body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hengji.cli.ledger_asking import Asked, day_of, folder_of, known_on, telling, today, whose_of
from hengji.cli.terminal import OK, console, print_json
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.outlooks import Foreseen, Prospect, foresee
from hengji.packs.errors import similar
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.outlook import Outlook

BLANK = "（未填）"
DECADE = 9


@telling
def forecast_years(  # noqa: PLR0913 - what the command line says
    folder: Path, years: tuple[int, int], asof: str, unit: str, name: str, pack: str | None, *, by: bool, as_json: bool
) -> int:
    """Tell the years, and of how many nothing can be told and why."""
    now = today()
    start = years[0] or now.year
    end = years[1] or start + DECADE
    day = day_of(asof) if asof else min(now, date(start - 1, 12, 31))
    asked = Asked(day.year, day, None, unit)
    ledger = known_on(folder_of(folder, pack).ledger, asked)
    outlook = _outlook(ledger.book, name)
    found = foresee(ledger, outlook, (start, end), day, whose_of(ledger, asked))
    if as_json:
        print_json(_json(ledger, outlook, found))
    else:
        _tell(ledger, outlook, found, by=by)
    return OK


def _outlook(book: LedgerBook, name: str) -> Outlook:
    known = book.outlooks
    if not name and len(known) == 1:
        return next(iter(known.values()))
    found = next((one for one in known.values() if name in (one.id, one.label)), None)
    if found is None:
        words = [one.label for one in known.values()]
        says = f"没有“{name}”这种预测。" if name else "没有写明预测什么。" if known else "规则包里没有声明预测。"
        hint = similar(name, words) or (
            f"用 --kind 写明：{'、'.join(words)}。" if words else "请在规则包的 outlooks 里声明。"
        )
        raise LedgerError(says, hint=hint)
    return found


def _tell(ledger: Ledger, outlook: Outlook, found: Prospect, *, by: bool) -> None:
    screen = console()
    norm = ledger.book.norms[outlook.norm]
    total = len(found.cases)
    screen.print(f"{outlook.label}：按 {found.asof} 在册的 {total} 人，依“{norm.label}”测算。", markup=False)
    kinds = found.per_year(by_subject=False)
    units = found.per_year(by_subject=True) if by else {}
    for year in range(found.first, found.last + 1):
        parts = _parts(kinds, year)
        screen.print(f"{year} 年 {sum(kinds[key] for key in kinds if key[0] == year)} 人{parts}", markup=False)
        for (one, unit), number in sorted(units.items()):
            if one == year:
                screen.print(f"    {ledger.organisations.name(unit) or BLANK} {number} 人", markup=False)
    screen.print(f"{found.first}—{found.last} 年合计 {len(found.between())} 人，以后 {len(found.after())} 人。")
    if found.before():
        screen.print(f"另有 {len(found.before())} 人在 {found.first} 年以前已经到龄，仍在册，请核对是否漏办。")
    lacking = found.lacking()
    if lacking:
        reasons = "；".join(
            f"缺{why} {number} 人" for why, number in Counter(one.lacks for one in lacking).most_common()
        )
        screen.print(f"有 {len(lacking)} 人测算不了（{reasons}），没有算进各年，请补齐。", markup=False)
    screen.print(_source(ledger, outlook, found), markup=False)


def _parts(kinds: Mapping[tuple[int, str], int], year: int) -> str:
    told = "、".join(f"{key[1] or BLANK} {number}" for key, number in sorted(kinds.items()) if key[0] == year)
    return f"（{told}）" if told else ""


def _source(ledger: Ledger, outlook: Outlook, found: Prospect) -> str:
    version = ledger.book.norms[outlook.norm].version(date(found.last, 12, 31))
    document = ledger.book.sources.get(version.document) if version else None
    title = document.title if document else ""
    return f"依据：{title}{version.article if version else ''}；不算提前、弹性和延迟退休的个人选择。"


def _json(ledger: Ledger, outlook: Outlook, found: Prospect) -> dict[str, object]:
    kinds, units = found.per_year(by_subject=False), found.per_year(by_subject=True)
    name = ledger.organisations.name
    return {
        "outlook": outlook.id,
        "norm": outlook.norm,
        "asof": found.asof.isoformat(),
        "cases": len(found.cases),
        "years": [
            {
                "year": year,
                "number": sum(number for key, number in kinds.items() if key[0] == year),
                "by_kind": {key[1]: number for key, number in sorted(kinds.items()) if key[0] == year},
                "by_unit": {name(key[1]): number for key, number in sorted(units.items()) if key[0] == year},
            }
            for year in range(found.first, found.last + 1)
        ],
        "persons": [_person(ledger, one) for one in found.between()],
        "before": [_person(ledger, one) for one in found.before()],
        "after": len(found.after()),
        "lacking": [_person(ledger, one) for one in found.lacking()],
    }


def _person(ledger: Ledger, one: Foreseen) -> dict[str, object]:
    return {
        "case": one.case,
        "unit": ledger.organisations.name(one.subject),
        "day": one.day.isoformat() if one.day else None,
        "lacks": one.lacks,
    }
