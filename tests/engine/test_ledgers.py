"""The ledger testifies against a filing, and writes what a filing leaves blank."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import python_calamine

from hengji.checking.finding import Finding
from hengji.engine.building import Order, build, entry_workbook, read_data
from hengji.engine.ledgers import testifying
from hengji.engine.ledgers.supplying import FILE
from hengji.engine.ledgers.witness import Witness
from hengji.engine.session import check_reading, read_file, subject_of
from hengji.ledgers.codes import make_code
from hengji.packs.library import Library

EXAMPLE = Path(__file__).parents[2] / "examples" / "示例区委编办2023.txt"
UNIT = "中共示例市示例区委机构编制委员会办公室"
LEDGERS = {
    "机构.csv": f"""生效日期,业务,机构编号,机构名称,上级机构,机构性质
2010-01-01,设立,J1,{UNIT},,党委机关
2010-01-01,设立,J2,示例区某某局,,政府机关
""",
    "编制.csv": """编号,生效日期,业务,单位,编制类型,编制数
B1,2015-01-01,下达总额,,行政,20
B2,2015-07-01,核定,J1,行政,6
B3,2015-07-01,核定,J2,行政,9
""",
    "实名制.csv": "生效日期,业务,人员编号,单位,编制类型,渠道\n"
    + "".join(f"2016-0{number}-01,入编,P{number},J1,行政,公务员招录\n" for number in range(1, 6))
    + "2016-07-01,入编,P9,J2,行政,公务员招录\n",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.builtin()


def written(folder: Path, **changed: str | None) -> Path:
    """A folder of ledgers: those above, with some files other than there, or left out."""
    folder.mkdir()
    files = {**LEDGERS, **{f"{name}.csv": text for name, text in changed.items()}}
    for name, text in files.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def told(folder: Path, library: Library, example: Path = EXAMPLE) -> list[Finding]:
    """What ledgers tell of a filing."""
    reading = read_file(example, library)
    witness = Witness(folder, library)
    checked = testifying.testify(subject_of(reading), check_reading(reading), witness)
    return [one for one in checked.findings if one.kind == "ledger"]


def test_ledgers_that_come_to_the_same_tell_nothing_but_a_wrong_rate(tmp_path: Path, library: Library) -> None:
    (found,) = told(written(tmp_path / "台账"), library)
    assert found.rule == "cn.ledger.figure"
    assert "88.33%" in found.says
    assert "83.33%" in found.says


def test_a_figure_that_differs_is_told_with_both_sides_and_the_rows(tmp_path: Path, library: Library) -> None:
    fewer = LEDGERS["实名制.csv"].replace("2016-05-01,入编,P5,J1,行政,公务员招录\n", "")
    found = told(written(tmp_path / "台账", 实名制=fewer), library)
    staff = next(one for one in found if "实有人数" in one.says)
    assert "5" in staff.says
    assert "台账得4人" in staff.says
    assert "实名制.csv 第2、3、4、5行" in staff.working
    assert {spot.quote for spot in staff.spots} == {"5"}
    assert len(staff.spots) == 2, "the report and the table both say 5"
    assert [one.says for one in staff.consequences if "控制率" in one.says], (
        "a rate of a wrong count is its consequence"
    )


@pytest.mark.parametrize("kept", ["实名制", "编制"])
def test_a_register_that_is_not_kept_says_nothing(kept: str, tmp_path: Path, library: Library) -> None:
    found = told(written(tmp_path / "台账", **{kept: None}), library)
    assert [one.says for one in found] == []


def test_a_ledger_begun_later_says_nothing_of_earlier_years(tmp_path: Path, library: Library) -> None:
    late = LEDGERS["实名制.csv"].replace("2016-", "2024-")
    assert [one.says for one in told(written(tmp_path / "台账", 实名制=late), library)] == []


def test_a_unit_the_ledgers_do_not_know_is_told_and_not_guessed(tmp_path: Path, library: Library) -> None:
    other = LEDGERS["机构.csv"].replace(UNIT, "另一市另一区委机构编制委员会办公室")
    found = told(written(tmp_path / "台账", 机构=other), library)
    assert {(one.rule, one.severity) for one in found} == {("cn.ledger.unit", "note")}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (UNIT, "J1"),
        ("示例区委编办", "J1"),
        ("区委机构编制委员会办公室", "J1"),
        ("示例区某某局机关", "J2"),
        ("某某局", "J2"),
        ("示例区", None),
        ("另一区委编办", None),
    ],
)
def test_a_short_name_is_that_of_the_one_unit_it_fits(
    name: str, body: str | None, tmp_path: Path, library: Library
) -> None:
    witness = Witness(written(tmp_path / "台账"), library)
    assert witness.body(library.get("cn-430000-hunan"), name) == body


def test_rows_against_a_rule_and_rows_not_read_are_findings_with_file_and_line(
    tmp_path: Path, library: Library
) -> None:
    wrong = LEDGERS["编制.csv"] + "B4,2016-07-01,核定,J2,行政,50\nB5,2016-13-01,核定,J2,行政,1\n"
    found = told(written(tmp_path / "台账", 编制=wrong), library)
    rules = {one.rule: one for one in found}
    assert "编制.csv 第5行" in rules["cn.ledger.rule"].says
    assert "编制.csv 第6行" in rules["cn.ledger.unread"].says
    assert rules["cn.ledger.unread"].severity == "warning"


def test_what_is_wrong_with_the_ledgers_is_told_once_for_many_filings(tmp_path: Path, library: Library) -> None:
    wrong = LEDGERS["编制.csv"] + "B4,2016-07-01,核定,J2,行政,50\n"
    witness = Witness(written(tmp_path / "台账", 编制=wrong), library)
    reading = read_file(EXAMPLE, library)
    told_of = [
        [one.rule for one in testifying.testify(subject_of(reading), check_reading(reading), witness).findings]
        for _ in range(2)
    ]
    assert [each.count("cn.ledger.rule") for each in told_of] == [1, 0]
    assert [each.count("cn.ledger.figure") for each in told_of] == [1, 1], "what is wrong with a filing is told of each"


def test_relations_of_another_body_are_told_to_the_keeper_only(tmp_path: Path, library: Library) -> None:
    bodies = LEDGERS["机构.csv"] + "2010-01-01,设立,J3,示例区某中心,,事业单位\n2020-12-31,撤销,J3,,,\n"
    code = make_code("1", "2", "990100", "00000003")
    listed = f"生效日期,业务,单位,名称,统一社会信用代码\n2018-03-01,期初登记,J3,示例区某中心,{code}\n"
    folder = written(tmp_path / "台账", 机构=bodies, 事业单位=listed)
    kept = {one.rule: one.says for one in told(folder, library) if one.rule == "cn.ledger.relation"}
    assert "示例区某中心" in kept["cn.ledger.relation"]
    text = EXAMPLE.read_text(encoding="utf-8").replace(UNIT, "示例区某某局")
    other = tmp_path / "另一家.txt"
    other.write_text(text, encoding="utf-8")
    assert [one.says for one in told(folder, library, other) if one.rule == "cn.ledger.relation"] == []


def test_an_assertion_that_does_not_hold_is_a_finding(tmp_path: Path, library: Library) -> None:
    folder = written(tmp_path / "台账")
    (folder / "核对.txt").write_text(f"2023-12-31 {UNIT} 实有人数 5\n2023-12-31 实有人数 7 # 两家\n", encoding="utf-8")
    found = [one for one in told(folder, library) if one.rule == "cn.ledger.rule"]
    assert len(found) == 1
    assert "核对.txt 第2行" in found[0].says
    assert "台账得 6人" in found[0].says


@pytest.mark.parametrize(("name", "wrong"), [("某某局", True), (UNIT, False), ("该单位", False)])
def test_a_code_stands_with_the_name_of_its_body(name: str, wrong: bool, tmp_path: Path, library: Library) -> None:
    code = make_code("1", "1", "990100", "00000001")
    bodies = (
        LEDGERS["机构.csv"]
        .replace("机构性质\n", "机构性质,统一社会信用代码\n")
        .replace("党委机关\n", f"党委机关,{code}\n")
    )
    text = EXAMPLE.read_text(encoding="utf-8").replace(
        "以下单位、人员", f"{name}统一社会信用代码为{code}。以下单位、人员"
    )
    example = tmp_path / "带代码.txt"
    example.write_text(text.replace(f"2023年度{UNIT}", "2023年度示例区某单位") if wrong else text, encoding="utf-8")
    found = [
        one for one in told(written(tmp_path / "台账", 机构=bodies), library, example) if one.rule == "cn.ledger.code"
    ]
    assert [spot.quote for one in found for spot in one.spots] == ([code] if wrong else [])


def test_the_work_of_the_office_that_keeps_a_register_is_not_told_by_another(tmp_path: Path, library: Library) -> None:
    shifted = LEDGERS["编制.csv"].replace("单位,编制类型", "单位,调出单位,编制类型").replace(",,行政", ",,,行政")
    shifted = (
        shifted.replace("J1,行政", "J1,,行政").replace("J2,行政", "J2,,行政") + "B4,2023-05-08,调剂,J1,J2,行政,2\n"
    )
    folder = written(tmp_path / "台账", 编制=shifted)
    told_by = {}
    for unit in (UNIT, "示例区某某局"):
        data = tmp_path / f"{unit}.xlsx"
        data.write_bytes(entry_workbook(library.get("cn-430000-hunan"), 2023, unit))
        built = build(read_data(data, library, None), library, None, Order(("json",), ledgers=Witness(folder, library)))
        facts = json.loads(built.files["数据.json"])["facts"]
        told_by[unit] = {one["concept"]: one["value"] for one in facts if one["value"] is not None}
    assert told_by[UNIT]["establishment.transferred"] == "2"
    assert told_by[UNIT]["staff.on_staff"] == "5"
    assert "establishment.transferred" not in told_by["示例区某某局"], "it is no work of that bureau"
    assert told_by["示例区某某局"]["staff.on_staff"] == "1", "its own people are"


def blanked(folder: Path) -> Path:
    """The example with the posts, the people and the rate of its table left blank."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert "\n\t6\n\t5\n\t88.33%\n" in text
    target = folder / "空着.txt"
    target.write_text(
        text.replace("\n\t6\n\t5\n\t88.33%\n", "\n\t\n\t\n\t\n").replace("核定行政编制6名，实有5人。", ""),
        encoding="utf-8",
    )
    return target


def test_what_is_blank_is_taken_from_the_ledgers_and_listed(tmp_path: Path, library: Library) -> None:
    reading = read_file(blanked(tmp_path), library)
    built = build(reading, library, None, Order(("json",), ledgers=Witness(written(tmp_path / "台账"), library)))
    facts = json.loads(built.files["数据.json"])["facts"]
    figures = {
        one["concept"]: one["value"] for one in facts if one["concept"].startswith(("establishment.quota", "staff."))
    }
    assert figures == {"establishment.quota": "6", "staff.on_staff": "5", "staff.control_rate": "83.33"}
    sheet = python_calamine.CalamineWorkbook.from_filelike(BytesIO(built.files[FILE])).get_sheet_by_index(0).to_python()
    given = {row[1]: (row[3], row[4]) for row in sheet[2:]}
    assert given["编制数"] == ("台账", "6名")
    assert given["实有人数"] == ("台账", "5人")


def test_what_was_typed_stays_and_is_marked_where_the_ledgers_differ(tmp_path: Path, library: Library) -> None:
    more = LEDGERS["实名制.csv"] + "2017-01-01,入编,P6,J1,行政,调入\n"
    witness = Witness(written(tmp_path / "台账", 实名制=more), library)
    built = build(read_file(EXAMPLE, library), library, None, Order(("json",), ledgers=witness))
    facts = json.loads(built.files["数据.json"])["facts"]
    assert {one["value"] for one in facts if one["concept"] == "staff.on_staff"} == {"5"}
    sheet = python_calamine.CalamineWorkbook.from_filelike(BytesIO(built.files[FILE])).get_sheet_by_index(0).to_python()
    rows = [row for row in sheet[2:] if row[1] == "实有人数"]
    assert {(row[3], row[4]) for row in rows} == {("手填", "6人")}
    assert built.checked is not None
    assert any("台账得6人" in one.says for one in built.checked.findings)


def test_the_command_ends_with_what_it_found(tmp_path: Path) -> None:
    folder = written(tmp_path / "台账")
    command = [sys.executable, "-c", "from hengji.cli import main; main()", "check", str(EXAMPLE), "--ledgers"]
    found = subprocess.run([*command, str(folder)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert found.returncode == 1
    assert "台账得83.33%" in found.stdout.replace("\n", "")
    missing = subprocess.run(
        [*command, str(tmp_path / "没有")], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert missing.returncode == 2
    assert "没有这个台账文件夹" in missing.stderr
