"""Reading workbooks: values as text, merged cells, places, errors, and files that cannot be read."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter  # type: ignore[import-untyped] # ships no type information
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.formats.ole_builder import compound

from hengji.documents.document import Cell, Document, Merge
from hengji.facts.place import SheetPlace
from hengji.reading.errors import BrokenFileError, EncryptedFileError, ReadError
from hengji.reading.formats.workbook import cell_name, cell_position, number_text, read_workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped] # the same


def workbook(fill: Callable[[xlsxwriter.Workbook, Worksheet], object], sheet: str = "表一") -> bytes:
    """A made-up workbook of one sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    fill(book, book.add_worksheet(sheet))
    book.close()
    return buffer.getvalue()


def read(fill: Callable[[xlsxwriter.Workbook, Worksheet], object]) -> Document:
    return read_workbook(workbook(fill), "样例.xlsx")


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == part else old.read(entry))
    return buffer.getvalue()


def texts(document: Document) -> list[list[list[str]]]:
    return [[[cell.text.value for cell in row] for row in table.rows] for table in document.tables()]


def one(write: Callable[[xlsxwriter.Workbook, Worksheet], object]) -> str:
    return texts(read(write))[0][0][0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (5.0, "5"),
        (0, "0"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (123456789012345678, "123456789012346000"),
        (-12345678.9, "-12345678.9"),
        (0.125, "0.125"),
        (100, "100"),
    ],
)
def test_numbers_show_what_excel_stores(value: float, text: str) -> None:
    assert one(lambda _, sheet: sheet.write(0, 0, value)) == text


@given(st.decimals(-(10**12), 10**12, places=2))
def test_money_in_cents_comes_back_exactly(value: Decimal) -> None:
    assert Decimal(number_text(float(value))) == value


def test_truth_values() -> None:
    assert texts(read(lambda _, sheet: sheet.write_row(0, 0, [True, False]))) == [[["TRUE", "FALSE"]]]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (dt.datetime(2023, 12, 31), "yyyy-mm-dd", "2023-12-31"),  # noqa: DTZ001 - Excel knows no zones
        (dt.datetime(2023, 12, 31, 8, 30), "yyyy-mm-dd hh:mm", "2023-12-31 08:30:00"),  # noqa: DTZ001 - the same
        (dt.time(8, 30), "hh:mm", "08:30:00"),
        (dt.timedelta(hours=36), "[h]:mm", "36:00:00"),
    ],
)
def test_dates_and_times(value: dt.datetime | dt.time | dt.timedelta, form: str, text: str) -> None:
    assert one(lambda book, sheet: sheet.write_datetime(0, 0, value, book.add_format({"num_format": form}))) == text


def test_a_percentage_is_read_as_it_is_shown() -> None:
    assert one(lambda book, sheet: sheet.write(0, 0, 0.123, book.add_format({"num_format": "0.0%"}))) == "12.3%"


def test_text_keeps_its_blanks() -> None:
    assert one(lambda _, sheet: sheet.write(0, 0, "  其中：甲\n乙 ")) == "  其中：甲\n乙 "


def test_empty_outer_rows_and_columns_are_cut_and_places_stay() -> None:
    document = read(lambda _, sheet: (sheet.write(2, 27, "甲"), sheet.write(4, 28, 3.5), sheet.write(9, 30, "  ")))
    (table,) = document.tables()
    assert texts(document) == [[["甲", ""], ["", ""], ["", "3.5"]]]
    assert table.rows[2].cells[1].text.whole() == SheetPlace(0, 3, "表一", "AC5")
    assert table.place == SheetPlace(0, 1, "表一", "AB3")
    assert [cell.column for cell in table.rows[0]] == [0, 1]
    assert table.spans_known


def test_two_tables_on_a_sheet_stay_one() -> None:
    document = read(lambda _, sheet: (sheet.write(0, 0, "甲"), sheet.write(3, 0, "乙")))
    assert texts(document) == [[["甲"], [""], [""], ["乙"]]]


def test_a_table_per_sheet_that_holds_something() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write(0, 0, "甲")
        book.add_worksheet("空表")
        book.add_worksheet("表三").write(0, 0, "丙")

    document = read(fill)
    assert texts(document) == [[["甲"]], [["丙"]]]
    assert document.problems == ()


def shape(cell: Cell) -> tuple[str, int, int, int, Merge]:
    return cell.text.value, cell.column, cell.column_span, cell.row_span, cell.merge


def test_merged_ranges() -> None:
    def fill(_: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(0, 0, 0, 2, "标题")
        sheet.merge_range(1, 0, 2, 1, "块")
        sheet.write(1, 2, 1)
        sheet.write(2, 2, 2)

    (table,) = read(fill).tables()
    assert [[shape(cell) for cell in row] for row in table.rows] == [
        [("标题", 0, 3, 1, Merge.NONE)],
        [("块", 0, 2, 2, Merge.START), ("1", 2, 1, 1, Merge.NONE)],
        [("", 0, 2, 1, Merge.CONTINUE), ("2", 2, 1, 1, Merge.NONE)],
    ]


def test_a_merged_range_is_cut_to_the_used_part() -> None:
    def fill(_: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(0, 0, 5, 7, "标题")
        sheet.write(1, 9, 1)

    (table,) = read(fill).tables()
    assert [[shape(cell)[1:4] for cell in row] for row in table.rows] == [
        [(0, 8, 2), (8, 1, 1), (9, 1, 1)],
        [(0, 8, 1), (8, 1, 1), (9, 1, 1)],
    ]


def test_a_cell_in_error_is_kept_and_reported() -> None:
    def fill(_: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write(0, 0, "甲")
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")

    document = read(fill)
    assert texts(document) == [[["甲", "#DIV/0!"]]]
    (problem,) = document.problems
    assert problem.message == "工作表“表一”单元格B1的公式出错（#DIV/0!）。"
    assert problem.place == SheetPlace(0, 7, "表一", "B1")


def test_a_formula_without_a_result_is_reported() -> None:
    data = workbook(lambda _, sheet: (sheet.write(0, 0, "甲"), sheet.write_formula(0, 1, "=1+1", None, 2)))
    data = rewritten(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>2</v>", b""))
    document = read_workbook(data, "样例.xlsx")
    assert [problem.place for problem in document.problems] == [SheetPlace(0, 0, "表一", "B1")]
    assert "没有算出的值" in document.problems[0].message


def test_a_sheet_of_pictures_is_reported() -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
    )
    document = read(lambda _, sheet: sheet.insert_image(0, 0, "图.png", {"image_data": io.BytesIO(pixel)}))
    assert document.blocks == ()
    assert [problem.message for problem in document.problems] == ["工作表“表一”里只有图片或图形，没有可读的文字。"]


def test_a_chart_sheet_is_passed_over() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write(0, 0, 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表一!$A$1:$A$1"})
        book.add_chartsheet("图").set_chart(chart)

    document = read(fill)
    assert texts(document) == [[["1"]]]
    assert document.problems == ()


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04....", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenFileError, match=r"样例\.xlsx"):
        read_workbook(data, "样例.xlsx")


def test_a_cut_off_file_is_refused() -> None:
    data = workbook(lambda _, sheet: sheet.write(0, 0, "甲"))
    with pytest.raises(BrokenFileError):
        read_workbook(data[: len(data) // 2], "样例.xlsx")


def test_an_encrypted_file_is_refused() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedFileError):
        read_workbook(data, "样例.xlsx")


def test_a_stray_cell_at_the_far_end_is_refused_before_it_fills_the_memory() -> None:
    data = workbook(lambda _, sheet: (sheet.write(0, 0, "甲"), sheet.write(1048575, 16383, "乙")))
    with pytest.raises(ReadError, match="零散单元格"):
        read_workbook(data, "样例.xlsx")


@given(st.integers(0, 1048575), st.integers(0, 16383))
def test_cell_names_and_positions_are_each_others_inverse(row: int, column: int) -> None:
    assert cell_position(cell_name(row, column)) == (row, column)


def test_cell_names() -> None:
    assert [cell_name(0, column) for column in (0, 25, 26, 701, 702)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1"]


def old(data: bytes, folder: Path, program: str) -> bytes:
    """A workbook as LibreOffice saves it for Excel 97."""
    (folder / "样例.xlsx").write_bytes(data)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [program, home, "--headless", "--convert-to", "xls", "--outdir", str(folder), str(folder / "样例.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "样例.xls").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 3000])
def test_an_old_xls_reads_like_its_xlsx(rows: int, tmp_path: Path, require_program: Callable[[str], str]) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(1, 1, 1, 2, "标题")
        percent, money = book.add_format({"num_format": "0.00%"}), book.add_format({"num_format": '#,##0.00"万元"'})
        sheet.write_row(2, 1, [0.1 + 0.2, "甲"])
        for row in range(3, 3 + rows):
            sheet.write(row, 1, 0.625, percent)
            sheet.write(row, 2, 1234.5, money)
            sheet.write_row(row, 3, [1, 2, 3], money)
        sheet.write_formula(3, 6, "=1/0", None, "#DIV/0!")

    data = workbook(fill)
    document = read_workbook(old(data, tmp_path, require_program("soffice")), "样例.xls")
    new = read_workbook(data, "样例.xlsx")
    assert document.format == "xls"
    assert texts(document)[0][:2] == [["标题", "", "", "", ""], ["0.3", "甲", "", "", "", ""]]
    assert texts(document)[0][2] == ["62.50%", "1234.50万元", "1.00万元", "2.00万元", "3.00万元", "#DIV/0!"]
    assert document.blocks == new.blocks
    assert document.problems == new.problems


@pytest.mark.slow
def test_a_stray_cell_in_an_old_xls_is_refused(tmp_path: Path, require_program: Callable[[str], str]) -> None:
    data = workbook(lambda _, sheet: (sheet.write(0, 0, "甲"), sheet.write(65535, 255, "乙")))
    with pytest.raises(ReadError, match="零散单元格"):
        read_workbook(old(data, tmp_path, require_program("soffice")), "样例.xls")


@given(st.binary(max_size=600))
def test_an_old_xls_of_nonsense_tells_nothing_and_fails_in_words(rubbish: bytes) -> None:
    header = compound("Workbook")[:512]
    with pytest.raises(ReadError):
        read_workbook(header + rubbish, "样例.xls")
