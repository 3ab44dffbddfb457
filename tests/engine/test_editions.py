"""Two editions of one revision: 个人信息保护法 第二十五条; 政府信息公开条例 第十四、十五条."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hengji.engine.building import BOTH, PUBLIC, REMOVALS, Built, Order, build
from hengji.engine.editions import (
    Removal,
    Withheld,
    WithheldError,
    covered,
    masked,
    privacy,
    read_withheld,
    removal_list,
)
from hengji.engine.session import read_file
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnRow, DrawnTable, Publication, Role

PERSON, PHONE = "张某某", "00000000"


@pytest.fixture(scope="module")
def library() -> Library:
    """The packs as they come."""
    return Library.builtin()


@pytest.fixture(scope="module")
def pack(library: Library) -> Pack:
    """The national pack."""
    return library.get("cn")


@pytest.fixture(scope="module")
def example(request: pytest.FixtureRequest) -> Path:
    """The example filing: it names who filled it in, with a telephone number."""
    return Path(str(request.config.rootpath)) / "examples" / "示例区委编办2023.txt"


@pytest.fixture(scope="module")
def both(example: Path, library: Library) -> Built:
    """The two editions of the example."""
    return build(read_file(example, library, None), library, None, Order(("docx", "xlsx", "html", "json", "csv"), BOTH))


def text_of(name: str, data: bytes) -> str:
    """Everything a file says: the parts of a package, or the text."""
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "".join(package.read(part).decode("utf-8", "replace") for part in package.namelist())
    return data.decode("utf-8")


def rows_of(data: bytes) -> list[tuple[object, ...]]:
    """The rows of the list of what was removed."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [tuple(row) for row in sheet.to_python()[2:]]


def test_the_reported_edition_names_who_filled_it_in_and_the_public_one_does_not(both: Built) -> None:
    for name, data in both.files.items():
        if name == REMOVALS:
            continue
        text = text_of(name, data)
        named = "公开版" not in name and "图表" not in name
        assert (PERSON in text, PHONE in text) == (named, named), name


def test_both_editions_are_of_one_revision(both: Built) -> None:
    assert json.loads(both.files["数据.json"])["revision"] == both.revision
    assert json.loads(both.files["数据_公开版.json"])["revision"] == both.revision


def test_the_public_data_quote_no_paper_of_the_unit_and_tell_no_finding(both: Built) -> None:
    public = json.loads(both.files["数据_公开版.json"])
    assert "check" not in public
    assert {(fact["place"], fact["quote"]) for fact in public["facts"]} == {(None, "")}
    assert "check" in json.loads(both.files["数据.json"])


def test_what_is_left_out_is_listed_without_being_quoted(both: Built) -> None:
    rows = rows_of(both.files[REMOVALS])
    assert {row[3] for row in rows} == {"删去"}
    assert any("填表人" in str(row[2]) for row in rows)
    assert PERSON not in str(rows)
    assert PHONE not in str(rows)


def test_the_table_of_data_has_a_row_for_each_fact(both: Built) -> None:
    rows = list(csv.DictReader(io.StringIO(both.files["数据.csv"].decode("utf-8-sig"))))
    facts = json.loads(both.files["数据.json"])["facts"]
    assert [row["编号"] for row in rows] == [fact["id"] for fact in facts]
    assert [row["数值"] for row in rows] == [str(fact["value"] or "") for fact in facts]


@pytest.mark.parametrize(
    ("text", "where", "shown"),
    [
        ("经办人手机13800000000。", "text", "经办人手机***********。"),
        ("经办人手机１３８００００００００。", "text", "经办人手机***********。"),
        ("身份证号430000199001010000", "cell", "身份证号******************"),
        ("家庭住址：新溪县示例镇示例村3组", "cell", "家庭住址：***********"),
        ("支出13800000000.00元。", "text", "支出13800000000.00元。"),
        ("监督举报电话：12345678", "text", "监督举报电话：12345678"),
        ("项目支出20.00万元。", "text", "项目支出20.00万元。"),
    ],
)
def test_personal_numbers_and_addresses_are_covered_and_figures_are_not(
    text: str, where: str, shown: str, pack: Pack
) -> None:
    said, found = covered(text, "", privacy(pack), where)
    assert said == shown
    assert bool(found) == (said != text)


def test_a_cell_is_covered_by_what_stands_before_it(pack: Pack) -> None:
    cells = (DrawnCell("联系电话"), DrawnCell("0700-2000000", Role.TEXT), DrawnCell("项目支出"), DrawnCell("2000000"))
    table = DrawnTable("form", "某表", (), (DrawnRow(cells),))
    shown, removals = masked(Publication("某报告", (table,)), pack)
    (drawn,) = shown.blocks
    assert isinstance(drawn, DrawnTable)
    assert [cell.text for cell in drawn.rows[0].cells] == ["联系电话", "****-*******", "项目支出", "2000000"]
    assert [(one.where, one.how) for one in removals] == [("某表", "遮盖")]


def test_a_name_that_still_stands_is_to_be_looked_at(pack: Pack) -> None:
    publication = Publication("某报告", (DrawnParagraph("驻村工作由张某某负责。"), DrawnParagraph("无。")))
    shown, removals = masked(publication, pack, ["张某某", "00000000", ""])
    assert shown == publication
    assert [(one.how, one.what) for one in removals] == [("请核对", "驻村工作由***负责。")]


def test_what_a_unit_withholds_is_left_out_with_its_reason(example: Path, library: Library) -> None:
    reading = read_file(example, library, None)
    name = next(value for one in reading.facts for key, value in one.key.dimensions if key == "project")
    built = build(reading, library, None, Order(("json",), PUBLIC, (Withheld(name, "涉及工作秘密"),)))
    facts = json.loads(built.files["数据.json"])["facts"]
    assert name not in {value for fact in facts for value in fact["dimensions"].values()}
    assert any(row[3:] == ("删去", "涉及工作秘密") for row in rows_of(built.files[REMOVALS]))


def test_a_withheld_item_that_a_text_still_names_is_to_be_looked_at(pack: Pack) -> None:
    publication = Publication("某报告", (DrawnParagraph("实施了某专项，完成较好。"),))
    _, removals = masked(publication, pack, (), [Withheld("某专项", "涉及工作秘密")])
    assert [(one.how, one.what) for one in removals] == [("请核对", "实施了***，完成较好。")]


def test_an_item_that_is_not_in_the_data_is_refused(example: Path, library: Library) -> None:
    reading = read_file(example, library, None)
    with pytest.raises(WithheldError, match="没有这样的项目"):
        build(reading, library, None, Order(("json",), PUBLIC, (Withheld("没有这样的项目", "秘密"),)))


def test_the_list_of_withheld_items_has_a_reason_on_every_line(tmp_path: Path) -> None:
    path = tmp_path / "不公开.txt"
    path.write_text("# 说明\n\n某专项：涉及工作秘密\n另一项:依法不予公开\n", encoding="utf-8-sig")
    assert read_withheld(path) == [Withheld("某专项", "涉及工作秘密"), Withheld("另一项", "依法不予公开")]
    path.write_text("某专项：涉及工作秘密\n", encoding="gb18030")  # as Windows saves it
    assert read_withheld(path) == [Withheld("某专项", "涉及工作秘密")]
    path.write_text("某专项：涉及工作秘密\n另一项\n", encoding="utf-8")
    with pytest.raises(WithheldError, match="第 2 行"):
        read_withheld(path)


def test_the_same_removal_is_listed_once() -> None:
    one = Removal("某表", "某项", "删去", "个人信息")
    assert len(rows_of(removal_list([one, one], "某单位", 2023))) == 1
