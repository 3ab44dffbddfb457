"""Days and deadlines as tables print them: 2023年12月31日, 2023年12月前完成, 2023.6.30, 年底前.

A deadline is the span of days it may mean: 12月前 is read by some as before December and by others as by its end, so it
spans both and only what lies clearly on one side is decided.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from hengji.records import dataclass

WRITTEN = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})\s*年度?)?\s*(?P<month>1[0-2]|0?[1-9])\s*月(?!度)\s*(?:(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号])?"
    r"|(?P<year2>(?:19|20)\d{2})\s*年"
    r"|(?<![\d.])(?P<year3>(?:19|20)\d{2})[-./](?P<month3>1[0-2]|0?[1-9])"
    r"(?:[-./](?P<day3>3[01]|[12]\d|0?[1-9])(?![\d.%])|(?=\s*(?:[底末前]|以前|之前|完成)))"
    r"|(?P<this>(?:当|本|全)?年(?=[底末内]|度内))"
)
TAIL = re.compile(r"\s*(?P<end>度?[底末])?\s*(?:之?(?P<before>前|以前)|(?P<within>度?内))?")
LEAD = re.compile(r"\s*(?:于|在|至|到|截至|截止|确保|力争)?\s*")
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """The days a printed day or deadline may mean, and whether it says "before" (or by the end of) rather than "on"."""

    first: date
    last: date
    is_limit: bool


def without_dates(text: str) -> str:
    """The text with its dates blanked out, every other character where it was."""
    return WRITTEN.sub(lambda found: " " * len(found[0]) if _is_date(found) else found[0], text)


def find_deadline(text: str, year: int | None) -> Deadline | None:
    """The one day or deadline a cell states; None when it states none, or only mentions a date in passing."""
    found = next((match for match in WRITTEN.finditer(text) if _is_date(match)), None)
    tail = TAIL.match(text, found.end()) if found is not None else None
    if found is None or tail is None or LEAD.fullmatch(text, 0, found.start()) is None:
        return None
    in_passing = tail.end() == found.end() and text[found.end() :].strip() and not _says_done(text[found.end() :])
    if in_passing:
        return None
    return _days(found, tail, year)


def _is_date(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("month", "year2", "year3", "this"))


def _says_done(rest: str) -> bool:
    return "完成" in rest or "办结" in rest


def _days(found: re.Match[str], tail: re.Match[str], year: int | None) -> Deadline | None:
    stated = found["year"] or found["year2"] or found["year3"]
    the_year = int(stated) if stated else year
    if the_year is None:
        return None
    month, day = found["month"] or found["month3"], found["day"] or found["day3"]
    is_limit = any(tail[name] for name in ("end", "before", "within"))
    if month and day:
        return _on(the_year, int(month), int(day), is_limit=is_limit)
    first = date(the_year, int(month), 1) if month else date(the_year, 1, 1)
    last_month = int(month) if month else DECEMBER
    last = date(the_year, last_month, calendar.monthrange(the_year, last_month)[1])
    if tail["end"] or tail["within"]:
        return Deadline(last, last, is_limit=True)
    if tail["before"]:
        return Deadline(first - timedelta(days=1), last, is_limit=True)
    return Deadline(first, last, is_limit=False)


def _on(year: int, month: int, day: int, *, is_limit: bool) -> Deadline | None:
    try:
        the_day = date(year, month, day)
    except ValueError:
        return None
    return Deadline(the_day, the_day, is_limit)
