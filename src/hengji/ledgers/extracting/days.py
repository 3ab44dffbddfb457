"""Days as lists write them: also as serial numbers of a workbook, with a time of day, or without a day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

SERIAL = re.compile(r"(\d{5})(?:\.\d+)?\Z")
EPOCH = date(1899, 12, 30)
"""Day nought of workbooks whose calendar begins in 1900."""
FIRST, LAST = 10_000, 73_050
"""1927 and 2099: five digits in between are a day."""
TIME = re.compile(r"(.*\d)[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\Z")
MONTH = re.compile(r"(\d{4})\s*(?:年|[-/.])?\s*(\d{1,2})\s*月?\Z")


def a_day(text: str, part: str) -> str:
    """A day in the form ledgers have; what is none comes back as it is, to be told by who reads the field.

    ``part`` says which day a month stands for: first, last, or (empty) that it is no day.
    """
    timed = TIME.match(text)
    if timed:
        return timed[1]
    serial = SERIAL.match(text)
    if serial and FIRST <= int(serial[1]) <= LAST:
        return (EPOCH + timedelta(days=int(serial[1]))).isoformat()
    month = MONTH.match(text) if part else None
    if month and 1 <= int(month[2]) <= 12:
        year, number = int(month[1]), int(month[2])
        day = 1 if part == "first" else calendar.monthrange(year, number)[1]
        return date(year, number, day).isoformat()
    return text
