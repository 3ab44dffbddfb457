"""`hengji build --into`: the finance bureau's own blank form, filled in; what got into it, and what did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from hengji.cli.terminal import FAILED, FOUND, OK, console, say_error
from hengji.engine.building import BOTH, PUBLIC, REPORTED, read_data
from hengji.engine.deriving import derive
from hengji.engine.editions import read_withheld
from hengji.engine.filling.errors import SameFileError
from hengji.engine.filling.outcome import Filled, Wanted
from hengji.engine.filling.planning import Options
from hengji.engine.filling.run import Blank, fill
from hengji.engine.session import check_reading
from hengji.engine.told import label_of
from hengji.errors import HengjiError
from hengji.packs.library import Library
from hengji.reading.errors import MissingFileError

if TYPE_CHECKING:
    from rich.console import Console

LONGEST = 36


@dataclass(frozen=True, slots=True)
class Into:
    """Which blank form is filled in, with which edition, and how; ``blank`` None where the option was left out."""

    blank: Path | None
    edition: str = REPORTED
    withhold: Path | None = None
    previous: Path | None = None
    overwrite: bool = False
    add_rows: bool = False

    def refusal(self) -> str:
        """Why the options do not go together, "" where they do."""
        if self.blank is None:
            return "--overwrite、--add-rows 要和 --into 一起用，请写明空表。"
        if self.edition == BOTH:
            return "--into 一次填一版，请用 --edition 报送 或 --edition 公开。"
        return (
            "--previous 不能和 --into 一起用：请先用 hengji new --previous 沿用上年，填好再填空表。"
            if self.previous
            else ""
        )


def fill_into(data: Path, into: Into, output: Path, pack: str | None) -> int:
    """Fill the blank; 1 when it is only half filled or the data have errors, 2 when nothing could be entered."""
    blank = into.blank
    if blank is None or into.refusal():
        say_error(into.refusal())
        return FAILED
    try:
        library = Library.builtin()
        content = _bytes(blank)
        target = _target(output, blank, data)
        reading = read_data(data, library, pack)
        withheld = tuple(read_withheld(into.withhold)) if into.withhold is not None else ()
        options = Options(into.overwrite, into.add_rows, into.edition == PUBLIC, withheld)
        filled = fill(reading, Blank(content, blank.name), library, library.get(pack) if pack else None, options)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(filled.content)
    except HengjiError as error:
        say_error(error)
        return FAILED
    except OSError as error:
        say_error(f"打不开或写不进：{error.strerror}。", Path(str(error.filename)) if error.filename else blank)
        return FAILED
    screen = console()
    _report(screen, filled, target, library)
    errors = sum(1 for one in check_reading(derive(reading)).findings if one.severity == "error")
    if errors:
        said = f"数据本身有 {errors} 处错误，填进表里也还是错的，请用 hengji check {data} 查看。"
        screen.print(said, markup=False, soft_wrap=True)
    if not filled.plan.wanted and not filled.plan.kept:
        return FAILED
    return FOUND if filled.half or errors else OK


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingFileError(path.name, "没有这个文件") from error


def _target(output: Path, blank: Path, data: Path) -> Path:
    """The file to write: the one named, or one of the blank's name in the folder named."""
    is_file = output.suffix.lower() == blank.suffix.lower() and not output.is_dir()
    target = output if is_file else output / blank.name
    for taken in (blank, data):
        if target.exists() and taken.exists() and target.samefile(taken):
            raise SameFileError(taken.name)
    return target


def _report(screen: Console, filled: Filled, target: Path, library: Library) -> None:
    """What was filled in, what stays empty, what found no cell."""
    plan = filled.plan
    cells = [one for one in plan.wanted if one.statement is not None or not one.keys]
    forms = "、".join(dict.fromkeys(plan.tables.values()))
    screen.print(f"认出：{forms}", markup=False)
    rows = f"，加了 {filled.added_rows} 行" if filled.added_rows else ""
    screen.print(
        f"  已写 {target}：填了 {len(cells)} 格{rows}，{len(plan.kept)} 格原来就对。", markup=False, soft_wrap=True
    )
    _list(screen, "填入的格", list(_by_row(cells)))
    _list(screen, "还空着、数据里没有的格", list(_open_by_row(filled)))
    held = [
        f"{one.spot.say()} {one.label}：{one.reason or '原来已填'}"
        f"（{f'表上 {_short(one.there)}，' if one.there else ''}数据 {_short(one.wanted)}）"
        for one in plan.held
    ]
    _list(screen, "没有动的格（原来已填的，用 --overwrite 可以改成数据里的）", held)
    _list(
        screen,
        "表里没有空行可放的（docx 可用 --add-rows 照原样加行）",
        [f"{one.label}：{one.say()}" for one in plan.left_over],
    )
    unplaced = [
        f"{label_of(one, library.get(filled.pack))}"
        f"{''.join(f'·{value}' for name, value in one.key.dimensions if name != 'form')}"
        f"{f'·{one.scenario_label}' if one.scenario_label else ''}：{_short(one.source.quote or one.text)}"
        for one in filled.unplaced
    ]
    _list(screen, "数据里有、这份空表没有格子的", unplaced)
    _list(screen, "公式格程序算不出，请打开后核对", [f"{one.spot.say()} {one.label}" for one in filled.uncomputed])
    differences = [
        f"{one.spot.say()} {one.label}：读回来是“{_short(one.there)}”，数据是“{_short(one.wanted)}”"
        for one in filled.differences
    ]
    _list(screen, "写好以后再读一遍，与数据不同的", differences)
    if filled.half:
        screen.print(
            "这份表没有填完整，请照上面列的补填、核对。用 --add-rows 可照原样加行，用 --overwrite 可改写原来已填的格。"
        )
    else:
        screen.print("写好以后又读了一遍，与数据一致。")


def _by_row(cells: Sequence[Wanted]) -> Iterator[str]:
    """What was entered, a line for each row of a table."""
    for _, group in groupby(cells, key=lambda one: (one.spot.table, one.spot.row, one.spot.row < 0 and one.label)):
        row = list(group)
        said = "、".join(_short(one.said) for one in row)
        yield f"{row[0].spot.say()}{'起' if len(row) > 1 else ''} {row[0].label}：{said}"


def _open_by_row(filled: Filled) -> Iterator[str]:
    """What stays empty, a line for each row of a table; of a form the data say nothing of, one line in all."""
    plan = filled.plan
    touched = {one.spot.table for one in (*plan.wanted, *plan.kept)}
    for table, together in groupby(plan.empty, key=lambda one: one.spot.table):
        cells = list(together)
        if table >= 0 and table not in touched:
            yield f"{cells[0].spot.say()}起，{plan.tables[table]}：整张表没有数据（{len(cells)} 格）"
            continue
        for _, group in groupby(cells, key=lambda one: (one.spot.row, one.spot.row < 0 and one.label)):
            row = list(group)
            yield f"{row[0].spot.say()} {row[0].label}{f'等 {len(row)} 格' if len(row) > 1 else ''}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}……"


def _list(screen: Console, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    screen.print(f"\n{title}（{len(lines)}）：", markup=False)
    for line in lines:
        screen.print(f"  {line}", markup=False, soft_wrap=True)
