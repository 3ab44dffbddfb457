"""Wrong data in a filled-in workbook: said with sheet and cell, and everything else is still made."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.engine.exported_workbook import export, small_unit
from tests.engine.test_entry_workbook import built, filled
from tests.engine.test_export import reading as export_reading

from hengji.engine.building import Built, Order, build
from hengji.packs.library import Library

if TYPE_CHECKING:
    from tests.engine.typed_workbook import TypedWorkbook


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A workbook with one of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content.decode()) if name == part else content)
    return buffer.getvalue()


def part_of(data: bytes, sheet: str) -> str:
    """The part of a workbook that holds a sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        named = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{named.index(sheet) + 1}.xml"


def without_sheet(data: bytes, name: str) -> bytes:
    return changed(data, "xl/workbook.xml", lambda xml: re.sub(rf'<sheet name="{name}"[^>]*/>', "", xml))


def made(package: Built) -> set[str]:
    return {name.rpartition(".")[2] for name in package.files}


def typed(change: Callable[[TypedWorkbook], None]) -> bytes:
    book = filled()
    change(book)
    return book.data


def test_text_where_a_figure_belongs_is_named_with_its_cell() -> None:
    data = typed(lambda book: book.type_beside("附件2", "公用经费", "三十万", Decimal(32), Decimal(31)))
    package = built(data, "docx", "json")
    assert package.failures == [
        "工作表“附件2”单元格B20：“公用经费（上年决算数）”应为数字，现为“三十万”；没有的填 0，不适用的填 ——。"
    ]
    assert made(package) == {"docx", "json"}


def test_a_formula_in_error_is_named_with_its_cell() -> None:
    data = changed(
        filled().data,
        part_of(filled().data, "附件2"),
        lambda xml: re.sub(
            r'<c r="(D6)"( s="\d+")?><f>([^<]*)</f><v></v></c>', r'<c r="\1"\2 t="e"><f>\3</f><v>#REF!</v></c>', xml
        ),
    )
    (failure,) = built(data, "docx").failures
    assert failure.startswith("工作表“附件2”单元格D6：")
    assert "#REF!" in failure
    assert made(built(data, "docx")) == {"docx"}


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("附件2", "工作簿里没有《部门整体支出绩效评价基础数据表》（工作表“附件2”）"),
        ("公开03表", "工作簿里没有《支出决算表》（工作表“公开03表”）"),
    ],
)
def test_a_deleted_sheet_is_named_and_the_others_are_written(sheet: str, message: str) -> None:
    package = built(without_sheet(filled().data, sheet), "docx", "json")
    (failure,) = package.failures
    assert message in failure
    assert made(package) == {"docx", "json"}


def test_without_its_cover_a_workbook_is_still_built() -> None:
    package = built(without_sheet(filled().data, "填报信息"), "docx")
    assert package.failures == []
    assert made(package) == {"docx"}


def findings(data: bytes, rule: str) -> list[str]:
    """What a package is found to break of a rule: the working and the cells."""
    checked = built(data, "json").checked
    assert checked is not None
    return [
        f"{one.working} {'、'.join(spot.place.say() for spot in one.spots)}"
        for one in checked.findings
        if one.rule == rule
    ]


def test_a_mandatory_cell_left_empty_is_named() -> None:
    said = findings(filled().data, "cn.form.required")
    assert "“预期目标”一格为空 工作表“附件3”单元格C11" in said


def test_weights_that_do_not_make_a_hundred_are_named_with_their_cell() -> None:
    data = typed(lambda book: book.type_beside("附件3", "总分", Decimal(110), Decimal(90)))
    assert findings(data, "cn.se.weight-hundred") == ["110 ≠ 100，多 10 工作表“附件3”单元格G21"]


INJECTED = ('=HYPERLINK("http://某某", "点我")', "@SUM(A1:A9)", "+1+cmd|' /C calc'!A0")


def test_what_looks_like_a_formula_stays_text_in_everything_written() -> None:
    data = typed(
        lambda book: book.type_below("附件3", "一级指标", (*INJECTED, "≥3件", "3件", Decimal(25), Decimal(25)))
    )
    package = built(data, "xlsx", "html", "json")
    stated = json.loads(package.files["数据.json"])["facts"]
    assert any(one["key"].get("subgroup") == INJECTED[1] for one in stated)
    for name, content in package.files.items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                sheets = [
                    book.read(part).decode() for part in book.namelist() if part.startswith("xl/worksheets/sheet")
                ]
            assert not re.search(r"<f>[^<]*(?:HYPERLINK|cmd|SUM\(A1:A9\))", "".join(sheets))
            assert "<hyperlink" not in "".join(sheets)


def test_a_table_of_the_export_with_text_for_a_figure_is_named_with_its_cell() -> None:
    data = changed(
        export(small_unit()),
        "xl/worksheets/sheet9.xml",
        lambda xml: re.sub(
            r'<c r="E11"( s="\d+")?><v>[^<]*</v></c>', '<c r="E11" t="inlineStr"><is><t>约三千</t></is></c>', xml
        ),
    )
    package = build(export_reading(data), Library.builtin(), None, Order(("docx", "json")))
    assert any(one.startswith("工作表“F03 机构运行信息表”单元格E11：“公务接待费") for one in package.failures)
    assert made(package) == {"docx", "json", "xlsx"}
