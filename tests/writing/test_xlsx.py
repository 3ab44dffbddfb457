"""The xlsx writer: read back through python-calamine, and by its own XML."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.writing.grids import Tiling, tilings
from tests.writing.sample import entry, figure, label, one_table, publication, row

from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnTable, Publication, Role, Style
from hengji.writing.errors import (
    AmbiguousOperandError,
    ControlCharacterError,
    TextTooLongError,
    UnknownOperandError,
)
from hengji.writing.xlsx import write_entry_workbook, write_xlsx
from hengji.writing.xlsx_cells import figure_of, number_format

S = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def part(content: bytes, name: str) -> etree._Element:
    """One part of the package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def sheet_xml(content: bytes, number: int = 1) -> etree._Element:
    """The XML of one sheet."""
    return part(content, f"xl/worksheets/sheet{number}.xml")


def read(content: bytes) -> dict[str, list[list[object]]]:
    """Every sheet's rows as calamine gives them."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: list(map(list, book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
        for name in book.sheet_names
    }


def read_cells(*cells: DrawnCell) -> list[object]:
    """One row written and read back."""
    return read(write_xlsx(one_table(row(*cells))))["表"][1]


def test_sheets_in_order_text_first() -> None:
    """Running text on 说明, then each table under its own name."""
    sheets = read(write_xlsx(publication()))
    assert list(sheets) == ["说明", "基础数据表", "自评表", "公开01表", "公开09表"]
    assert [r[0] for r in sheets["说明"]][1:3] == ["一、部门基本情况", "（一）机构设置"]
    assert not any("填表人" in str(r[0]) for r in sheets["说明"])
    assert str(sheets["基础数据表"][-1][0]).startswith("填表人：")


def test_same_publication_same_bytes() -> None:
    """Nothing depends on the clock."""
    assert write_xlsx(publication()) == write_xlsx(publication())
    assert write_entry_workbook(publication()) == write_entry_workbook(publication())


@pytest.mark.parametrize(
    ("printed", "stored", "shown_as"),
    [
        ("12.50", 12.5, "0.00"),
        ("0", 0.0, "0"),
        ("1,582.84", 1582.84, "#,##0.00"),
        ("-39.89", -39.89, "0.00"),
        ("62.5%", 62.5, '0.0"%"'),
        ("98.19", 98.19, "0.00"),
    ],
)
def test_figures_are_numbers_as_printed(printed: str, stored: float, shown_as: str) -> None:
    """A figure is a number of the printed size (a per cent in points), shown with the printed decimals."""
    cell = figure(printed, "b/r/c")
    assert read_cells(cell) == [stored]
    assert number_format(cell) == shown_as


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.booleans())
def test_figures_come_back_exactly(value: Decimal, percent: bool) -> None:
    """15 significant digits of what calamine reads are the figure that was written."""
    cell = figure(f"{value:f}%" if percent else f"{value:f}", "b/r/c")
    (back,) = read_cells(cell)
    assert isinstance(back, float)
    assert Decimal(f"{back:.15g}") == value


@pytest.mark.parametrize("text", ["≥95%", "约280", "——", "12.5万", "2024年"])
def test_figures_printed_otherwise_stay_text(text: str) -> None:
    """What is printed wins over the value behind it."""
    cell = DrawnCell(text, Role.NUMBER, address="b/r/c", value=Decimal(95), decimals=0)
    assert figure_of(cell) is None
    assert read_cells(cell) == [text]


def test_blank_figures_stay_blank() -> None:
    """A blank is no zero."""
    assert read_cells(figure("", "b/r/c"), figure("0.00", "b/r/d")) == ["", 0.0]


@pytest.mark.parametrize(
    "text", ["=1+1", "+8613", "-39.89万", "@SUM(A1)", '=HYPERLINK("http://x")', "<r>x</r>", "&<>\"'"]
)
def test_texts_never_become_formulas(text: str) -> None:
    """Whatever it begins with, a text is a text, in labels, entries and running text."""
    content = write_xlsx(
        Publication("注入", (DrawnParagraph(text), DrawnTable("f", text, (Decimal(1),), (row(entry(text, "b/r/c")),))))
    )
    sheets = list(read(content).values())
    assert sheets[0] == [[text]]
    assert sheets[1] == [[text], [text]]
    for number in (1, 2):
        assert sheet_xml(content, number).findall(".//s:f", S) == []


def test_formulas_refer_to_cells_and_keep_their_value() -> None:
    """Operands become A1 references; the value is there before anything is computed."""
    content = write_xlsx(
        one_table(
            row(figure("1.20", "b/x/v"), figure("2.30", "b/y/v")),
            row(
                figure("3.50", "b/t/v", formula="[b/x/v]+[b/y/v]"),
                figure("52.17%", "b/q/v", formula="[b/x/v]/[b/y/v]*100"),
            ),
        )
    )
    formulas = [f.text for f in sheet_xml(content).findall(".//s:f", S)]
    assert formulas == ["A2+B2", 'IFERROR(A2/B2*100,"——")']
    assert read(content)["表"][2] == [3.5, 52.17]


def test_formulas_reach_other_sheets() -> None:
    """A cell of another table is named with its sheet; one of the own table wins."""
    first = DrawnTable("f", "", (Decimal(1),), (row(figure("1", "a/b/c")),), sheet="公开 01表")
    cells = (figure("2", "s/s/s"), figure("3", "t/t/t", formula="[a/b/c]+[s/s/s]"))
    second = DrawnTable("g", "", (Decimal(1),) * 2, (row(*cells),), sheet="乙")
    content = write_xlsx(Publication("两张", (first, second)))
    assert [f.text for f in sheet_xml(content, 2).findall(".//s:f", S)] == ["'公开 01表'!A1+A1"]


def test_bad_operands_are_refused() -> None:
    """An address nobody has, and one that several have."""
    total = figure("3", "t/t/t", formula="[a/b/c]*2")
    with pytest.raises(UnknownOperandError, match=r"“表”的公式 \[a/b/c\]\*2 用到 \[a/b/c\]，工作簿里没有这个格"):
        write_xlsx(one_table(row(total)))
    with pytest.raises(AmbiguousOperandError, match="几个格都叫这个地址"):
        write_xlsx(one_table(row(figure("1", "a/b/c"), figure("1", "a/b/c"), total)))


def test_only_entry_cells_are_unlocked() -> None:
    """Labels and formulas are locked, addressed cells open and yellow; the sheet is protected without a password."""
    content = write_xlsx(
        one_table(row(label("甲"), figure("1", "a/b/c"), entry("", "a/b/d"), figure("1", "a/b/e", formula="[a/b/c]")))
    )
    styles = part(content, "xl/styles.xml").findall(".//s:cellXfs/s:xf", S)
    cells = [styles[int(str(c.get("s")))] for c in sheet_xml(content).findall(".//s:row[@r='2']/s:c", S)]
    unlocked = [(p := xf.find("s:protection", S)) is not None and p.get("locked") == "0" for xf in cells]
    assert unlocked == [False, True, True, False]
    assert [int(str(xf.get("fillId"))) > 1 for xf in cells] == unlocked
    protection = sheet_xml(content).find("s:sheetProtection", S)
    assert protection is not None
    assert protection.get("sheet") == "1"
    assert protection.get("password") is None


def test_entry_workbook_validates_figures() -> None:
    """Only figures, or ——, in figure cells; the message is Chinese; texts are free; write_xlsx asks for nothing."""
    pub = one_table(row(figure("", "a/b/c"), entry("", "a/b/d"), figure("5.0%", "a/b/e")))
    rules = sheet_xml(write_entry_workbook(pub)).findall(".//s:dataValidation", S)
    assert [r.get("sqref") for r in rules] == ["A2", "C2"]
    assert [r.findtext("s:formula1", namespaces=S) for r in rules] == [
        'OR(ISNUMBER(A2),A2="——")',
        'OR(ISNUMBER(C2),C2="——")',
    ]
    assert "只能填数字" in str(rules[0].get("error"))
    assert [r.get("promptTitle") for r in rules] == [None, "百分数"]
    assert sheet_xml(write_xlsx(pub)).findall(".//s:dataValidation", S) == []


@given(tilings())
def test_any_grid_is_merged_as_drawn(tiling: Tiling) -> None:
    """Each cell of several columns or rows is one merged range; its text stands at its upper left."""
    content = write_xlsx(tiling.publication())
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheet = book.get_sheet_by_index(0)
    merged = sheet.merged_cell_ranges or []
    rows = sheet.to_python(skip_empty_area=False)
    width = len(tiling.table.widths)
    expected = {((0, 0), (0, width - 1))} if width > 1 else set()
    for number, (height, columns) in enumerate(tiling.spans):
        r, c = next((r, line.index(number)) for r, line in enumerate(tiling.covered) if number in line)
        assert rows[r + 1][c] == f"格{number}"
        if height * columns > 1:
            expected.add(((r + 1, c), (r + height, c + columns - 1)))
    assert set(merged) == expected


def test_sheet_names_are_legal_and_unique() -> None:
    r"""Excel allows 31 characters, no []:*?/\, no name twice whatever the case, and not 说明 beside our own."""
    names = ["a/b[c]:*?\\", "A_b_c_____", "长" * 40, "长" * 40, "说明", "History", "'引'", ""]
    tables = tuple(DrawnTable("f", "", (Decimal(1),), (row(label("甲")),), sheet=name) for name in names)
    found = list(read(write_xlsx(Publication("名", (DrawnParagraph("文"), *tables)))))
    assert found == [
        *("说明", "a_b_c_____", "A_b_c_____(2)", "长" * 31, "长" * 28 + "(2)"),
        *("说明(2)", "History(2)", "引", "f"),
    ]


def test_print_set_up() -> None:
    """A4, one page wide, landscape where the table is, header rows repeated, page number and revision below."""
    content = write_xlsx(publication())
    wide = sheet_xml(content, 5)
    page = wide.find("s:pageSetup", S)
    assert page is not None
    assert (page.get("paperSize"), page.get("orientation"), page.get("fitToHeight")) == ("9", "landscape", "0")
    assert wide.findtext("s:headerFooter/s:oddFooter", namespaces=S) == "&C— &P —&R&8 a1b2c3d4-0007"
    names = part(content, "xl/workbook.xml").findall(".//s:definedName", S)
    assert [n.text for n in names] == ["公开01表!$4:$5", "公开09表!$4:$6"]


def test_rows_are_high_enough_for_wrapped_text() -> None:
    """Excel does not fit merged rows, so the height is set."""
    content = write_xlsx(one_table(row(label("长" * 400)), row(label("短"))))
    title, long, short = (float(str(r.get("ht"))) for r in sheet_xml(content).findall(".//s:row", S))
    assert long > 100 > title > short > 19


def test_nobody_is_named() -> None:
    """The properties carry title and unit and a fixed date."""
    core = etree.tostring(part(write_xlsx(publication()), "docProps/core.xml"), encoding="unicode")
    assert re.findall(r"\d{4}-\d\d-\d\dT", core) == ["1980-01-01T"] * 2
    assert "样例县机构编制事务中心" in core
    creators = part(write_xlsx(publication()), "docProps/core.xml").xpath("//*[local-name()='creator']/text()")
    assert creators == []


def test_texts_excel_cannot_hold_are_refused() -> None:
    """Too long for a cell, or a control character."""
    with pytest.raises(TextTooLongError, match="一段有32768个字"):
        write_xlsx(one_table(row(label("长" * 32_768))))
    with pytest.raises(ControlCharacterError):
        write_xlsx(Publication("坏", (DrawnParagraph("甲\x01", Style.BODY),)))


def test_empty_publication_is_a_workbook() -> None:
    """Nothing to print is still a file that opens."""
    assert list(read(write_xlsx(Publication("空", ())))) == ["说明"]
