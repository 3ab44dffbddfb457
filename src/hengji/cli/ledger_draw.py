"""`hengji ledger draw`: a double-random draw from the registers of a folder, and its record held against them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from hengji.cli.draw_sheet import draw_sheet
from hengji.cli.ledger_asking import day_of, folder_of, telling, today
from hengji.cli.terminal import FOUND, OK, console, print_json
from hengji.ledgers.drawing import DrawError, draw, verify
from hengji.ledgers.drawing_file import FiledDraw, as_json, changed_lines, from_json
from hengji.ledgers.drawing_lists import drawn_of, lists_of, share_allowed
from hengji.ledgers.drawing_record import Terms
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.folder.reading import LedgerFolder
from hengji.ledgers.folder.tables import text_of
from hengji.ledgers.ledger import Ledger
from hengji.packs.errors import similar
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.draw import DrawKind
from hengji.records import dataclass
from hengji.writing.opinion import FORMATS

JSON = ".json"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for; texts as typed, empty or nought for what was not said."""

    share: str
    number: int
    seed: str
    year: int
    day: str
    per_object: int
    kind: str


@telling
def make_draw(folder: Path, wish: Wish, output: Path | None, pack: str | None, *, as_object: bool) -> int:
    """Draw, tell what was drawn, and write the record where that is asked for."""
    _refuse_target(output)
    found = folder_of(folder, pack)
    ledger = found.ledger
    kind = _kind(ledger.book, wish.kind)
    _refuse_unread(found, kind)
    on = day_of(wish.day) if wish.day else today()
    year = wish.year or on.year
    _refuse_second(ledger, kind, year, on)
    allowed = share_allowed(ledger, kind, on)
    between = (allowed[0].low, allowed[0].high) if allowed else None
    terms = Terms(
        seed=wish.seed,
        on=on,
        share=_share(wish.share) if wish.share else None,
        number=wish.number or None,
        per_object=wish.per_object,
        between=between,
    )
    lists = lists_of(ledger, kind, on, year)
    try:
        record = draw(lists, terms)
    except DrawError as error:
        source = f"（依据：{allowed[1]}）" if allowed else ""
        raise LedgerError(f"{error.message}{source}", hint=error.hint) from error
    filed = FiledDraw(kind.id, year, record, lists)
    notice = _outside(filed, between, allowed[1] if allowed else "")
    if output is not None:
        _write(output, ledger, kind, filed)
    if as_object:
        print_json({**as_json(filed), "notice": notice, "file": str(output) if output else ""})
    else:
        _tell(ledger, kind, filed, notice, output)
    return OK


@telling
def verify_draw(folder: Path, file: Path, pack: str | None, *, as_object: bool) -> int:
    """Repeat a draw from its record, and hold the lists it was made from against the ledgers."""
    filed = from_json(text_of(file))
    ledger = folder_of(folder, pack).ledger
    kind = _kind(ledger.book, filed.kind)
    own = list(verify(filed.record, filed.lists))
    now = lists_of(ledger, kind, filed.record.terms.on, filed.year)
    changed = changed_lines(filed.lists, now)
    if as_object:
        print_json({"record": str(file), "repeats": not own, "differences": own, "lists_changed": changed})
        return FOUND if own or changed else OK
    screen = console()
    for text in own:
        screen.print(f"  [red]重抽不符[/red]  {text}")
    for text in changed:
        screen.print("  [red]名录不符[/red]  ", end="")
        screen.print(text, markup=False)
    if own:
        screen.print("照记录所附的名录和种子重抽，结果与记录不同：记录被改过。")
    else:
        screen.print(f"照记录所附的名录和种子重抽，结果一致（抽中 {len(filed.record.drawn)} 家）。")
    if changed:
        screen.print(f"台账倒推到 {filed.record.terms.on} 的名录与记录所附的不同，请查台账的更正、补登记。")
    else:
        screen.print(f"台账倒推到 {filed.record.terms.on} 的名录与记录所附的一致。")
    return FOUND if own or changed else OK


def _kind(book: LedgerBook, name: str) -> DrawKind:
    """The draw of a name; the only one, if none is named."""
    kinds = book.draws
    if not name and len(kinds) == 1:
        return next(iter(kinds.values()))
    found = next((one for one in kinds.values() if name in (one.id, one.label)), None)
    if found is None:
        words = [one.label for one in kinds.values()]
        says = f"没有“{name}”这种抽取。" if name else "没有写明抽哪一种。" if kinds else "规则包里没有声明双随机抽取。"
        hint = similar(name, words) or (
            f"用 --kind 写明：{'、'.join(words)}。" if words else "请在规则包的 draws 里声明。"
        )
        raise LedgerError(says, hint=hint)
    return found


def _share(text: str) -> Decimal:
    """A share as people write it: 1%, or 0.01. A bare 1 may mean either and is refused."""
    plain = text.strip().replace("％", "%")
    try:
        share = Decimal(plain.removesuffix("%"))
    except InvalidOperation:
        raise LedgerError(f"抽取比例“{text}”不是数。", hint="请写成 1% 或 0.01。") from None
    if plain.endswith("%"):
        return share / 100
    if share >= 1:
        raise LedgerError(f"抽取比例“{text}”没有写百分号，分不清是多少。", hint=f"请写成 {text}% 或小数（如 0.01）。")
    return share


def _refuse_unread(found: LedgerFolder, kind: DrawKind) -> None:
    """A list that was read in part must not be drawn from."""
    organisations = found.ledger.book.organisations()
    registers = {kind.objects.register, kind.inspectors.register, kind.drawn.register}
    registers |= {organisations.id} if organisations else set()
    unread = [one for one in found.troubles if one.unread and one.rule.split(".")[0] in {*registers, "file"}]
    if unread:
        raise LedgerError(
            f"名录没有读全，不能抽取：{unread[0]}（共 {len(unread)} 处）",
            hint="请先用 hengji ledger check 核对、改好台账。",
        )


def _refuse_second(ledger: Ledger, kind: DrawKind, year: int, on: date) -> None:
    """What is drawn on the day of a draw is taken for that draw: a second one of the day could not be told apart."""
    day = on.toordinal()
    today = drawn_of(ledger, kind, year, day + 1) - drawn_of(ledger, kind, year, day)
    if today:
        raise LedgerError(
            f"{on} 已经登记抽中 {len(today)} 家，一天只能抽一次。",
            hint="要复核那一次，用 --verify；要再抽一次，请改日（--day）。",
        )


def _refuse_target(output: Path | None) -> None:
    if output is None:
        return
    if output.suffix.lower() not in {JSON, *FORMATS}:
        raise LedgerError(
            f"不会写 {output.suffix or '没有扩展名的'} 文件。", hint=f"可写：{'、'.join([JSON, *FORMATS])}。"
        )
    if output.exists():
        raise LedgerError(f"{output} 已经有了；抽查记录不覆盖。", hint="请换一个文件名。")


def _outside(filed: FiledDraw, between: tuple[Decimal, Decimal] | None, source: str) -> str:
    """What to say of a number that is more or less than the share allowed; empty where there is nothing to say."""
    base, drawn = len(filed.record.base), len(filed.record.drawn)
    if filed.record.terms.share is not None or between is None or between[0] * base <= drawn <= between[1] * base:
        return ""
    low, high = (f"{(one * 100).normalize():f}%" for one in between)
    share = round(Decimal(drawn) * 100 / base, 2)
    return f"抽 {drawn} 家是基数的 {share}%，规定是 {low} 至 {high}（{source}）；请在方案里说明理由。"


def _write(output: Path, ledger: Ledger, kind: DrawKind, filed: FiledDraw) -> None:
    if output.suffix.lower() == JSON:
        data = json.dumps(as_json(filed), ensure_ascii=False, indent=1).encode()
    else:
        data = FORMATS[output.suffix.lower()](draw_sheet(ledger, kind, filed))
    with output.open("xb") as stream:
        stream.write(data)


def _tell(ledger: Ledger, kind: DrawKind, filed: FiledDraw, notice: str, output: Path | None) -> None:
    record = filed.record
    screen = console()
    screen.print(f"{kind.label}（{record.terms.on}，种子 {record.terms.seed}）", markup=False)
    screen.print(record.working, markup=False)
    for number, one in enumerate(record.drawn, 1):
        screen.print(f"  {number}. {one.label}（{one.id}）  检查人员：{'、'.join(one.inspectors)}", markup=False)
        for left in one.recused:
            screen.print(f"      回避 {left.id}：{left.why}", markup=False)
    for left in record.unfit:
        screen.print(f"  不能参加：{left.id}（{left.why}）", markup=False)
    if notice:
        screen.print(f"  提示：{notice}", markup=False)
    source = ledger.book.source_text(kind.source)
    screen.print(f"依据：{source}。" if source else "", markup=False)
    if output is None:
        screen.print("没有写出记录；要存档请加 -o 抽查记录.json（同样的台账、种子和日期，重抽结果不变）。")
    else:
        screen.print(f"记录写在 {output}。复核：hengji ledger draw 台账文件夹 --verify 记录.json", markup=False)
