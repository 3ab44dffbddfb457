"""`hengji pack`: which packs there are, what is in them and where each line comes from, and whether they are sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hengji.cli.terminal import FAILED, FOUND, OK, console, print_json, say_error
from hengji.errors import HengjiError
from hengji.packs.errors import Mistake, PackError
from hengji.packs.library import NAMES, Library
from hengji.packs.pack import Pack


def list_packs(*, as_json: bool) -> int:
    """All packs, parents before children."""
    library = Library.builtin()
    infos = [library.info(name) for name in library.ids()]
    if as_json:
        print_json(
            {
                "packs": [
                    {
                        "id": info.id,
                        "label": info.label,
                        "division": info.division,
                        "version": info.version,
                        "extends": info.extends,
                    }
                    for info in infos
                ]
            }
        )
        return OK
    screen = console()
    for info in infos:
        years = f"{info.years[0]} 年度起" if info.years[1] >= 9999 else f"{info.years[0]}–{info.years[1]} 年度"
        screen.print(
            f"{info.id:<20} {info.label:　<10} {years}  版本 {info.version}"
            + (f"  上级 {info.extends}" if info.extends else ""),
            markup=False,
        )
    return OK


def counts(pack: Pack) -> dict[str, int]:
    """How many declarations of each kind a pack holds."""
    return {kind: len(found) for kind, found in pack.origins.items()}


def show_pack(name: str, *, resolved: bool, as_json: bool) -> int:
    """What a pack holds; resolved: every declaration with the file and line it comes from."""
    try:
        pack = Library.builtin().get(name)
    except HengjiError as error:
        say_error(error)
        return FAILED
    if as_json:
        print_json(
            {
                "id": pack.id,
                "version": pack.info.version,
                "digest": pack.digest,
                "chain": list(pack.chain),
                "declarations": pack.origins,
            }
        )
        return OK
    screen = console()
    screen.print(f"[bold]{pack.info.label}[/bold]  {pack.id}  版本 {pack.info.version}  继承：{' → '.join(pack.chain)}")
    screen.print(f"内容指纹 {pack.digest[:16]}")
    for kind, found in pack.origins.items():
        screen.print(f"\n[bold]{NAMES[kind]}[/bold] {len(found)} 项")
        own = {
            identity: place
            for identity, place in found.items()
            if resolved or place.startswith(f"{pack.id}/") or kind in ("forms", "layouts")
        }
        for identity, place in own.items():
            screen.print(f"  {identity:<36} {place}", markup=False)
    return OK


def validate_packs(folders: Sequence[Path], *, as_json: bool) -> int:
    """Check packs: those in ``folders`` (each a pack folder) laid beside the built-in ones, or the built-in ones."""
    mistakes: list[Mistake] = []
    try:
        library = Library.builtin([folder.resolve() for folder in folders])
        wanted = (
            library.ids()
            if not folders
            else [name for name in library.ids() if library.home(name) in {f.resolve() for f in folders}]
        )
        for name in wanted:
            try:
                library.book(name)
            except PackError as error:
                mistakes.extend(error.mistakes)
    except PackError as error:
        mistakes.extend(error.mistakes)
        wanted = []
    except HengjiError as error:
        say_error(error)
        return FAILED
    unique = list(dict.fromkeys(mistakes))
    if as_json:
        print_json(
            {
                "packs": wanted,
                "mistakes": [
                    {
                        "file": one.mark.file,
                        "line": one.mark.line,
                        "code": one.code,
                        "message": one.message,
                        "hint": one.hint,
                    }
                    for one in unique
                ],
            }
        )
    else:
        for one in unique:
            print(one)
        print(f"检查了 {len(wanted)} 个规则包：{'没有发现错误' if not unique else f'{len(unique)} 处要改'}。")
    return FOUND if unique else OK
