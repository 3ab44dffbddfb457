"""Figures of a workbook as their number formats display them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped] # ships no type information
from hypothesis import given
from hypothesis import strategies as st

from hengji.reading.formats import ole, workbook_biff
from hengji.reading.formats.workbook import number_text, read_workbook
from hengji.reading.formats.workbook_number_format import number_format
from hengji.reading.formats.workbook_styles import formats_of

STYLES = "xl/styles.xml"
ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


def workbook(value: float, form: str | int, *, formula: str = "") -> bytes:
    """A workbook with one figure in A1; a format is a code or the number of a built-in one."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet, style = book.add_worksheet("表一"), book.add_format({"num_format": form})
    if formula:
        sheet.write_formula(0, 0, formula, style, value)
    else:
        sheet.write_number(0, 0, value, style)
    book.close()
    return buffer.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The package with one part changed, or without it where the change gives None."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.namelist():
            content = change(old.read(entry)) if entry == part else old.read(entry)
            if content is not None:
                new.writestr(entry, content)
    return buffer.getvalue()


def shown(data: bytes) -> str:
    """The text of the only cell."""
    (table,) = read_workbook(data, "样例.xlsx").tables()
    return table.rows[0].cells[0].text.value


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ("0.00", 2.3, "2.30"),
        ("0.00", 0, "0.00"),
        ("0", 12, "12"),
        ("#,##0.00", 1234567.5, "1234567.50"),
        ("0.0#", 2, "2.0"),
        ("0.0#", 2.25, "2.25"),
        ("000", 5, "005"),
        ("General", 2.3, "2.3"),
        ("@", 2.3, "2.3"),
    ],
)
def test_a_figure_has_the_decimals_of_its_format(form: str, value: float, text: str) -> None:
    assert shown(workbook(value, form)) == text


@pytest.mark.parametrize(
    ("form", "text"), [(1, "2"), (2, "2.30"), (3, "2"), (4, "2.30"), (9, "230%"), (10, "230.00%"), (43, "2.30")]
)
def test_built_in_formats_are_known_by_their_number(form: int, text: str) -> None:
    assert shown(workbook(2.3, form)) == text


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ("0%", 0.625, "62.5%"),
        ("0.00%", 0.625, "62.50%"),
        ("0%", 1 / 3, "33.33%"),
        ("0%", 1, "100%"),
        ('0.0"%"', 62.5, "62.5%"),
        ('General"%"', 62.5, "62.5%"),
    ],
)
def test_a_percentage_reads_as_it_is_shown(form: str, value: float, text: str) -> None:
    assert shown(workbook(value, form)) == text


@pytest.mark.parametrize(
    ("value", "text"), [(2.345, "2.35"), (-2.345, "-2.35"), (2.344, "2.34"), (1.005, "1.01"), (-0.001, "0.00")]
)
def test_more_digits_than_the_format_shows_are_rounded_half_away_from_zero(value: float, text: str) -> None:
    assert shown(workbook(value, "0.00")) == text


@pytest.mark.parametrize("form", ["0.00_);(0.00)", "0.00;[Red]0.00", "0.00_ ;[红色]\\-0.00\\ ", ACCOUNTING])
def test_a_negative_figure_keeps_its_sign_however_it_is_marked(form: str) -> None:
    assert shown(workbook(-3, form)) == "-3.00"


@pytest.mark.parametrize("form", ["0.00;-0.00;", "0.00;-0.00;;@", ACCOUNTING, '0.00;-0.00;"——"'])
def test_a_zero_that_is_hidden_or_shown_as_a_dash_is_a_zero(form: str) -> None:
    assert shown(workbook(0, form)) == "0"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ('0.00"万元"', "5.00万元"),
        ("0人", "5人"),
        ('0.0 "分"', "5.0分"),
        ('"¥"#,##0.00', "5.00"),
        ("[$¥-804]0.0", "5.0"),
    ],
)
def test_a_unit_behind_the_figure_is_read_and_a_currency_sign_before_it_is_not(form: str, text: str) -> None:
    assert shown(workbook(5, form)) == text


def test_a_figure_shown_in_thousands_reads_in_thousands() -> None:
    assert shown(workbook(12345, "0.00,")) == "12.35"


@pytest.mark.parametrize(
    "form",
    [
        "# ?/?",
        "0.00E+00",
        "[>=100]0.0;0.00",
        "[DBNum1]0.00",
        '"约"0.00',
        "0\\.0,",
        "0.0.0",
        '0.00"d"',
        "0%%",
        "0." + "0" * 16,
        "0" * 300,
        '"没有数位"',
        '0.00"',
        "[",
        "",
    ],
)
def test_what_is_not_understood_reads_as_stored(form: str) -> None:
    assert number_format(form) is None


@given(st.text('0#?.,;%"\\[]_*-+() 万元Redyd/@G', max_size=30), st.floats(allow_nan=False, allow_infinity=False))
def test_no_format_makes_a_figure_fail(code: str, value: float) -> None:
    form = number_format(code)
    if form is not None:
        assert form.show(number_text(value)) != ""


@given(st.decimals(-(10**9), 10**9, places=2))
def test_money_in_cents_shows_exactly_in_a_column_of_two_decimals(value: Decimal) -> None:
    form = number_format("#,##0.00")
    assert form is not None
    assert form.show(number_text(float(value))) == f"{value or abs(value):f}"


def test_the_result_of_a_formula_is_shown_by_its_format() -> None:
    assert shown(workbook(0.5, "0.00%", formula="=1/2")) == "50.00%"


def test_text_in_a_cell_with_a_number_format_stays_as_it_is() -> None:
    def fill(sheet: Any, style: Any) -> None:  # noqa: ANN401 - xlsxwriter ships no types
        sheet.write_string(0, 0, "2.3", style)

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    fill(book.add_worksheet(), book.add_format({"num_format": "0.00"}))
    book.close()
    assert shown(buffer.getvalue()) == "2.3"


def test_a_date_stays_a_date() -> None:
    assert shown(workbook(45291, 'yyyy"年"m"月"d"日"')) == "2023-12-31"


def test_every_cell_has_its_own_format_and_place() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("表一")
    for column, form in enumerate(["0.00", "General", "0%"]):
        sheet.write_number(4, 26 + column, 1, book.add_format({"num_format": form}))
    book.close()
    (table,) = read_workbook(buffer.getvalue(), "样例.xlsx").tables()
    cells = [(cell.text.value, cell.text.whole().end) for cell in table.rows[0]]
    assert cells == [("1.00", 4), ("1", 1), ("100%", 4)]


@pytest.mark.parametrize(
    "styles",
    [
        None,
        b"<!DOCTYPE x><styleSheet/>",
        b"<styleSheet><cellXfs/></styleSheet>",
        b'<styleSheet><cellXfs><xf/><xf numFmtId="x"/></cellXfs></styleSheet>',
    ],
)
def test_without_a_usable_style_part_the_figure_is_read_as_stored(styles: bytes | None) -> None:
    assert shown(changed(workbook(2.3, "0.00"), STYLES, lambda _: styles)) == "2.3"


@pytest.mark.parametrize("styles", [b"<styleSheet", b"\xff\xfe\x00", b"<a><b></a>"])
def test_a_damaged_style_part_tells_no_format(styles: bytes) -> None:
    assert formats_of(styles, "样例.xlsx") is None


def test_a_style_part_nobody_can_use_is_a_problem_of_the_workbook() -> None:
    data = changed(workbook(2.3, "0.00"), STYLES, lambda _: b"<!DOCTYPE x><styleSheet/>")
    document = read_workbook(data, "样例.xlsx")
    assert [problem.message for problem in document.problems if "数字格式" in problem.message]


def test_a_workbook_without_a_style_part_tells_no_format_and_no_problem() -> None:
    assert formats_of(b"", "样例.xlsx") == ()
    assert read_workbook(workbook(2.3, "0.00"), "样例.xlsx").problems == ()


@pytest.mark.parametrize("records", ["1e040000", "e0000100ff", "85000200ffff"])
def test_damaged_records_of_an_xls_are_told(records: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = bytes.fromhex("09080600" + "0006" + "0500" + "0000" + records)
    monkeypatch.setattr(ole, "stream", lambda _data, _names: stream)
    assert workbook_biff.biff_parts(b"") is None


@pytest.mark.parametrize("stream", [b"", b"\x09\x08", bytes.fromhex("0908060000050500")])
def test_an_older_xls_has_no_records_to_be_damaged(stream: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ole, "stream", lambda _data, _names: stream)
    assert workbook_biff.biff_parts(b"") == {}


def test_a_style_part_beyond_all_measure_is_left_alone() -> None:
    assert formats_of(b"<styleSheet>" + b" " * 33_000_000 + b"</styleSheet>", "样例.xlsx") is None


def test_a_style_index_beyond_the_table_says_nothing() -> None:
    data = changed(workbook(2.3, "0.00"), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b's="1"', b's="77"'))
    assert shown(data) == "2.3"
