"""Holding a filled file against the blank: every part but those with target cells, and everything in them but these."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from hengji.engine.filling.outcome import Filled
from hengji.facts.place import SheetPlace, WordPlace
from hengji.reading.formats.docx_anchors import Anchors
from hengji.reading.formats.workbook_parts import sheet_paths

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CALCULATION = re.compile(rb"<calcPr[^>]*/>")


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part of a package, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def assert_only_cells_differ(blank: bytes, filled: Filled) -> None:
    """Fails where anything else than the cells the plan names has changed."""
    before, after = parts_of(blank), parts_of(filled.content)
    assert list(before) == list(after)
    changed = [name for name in before if before[name] != after[name]]
    places = [one.spot.text.whole() for one in filled.plan.wanted]
    if any(isinstance(place, WordPlace) for place in places):
        assert changed == ["word/document.xml"]
        _same_words(before[changed[0]], after[changed[0]], filled)
    elif places:
        _same_sheets(blank, before, after, changed, filled)
    else:
        assert changed == []


def _same_words(before: bytes, after: bytes, filled: Filled) -> None:
    """The bytes outside the runs of the target paragraphs are the same, and so are these paragraphs' properties."""
    targets = [
        (place.block, place.row, place.column)
        for one in filled.plan.wanted
        if isinstance(place := one.spot.text.whole(), WordPlace)
    ]
    assert _without(before, targets) == _without(after, targets)


def _without(document: bytes, targets: list[tuple[int, int | None, int | None]]) -> bytes:
    """A document without the runs in these places, canonical."""
    root = etree.fromstring(document)
    anchors = Anchors(root)
    for block, row, column in set(targets):
        for anchor in anchors.within(WordPlace(0, 10**6, block=block, row=row, column=column)):
            for run in list(anchor.element.iterchildren(W + "r")):
                anchor.element.remove(run)
    return etree.tostring(root, method="c14n")


def _same_sheets(
    blank: bytes, before: dict[str, bytes], after: dict[str, bytes], changed: list[str], filled: Filled
) -> None:
    """Only target cells and the stored results of formulas differ; cells keep their styles, formulas their text."""
    with zipfile.ZipFile(io.BytesIO(blank)) as package:
        paths = {path: sheet for sheet, path in sheet_paths(package)}
    assert set(changed) <= {*paths, "xl/workbook.xml"}
    if "xl/workbook.xml" in changed:
        assert CALCULATION.sub(b"", before["xl/workbook.xml"]) == CALCULATION.sub(b"", after["xl/workbook.xml"])
    for path in set(changed) & set(paths):
        targets = {
            place.cell
            for one in filled.plan.wanted
            if isinstance(place := one.spot.text.whole(), SheetPlace) and place.sheet == paths[path]
        }
        assert _sheet_without(before[path], targets) == _sheet_without(after[path], targets)


def _sheet_without(sheet: bytes, targets: set[str]) -> bytes:
    root = etree.fromstring(sheet)
    for cell in root.iter("{*}c"):
        if cell.get("r") in targets:
            assert cell.find("{*}f") is None
            cell.attrib.pop("t", None)
            for child in list(cell):
                cell.remove(child)
        elif cell.find("{*}f") is not None:
            cell.attrib.pop("t", None)
            for value in list(cell.iter("{*}v")):
                cell.remove(value)
    return etree.tostring(root, method="c14n")
