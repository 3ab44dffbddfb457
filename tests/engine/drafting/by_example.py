"""Known editions as if they were unknown: a library without a pack, samples drawn by it, drafts made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from tests.engine.made_up_forms import YEAR, Said, drawn_rows, figure, statement

import hengji_packs
from hengji.documents.document import Document, Table
from hengji.engine.building import writers
from hengji.engine.drafting.draft import Draft, draft_pack
from hengji.engine.drafting.files import About
from hengji.engine.publishing import Package, form_blocks
from hengji.facts.fact import FactStore, Kind, State, Statement
from hengji.packs.form import Band, CellSpec, RowDecl
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.writing.drawing import Publication

PACKS = Path(hengji_packs.__file__).parent
ORGANISATION, NAME = "某某县档案馆", "cn-430998-xinxi"


@cache
def every() -> Library:
    """All packs."""
    return Library.builtin()


@cache
def without(pack: str) -> Library:
    """All packs but one."""
    return Library([folder for folder in _folders() if folder.name != pack])


def _folders() -> list[Path]:
    return sorted(path.parent for path in PACKS.glob("*/pack.yaml"))


def drawn(pack: Pack, form: str, facts: Iterable[Statement], year: int, format_: str) -> Document:
    """A form of a pack as a file that was read."""
    package = Package(pack, FactStore(facts), year, ORGANISATION, "")
    blocks = tuple(form_blocks(package, pack.layouts_of(form)[0]))
    publication = Publication(pack.forms[form].label, blocks, organisation=ORGANISATION, year=year)
    return read_document(writers()[format_](publication), f"样表.{format_}")


def about(parent: str) -> About:
    """Whose pack is drafted."""
    return About(NAME, "示例市新溪县", parent, "样表", "某县财政局下发的样表", "2026-11-21", ("新溪县",))


def drafted(document: Document, library: Library, parent: str) -> Draft:
    """The pack drafted from a sample."""
    return draft_pack(document, library, about(parent))


def saved(draft: Draft, folder: Path, beside: Iterable[Path]) -> Pack:
    """The drafted pack written to a folder and loaded from there: it has no mistake."""
    home = folder / draft.about.id
    for name, text in draft.files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    return Library([*beside, home]).get(draft.about.id)


def beside(pack: str) -> list[Path]:
    """The folders of all packs but one."""
    return [folder for folder in _folders() if folder.name != pack]


def cells_read(document: Document, pack: Pack) -> list[Statement]:
    """What the cells of a document state under a pack."""
    return [one for one in read(document, every(), pack).facts if one.address.count("/") == 2]


def tables(document: Document) -> list[list[list[tuple[str, int, int]]]]:
    """The tables as drawn: text and place of every cell."""
    return [
        [[(cell.text.value, cell.column, cell.column_span) for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def own_forms(pack: str) -> Iterator[str]:
    """The forms a pack draws in its own way."""
    declared = every().get(pack)
    for name, place in declared.origins["layouts"].items():
        if place.startswith(f"{pack}/"):
            yield declared.layouts[name].form


def filled(pack: Pack, form: str, seed: int) -> list[Statement]:
    """A filing of one form: a figure, a text or a target in every cell its first layout draws."""
    chance = Random(seed)  # noqa: S311 - made-up figures
    said: list[Statement] = []
    for band, row, specs in drawn_rows(pack, pack.layouts_of(form)[0]):
        for row_id, keys in _instances(pack, band, row, chance) if row.each else [(row.id, {})]:
            said += [statement(_said(spec, chance), spec, keys, f"{form}!{spec.band}/{row_id}") for spec in specs]
    return [replace(one, id=f"f{number}") for number, one in enumerate(said, 1)]


def _said(spec: CellSpec, chance: Random) -> Said:
    if spec.kind is Kind.TEXT:
        return Said(
            State.REPORTED, text=chance.choice(["全面完成年度任务", "按期办结，群众满意", "从严审批，厉行节约"])
        )
    if spec.kind is Kind.QUANTITY:
        number = chance.randrange(1, 400)
        return figure(Decimal(number), "次", "=", f"{number}次")
    places = {Kind.MONEY: 2, Kind.RATIO: 2}.get(spec.kind, 0)
    return figure(Decimal(chance.randrange(1, 90000)).scaleb(-places), "%" if spec.kind is Kind.RATIO else "")


def _instances(pack: Pack, band: Band, row: RowDecl, chance: Random) -> Iterator[tuple[str, dict[str, str]]]:
    codes = row.codes or next((column.codes for column in band.columns if column.codes), "")
    if codes:
        dimension = row.dimension or next(column.dimension for column in band.columns if column.codes)
        holding = [one.code for one in pack.codes[codes].codes if one.holds(YEAR) and len(one.code) == (row.level or 7)]
        wanted = sorted({code for one in chance.sample(holding, min(4, len(holding))) for code in _classes(one, row)})
        yield from ((code, {dimension: code}) for code in wanted if code not in row.without)
        return
    for number in range(1, chance.randrange(2, 5)):
        names = [column.dimension for column in band.columns if column.dimension]
        if row.dimension:
            yield f"{row.id}#{number}", {row.dimension: f"示例事项{'甲乙丙丁'[number]}"}
        else:
            groups = {"group": "产出指标", "subgroup": "数量指标", "indicator": f"办理事项{'甲乙丙丁'[number]}"}
            yield f"{row.id}#{number}", {name: groups.get(name, f"示例{'甲乙丙丁'[number]}") for name in names}


def _classes(code: str, row: RowDecl) -> list[str]:
    return [code] if row.level else [code[:3], code[:5], code]
