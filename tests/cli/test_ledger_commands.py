"""The commands of `hengji ledger` over a small county: draws, norms, forecasts, persons, time limits, single cases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.ledgers.vault import made_up

from hengji.ledgers.codes import make_code

HENGJI = [sys.executable, "-c", "from hengji.cli import main; main()"]
SEED = "第2024101期"
COMPANIES = 40


def hengji(*words: object, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, nobody at the keyboard."""
    return subprocess.run(
        [*HENGJI, "ledger", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "HENGJI_LEDGER_KEY": "", **(env or {})},
    )


def answer(*words: object, env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The one JSON object a command answers."""
    done = hengji(*words, "--json", env=env)
    assert done.returncode in {0, 1}, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """40 institutions of two bureaus, registered; five inspectors; nine persons; two cases running."""
    folder = tmp_path / "台账"
    folder.mkdir()
    numbers = range(1, COMPANIES + 1)
    write(
        folder,
        "机构",
        "编号,生效日期,业务,机构编号,机构名称,上级机构,机构性质",
        "O1,2010-01-01,设立,J1,某县编办,,党委机关",
        "O2,2010-01-01,设立,J2,某县甲局,,政府机关",
        "O3,2010-01-01,设立,J3,某县乙局,,政府机关",
        *(f"OS{n},2015-01-01,设立,S{n:02},某县中心{n},{'J2' if n % 2 else 'J3'},事业单位" for n in numbers),
    )
    write(
        folder,
        "事业单位",
        "编号,生效日期,业务,单位,名称,住所,宗旨和业务范围,法定代表人,经费来源,开办资金,举办单位,统一社会信用代码,证书有效期至,登记办件",
        *(
            f"Y{n},2020-05-06,设立登记,S{n:02},某县中心{n},某街{n}号,服务,P{n},财政补助,10,{'J2' if n % 2 else 'J3'},"
            f"{make_code('1', '2', '430100', f'{n:08d}')},2025-05-05,D{n}"
            for n in numbers
        ),
    )
    write(
        folder,
        "检查人员",
        "生效日期,业务,人员编号,单位,证号,证件有效期至",
        "2023-01-01,列入名录,K1,J1,Z1,2030-01-01",
        "2023-01-01,列入名录,K2,J1,Z2,2030-01-01",
        "2023-01-01,列入名录,K3,J2,Z3,2030-01-01",
        "2023-01-01,列入名录,K4,J3,Z4,2030-01-01",
        "2023-01-01,列入名录,K5,J1,Z5,2024-01-01",
    )
    write(folder, "抽查对象", "生效日期,业务,单位,抽查年度,抽取号", "2024-04-10,抽中,S01,2024,Q1")
    return folder


def drawn(folder: Path, *words: object) -> dict[str, Any]:
    return answer("draw", folder, "--seed", SEED, "--day", "2024-06-03", *words)


# ------------------------------------------------------------------------------------------------------------- draws


def test_a_draw_takes_its_lists_from_the_registers(county: Path) -> None:
    record = drawn(county, "--share", "3%")
    assert record["working"] == ("名录 40 家，去掉本年已抽的 1 家，基数 39 家；39 × 3% = 1.17，向上取整，抽 2 家。")
    assert [one["id"] for one in record["excluded"]] == ["S01"]
    assert [one["id"] for one in record["unfit"]] == ["K5"]
    assert len(record["drawn"]) == 2
    for one in record["drawn"]:
        sponsor = "K3" if int(one["id"][1:]) % 2 else "K4"
        assert len(one["inspectors"]) == 2
        assert sponsor not in one["inspectors"]
        assert [left["id"] for left in one["recused"]] == [sponsor]


def test_the_same_draw_is_drawn_again_and_its_record_holds(county: Path, tmp_path: Path) -> None:
    file = tmp_path / "抽查记录.json"
    done = hengji("draw", county, "--share", "1％", "--seed", SEED, "--day", "2024-06-03", "-o", file)
    assert done.returncode == 0, done.stderr
    assert json.loads(file.read_text(encoding="utf-8"))["drawn"] == drawn(county, "--share", "0.01")["drawn"]
    done = hengji("draw", county, "--verify", file)
    assert done.returncode == 0, done.stdout
    assert "结果一致（抽中 1 家）" in done.stdout


def test_what_is_entered_after_a_draw_does_not_disturb_its_record(county: Path, tmp_path: Path) -> None:
    file = tmp_path / "抽查记录.json"
    hengji("draw", county, "--share", "1%", "--seed", SEED, "--day", "2024-06-03", "-o", file)
    with (county / "抽查对象.csv").open("a", encoding="utf-8") as stream:
        stream.write("2024-06-03,抽中,S02,2024,Q2\n")
    with (county / "机构.csv").open("a", encoding="utf-8") as stream:
        stream.write("O9,2024-07-01,更名,S03,某县新中心3,,\n")
    assert answer("draw", county, "--verify", file) == {
        "record": str(file),
        "repeats": True,
        "differences": [],
        "lists_changed": [],
    }


def test_a_record_that_was_changed_is_found_out(county: Path, tmp_path: Path) -> None:
    file = tmp_path / "抽查记录.json"
    hengji("draw", county, "--number", "1", "--seed", SEED, "--day", "2024-06-03", "-o", file)
    record = json.loads(file.read_text(encoding="utf-8"))
    before = record["drawn"][0]["id"]
    record["drawn"][0]["id"] = next(one for one in record["base"] if one != before)
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    done = hengji("draw", county, "--verify", file)
    assert done.returncode == 1
    assert f"重抽应抽中 {before}" in done.stdout


def test_a_register_changed_behind_the_day_of_a_draw_is_found_out(county: Path, tmp_path: Path) -> None:
    file = tmp_path / "抽查记录.json"
    hengji("draw", county, "--number", "1", "--seed", SEED, "--day", "2024-06-03", "-o", file)
    text = (county / "机构.csv").read_text(encoding="utf-8")
    (county / "机构.csv").write_text(text.replace("某县中心7,", "某县中心柒,"), encoding="utf-8")
    found = answer("draw", county, "--verify", file)
    assert found["repeats"]
    assert found["lists_changed"] == ["对象 S07：名录是“S07|某县中心7|J2|0”，现在的台账是“S07|某县中心柒|J2|0”。"]


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_draw_can_be_printed_and_is_never_written_over(county: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"抽查记录{ending}"
    words = ("draw", county, "--share", "1%", "--seed", SEED, "--day", "2024-06-03", "-o", file)
    assert hengji(*words).returncode == 0
    before = file.read_bytes()
    assert before.startswith(b"PK")
    done = hengji(*words)
    assert done.returncode == 2
    assert "不覆盖" in done.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--share", "5%"), "不在规定的 1% 至 3% 之间。（依据："),
        (("--share", "1"), "没有写百分号"),
        (("--share", "多"), "不是数"),
        (("--share", "1%", "--number", "2"), "只能写一样"),
        (("--number", "40"), "基数是 39 家，抽不了"),
        (("--number", "2", "--per-object", "1"), "不得少于 2 名"),
        (("--number", "2", "--per-object", "4"), "只剩 3 名"),
        (("--number", "2", "--day", "2024-04-10"), "已经登记抽中 1 家，一天只能抽一次"),
        (("--number", "2", "--kind", "抽奖"), "没有“抽奖”这种抽取"),
        (("--number", "2", "-o", "记录.txt"), "不会写 .txt 文件"),
    ],
)
def test_draws_that_cannot_be_made_are_refused_with_the_reason(county: Path, words: tuple[str, ...], says: str) -> None:
    day = () if "--day" in words else ("--day", "2024-06-03")
    done = hengji("draw", county, "--seed", SEED, *day, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_seed_nothing_is_drawn(county: Path) -> None:
    done = hengji("draw", county, "--share", "1%", "--day", "2024-06-03")
    assert done.returncode == 2
    assert "没有可用的随机种子" in done.stderr


def test_a_number_beyond_the_share_is_drawn_and_remarked_on(county: Path) -> None:
    assert "规定是 1% 至 3%" in drawn(county, "--number", "4")["notice"]


def test_from_a_list_read_in_part_nothing_is_drawn(county: Path) -> None:
    with (county / "检查人员.csv").open("a", encoding="utf-8") as stream:
        stream.write("2023-13-01,列入名录,K9,J1,Z9,2030-01-01\n")
    done = hengji("draw", county, "--share", "1%", "--seed", SEED, "--day", "2024-06-03")
    assert done.returncode == 2
    assert "名录没有读全，不能抽取：检查人员.csv 第7行" in done.stderr


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": "别的"}', '{"form": "hengji-draw-1", "kind": 1}'])
def test_a_file_that_is_no_record_is_refused(county: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "记录.json"
    file.write_text(text, encoding="utf-8")
    done = hengji("draw", county, "--verify", file)
    assert done.returncode == 2
    assert "抽查记录" in done.stderr
    assert "Traceback" not in done.stderr


# ------------------------------------------------------------------------------------------------------------- norms


def test_all_norms_are_listed_with_source_and_certainty() -> None:
    done = hengji("norm", "--on", "2024-06-01")
    assert done.returncode == 0
    assert "按床位测算的医疗机构编制（posts.beds）" in done.stdout
    assert "把握：待核" in done.stdout


def test_a_norm_is_reckoned_with_its_working_and_what_is_to_be_verified_says_so() -> None:
    found = answer("norm", "posts.beds", "床位=101", "--on", "2024-06-01")
    assert found["values"] == [{"label": "按床位测算的医疗机构编制", "value": "151", "unit": "名"}]
    assert found["working"][0] == "床位 101 张 × 1.5 = 151.5，舍去小数为 151（名）。"
    assert "待核" in found["working"][-1]
    assert found["to_be_verified"]


def test_choices_and_dates_are_given_in_the_words_of_the_norm() -> None:
    words = ("norm", "达到法定退休年龄的日期", "出生日期=1965-02-11", "性别=男", "--on", "2025-06-01")
    assert answer(*words)["values"][0]["value"] == "2025-03-11"


def test_what_exceeds_a_limit_ends_with_1() -> None:
    done = hengji("norm", "vehicle.limits", "用车类别=机要通信用车", "价格=13", "--on", "2024-06-01")
    assert done.returncode == 1
    assert "超出 1" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("posts.bed", "床位=1"), "没有“posts.bed”这项测算标准"),
        (("posts.beds", "床=1"), "没有“床”这一输入项"),
        (("posts.beds", "床位=一百"), "床位：“一百”不是数字"),
        (("posts.beds", "床位"), "没有写成 栏目=内容"),
        (("spot-check.count", "base=100", "--on", "2010-01-01"), "没有可用的参数"),
    ],
)
def test_a_norm_that_cannot_be_reckoned_says_why(words: tuple[str, ...], says: str) -> None:
    done = hengji("norm", *words)
    assert done.returncode == 2
    assert says in done.stderr


# --------------------------------------------------------------------------------------------------------- forecasts


@pytest.fixture
def staffed(county: Path) -> Path:
    write(
        county,
        "实名制",
        "编号,生效日期,登记日期,业务,人员编号,单位,编制类型,渠道,职务层次,性别,出生日期,更正,经办角色,经办人,文号",
        "R1,2015-07-01,,入编,P1,某县编办,行政,公务员招录,股级,男,1964-03-05,,承办,经办甲,某编〔2015〕1号",
        "R2,2015-07-01,,入编,P2,某县甲局,行政,公务员招录,正科级,女,1970-02-10,,,,",
        "R3,2015-07-01,,入编,P3,某县甲局,工勤,调入,工勤,女,1976-01-20,,,,",
        "R4,2015-07-01,,入编,P4,某县甲局,行政,调入,,女,1970-01-01,,,,",
        "R5,2015-07-01,,入编,P5,某县乙局,行政,调入,一般,男,,,,,",
        "R6,2015-07-01,,入编,P6,某县乙局,行政,调入,一般,男,1961-12-31,,,,",
        "R7,2015-07-01,,入编,P7,某县乙局,行政,调入,一般,男,1990-01-01,,,,",
        "R8,2015-07-01,,入编,P8,某县乙局,行政,调入,,男,1964-09-01,,,,",
        "R9,2023-06-30,,出编,P8,,,退休,,,,,,,",
        "R10,2015-07-01,2023-02-01,入编,P1,某县编办,行政,选调,股级,男,1964-03-05,R1,承办,经办乙,某编〔2023〕2号",
    )
    return county


def test_retirements_are_foretold_year_by_year_and_who_lacks_data_is_counted(staffed: Path) -> None:
    found = answer("forecast", staffed, "--from", "2024", "--until", "2033")
    assert found["asof"] == "2023-12-31"
    years = {one["year"]: one for one in found["years"] if one["number"]}
    assert list(found["years"][0]) == ["year", "number", "by_kind", "by_unit"]
    assert years == {
        2024: {"year": 2024, "number": 1, "by_kind": {"行政": 1}, "by_unit": {"某县编办": 1}},
        2025: {"year": 2025, "number": 1, "by_kind": {"行政": 1}, "by_unit": {"某县甲局": 1}},
        2026: {"year": 2026, "number": 1, "by_kind": {"工勤": 1}, "by_unit": {"某县甲局": 1}},
    }
    assert [one["case"] for one in found["before"]] == ["P6"]
    assert found["after"] == 1
    assert {one["case"]: one["lacks"] for one in found["lacking"]} == {"P4": "职务层次", "P5": "出生日期"}


def test_the_forecast_of_a_unit_tells_what_is_missing_in_words(staffed: Path) -> None:
    done = hengji("forecast", staffed, "--from", "2024", "--until", "2026", "--unit", "某县乙局", "--by-unit")
    assert done.returncode == 0
    assert "在册的 3 人" in done.stdout
    assert "另有 1 人在 2024 年以前已经到龄" in done.stdout
    assert "有 1 人测算不了（缺出生日期 1 人）" in done.stdout


def test_years_in_the_wrong_order_are_refused(staffed: Path) -> None:
    done = hengji("forecast", staffed, "--from", "2030", "--until", "2024")
    assert done.returncode == 2
    assert "次序反了" in done.stderr


# ------------------------------------------------------------------------------------------------------------- cases


def test_the_history_of_a_case_shows_what_was_corrected_and_by_whom(staffed: Path) -> None:
    found = answer("case", staffed, "实名制", "P1")
    assert [(one["number"], one["stands"], one["replaced_by"]) for one in found["steps"]] == [
        ("R1", False, "R10"),
        ("R10", True, ""),
    ]
    assert found["steps"][0]["values"]["way"] == "公务员招录"
    assert found["steps"][1]["actor"] == "经办乙"
    done = hengji("case", staffed, "实名制", "P1")
    assert "这一笔不算了：已由 R10 更正或作废" in done.stdout
    assert "经办：承办" in done.stdout
    assert "2023-02-01 登记" in done.stdout


def test_a_case_as_it_was_known_before_the_correction(staffed: Path) -> None:
    found = answer("case", staffed, "实名制", "P1", "--known", "2020-01-01")
    assert [(one["number"], one["stands"]) for one in found["steps"]] == [("R1", True)]


def test_a_case_up_to_a_day(staffed: Path) -> None:
    assert answer("case", staffed, "实名制", "P8")["state"] == "已出编"
    assert answer("case", staffed, "实名制", "P8", "--day", "2023-06-29")["state"] == "在编"


def test_a_case_of_several_keys_is_found_by_names(county: Path) -> None:
    assert answer("case", county, "抽查对象", "某县中心1/2024")["case"] == "某县中心1/2024"
    assert answer("case", county, "抽查对象", "2024")["case"] == "某县中心1/2024"


def test_several_cases_of_one_word_are_named(county: Path) -> None:
    with (county / "抽查对象.csv").open("a", encoding="utf-8") as stream:
        stream.write("2024-05-10,抽中,S02,2024,Q1\n")
    done = hengji("case", county, "抽查对象", "2024")
    assert done.returncode == 2
    assert "有几件：某县中心1/2024；某县中心2/2024" in done.stderr


def test_a_case_that_is_not_there_is_said(staffed: Path) -> None:
    done = hengji("case", staffed, "实名制", "P10")
    assert done.returncode == 2
    assert "实名制里没有“P10”" in done.stderr


# ------------------------------------------------------------------------------------------------------- time limits


@pytest.fixture
def hurried(county: Path) -> Path:
    write(
        county,
        "登记办件",
        "编号,生效日期,业务,办件号,单位,登记种类,法定代表人,变更事由发生日,经办人",
        "L1,2024-03-04,申请,D90,S02,变更,P90,2024-02-20,甲",
        "L2,2024-03-05,受理,D90,,,,,乙",
        "L3,2024-05-06,申请,D91,S03,变更,P91,2024-04-20,甲",
        "L4,2024-05-07,受理,D91,,,,,乙",
    )
    return county


def test_limits_are_told_overdue_and_about_to_run_out_with_unit_and_source(hurried: Path) -> None:
    found = answer("due", hurried, "--on", "2024-06-03", "--days", "30")
    decisions = [one for one in found["limits"] if one["limit"] == "decision"]
    assert [(one["case"], one["unit"], one["due"], one["days_left"], one["state"]) for one in decisions] == [
        ("D90", "某县中心2", "2024-04-17", -47, "overdue"),
        ("D91", "某县中心3", "2024-06-18", 15, "soon"),
    ]
    assert "第八条" in decisions[0]["source"]
    done = hengji("due", hurried, "--on", "2024-06-03", "--unit", "某县中心2")
    assert done.returncode == 1
    assert "超期 47 天" in done.stdout
    assert "D91" not in done.stdout


def test_what_is_still_far_off_is_counted_and_listed_on_request(hurried: Path) -> None:
    words = ("due", hurried, "--on", "2024-03-06", "--days", "3")
    done = hengji(*words)
    assert done.returncode == 0
    assert "D90" not in done.stdout
    assert "D90" in hengji(*words, "--all").stdout


def test_a_limit_that_was_met_is_not_due(hurried: Path) -> None:
    with (hurried / "登记办件.csv").open("a", encoding="utf-8") as stream:
        stream.write("L5,2024-06-01,核准,D91,,,,,丁\n")
    found = answer("due", hurried, "--on", "2024-06-03")
    assert "D91" not in [one["case"] for one in found["limits"] if one["limit"] == "decision"]


# ----------------------------------------------------------------------------------------------------------- persons


@pytest.fixture
def key(tmp_path: Path) -> dict[str, str]:
    file = tmp_path / "口令.txt"
    file.write_text("一二三四五六七八九十甲乙", encoding="utf-8")
    return {"HENGJI_LEDGER_KEY": str(file)}


def identity() -> str:
    """The number of somebody who obviously is nobody."""
    return made_up.identity(1)


def test_persons_are_added_and_shown_with_stars(county: Path, key: dict[str, str]) -> None:
    assert hengji("persons", "create", county, env=key).returncode == 0
    token = answer("persons", "add", county, "姓名=张某某", f"身份证号={identity()}", "手机=13800001234", env=key)[
        "token"
    ]
    assert answer("persons", "add", county, "姓名=张某某", f"身份证号={identity()}", env=key) == {
        "token": token,
        "new": False,
        "problems": [],
    }
    done = hengji("persons", "show", county, env=key)
    assert token in done.stdout
    assert "张*" in done.stdout
    assert "138****1234" in done.stdout
    assert "张某某" not in done.stdout
    assert "明文" not in done.stderr
    done = hengji("persons", "show", county, token, "--plain", env=key)
    assert "张某某" in done.stdout
    assert "已显示 1 人的明文" in done.stderr


def test_a_roster_is_split_into_tokens_and_the_vault(county: Path, tmp_path: Path, key: dict[str, str]) -> None:
    hengji("persons", "create", county, env=key)
    roster = tmp_path / "名册.csv"
    roster.write_text(
        f"姓名,身份证号码,单位,编制类型\n张某某,{identity()},某县甲局,行政\n\n李某某,123,某县乙局,事业\n",
        encoding="utf-8",
    )
    found = answer("persons", "import", county, roster, "-o", tmp_path / "编号名册.csv", env=key)
    assert (found["rows"], found["new"]) == (2, 2)
    assert [one["line"] for one in found["problems"]] == [4]
    text = (tmp_path / "编号名册.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "人员编号,单位,编制类型"
    assert "某县甲局" in text
    assert "张某某" not in text
    assert identity() not in text
    assert answer("persons", "import", county, roster, "-o", tmp_path / "再来.csv", env=key)["new"] == 0
    assert (tmp_path / "再来.csv").read_text(encoding="utf-8-sig") == text


@pytest.mark.parametrize(
    ("heading", "says"),
    [("单位,类型", "没有“姓名”一栏"), ("姓名,名字", "都是一样的个人信息"), ("姓名,姓名", "写了两次")],
)
def test_a_roster_that_cannot_be_split_is_refused(
    county: Path, tmp_path: Path, key: dict[str, str], heading: str, says: str
) -> None:
    hengji("persons", "create", county, env=key)
    (tmp_path / "名册.csv").write_text(f"{heading}\n甲,乙\n", encoding="utf-8")
    done = hengji("persons", "import", county, tmp_path / "名册.csv", "-o", tmp_path / "出.csv", env=key)
    assert done.returncode == 2
    assert says in done.stderr
    assert not (tmp_path / "出.csv").exists()


def test_a_person_is_corrected_and_forgotten_and_still_counts(county: Path, key: dict[str, str]) -> None:
    hengji("persons", "create", county, env=key)
    token = answer("persons", "add", county, "姓名=张某某", env=key)["token"]
    assert hengji("persons", "correct", county, token, "手机=13800005678", env=key).returncode == 0
    assert answer("persons", "show", county, "--plain", env=key)["persons"][0]["phone"] == "13800005678"
    done = hengji("persons", "forget", county, token, env=key)
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert hengji("persons", "forget", county, token, "--yes", env=key).returncode == 0
    assert answer("persons", "show", county, env=key)["forgotten"] == [token]


def test_after_a_change_of_key_only_the_new_one_opens(county: Path, tmp_path: Path, key: dict[str, str]) -> None:
    hengji("persons", "create", county, env=key)
    new = tmp_path / "新口令.txt"
    new.write_text("子丑寅卯辰巳午未申酉戌亥", encoding="utf-8")
    assert hengji("persons", "rotate", county, "--new-key", new, env=key).returncode == 0
    done = hengji("persons", "show", county, env=key)
    assert done.returncode == 2
    assert "口令不对" in done.stderr
    assert hengji("persons", "show", county, "--key", new, env=key).returncode == 0


def test_without_a_key_nothing_is_shown(county: Path, key: dict[str, str]) -> None:
    hengji("persons", "create", county, env=key)
    done = hengji("persons", "show", county, "--plain")
    assert done.returncode == 2
    assert "没有可用的密钥" in done.stderr


def test_a_key_in_the_folder_of_the_ledgers_is_refused(county: Path) -> None:
    (county / "口令.txt").write_text("一二三四五六七八九十甲乙", encoding="utf-8")
    done = hengji("persons", "create", county, "--key", county / "口令.txt")
    assert done.returncode == 2
    assert "放在台账文件夹" in done.stderr


def test_the_ledgers_are_read_and_counted_without_the_key(staffed: Path, key: dict[str, str]) -> None:
    hengji("persons", "create", staffed, env=key)
    assert len(answer("case", staffed, "实名制", "P1")["steps"]) == 2


def test_somebody_at_the_keyboard_types_the_key_to_see_persons_plainly(
    county: Path, key: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from hengji.cli import ledger_persons

    hengji("persons", "create", county, env=key)
    hengji("persons", "add", county, "姓名=张某某", env=key)
    typed = iter(["不对的口令一二三四五六七", "一二三四五六七八九十甲乙"])
    monkeypatch.setenv("HENGJI_LEDGER_KEY", key["HENGJI_LEDGER_KEY"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(ledger_persons, "getpass", lambda _: next(typed))
    assert ledger_persons.show_persons(county, [], None, plain=True, as_json=False) == 2
    told = capsys.readouterr()
    assert "口令不对" in told.err
    assert "张某某" not in told.out
    assert ledger_persons.show_persons(county, [], None, plain=True, as_json=False) == 0
    assert "张某某" in capsys.readouterr().out
