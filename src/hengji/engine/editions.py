"""The two editions of one revision: what the 公开版 leaves out or covers, and the list of it.

Left out are facts of personal concepts (names, telephone numbers, signatures) and what the unit itself withholds;
covered are personal numbers and addresses wherever they stand in a text or a cell, as the pack's wordings of kind
`privacy` find them. A name left out is looked for in the rest, and told where it still stands: a name may be a word.
Sources: 《个人信息保护法》第六、二十五、二十八条; 《政府信息公开条例》第十四至十六条; domain/document_conventions.md
section 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from hengji.errors import HengjiError
from hengji.facts.fact import FactStore, State, Statement
from hengji.packs.pack import Pack
from hengji.packs.wording import MASK_GROUP, Wording, fold, sentence_around
from hengji.reading.lines import lines_of
from hengji.records import dataclass
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnTable, Publication
from hengji.writing.list_workbook import Entry, ListSheet, write_lists

PRIVACY = "privacy"
COVER = "*"
LEFT_OUT, COVERED, LOOK = "删去", "遮盖", "请核对"
DIGITS = re.compile(r"\d")
NAME = re.compile(r"[一-龥·]{2,8}")
ENTRY = re.compile(r"\s*(?P<what>[^：:]+?)\s*[：:]\s*(?P<why>\S.*?)\s*")
HEADS = ("序号", "所在", "内容", "处理", "理由")


class WithheldError(HengjiError):
    """A line of the list of withheld items that says no reason, or an item that is not in the data."""

    code = "edition.withheld"


@dataclass(frozen=True, slots=True)
class Withheld:
    """An item a unit does not publish (涉密、依法不予公开): a label or row name as printed, and the reason."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Removal:
    """One thing that is not in the 公开版 as it is in the 报送版: where, what, what was done with it and why."""

    where: str
    what: str
    how: str
    why: str


def read_withheld(path: Path) -> list[Withheld]:
    """The items of a list, one a line as 内容：理由; empty lines and lines that begin with # are skipped.

    Raises:
        ReadError: the file is no text.
        WithheldError: a line without a reason, with its number.
    """
    found = []
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = ENTRY.fullmatch(line)
        if entry is None:
            hint = "每行写“内容：理由”，如“某专项：涉及工作秘密”。"
            raise WithheldError(f"{path.name} 第 {number} 行没有写不公开的理由：{line.strip()}。", hint=hint)
        found.append(Withheld(entry["what"], entry["why"]))
    return found


def published(facts: FactStore, pack: Pack, withheld: Sequence[Withheld] = ()) -> tuple[FactStore, list[Removal]]:
    """The facts the 公开版 states, and what was left out or covered.

    Raises:
        WithheldError: an item to be withheld is not in the data: nothing would be withheld.
    """
    kept: list[Statement] = []
    removals: list[Removal] = []
    met: set[str] = set()
    wordings = privacy(pack)
    for one in facts:
        hold = next((item for item in withheld if _is(one, item)), None)
        if hold is not None:
            met.add(hold.what)
            removals.append(Removal(_where(one), _what(one, pack), LEFT_OUT, hold.why))
        elif pack.concepts[one.key.concept].personal:
            if one.text or one.value is not None:
                removals.append(Removal(_where(one), _what(one, pack), LEFT_OUT, "个人信息"))
        else:
            text, found = covered(one.text, "", wordings, "cell") if one.text else ("", [])
            removals.extend(Removal(_where(one), _what(one, pack), COVERED, wording.says) for wording in found)
            kept.append(replace(one, text=text) if found else one)
    missing = [item.what for item in withheld if item.what not in met]
    if missing:
        hint = "请写成表里的项目名称或行名，一字不差。"
        raise WithheldError(f"不公开的内容在数据里没有：{'、'.join(missing)}。", hint=hint)
    return FactStore(kept), removals


def privacy(pack: Pack) -> list[Wording]:
    """The wordings of a pack that find personal numbers and addresses."""
    return [one for one in pack.texts.values() if one.kind == PRIVACY and one.find is not None]


def covered(text: str, before: str, wordings: Iterable[Wording], where: str) -> tuple[str, list[Wording]]:
    """A text with what is personal in it covered, character for character, and the wordings that found it.

    ``before`` is what stands right before it (the cell before); ``where`` is "text" or "cell".
    """
    folded, shown = fold(text), list(text)
    found = []
    for wording in wordings:
        if where not in wording.where or wording.find is None:
            continue
        if wording.under is not None and not wording.under.search(fold(before)):
            continue
        for hit in wording.find.finditer(folded):
            if wording.unless is not None and wording.unless.search(sentence_around(folded, *hit.span())):
                continue
            for at in _personal(hit):
                shown[at] = COVER
            found.append(wording)
    return "".join(shown), list({wording.id: wording for wording in found}.values())


def masked(
    publication: Publication, pack: Pack, gone: Iterable[str] = (), withheld: Iterable[Withheld] = ()
) -> tuple[Publication, list[Removal]]:
    """A publication with personal numbers and addresses covered.

    ``gone`` are personal texts left out; where a name among them, or a withheld item, still stands is told.
    """
    wordings = privacy(pack)
    removals: list[Removal] = []
    blocks: list[DrawnParagraph | DrawnTable] = []
    heading = publication.title
    for block in publication.blocks:
        if isinstance(block, DrawnTable):
            blocks.append(_masked_table(block, wordings, removals))
            continue
        heading = block.text if block.style.value.startswith(("heading", "title")) else heading
        text, found = covered(block.text, "", wordings, "text")
        removals.extend(Removal(heading, _short(text), COVERED, wording.says) for wording in found)
        blocks.append(replace(block, text=text) if found else block)
    result = replace(publication, blocks=tuple(blocks))
    for name in dict.fromkeys(gone):
        if NAME.fullmatch(name):
            removals.extend(_still_there(result, name, "还有已删去的姓名，请看是不是同一个人"))
    for item in withheld:
        removals.extend(_still_there(result, item.what, f"还写着不公开的内容（{item.why}）"))
    return result, removals


def removal_list(removals: Iterable[Removal], organisation: str, year: int) -> bytes:
    """The list of what is not in the 公开版, as a workbook; it quotes no personal data."""
    rows = [
        (Entry(number), Entry(one.where), Entry(one.what), Entry(one.how, alarm=one.how == LOOK), Entry(one.why))
        for number, one in enumerate(dict.fromkeys(removals), 1)
    ]
    title = f"{year}年度{organisation}公开版删去和遮盖的内容（本清单不公开）"
    return write_lists([ListSheet("删去内容", title, HEADS, tuple(rows))])


def _masked_table(table: DrawnTable, wordings: Sequence[Wording], removals: list[Removal]) -> DrawnTable:
    rows = []
    for row in table.rows:
        cells: list[DrawnCell] = []
        before = ""
        for cell in row.cells:
            text, found = covered(cell.text, before, wordings, "cell") if cell.value is None else (cell.text, [])
            removals.extend(Removal(table.title, _short(text), COVERED, wording.says) for wording in found)
            cells.append(replace(cell, text=text) if found else cell)
            before = cell.text
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _still_there(publication: Publication, name: str, why: str) -> Iterator[Removal]:
    """Where something that was left out still stands; it is not quoted."""
    for block in publication.blocks:
        where, texts = (
            (block.title, [cell.text for row in block.rows for cell in row.cells])
            if isinstance(block, DrawnTable)
            else ("正文", [block.text])
        )
        for text in texts:
            if name in text:
                yield Removal(where, _short(text.replace(name, COVER * len(name))), LOOK, why)


def _personal(hit: re.Match[str]) -> Iterator[int]:
    """The characters of a hit that are personal: its group `mask`, else its digits."""
    if hit.groupdict().get(MASK_GROUP):
        yield from range(*hit.span(MASK_GROUP))
    else:
        yield from (hit.start() + digit.start() for digit in DIGITS.finditer(hit.group()))


def _is(one: Statement, item: Withheld) -> bool:
    names = {one.label, one.text, *(value for _, value in one.key.dimensions)}
    return item.what in names


def _where(one: Statement) -> str:
    return one.place.say() if one.place is not None else one.address.partition("!")[0]


def _what(one: Statement, pack: Pack) -> str:
    label = pack.concepts[one.key.concept].label
    row = [value for name, value in one.key.dimensions if name not in {"ordinal", "form"}]
    return "，".join([label, *row]) if one.state is not State.BLANK else label


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
