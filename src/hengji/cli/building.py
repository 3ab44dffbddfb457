"""`hengji new` and `hengji build`: the entry workbook, and the package made from it."""

from __future__ import annotations

from pathlib import Path

from hengji.cli.checking import print_finding
from hengji.cli.terminal import FAILED, FOUND, OK, console, say_error
from hengji.engine.building import Order, build, entry_workbook, read_data, save
from hengji.engine.editions import read_withheld
from hengji.engine.previous import read_previous
from hengji.errors import HengjiError
from hengji.packs.library import Library

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


def build_package(
    data: Path,
    output: Path,
    pack: str | None,
    *,
    edition: str,
    formats: str,
    withhold: Path | None = None,
    previous: Path | None = None,
) -> int:
    """Build the package; 1 when the data has errors, 2 when something could not be made (the rest is)."""
    try:
        library = Library.builtin()
        reading = read_data(data, library, pack)
        wanted = tuple(name.strip() for name in formats.split(",") if name.strip())
        earlier = read_previous(previous, library, pack) if previous is not None else None
        withheld = tuple(read_withheld(withhold)) if withhold is not None else ()
        built = build(reading, library, library.get(pack) if pack else None, Order(wanted, edition, withheld, earlier))
        files = save(built, output)
    except HengjiError as error:
        say_error(error, data)
        return FAILED
    except OSError as error:
        say_error(f"打不开或写不进：{error.strerror}。", data)
        return FAILED
    screen = console()
    for path in files:
        screen.print(f"  已写 {path}", markup=False)
    for failure in built.failures:
        say_error(failure)
    if built.gaps:
        screen.print(f"\n还有 {len(built.gaps)} 处要人写，成稿里留了空：")
        for gap in built.gaps[:MOST_SHOWN]:
            screen.print(f"  {gap}", markup=False)
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
