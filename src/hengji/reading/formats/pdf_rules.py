"""The ruling lines of a page: strokes, sides of drawn rectangles, and the thin filled boxes Word draws as borders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import c_float, c_int
from itertools import pairwise
from typing import Final, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

THIN: Final = 3.0
"""A filled box up to this thickness is a line, a thicker one shading."""

STRAIGHT: Final = 1.0
SAME: Final = 2.0
GAP: Final = 4.0
"""Pieces of a line this far apart are one line: dashes, and borders drawn cell by cell."""

SHORTEST: Final = 4.0
MAX_SEGMENTS: Final = 100_000
MAX_DEPTH: Final = 8

Point = tuple[float, float]
Upright = Callable[[float, float], Point]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A line across the page (``at`` is its height) or down it (``at`` is its distance from the left)."""

    at: float
    start: float
    end: float


def rules_of(page: pdfium.PdfPage, upright: Upright) -> tuple[list[Rule], list[Rule], int, int]:
    """Horizontal and vertical lines of a page, pieces of one line put together; how many pictures and drawings."""
    across: list[Rule] = []
    down: list[Rule] = []
    pictures = drawings = 0
    for found, matrix in _objects(page):
        kind = raw.FPDFPageObj_GetType(found)
        pictures += kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}
        drawings += kind == raw.FPDF_PAGEOBJ_PATH
        if kind == raw.FPDF_PAGEOBJ_PATH and len(across) + len(down) < MAX_SEGMENTS:
            for (ax, ay), (bx, by) in _strokes(found, lambda x, y, matrix=matrix: upright(*_moved(matrix, x, y))):  # type: ignore[misc]
                if abs(ay - by) <= STRAIGHT < abs(ax - bx):
                    across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) <= STRAIGHT < abs(ay - by):
                    down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    return merged(across), merged(down), pictures, drawings


def merged(rules: list[Rule]) -> list[Rule]:
    """Lines on the same height put together where they touch; what stays too short to be a line is left out."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if levels and rule.at - levels[-1][0].at <= SAME:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    found: list[Rule] = []
    for level in levels:
        at = sum(rule.at for rule in level) / len(level)
        start, end = None, 0.0
        for rule in sorted(level, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + GAP:
                end = max(end, rule.end)
            else:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            found.append(Rule(at, start, end))
    return [rule for rule in found if rule.end - rule.start >= SHORTEST]


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """Everything drawn on a page with the matrix it is drawn by, the content of forms among it."""
    for index in range(max(raw.FPDFPage_CountObjects(page), 0)):
        yield from _inside(raw.FPDFPage_GetObject(page, index), IDENTITY, 0)


def _inside(found: raw.FPDF_PAGEOBJECT, around: Matrix, depth: int) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    kind = raw.FPDFPageObj_GetType(found)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(found, own)
    matrix = _product((own.a, own.b, own.c, own.d, own.e, own.f), around)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield found, matrix
    elif depth < MAX_DEPTH:
        for index in range(max(raw.FPDFFormObj_CountObjects(found), 0)):
            yield from _inside(raw.FPDFFormObj_GetObject(found, index), matrix, depth + 1)


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    A, B, C, D, E, F = then  # noqa: N806 - the letters of the PDF manual
    return a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F


def _moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _strokes(path: raw.FPDF_PAGEOBJECT, place: Upright) -> Iterator[tuple[Point, Point]]:
    """The straight lines a path draws; a filled box counts as a line where it is thin, else as nothing."""
    mode, stroked = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroked)
    if not mode.value and not stroked.value:
        return
    for points in _subpaths(path, place):
        if stroked.value:
            yield from pairwise(points)
        else:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
            if y1 - y0 <= THIN and x1 - x0 > y1 - y0:
                yield (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)
            elif x1 - x0 <= THIN and y1 - y0 > x1 - x0:
                yield ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)


def _subpaths(path: raw.FPDF_PAGEOBJECT, place: Upright) -> Iterator[list[Point]]:
    """The corners of each piece of a path; curves keep only their ends."""
    points: list[Point] = []
    x, y = c_float(), c_float()
    for index in range(min(max(raw.FPDFPath_CountSegments(path), 0), MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = place(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points
