"""Filling a blank form: read it, plan, enter, read it again and hold it against the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hengji.documents.document import Document, Text
from hengji.engine.building import package_of
from hengji.engine.deriving import derive
from hengji.engine.editions import Removal, published
from hengji.engine.filling.cells import says_the_same
from hengji.engine.filling.errors import NoFormError, NotFillableError, OtherYearError
from hengji.engine.filling.growing import grown
from hengji.engine.filling.outcome import Difference, Filled, Plan, Wanted
from hengji.engine.filling.planning import Options, plan_of
from hengji.engine.filling.sheet import SheetFile
from hengji.engine.filling.word import WordFile
from hengji.engine.publishing import Package
from hengji.facts.fact import State, Statement
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import detect, read_document
from hengji.reading.formats.workbook import read_workbook
from hengji.reading.read import read
from hengji.reading.result import Reading

FILLABLE = ("docx", "xlsx")
OLD = {"doc": ("旧版 Word 文件（.doc）", "docx"), "xls": ("旧版 Excel 文件（.xls）", "xlsx")}
FIELD = -1


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank form as issued: its bytes and its name."""

    content: bytes
    name: str


def fill(data: Reading, blank: Blank, library: Library, pack: Pack | None, options: Options) -> Filled:
    """The blank form with the figures of the data.

    Raises:
        ReadError: the blank cannot be read (damaged, with a password).
        FillingError: nothing can be entered in it, no form is recognised in it, or it is of another year.
        NoDataError: the data say nothing, or not of which year they are.
        WithheldError: an item to be withheld is not in the data.
    """
    package = package_of(derive(data), library, pack)
    removals: list[Removal] = []
    if options.public:
        facts, removals = published(package.facts, package.pack, options.withheld)
        package = replace(package, facts=facts, public=True)
    filled = fill_from(package, blank, library, options)
    filled.removals = removals
    return filled


def fill_from(package: Package, blank: Blank, library: Library, options: Options) -> Filled:
    """The blank form with the facts of a package; raises as `fill` does."""
    reading, chosen = read_blank(blank, library, package.pack)
    _refuse_other_year(blank, reading, package.year)
    if detect(blank.content, blank.name) == "docx":
        filled = _word(blank, reading, package, options, lambda document: read(document, library, chosen))
    else:
        workbook = SheetFile(blank.content, blank.name)
        plan = plan_of(reading, package, options, workbook.is_formula)
        content, unknown = workbook.enter(plan)
        filled = Filled(content, plan, package.pack.id, uncomputed=unknown)
    filled.unplaced = list(_unplaced(filled.plan, package))
    filled.differences = _differences(filled, read(_document(filled.content, blank.name), library, chosen))
    return filled


def _word(
    blank: Blank, reading: Reading, package: Package, options: Options, again: Callable[[Document], Reading]
) -> Filled:
    """A Word file filled in; first with the lines its lists lack, where that is wanted."""
    content, added = blank.content, 0
    plan = plan_of(reading, package, options, _no_formula)
    if options.add_rows and plan.left_over:
        file = WordFile(content, blank.name)
        added = grown(file, reading, plan.left_over)
        content = file.content()
        plan = plan_of(again(read_document(content, blank.name)), package, options, _no_formula)
    return Filled(WordFile(content, blank.name).enter(plan), plan, package.pack.id, added_rows=added)


def _no_formula(_text: Text) -> bool:
    """No cell of a Word table computes what it shows, as far as this program reads it."""
    return False


def read_blank(blank: Blank, library: Library, pack: Pack) -> tuple[Reading, Pack | None]:
    """The blank read as a form of the data's pack, else of any; with the pack asked for in reading it.

    Raises:
        ReadError, NotFillableError, NoFormError: as for `fill`.
    """
    found = detect(blank.content, blank.name)
    if found in OLD:
        what, target = OLD[found]
        raise NotFillableError(blank.name, f"它是{what}", f"请用 Word、Excel 或 WPS 打开，另存为 .{target} 再填。")
    document = _document(blank.content, blank.name)
    if found not in FILLABLE:
        raise NotFillableError(blank.name, "它不是 Word（.docx）或 Excel（.xlsx）文件")
    for chosen in (pack, None):
        reading = read(document, library, chosen)
        if any(table.recognised is not None for table in reading.tables):
            return reading, chosen
    raise NoFormError(blank.name, len(document.tables()))


def _document(content: bytes, name: str) -> Document:
    """A blank, or what became of it, with all the cells it draws."""
    document = read_document(content, name)
    return read_workbook(content, name, drawn=True) if document.format == "xlsx" else document


def _refuse_other_year(blank: Blank, reading: Reading, year: int) -> None:
    for table in reading.tables:
        printed = table.recognised.years.get("year", year) if table.recognised is not None else year
        if printed != year:
            raise OtherYearError(blank.name, printed, year)


def _unplaced(plan: Plan, package: Package) -> list[Statement]:
    """What the data state in the forms of the blank and no cell of it takes; each fact once."""
    found: dict[object, Statement] = {}
    for one in package.facts:
        form = one.address.partition("!")[0]
        stated = one.state is not State.BLANK and form in plan.forms and "/" in one.address
        if stated and one.key not in plan.placed and not any(row.holds(one) for row in plan.left_over):
            found.setdefault(one.key, one)
    return list(found.values())


def _differences(filled: Filled, again: Reading) -> list[Difference]:
    """Every cell entered or left as it was that, read again, does not say what the data say."""
    cells = {
        (number, cell.row_index, cell.cell_index, cell.spec.column): cell
        for number, table in enumerate(again.tables)
        for cell in (table.recognised.cells if table.recognised is not None else ())
    }
    said = {(one.line.whole().anchor(), one.address): one.said for one in again.fields}
    found: list[Difference] = []
    for wanted in (*filled.plan.wanted, *filled.plan.kept):
        statement, spot = wanted.statement, wanted.spot
        if statement is None:
            continue
        if spot.table == FIELD:
            there = said.get((spot.text.whole().anchor(), spot.column), "")
            same = there == statement.text
        else:
            cell = cells.get((spot.table, spot.row, spot.position, spot.column))
            there = cell.cell.text.value if cell is not None else ""
            named = cell is not None and _names(wanted) <= set(cell.dimensions)
            same = cell is not None and named and says_the_same(cell.value, cell.spec, statement)
        if not same:
            found.append(Difference(spot, wanted.label, there, wanted.said or statement.text))
    return found


def _names(wanted: Wanted) -> set[tuple[str, str]]:
    return {(name, value) for name, value in wanted.keys.items() if not name.startswith("@")}
