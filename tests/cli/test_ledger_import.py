"""`hengji ledger import` and `compare` as a clerk runs them: a folder, lists as they were exported."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.cli.test_commands import HENGJI
from tests.ledgers.vault.made_up import identity

BODIES = "生效日期,业务,机构编号,机构名称,上级机构,机构性质\n2010-01-01,设立,J1,某县编办,,党委机关\n"
ROSTER = f"某县实名制名册,,,\n姓名,身份证号,单位,编制性质\n甲某,{identity(1)},某县编办,行政编\n合计,1,,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "台账"
    made.mkdir()
    (made / "机构.csv").write_text(BODIES, encoding="utf-8")
    (tmp_path / "名册.csv").write_text(ROSTER, encoding="gb18030")
    (tmp_path / "口令.txt").write_text("三条 不相干 的词语 连起来", encoding="utf-8")
    return made


def hengji(folder: Path, *words: str, key: bool = True) -> subprocess.CompletedProcess[str]:
    named = {"HENGJI_LEDGER_KEY": str(folder.parent / "口令.txt")} if key else {}
    environment = {**{name: text for name, text in os.environ.items() if name != "HENGJI_LEDGER_KEY"}, **named}
    return subprocess.run(
        [*HENGJI, "ledger", *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder.parent,
        env=environment,
    )


def test_a_dry_run_writes_nothing_and_an_import_twice_writes_once(folder: Path) -> None:
    words = ("import", "台账", "名册.csv", "--date", "2023-12-31")
    before = sorted(one.name for one in folder.iterdir())
    dry = hengji(folder, *words, "--dry-run")
    assert (dry.returncode, sorted(one.name for one in folder.iterdir())) == (0, before), dry.stderr
    first = hengji(folder, *words)
    assert (first.returncode, first.stderr) == (0, "")
    written = (folder / "实名制.csv").read_bytes()
    assert "甲某".encode() not in written
    again = hengji(folder, *words, "--json")
    answer = json.loads(again.stdout)
    assert (answer["written"], answer["counts"]["unchanged"]) == (False, 1)
    assert (folder / "实名制.csv").read_bytes() == written
    assert hengji(folder, "check", "台账").returncode == 0


def test_without_a_key_personal_columns_are_refused(folder: Path) -> None:
    refused = hengji(folder, "import", "台账", "名册.csv", "--date", "2023-12-31", key=False)
    assert refused.returncode == 1
    assert "HENGJI_LEDGER_KEY" in refused.stdout
    assert not (folder / "实名制.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "没有", "名册.csv"), "没有台账文件夹"),
        (("import", "台账", "没有.csv"), "没有文件 没有.csv"),
        (("import", "台账", "名册.csv", "--as", "花各册"), "没有叫“花各册”的名册或台账"),
        (("import", "台账", "名册.csv", "--date", "去年"), "“去年”不是日期"),
        (("compare", "--roster", "名册.csv"), "至少要给两份名册"),
        (("compare", "--roster", "名册.csv", "--payroll", "台账/机构.csv"), "没有读到工资发放名册"),
    ],
)
def test_what_cannot_be_done_is_told_with_the_way_out(folder: Path, words: tuple[str, ...], said: str) -> None:
    refused = hengji(folder, *words)
    assert refused.returncode == 2
    assert said in refused.stderr


def test_a_ledger_that_is_not_read_whole_is_not_added_to(folder: Path) -> None:
    (folder / "机构.csv").write_text(BODIES + "2011-13-01,设立,J2,某县甲局,,政府机关\n", encoding="utf-8")
    refused = hengji(folder, "import", "台账", "名册.csv", "--date", "2023-12-31")
    assert refused.returncode == 2
    assert "机构.csv 第3行" in refused.stderr


def test_two_lists_compared(folder: Path) -> None:
    payroll = f"姓名,身份证号,单位,人员类别\n乙某,{identity(2)},某县编办,行政编\n"
    (folder.parent / "工资.csv").write_text(payroll, encoding="utf-8")
    found = hengji(folder, "compare", "--roster", "名册.csv", "--payroll", "工资.csv", "--ledgers", "台账", "--json")
    assert found.returncode == 1
    answer = json.loads(found.stdout)
    assert answer["counts"] == {"unpaid": {"某县编办": 1}, "unlisted": {"某县编办": 1}}
    assert identity(2) not in found.stdout
    shown = hengji(folder, "compare", "--roster", "名册.csv", "--payroll", "工资.csv")
    assert "有工资不在编（吃空饷疑似） 1 处" in shown.stdout
    assert "工资.csv 第2行" in shown.stdout
