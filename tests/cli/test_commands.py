"""The command as other programs rely on it: one JSON object, the exit status, errors in Chinese on standard error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.engine.blank_forms import longhui
from tests.packs.test_longhui import FILLED, dump

HENGJI = [sys.executable, "-c", "from hengji.cli import main; main()"]
CLEAN = """2023年度某某市示例区委办公室整体支出绩效自评报告

一、部门基本情况
2023年度本单位一般公共预算财政拨款支出100.00万元，其中：基本支出80.00万元，项目支出20.00万元。
"""
CONTRADICTING = CLEAN.replace("20.00", "30.00")


def hengji(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    return subprocess.run([*HENGJI, *map(str, words)], capture_output=True, encoding="utf-8", check=False, cwd=cwd)


def filing(folder: Path, text: str, name: str = "报告.txt") -> Path:
    """A small filing as a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def example(request: pytest.FixtureRequest) -> Path:
    """The example filing the demonstration uses."""
    path = Path(str(request.config.rootpath)) / "examples" / "示例区委编办2023.txt"
    assert path.is_file()
    return path


def answer(*words: object) -> dict[str, Any]:
    """The JSON object a command writes, and nothing else."""
    done = hengji(*words, "--json")
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def at(lines: list[str], place: dict[str, Any]) -> str:
    """What stands at a place of a text."""
    found: str = lines[place["line"] - 1][place["start"] : place["end"]]
    return found


def test_every_quote_of_read_is_found_verbatim_at_its_place(example: Path) -> None:
    lines = example.read_text(encoding="utf-8").split("\n")
    read = answer("read", example)["filings"][0]
    for thing in [*read["facts"], *read["numerals"]["typed"], *read["numerals"]["not_understood"]]:
        if thing.get("state") != "blank":
            assert at(lines, thing["place"]) == thing["quote"], thing


def test_every_numeral_of_a_filing_has_one_owner(example: Path) -> None:
    read = answer("read", example)["filings"][0]
    figures = [fact for fact in read["facts"] if fact["value"] is not None and fact["quote"][:1].isdigit()]
    spans = [
        (thing["place"]["line"], position)
        for thing in [*figures, *read["numerals"]["typed"], *read["numerals"]["not_understood"]]
        for position in range(thing["place"]["start"], thing["place"]["end"])
    ]
    assert len(spans) == len(set(spans))


def test_the_components_of_one_file_have_their_own_kind_unit_and_year(example: Path) -> None:
    components = answer("read", example)["filings"][0]["components"]
    assert [one["kind"] for one in components] == ["整体支出绩效自评报告", "基础数据表", "自评表"]
    assert {one["organisation"] for one in components} == {"中共示例市示例区委机构编制委员会办公室"}
    assert {one["fiscal_year"] for one in components} == {2023}


def test_every_place_of_a_finding_holds_and_there_are_twelve_at_most(example: Path) -> None:
    lines = example.read_text(encoding="utf-8").split("\n")
    findings = answer("check", example)["filings"][0]["findings"]
    assert findings
    for finding in findings:
        assert 1 <= len(finding["places"]) <= 12
        for spot in finding["places"]:
            assert spot["quote"] in lines[spot["place"]["line"] - 1]


def test_a_file_that_does_not_tell_its_year_gets_none_made_up(tmp_path: Path) -> None:
    text = (
        "某某市示例区委办公室\n本单位一般公共预算财政拨款支出100.00万元，其中：基本支出80.00万元，项目支出20.00万元。\n"
    )
    facts = answer("read", filing(tmp_path, text), "--pack", "cn-430000-hunan")["filings"][0]["facts"]
    assert facts
    assert {fact["period"] for fact in facts} == {""}


def test_a_filing_without_contradiction_ends_with_0(tmp_path: Path) -> None:
    done = hengji("check", filing(tmp_path, CLEAN))
    assert done.returncode == 0, done.stdout
    assert "错误 0" in done.stdout


def test_an_error_found_ends_with_1_and_shows_the_working(tmp_path: Path) -> None:
    done = hengji("check", filing(tmp_path, CONTRADICTING))
    assert done.returncode == 1
    assert "80.00 + 30.00 = 110.00 ≠ 100.00" in done.stdout


def test_a_minimum_severity_hides_less_serious_findings(example: Path) -> None:
    every = answer("check", example)["filings"][0]["findings"]
    errors = answer("check", example, "--min-severity", "error")["filings"][0]["findings"]
    assert {one["severity"] for one in every} > {"error"}
    assert [one["says"] for one in errors] == [one["says"] for one in every if one["severity"] == "error"]


def test_a_file_that_is_missing_is_said_and_the_others_are_still_checked(tmp_path: Path) -> None:
    done = hengji("check", tmp_path / "没有.docx", filing(tmp_path, CLEAN))
    assert done.returncode == 2
    assert "没有.docx" in done.stderr
    assert "报告.txt" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b""),
        ("截断.docx", b"PK\x03\x04\x14\x00"),
        ("旧版.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("图.docx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64),
        ("扫描.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ],
)
def test_bad_input_gets_a_sentence_in_chinese_and_status_2(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = hengji("read", path)
    assert done.returncode == 2
    assert name in done.stderr
    assert any("一" <= letter <= "鿿" for letter in done.stderr.replace(name, ""))
    assert "Traceback" not in done.stderr


def test_an_unknown_pack_is_refused_with_what_might_be_meant(tmp_path: Path) -> None:
    done = hengji("read", filing(tmp_path, CLEAN), "--pack", "cn-430203-lusang")
    assert done.returncode == 2
    assert "cn-430203-lusong" in done.stderr


def test_a_workbook_is_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "单位.xlsx"
    assert hengji("new", "--pack", "cn-430203-lusong", "--year", "2023", "-o", target).returncode == 0
    before = target.read_bytes()
    done = hengji("new", "--pack", "cn-430203-lusong", "--year", "2023", "-o", target)
    assert done.returncode == 2
    assert "已经有了" in done.stderr
    assert target.read_bytes() == before


def test_a_package_has_every_format_asked_for_and_one_revision(example: Path, tmp_path: Path) -> None:
    done = hengji("build", example, "-o", tmp_path / "一", "--formats", "docx,xlsx,html,json")
    assert done.returncode == 1, done.stderr  # the example has errors
    papers = [path for path in (tmp_path / "一").iterdir() if "图表" not in path.name]
    assert sorted(path.suffix for path in papers) == [".docx", ".html", ".json", ".xlsx"]
    data = json.loads((tmp_path / "一" / "数据.json").read_text(encoding="utf-8"))
    assert data["revision"][:12] in next((tmp_path / "一").glob("*自评报告*.html")).read_text(encoding="utf-8")


def test_the_same_data_gives_the_same_bytes(example: Path, tmp_path: Path) -> None:
    for name in ("一", "二"):
        hengji("build", example, "-o", tmp_path / name, "--formats", "docx,xlsx,html,json")
    first = {path.name: path.read_bytes() for path in (tmp_path / "一").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "二").iterdir()}


def test_the_public_edition_names_no_person_and_no_phone(example: Path, tmp_path: Path) -> None:
    hengji("build", example, "-o", tmp_path, "--formats", "html,json", "--edition", "公开")
    assert (tmp_path / "公开版删去内容清单（不公开）.xlsx").is_file()
    for path in [*tmp_path.glob("*.html"), *tmp_path.glob("*.json")]:
        text = path.read_text(encoding="utf-8")
        assert "张某某" not in text
        assert "00000000" not in text


def test_an_unknown_format_is_refused(example: Path, tmp_path: Path) -> None:
    done = hengji("build", example, "-o", tmp_path, "--formats", "odt")
    assert done.returncode == 2
    assert "odt" in done.stderr


def test_every_built_in_pack_is_sound() -> None:
    done = hengji("pack", "validate")
    assert done.returncode == 0, done.stdout


def test_a_broken_pack_is_refused_with_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "cn-999999-demo"
    folder.mkdir()
    (folder / "pack.yaml").write_text(
        'pack: cn-999999-demo\nlabel: 某县\ndivision: "999999"\nversion: "1"\nextends: cn\n'
        "fiscal_years: {from: 2023}\nnmae: [某县]\n",
        encoding="utf-8",
    )
    done = hengji("pack", "validate", folder)
    assert done.returncode == 1
    assert "cn-999999-demo/pack.yaml:7" in done.stdout
    assert "names" in done.stdout


def test_a_pack_shows_where_each_declaration_comes_from() -> None:
    done = hengji("pack", "show", "cn-430203-lusong", "--resolved")
    assert done.returncode == 0
    assert "cn-430203-lusong/layouts/self_evaluation.yaml:2" in done.stdout


def test_the_list_of_packs_is_also_for_programs() -> None:
    packs = answer("pack", "list")["packs"]
    assert {"cn", "cn-430203-lusong"} <= {one["id"] for one in packs}


def test_files_together_are_one_package_and_each_place_says_its_file(tmp_path: Path) -> None:
    report = filing(tmp_path, CLEAN, "报告.txt")
    annex = filing(tmp_path, CONTRADICTING, "附件.txt")
    (package,) = answer("check", report, annex, "--together")["filings"]
    assert [one["document"] for one in package["documents"]] == ["报告.txt", "附件.txt"]
    findings = [one for finding in package["findings"] for one in (finding, *finding["consequences"])]
    places = [place["place"] for finding in findings for place in finding["places"]]
    assert {place["document"] for place in places} <= {"报告.txt", "附件.txt"}
    (restated,) = [finding for finding in findings if finding["rule"] == "cn.restated"]
    assert {place["place"]["document"] for place in restated["places"]} == {"报告.txt", "附件.txt"}


def test_a_file_of_a_package_that_cannot_be_read_is_said_and_the_rest_is_checked(tmp_path: Path) -> None:
    filing(tmp_path, CLEAN)
    (tmp_path / "空.docx").write_bytes(b"")
    done = hengji("check", tmp_path, "--together", "--json")
    assert done.returncode == 2
    assert "空.docx" in done.stderr
    (package,) = json.loads(done.stdout)["filings"]
    assert package["status"] == "partly read"


def test_last_years_filing_beside_shows_what_was_copied(tmp_path: Path) -> None:
    now = filing(tmp_path, CLEAN + "全年办理变更登记57次。\n", "今年.txt")
    last = filing(tmp_path, CLEAN.replace("2023", "2022") + "全年办理变更登记57次。\n", "上年.txt")
    (filing_,) = answer("check", now, "--previous", last)["filings"]
    (copied,) = [finding for finding in filing_["findings"] if finding["rule"] == "cn.previous.copied"]
    assert [place["place"].get("document") for place in copied["places"]] == [None, "上年.txt"]


@pytest.mark.parametrize("units", ["没有.txt", "照片.txt"])
def test_a_list_of_units_that_cannot_be_read_ends_with_2_and_the_reason(tmp_path: Path, units: str) -> None:
    (tmp_path / "照片.txt").write_bytes(b"\xff\xd8\xff\xe0\x00" + bytes(range(128, 256)))
    filed = filing(tmp_path, CLEAN)
    done = hengji("check", filed, "--list", tmp_path / "清单.xlsx", "--units", tmp_path / units)
    assert done.returncode == 2
    assert done.stderr.startswith(f"读不了“{units}”：")
    assert not (tmp_path / "清单.xlsx").exists()


def test_a_list_that_cannot_be_written_ends_with_2_and_the_findings_are_told(tmp_path: Path) -> None:
    done = hengji("check", filing(tmp_path, CONTRADICTING), "--list", tmp_path / "没有" / "清单.xlsx")
    assert done.returncode == 2
    assert "清单写不进去" in done.stderr
    assert "支出合计应等于基本支出与项目支出之和" in done.stdout


def test_a_list_says_who_handed_in_what_and_what_is_missing(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    folder = tmp_path / "报送"
    folder.mkdir()
    filing(folder, CLEAN, "1.txt")
    filing(folder, CLEAN, "1 - 副本.txt")
    units = filing(tmp_path, "某某市示例区委办公室\n某某市示例局\n", "名单.txt")
    done = hengji("check", folder, "--list", tmp_path / "清单.xlsx", "--units", units)
    assert done.returncode == 0, done.stderr
    book = CalamineWorkbook.from_path(str(tmp_path / "清单.xlsx"))
    rows = book.get_sheet_by_name("各单位").to_python()
    cells = [str(cell) for row in rows[2:] for cell in row]
    assert any("1 - 副本.txt" in cell or "1.txt" in cell for cell in cells)
    absent = next(row for row in rows if row[0] == "某某市示例局")
    assert absent[2] == "全部"
    assert len(book.get_sheet_by_name("各文件").to_python()) == 4


def test_results_are_written_where_they_are_asked_for(tmp_path: Path) -> None:
    file = filing(tmp_path, CONTRADICTING)
    page, sheet = tmp_path / "结果.html", tmp_path / "意见.docx"
    done = hengji("check", file, "--html", page, "--opinion", sheet)
    assert done.returncode == 1, done.stderr
    assert "其中：基本支出" in page.read_text(encoding="utf-8")
    assert sheet.read_bytes().startswith(b"PK")


def test_of_several_files_each_gets_its_page_in_the_folder_named(tmp_path: Path) -> None:
    files = [filing(tmp_path, CONTRADICTING, f"{number}.txt") for number in (1, 2)]
    assert hengji("check", *files, "--html", tmp_path / "结果").returncode == 1
    assert sorted(path.name for path in (tmp_path / "结果").iterdir()) == ["1.txt.html", "2.txt.html"]


def test_comments_in_a_file_that_is_no_word_file_are_refused_and_the_rest_is_done(tmp_path: Path) -> None:
    done = hengji("check", filing(tmp_path, CONTRADICTING), "--annotate", tmp_path / "批注.docx")
    assert done.returncode == 2
    assert "加不了批注" in done.stderr
    assert "错误" in done.stdout
    assert not (tmp_path / "批注.docx").exists()


def test_in_a_folder_files_are_known_by_content_and_leftovers_of_systems_are_no_files(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    (folder / "甲").mkdir(parents=True)
    filing(folder / "甲", CLEAN, "没有扩展名")
    for left in ("~$报告.docx", ".DS_Store", "Thumbs.db"):
        (folder / left).write_bytes(b"\x00\x01")
    assert [one["document"] for one in answer("check", folder)["filings"]] == ["没有扩展名"]


def blank_and_data(folder: Path) -> tuple[Path, Path]:
    """A blank attachment as issued, and a filing with the data."""
    blank, data = folder / "附件.docx", folder / "数据.txt"
    blank.write_bytes(longhui())
    data.write_bytes(dump(FILLED))
    return blank, data


def test_a_blank_attachment_is_filled_and_told_cell_by_cell(tmp_path: Path) -> None:
    blank, data = blank_and_data(tmp_path)
    issued = blank.read_bytes()
    done = hengji("build", data, "--into", blank, "-o", tmp_path / "填好")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "填好" / "附件.docx").is_file()
    assert blank.read_bytes() == issued
    assert "填了 114 格" in done.stdout
    assert "第3段（表）第5行第2列起 “三公”经费·上年决算数：2.10、2.00、1.60" in done.stdout
    assert "还空着、数据里没有的格" in done.stdout
    assert "与数据一致" in done.stdout


def test_a_half_filled_attachment_ends_with_1_and_says_what_is_missing(tmp_path: Path) -> None:
    blank, data = blank_and_data(tmp_path)
    data.write_bytes(dump(FILLED.replace("|公用经费|25", "|3、丙|0|0|0\n|4、丁|0|0|0\n|公用经费|25")))
    done = hengji("build", data, "--into", blank, "-o", tmp_path / "填好.docx")
    assert done.returncode == 1
    assert "表里没有空行可放的" in done.stdout
    assert "部门整体支出绩效评价基础数据表：丁" in done.stdout
    more = hengji("build", data, "--into", blank, "-o", tmp_path / "加行.docx", "--add-rows")
    assert more.returncode == 0, more.stdout
    assert "加了 1 行" in more.stdout


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("附件.docx", "附件3\n".encode(), "不是 Word（.docx）或 Excel（.xlsx）文件"),
        ("没有.docx", None, "没有这个文件"),
    ],
)
def test_a_blank_that_cannot_be_filled_ends_with_2_and_the_reason(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    data = tmp_path / "数据.txt"
    data.write_bytes(dump(FILLED))
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = hengji("build", data, "--into", tmp_path / name, "-o", tmp_path / "填好")
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "填好").exists()


def test_the_blank_itself_is_never_written_over(tmp_path: Path) -> None:
    blank, data = blank_and_data(tmp_path)
    done = hengji("build", data, "--into", blank, "-o", tmp_path)
    assert done.returncode == 2
    assert "不能盖掉《附件.docx》" in done.stderr
    assert blank.read_bytes() == longhui()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--add-rows",), "要和 --into 一起用"),
        (("--into", "附件.docx", "--edition", "两版"), "一次填一版"),
        (("--into", "附件.docx", "--previous", "数据.txt"), "不能和 --into 一起用"),
    ],
)
def test_options_that_do_not_go_with_a_blank_are_refused(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    blank_and_data(tmp_path)
    done = hengji("build", "数据.txt", "-o", "填好", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert not (tmp_path / "填好").exists()
