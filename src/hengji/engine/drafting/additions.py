"""Rows and columns a sample has beyond the edition it is nearest to: what they mean, as declarations."""

from __future__ import annotations

import re

from hengji.engine.drafting.handles import Handle
from hengji.engine.drafting.sample import Look
from hengji.engine.drafting.work import Mapped, Work, ids, insert_after, items
from hengji.facts.fact import Kind
from hengji.packs.form import Band, RowDecl
from hengji.packs.labels import bare, plain
from hengji.packs.layout import SLOT
from hengji.reading.tables.heads import head_of

INSIDE = re.compile(r"^其中[:：]?")
FIGURES = (Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.SCORE, Kind.QUANTITY)
PART, APART, KNOWN, OWN = "part", "apart", "known", "own"


def add_row(work: Work, band: Band, label: str, before: str | None) -> str:
    """A row of a sample the band does not have, behind the row ``before``; its id."""
    tree = work.band(band.id)
    name = work.fresh("x", ids(tree, "rows"))
    word = plain(label)
    upper = _whole_of(work, band, label, before)
    row: Mapped = {"id": name, **_meaning(work, band, label, upper), "label": word.rstrip(":")}
    if upper:
        row.update(under=upper, closure="open")
    insert_after(tree, "rows", row, before)
    work.say(f"多一行“{word}”" + _told(work, row))
    return name


def _meaning(work: Work, band: Band, label: str, upper: str) -> Mapped:
    """What a new row is: a known concept, an item of the row it is part of, else a concept of its own."""
    tree = work.band(band.id)
    if "concept" in tree or not any("concept" in one for one in items(tree, "rows")):
        same = sum(1 for one in items(tree, "rows") if bare(str(one.get("label") or "")) == bare(label))
        return {"dimensions": {"item": bare(label), **({"ordinal": str(same + 1)} if same else {})}}
    kind = kind_of_rows(work, band)
    known = work.naming.known(label, (kind,))
    if known:
        return {"concept": known}
    each = next((one for one in items(tree, "rows") if "each" in one and one.get("under") == upper), None)
    if upper and each is not None and each.get("dimension") and each.get("concept"):
        return {"concept": each["concept"], "dimensions": {str(each["dimension"]): bare(label)}}
    return {"concept": work.naming.coin(bare(label), kind)}


def replace_row(work: Work, band: Band, row: RowDecl, label: str) -> None:
    """A row that stands in the place of another: it takes its id, its parts and its place, and means what it says."""
    tree = next(one for one in items(work.band(band.id), "rows") if one.get("id") == row.id)
    before = tree.get("concept")
    tree.update({"label": plain(label).rstrip(":"), **_meaning(work, band, label, str(tree.get("under") or ""))})
    tree.pop("aliases", None)
    for part in items(work.band(band.id), "rows"):
        if part.get("under") == row.id and part.get("concept") == before and "each" in part:
            part["concept"] = tree.get("concept")
    work.say(f"“{row.label}”的位置上是“{plain(label).rstrip(':')}”" + _told(work, tree))


def replace_column(work: Work, band: Band, gone: Handle, handle: Handle) -> bool:
    """A cell in the place of another that is told apart by its name: the name changes, all else stays."""
    tree = next((one for one in items(work.band(band.id), "columns") if one.get("id") == gone.key), None)
    dimensions = tree.get("dimensions") if tree is not None else None
    if tree is None or not isinstance(dimensions, dict):
        return False
    name = next((key for key, value in dimensions.items() if bare(str(value)) == bare(gone.label)), None)
    if name is None:
        return False
    tree["dimensions"] = {**dimensions, name: bare(handle.label)}
    work.say(f"“{bare(gone.label)}”的位置上是“{bare(handle.label)}”")
    return True


def _told(work: Work, row: Mapped) -> str:
    """What a new row means, in words."""
    concept, dimensions = row.get("concept"), row.get("dimensions")
    if isinstance(dimensions, dict) and row.get("under"):
        return "（其中项）"
    if not isinstance(concept, str):
        return ""
    known = work.naming.above.concepts.get(concept)
    return f"（按已有的概念“{known.label}”读）" if known is not None else "（没有对得上的概念，新立一个）"


def kind_of_rows(work: Work, band: Band) -> Kind:
    """The kind most rows of a band have."""
    kinds = [
        concept.kind
        for row in band.rows
        if (concept := work.naming.above.concepts.get(row.aspects.get("concept") or "")) is not None
    ]
    return max(kinds, key=kinds.count, default=Kind.QUANTITY)


def _whole_of(work: Work, band: Band, label: str, before: str | None) -> str:
    """The row a new one is a part of: 其中 says so outright, the numbering of the one before only suggests it."""
    row = band.row(before) if before else None
    tree = next((one for one in items(work.band(band.id), "rows") if before in (one.get("id"), one.get("each"))), None)
    upper = str((tree or {}).get("under") or "")
    if INSIDE.match(plain(label)):
        return before if before and row is not None and not row.each and not upper else upper
    goes_on = str((tree or {}).get("id", "")).startswith("x") and (tree or {}).get("closure") == "open"
    if not upper or (bare(label) == plain(label).rstrip(":") and not goes_on) or (goes_on and work.naming.known(label)):
        return ""
    whole = next((str(one.get("label", "")) for one in items(work.band(band.id), "rows") if one.get("id") == upper), "")
    answer = work.questions.ask(
        f"{work.form_id}/{band.id}/{plain(label)}/属于",
        f"“{plain(label)}”是不是“{whole}”的其中项？",
        {PART: f"是“{whole}”的一项", APART: "单独一行"},
        PART,
    )
    return upper if answer == PART else ""


def add_column(work: Work, band: Band, handle: Handle, samples: list[str]) -> str:
    """A column of a sample the band does not have; its id. ``samples`` are texts that stand in it."""
    tree = work.band(band.id)
    name = work.fresh("x", [str(one.get("id")) for one in items(tree, "columns")])
    label = handle.label.strip()
    head = head_of(handle.path or [label], work.words)
    column: Mapped = {"id": name}
    concepts = any("concept" in one for one in items(tree, "rows")) or "concept" in tree
    kind = kind_of(work, head.unit, samples)
    if concepts:
        column.update(_aspects(work, band, handle))
        if kind is Kind.TEXT:
            column.update(kind=Kind.TEXT.value, dimensions={"column": bare(label)})
    else:
        column["concept"] = work.naming.concept(bare(label) or plain(label), kind, _kinds(kind))
        same = sum(1 for one in items(tree, "columns") if one.get("concept") == column["concept"])
        if same:
            column["dimensions"] = {"column": f"{bare(label)}{same + 1}"}
    if head.unit and "unit" not in column:
        column["unit"] = head.unit
    elif kind is Kind.QUANTITY and not concepts:
        column["unit"] = "in-cell"
    column["label"] = work.sample.template(label).replace("{year}年", "").replace("{prior}年", "上年") or label
    items(tree, "columns").append(column)
    work.say(f"多一栏“{plain(label)}”" + _told(work, column))
    return name


def _kinds(kind: Kind) -> tuple[Kind, ...]:
    return (Kind.TEXT, Kind.QUANTITY, Kind.CODE, Kind.DATE) if kind is Kind.TEXT else FIGURES


def _aspects(work: Work, band: Band, handle: Handle) -> Mapped:
    """What a column adds where its rows say what they are: scenario and year by its heads, else its name."""
    head = head_of([handle.inside] if handle.inside else handle.path or [handle.label], work.words)
    prior = head.prior or (head.year is not None and work.sample.year is not None and head.year < work.sample.year)
    said = [work.words.without_prior(word) or word for word in head.words]
    scenario = next((name for name, words in work.words.scenarios.items() if words.intersection(said)), "")
    found: Mapped = {**({"period": "-1"} if prior else {}), **({"scenario": scenario} if scenario else {})}
    taken = [
        (str(one.get("period") or ""), str(one.get("scenario") or "")) for one in items(work.band(band.id), "columns")
    ]
    key = (str(found.get("period") or ""), str(found.get("scenario") or ""))
    said_above = "scenario" in work.band(band.id) or "scenario" in work.form
    return (
        found
        if scenario and key not in taken and not said_above
        else {"dimensions": {"column": bare(handle.label) or handle.label}}
    )


def kind_of(work: Work, unit: str, samples: list[str]) -> Kind:
    """The kind of the values of a column: by its unit, else by what is filled in; blank ones may be anything."""
    from hengji.engine.drafting.sample import look_of  # noqa: PLC0415

    by_unit = work.naming.kind_of_unit(unit) if unit else None
    if by_unit is not None:
        return by_unit
    filled = [text for text in samples if look_of(text) is not Look.BLANK]
    if filled and all(look_of(text) is Look.WORDS for text in filled):
        return Kind.TEXT
    return Kind.QUANTITY


def remove_row(work: Work, band: Band, name: str) -> None:
    """Leave out a row; where others are computed from it or part of it, it only becomes one that need not be there."""
    tree = work.band(band.id)
    row = band.row(name)
    if row is None:
        return
    formulas = " ".join(str(one.get("derive") or "") for one in _leaves(tree))
    used = {found.split("/")[0] for found in re.findall(r"\[([a-z0-9_./]+)\]", formulas)}
    whole = f"{band.id}/{name}/" in " ".join(
        str(one.get("derive") or "") for other in items(work.form, "bands") for one in _leaves(other)
    )
    if name in used or whole or any(one.get("under") == name for one in items(tree, "rows")):
        next(one for one in items(tree, "rows") if one.get("id") == name)["optional"] = "true"
    else:
        tree["rows"] = [one for one in items(tree, "rows") if one.get("id") != name]
    if not row.optional:
        work.say(f"没有“{row.label or name}”一行")


def _leaves(tree: Mapped) -> list[Mapped]:
    found = [*items(tree, "rows")]
    for column in items(tree, "columns"):
        found.append(column)
        if "children" in column:
            found.extend(items(column, "children"))
    return found


def slots_in(text: str) -> list[str]:
    """The columns a written line enters."""
    return SLOT.findall(text)
