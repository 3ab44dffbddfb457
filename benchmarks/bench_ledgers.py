"""How long a county's ledgers take: a million events read from files, a year's measures, one figure, one event entered.

The goals are those of the issue: reading ≤ 30 s, all measures of a year for every unit ≤ 2 s, one figure or one case
≤ 20 ms, as known on a day too; time of one core. Beside it run, in turn, what somebody would do without Hengji: the
same events in SQLite with indexes, and a loop over rows in a dict. They answer one measure (who is on staff) without
corrections, so their figures are the least that the work can cost. With a number the county is of so many events; the
bounds hold for a million. The status fails beyond them.
"""

from __future__ import annotations

import csv
import gc
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ledgers.county.files import written
from tests.ledgers.county.rows import VOID, Row, by_register
from tests.ledgers.county.simulator import SIMULATED, Size, simulated
from tests.ledgers.county.walks import walked
from tests.ledgers.made_ledgers import book

from hengji.ledgers.folder.reading import read_folder
from hengji.ledgers.judging import enter, judged
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Question, figure, tally
from hengji.ledgers.table import Entry

EVENTS = 1_000_000
YEAR = 2022
BOUNDS = {"load": 30.0, "year": 2.0, "point": 0.020}
"""Seconds."""


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor for one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def told(name: str, seconds: float, bound: str = "", more: str = "") -> bool:
    """Print one figure; whether it keeps its bound."""
    kept = not bound or seconds <= BOUNDS[bound]
    shown = f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"
    limit = f" (bound {BOUNDS[bound]:g} s{'' if kept else ', MISSED'})" if bound else ""
    print(f"{name:58} {shown:>10}{limit}  {more}")
    return kept


def county(events: int) -> list[Row]:
    """The rows of a county with so many events and some more: of the simulated registers, and some of all others."""
    size = Size(events=events, slips=40)
    rows = simulated(5, size)
    return [*rows, *walked(book(), rows, 6, size)]


def memory() -> int:
    """The most memory the process had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


COLUMNS = ("编号", "生效日期", "登记日期", "业务", "人员编号", "单位", "编制类型", "列编方式", "更正")
STAFF = "number, effective, recorded, event, person, unit, type, listing, corrects"


def in_sqlite(folder: Path, file: Path) -> sqlite3.Connection:
    """The staff events of a folder in a data base with indexes, read with the csv module."""
    base = sqlite3.connect(file)
    base.execute(f"create table staff ({STAFF})")
    for path in sorted(folder.glob("实名制*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = ([row[name] for name in COLUMNS] for row in csv.DictReader(stream))
            base.executemany(f"insert into staff values ({', '.join('?' * len(COLUMNS))})", rows)  # noqa: S608 - ours
    base.execute("create index by_person on staff (person, effective)")
    base.execute("create index by_unit on staff (unit)")
    base.execute("create index by_number on staff (corrects)")
    base.commit()
    return base


def of_unit(base: sqlite3.Connection, key: str, day: str) -> int:
    """Who is on staff of a unit at the end of a day: those ever there, each with what was last said of them."""
    total = 0
    persons = base.execute("select distinct person from staff where unit = ?", (key,)).fetchall()
    for (person,) in persons:
        now: dict[str, str] = {}
        for event, unit, listing in base.execute(
            "select event, unit, listing from staff a where person = ? and effective <= ? and event != '作废' and not"
            " exists (select 1 from staff b where b.corrects = a.number) order by effective, rowid",
            (person, day),
        ):
            now |= {"event": event} if event in {"入编", "出编"} else {}
            now |= {key: value for key, value in (("unit", unit), ("listing", listing)) if value}
        total += now.get("event") == "入编" and now.get("unit") == key and now.get("listing", "一般") == "一般"
    return total


def by_loop(rows: list[Row]) -> Counter[str]:
    """Who is on staff at the end of a year, by unit: rows in order of their days, a dict of cases."""
    gone = {row.corrects for row in rows}
    now: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda one: one.effective):
        if row.effective.year <= YEAR and row.number not in gone and row.event != VOID:
            case = now.setdefault(row.values["person"], {"listing": "一般"})
            case.update(row.values, event=row.event if row.event in {"enroll", "exit"} else case.get("event", ""))
    there = (one for one in now.values() if one["event"] == "enroll" and one["listing"] == "一般")
    return Counter(one["organisation"] for one in there)


def year_of_measures(ledger: Ledger) -> int:
    """Every declared measure of a year, by unit; how many figures there are."""
    return sum(
        len(tally(ledger, measure, Question(YEAR, by=("subject",)))) for measure in ledger.book.measures.values()
    )


def each(work: Callable[[str], object], units: list[str]) -> tuple[float, float]:
    """The median and the longest time of a question about each of some units."""
    times = [timed(partial(work, one)) for one in units]
    return statistics.median(times), max(times)


def peers(folder: Path, file: Path, staff: list[Row], ledger: Ledger, units: list[str]) -> None:
    """What others take, and that they come to the same."""
    measure = ledger.book.measures["staff.on_staff"]
    ours = timed(lambda: tally(ledger, measure, Question(YEAR, by=("subject",))))
    expected = {group[0]: value for group, value in tally(ledger, measure, Question(YEAR, by=("subject",))).items()}
    plain = timed(lambda: by_loop(staff))
    if by_loop(staff) != expected:
        raise SystemExit("the loop over rows comes to other figures")
    told("  one measure of a year by unit, warm", ours)
    told("  the same: a loop over the rows of its register", plain, more=f"ratio {plain / ours:.1f}")
    start = time.process_time()
    with closing(in_sqlite(folder, file)) as base:
        told("  sqlite: the register of staff alone, read and indexed", time.process_time() - start)
        last = date(YEAR, 12, 31)
        if any(of_unit(base, one, last.isoformat()) != expected.get(one, 0) for one in units):
            raise SystemExit("sqlite comes to other figures")
        middle, longest = each(lambda one: of_unit(base, one, last.isoformat()), units)
        told("  sqlite: one measure of one unit, median", middle, more=f"longest {longest * 1000:.0f} ms")


def entries(ledger: Ledger, count: int, back: int) -> list[Entry]:
    """Events to enter: something changes about somebody on staff, so many days before the last day there is."""
    history = ledger.history("staff")
    day = date.fromordinal(history.start[-1] - back)
    people = [place for place in history.alive(day.toordinal()) if history.state[place] == "active"]
    return [
        Entry("staff", "change", day, {"person": history.case[place], "grade": "股级"}, f"NEW{back}-{number}", day)
        for number, place in enumerate(people[:count])
    ]


def compared(folder: Path, file: Path, staff: list[Row], count: int) -> bool:
    """All figures; whether the bounds are kept."""
    gc.collect()
    before = memory()
    start = time.process_time()
    ledger = read_folder(folder, book()).ledger
    read = time.process_time() - start
    if ledger.troubles:
        raise SystemExit(str(ledger.troubles[0]))
    prepared = timed(ledger.prepare)
    kept = told("read the folder and work out every history and account", read + prepared, "load", f"read {read:.1f} s")
    print(f"{'memory at the most':58} {(memory() - before) / count:10.0f} bytes per event")
    gc.freeze()  # what is loaded is no garbage, and need not be looked through while figures are counted
    figures = len(ledger.book.measures)
    kept &= told(f"{figures} measures of a year by unit, first time", timed(lambda: year_of_measures(ledger)), "year")
    told(f"{figures} measures of a year by unit, again", timed(lambda: year_of_measures(ledger)))
    measure, day = ledger.book.measures["staff.on_staff"], date(YEAR, 6, 30)
    units = [f"J{number:04d}" for number in range(1, 16)]

    def asked(of: Ledger) -> Callable[[str], object]:
        return lambda one: figure(of, measure, Question(YEAR, day, whose=frozenset({one})))

    middle, longest = each(asked(ledger), units)
    kept &= told("one measure of one unit on a day, longest of 15", longest, "point", f"median {middle * 1000:.2f} ms")
    known = ledger.as_known(date(YEAR, 1, 31))
    middle, longest = each(asked(known), units)
    kept &= told("the same as known on a day, longest of 15", longest, "point", f"median {middle * 1000:.2f} ms")
    people = [row.values["person"] for row in staff[:: len(staff) // 15] if row.values]
    middle, longest = each(lambda one: ledger.case("staff", one).at(one, day.toordinal()), people)
    kept &= told("the state of one case on a day, longest of 15", longest, "point", f"median {middle * 1000:.2f} ms")
    middle, longest = each(lambda one: known.case("staff", one).at(one, day.toordinal()), people)
    kept &= told("the same as known on a day, longest of 15", longest, "point", f"median {middle * 1000:.2f} ms")
    for back, name in ((0, "today"), (30, "a month back")):
        some = entries(ledger, 20, back)
        times = [timed(partial(enter, ledger, one)) for one in some]
        told(f"enter an event of {name}, median of 20", statistics.median(times), more=f"first {times[0]:.2f} s")
    told("judge every event", timed(lambda: judged(ledger, SIMULATED)))
    peers(folder, file, staff, ledger, units)
    return kept


def main() -> int:
    """Print the figures; fails beyond the bounds."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    rows = county(events)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "台账")
        folder.mkdir()
        written(folder, book(), rows)
        files = list(folder.iterdir())
        size = sum(one.stat().st_size for one in files)
        print(f"{len(rows)} events of {len(by_register(rows))} registers, {len(files)} files, {size / 1e6:.0f} MB")
        kept = compared(folder, Path(name, "peer.sqlite"), by_register(rows)["staff"], len(rows))
    return 0 if kept or events < EVENTS else 1


if __name__ == "__main__":
    sys.exit(main())
