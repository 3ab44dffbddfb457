"""`hengji new` and `hengji build`: the entry workbook, and the package made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hengji.cli.checking import print_finding
from hengji.cli.terminal import FAILED, FOUND, OK, console, say_error
from hengji.engine.building import Built, Order, build, build_department, entry_workbook, read_data, save
from hengji.engine.editions import read_withheld
from hengji.engine.ledgers.witness import Witness
from hengji.engine.previous import read_previous
from hengji.engine.rollup import RolledUp
from hengji.engine.rounding import Rounded
from hengji.errors import HengjiError
from hengji.facts.numbers import plain_text
from hengji.packs.library import Library
from hengji.reading.lines import lines_of

if TYPE_CHECKING:
    from rich.console import Console

MOST_SHOWN = 12


def new_workbook(pack: str, year: int, output: Path, organisation: str, previous: Path | None) -> int:
    """Write the entry workbook of a pack for a year; an existing file is never overwritten."""
    if output.exists():
        say_error("文件已经有了。请换一个名字，或先把它移走，免得盖掉填好的数。", output)
        return FAILED
    try:
        library = Library.builtin()
        chosen = library.get(pack)
        if not chosen.info.years[0] <= year <= chosen.info.years[1]:
            say_error(f"规则包 {pack} 不适用于 {year} 年度（适用 {chosen.info.years[0]} 年度起）。")
            return FAILED
        earlier = read_previous(previous, library) if previous is not None else None
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(entry_workbook(chosen, year, organisation, earlier))
    except HengjiError as error:
        say_error(error)
        return FAILED
    except OSError as error:
        say_error(f"写不进去：{error.strerror}。", output)
        return FAILED
    print(f"已建好填报工作簿 {output}（{chosen.info.label}，{year} 年度）。填好以后：hengji build {output} -o 成套材料")
    return OK


@dataclass(frozen=True, slots=True)
class Department:
    """The department several units are rolled up to, with the list of the units it should have."""

    name: str
    units: Path | None = None

    def expected(self) -> list[str]:
        """The names on the list."""
        return lines_of(self.units) if self.units is not None else []


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: where, under which pack, which edition and formats, and what else is to be looked at."""

    output: Path
    pack: str | None
    edition: str
    formats: str
    withhold: Path | None = None
    previous: Path | None = None
    ledgers: Path | None = None

    def order(self, library: Library) -> Order:
        """The order, with the files it names read."""
        formats = tuple(name.strip() for name in self.formats.split(",") if name.strip())
        earlier = read_previous(self.previous, library, self.pack) if self.previous is not None else None
        withheld = tuple(read_withheld(self.withhold)) if self.withhold is not None else ()
        witness = Witness(self.ledgers, library) if self.ledgers is not None else None
        return Order(formats, self.edition, withheld, earlier, witness)


def build_package(data: Sequence[Path], wanted: Wanted, department: Department | None = None) -> int:
    """Build the package; 1 when the data has errors, 2 when something could not be made (the rest is)."""
    if department is None and len(data) > 1:
        say_error("给了几个数据文件：汇总成一个部门的，请加 --rollup 部门名称；各做各的，请一个一个地做。")
        return FAILED
    one = data[0] if department is None else None
    try:
        built = _of_unit(data[0], wanted) if department is None else _of_department(data, wanted, department)
        files = save(built, wanted.output)
    except HengjiError as error:
        say_error(error, one)
        return FAILED
    except OSError as error:
        say_error(f"打不开或写不进：{error.strerror}。", Path(error.filename) if error.filename else one)
        return FAILED
    return _told(built, files, one)


def _of_unit(data: Path, wanted: Wanted) -> Built:
    library = Library.builtin()
    reading = read_data(data, library, wanted.pack)
    pack = library.get(wanted.pack) if wanted.pack else None
    return build(reading, library, pack, wanted.order(library))


def _of_department(data: Sequence[Path], wanted: Wanted, department: Department) -> Built:
    """The department's package; a unit that cannot be read is named, and the others are rolled up."""
    library = Library.builtin()
    readings, unread = [], []
    for path in data:
        try:
            readings.append(read_data(path, library, wanted.pack))
        except HengjiError as error:
            unread.append(f"《{path.name}》没有计入汇总：{error}")
    order = wanted.order(library)
    built = build_department(readings, library, department.name, department.expected(), order)
    built.failures[:0] = unread
    return built


def _told(built: Built, files: Sequence[Path], data: Path | None) -> int:
    """What was made, what could not be made, and what is wrong with the data."""
    screen = console()
    for path in files:
        screen.print(f"  已写 {path}", markup=False, soft_wrap=True)
    for failure in built.failures:
        say_error(failure, data)
    if built.gaps:
        screen.print(f"\n还有 {len(built.gaps)} 处要人写，成稿里留了空：")
        for gap in built.gaps[:MOST_SHOWN]:
            screen.print(f"  {gap}", markup=False)
    if built.rolled is not None:
        print_rollup(screen, built.rolled)
    if built.rounded is not None:
        print_rounding(screen, built.rounded)
    findings = built.checked.findings if built.checked is not None else ()
    errors = [finding for finding in findings if finding.severity == "error"]
    if findings:
        screen.print(f"\n数据里有 {len(errors)} 处错误、{len(findings) - len(errors)} 处警告或提示：")
        for finding in findings[:MOST_SHOWN]:
            print_finding(screen, finding)
        if len(findings) > MOST_SHOWN:
            screen.print(f"  ……其余 {len(findings) - MOST_SHOWN} 处用 hengji check 查看。")
    screen.print(f"修订号 {built.revision[:12]}（数据和规则包都不变，修订号就不变）。")
    if built.failures:
        return FAILED
    return FOUND if errors else OK


def print_rollup(screen: Console, rolled: RolledUp) -> None:
    """Who was rolled up, and what was taken out."""
    names = "、".join(member.name for member in rolled.members)
    screen.print(f"\n汇总 {len(rolled.members)} 个单位：{names}。各格的来历见汇总底稿。")
    for text in rolled.eliminated:
        screen.print(f"  {text}", markup=False)


def print_rounding(screen: Console, rounded: Rounded) -> None:
    """How the figures of an export were brought to the unit of the forms: each adjustment, each gap left."""
    screen.print(f"\n由导出的财决表换算：平差 {len(rounded.adjustments)} 格，其余各格都是四舍五入的结果。")
    for one in rounded.adjustments[:MOST_SHOWN]:
        screen.print(
            f"  《{one.form}》{one.cell}：{plain_text(one.exact)} → {plain_text(one.rounded)}，"
            f"调整为 {plain_text(one.adjusted)} {one.unit}",
            markup=False,
        )
    if len(rounded.adjustments) > MOST_SHOWN:
        screen.print(f"  ……其余 {len(rounded.adjustments) - MOST_SHOWN} 格见平差清单。")
    for gap in rounded.unresolved:
        screen.print(f"  [yellow]没有平：[/yellow]{gap}")
