"""How a department's figures came about, as a workbook to go through and as data."""

from __future__ import annotations

from decimal import Decimal

from hengji.engine.answers import fact_json
from hengji.engine.rollup import RolledUp
from hengji.facts.numbers import plain_text
from hengji.packs.pack import Pack
from hengji.reading.data.facts import data_of
from hengji.writing.list_workbook import Entry, ListSheet, write_lists

FILE = "汇总底稿.xlsx"


def rollup_workbook(rolled: RolledUp) -> bytes:
    """The members, every cell as the sum of theirs, what was taken out, and what is wanting."""
    names = tuple(member.name for member in rolled.members)
    members = tuple((Entry(member.name), Entry(member.file)) for member in rolled.members)
    cells = tuple(
        (
            Entry(line.form),
            Entry(line.cell),
            *(Entry(_said(part)) for part in line.parts),
            Entry(_said(-line.taken_out) if line.taken_out else ""),
            Entry(_said(line.total)),
            Entry(line.unit),
        )
        for line in rolled.lines
    )
    notes = [(Entry(text),) for text in rolled.eliminated] + [(Entry(text, alarm=True),) for text in rolled.failures]
    sheets = [
        ListSheet("成员", f"汇总的单位（{len(names)} 个）", ("单位", "文件"), members),
        ListSheet("底稿", "各格 = 各单位之和 − 内部往来", ("表", "格", *names, "抵销", "汇总", "计量单位"), cells),
        ListSheet("抵销与说明", "内部往来的抵销，和汇总数不含的", ("说明",), tuple(notes)),
    ]
    return write_lists(sheets)


def rollup_json(rolled: RolledUp, pack: Pack) -> dict[str, object]:
    """The members with their documents, what was eliminated, and what every member states (``sources``)."""
    return {
        "sources": [{**fact_json(one, pack), **data_of(one)} for one in rolled.sources()],
        "members": [
            {"organisation": one.name, "document": one.file, "sha256": one.reading.document.sha256}
            for one in rolled.members
        ],
        "eliminations": list(rolled.eliminated),
    }


def _said(value: Decimal | None) -> str:
    return plain_text(value) if value is not None else ""
