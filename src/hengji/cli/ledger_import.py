"""`hengji ledger import` and `compare`: lists of offices taken into a folder of ledgers, or held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from hengji.cli.ledger_asking import book_of, day_of, telling, today
from hengji.cli.terminal import FAILED, FOUND, OK, console, files_of, print_json
from hengji.ledgers.comparing.differing import Compared, Difference, compared
from hengji.ledgers.comparing.listing import Digests, listed
from hengji.ledgers.errors import LedgerError, Trouble
from hengji.ledgers.extracting.importing import Wish, extracted, settled, summed
from hengji.ledgers.extracting.outcome import CORRECTED, DIFFERENCE, NEW, Change, Outcome
from hengji.ledgers.extracting.people import People
from hengji.ledgers.folder.reading import read_folder
from hengji.ledgers.folder.tables import TABLES, grids_of
from hengji.ledgers.folder.writing import append
from hengji.ledgers.judging import judged
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.vault.key import VARIABLE, VaultKey
from hengji.ledgers.vault.vault import NAME, Vault
from hengji.packs.ledger.book import LedgerBook
from hengji.records import dataclass

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of an import."""

    wanted: str
    day: str
    without_persons: bool
    dry: bool
    as_json: bool


@telling
def import_files(folder: Path, files: Sequence[Path], order: Order, pack: str | None) -> int:
    """Takes lists into a folder of ledgers: shows what they come to, and writes it unless it is a dry run."""
    ledger = _ledger(folder, book_of(pack))
    people = _people(folder)
    wish = Wish(today(), order.wanted, day_of(order.day) if order.day else None, order.without_persons)
    before = set(judged(ledger))
    outcomes: list[Outcome] = []
    for file in files_of(files):
        for grid in grids_of(file):
            outcome = extracted(grid, ledger, people, wish)
            outcomes.append(outcome)
            for change in outcome.changes:
                ledger.append(change.entry)
    if not outcomes:
        raise LedgerError("文件里没有表格。", hint="请核对文件。")
    broken = [one for one in judged(ledger) if one not in before]
    if order.as_json:
        print_json(_answer(outcomes, broken, written=not order.dry and any(one.changes for one in outcomes)))
    else:
        _show(outcomes, broken, people, ledger, dry=order.dry)
    if not order.dry:
        _write(folder, ledger, settled(outcomes, people, ledger))
    if all(one.extract is None for one in outcomes):
        return FAILED
    return FOUND if broken or any(one.refused for one in outcomes) else OK


def _ledger(folder: Path, book: LedgerBook) -> Ledger:
    """The ledger of a folder, which may still be empty; one that is not read whole is not added to."""
    if not folder.is_dir():
        raise LedgerError(f"没有台账文件夹 {folder}。", hint="请先建好文件夹。")
    if not any(one.suffix.lower() in TABLES for one in folder.iterdir() if not one.name.startswith((".", "~"))):
        return Ledger(book)
    ledger = read_folder(folder, book).ledger
    unread = [one for one in ledger.troubles if one.unread]
    if unread:
        raise LedgerError(
            f"台账里有 {len(unread)} 处没有读进来，先不收名册，免得重复：{unread[0]}",
            hint="请用 hengji ledger check 逐处改好。",
        )
    return ledger


def _people(folder: Path) -> People:
    """The vault of a folder, where a key is named."""
    import os

    if not os.environ.get(VARIABLE):
        return People(None)
    key = VaultKey.from_environment()
    if (folder / NAME).exists():
        return People(Vault.open(folder, key))
    return People(None, lambda: Vault.create(folder, key))


def _write(folder: Path, ledger: Ledger, changes: Iterable[Change]) -> None:
    groups: dict[str, list[Change]] = {}
    for one in changes:
        groups.setdefault(one.entry.register, []).append(one)
    for name, own in groups.items():
        append(folder, ledger, ledger.book.registers[name], [one.entry for one in own])


def _show(outcomes: Iterable[Outcome], broken: Sequence[Trouble], people: People, ledger: Ledger, *, dry: bool) -> None:
    screen = console()
    for one in outcomes:
        where = " ".join(filter(None, (one.spot.file, one.spot.sheet)))
        label = one.extract.label if one.extract else "没有认出"
        register = f"，收进“{ledger.book.registers[one.extract.register].label}”" if one.extract else ""
        screen.print(f"[bold]{where}[/bold]  {label}{register}")
        screen.print(f"  {_counts(one)}", markup=False, soft_wrap=True)
        lines = [f"  {change.entry.spot}：{change.says}" for change in one.changes if change.kind != NEW]
        lines += [f"  {left.spot}：{left.why}，不收。" for left in one.left_out if left.why != "空行"]
        _limited(lines)
        for trouble in one.troubles:
            screen.print(f"  {trouble}", markup=False, soft_wrap=True)
    if broken:
        screen.print(f"收进来的与规则不符 {len(broken)} 处（照原样收，请核对）：")
        _limited([f"  {one}" for one in broken])
    if people.new:
        screen.print(f"新的人员 {people.new} 人，姓名、号码只进加密的人员文件。")
    changed = any(one.changes for one in outcomes)
    screen.print("没有要写入的。" if not changed else "没有写入（--dry-run）。" if dry else "已写入台账。")


def _limited(lines: Sequence[str]) -> None:
    screen = console()
    for line in lines[:MOST_SHOWN]:
        screen.print(line, markup=False, soft_wrap=True)
    if len(lines) > MOST_SHOWN:
        screen.print(f"  ……还有 {len(lines) - MOST_SHOWN} 条，加 --json 看全部。")


def _counts(one: Outcome) -> str:
    counts = one.counted()
    rows = f"共 {one.rows} 行：读 {one.read} 行，没有读 {one.refused} 行，不收 {len(one.left_out)} 行。"
    events = [
        ("新收 {} 笔", counts.get(NEW, 0)),
        ("更正 {} 笔", counts.get(CORRECTED, 0)),
        ("与台账不同、补 {} 笔", counts.get(DIFFERENCE, 0)),
        ("台账已有 {} 笔", one.known),
        ("没有变化 {} 个", one.unchanged),
        ("已人工处理、不动 {} 笔", one.settled),
    ]
    return rows + "，".join(text.format(count) for text, count in events if count)


def _answer(outcomes: Sequence[Outcome], broken: Iterable[Trouble], *, written: bool) -> dict[str, object]:
    return {
        "written": written,
        "counts": dict(summed(outcomes)),
        "lists": [
            {
                "file": one.spot.file,
                "sheet": one.spot.sheet,
                "extract": one.extract.id if one.extract else None,
                "register": one.extract.register if one.extract else None,
                "counts": dict(summed([one])),
                "changes": [
                    {
                        "kind": change.kind,
                        "number": change.entry.number,
                        "event": change.entry.event,
                        "date": change.entry.effective.isoformat(),
                        "place": str(change.entry.spot),
                        "says": change.says,
                    }
                    for change in one.changes
                ],
                "left_out": [{"place": str(left.spot), "why": left.why} for left in one.left_out],
                "troubles": [str(trouble) for trouble in one.troubles],
            }
            for one in outcomes
        ],
        "broken": [str(one) for one in broken],
    }


@telling
def compare_files(files: Mapping[str, Path], folder: Path | None, pack: str | None, *, as_json: bool) -> int:
    """Holds lists against each other by the pack's comparison."""
    book = book_of(pack)
    if len(files) < 2:
        raise LedgerError("至少要给两份名册。", hint="例如 --roster 名册.xlsx --payroll 工资.xlsx。")
    comparison = next((one for one in book.comparisons.values() if files.keys() <= one.sides.keys()), None)
    if comparison is None:
        raise LedgerError("规则包里没有声明这几份名册的比对。", hint="请在 comparisons 里声明。")
    ledger = _ledger(folder, book) if folder is not None else Ledger(book)
    digests = Digests()
    sides = {
        name: listed(grids_of(file), comparison.sides[name], comparison, ledger, digests)
        for name, file in files.items()
    }
    for name, side in sides.items():
        if not side.rows:
            told = "".join(f"{one}" for one in side.troubles[:3])
            raise LedgerError(f"{files[name].name} 里没有读到{side.side.label}。{told}", hint="请核对文件。")
    result = compared(comparison, sides, ledger)
    if as_json:
        print_json(_compared_json(result))
    else:
        _show_compared(result)
    return FOUND if result.differences or any(one.refused for one in sides.values()) else OK


def _compared_json(result: Compared) -> dict[str, object]:
    return {
        "comparison": result.comparison.id,
        "persons": result.persons,
        "lists": {
            name: {
                "rows": len(one.rows),
                "refused": one.refused,
                "left_out": [{"place": str(left.spot), "why": left.why} for left in one.left_out],
                "troubles": [str(trouble) for trouble in one.troubles],
            }
            for name, one in result.sides.items()
        },
        "counts": {kind: dict(own) for kind, own in result.counted().items()},
        "differences": [
            {
                "kind": one.kind.id,
                "label": one.kind.label,
                "unit": one.whose,
                "says": one.says,
                "weak": one.weak,
                "places": [{"list": label, "place": str(spot)} for label, spot in one.places],
            }
            for one in result.differences
        ],
        "not_compared": [one.id for one in result.left],
    }


def _show_compared(result: Compared) -> None:
    screen = console()
    for one in result.sides.values():
        left = len(one.left_out)
        screen.print(
            f"{one.side.label}：比 {len(one.rows)} 行，没有读 {one.refused} 行，不比 {left} 行。", markup=False
        )
        _limited([f"  {trouble}" for trouble in one.troubles])
    counted = result.counted()
    for kind in result.comparison.differences:
        own = [one for one in result.differences if one.kind.id == kind.id]
        if not own:
            continue
        screen.print(f"\n[bold]{kind.label}[/bold] {len(own)} 处。")
        screen.print(f"  {kind.way_out}", markup=False, soft_wrap=True)
        screen.print(
            "  " + "，".join(f"{unit or '没有写单位'} {count}" for unit, count in counted[kind.id].items()),
            soft_wrap=True,
        )
        _limited([f"  {_difference(one)}" for one in own])
    if not result.differences:
        screen.print("没有差异。")
    if result.left:
        screen.print(f"没有比的：{'、'.join(one.label for one in result.left)}（名册没有给全）。")


def _difference(one: Difference) -> str:
    places = "；".join(f"{label} {spot}" for label, spot in one.places)
    doubt = "（只按姓名和单位认的人，请核对）" if one.weak else ""
    return f"{one.whose}：{one.says}{doubt}" + (f" 见 {places}。" if places else "")
