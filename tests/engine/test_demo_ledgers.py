"""The ledgers people are shown: they keep their own rules, and the demonstration finds what README says they find."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import python_calamine

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "示例区委编办2023.txt"
LEDGERS = ROOT / "examples" / "台账"
UNIT = "中共示例市示例区委机构编制委员会办公室"
ROW = re.compile(r"^\| (?P<about>\D+?) (?P<printed>[\d.]+)\S*( \S+)? \| (?P<counted>[\d.]+)", re.MULTILINE)


def hengji(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from hengji.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_ledgers_keep_their_own_rules() -> None:
    done = hengji("ledger", "check", LEDGERS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "问题 0 处" in done.stdout.replace("\n", "")


def test_the_report_is_contradicted_where_the_readme_says_and_nowhere_else() -> None:
    done = hengji("check", EXAMPLE, "--ledgers", LEDGERS)
    assert done.returncode == 1, done.stderr
    found = re.findall(r"写的是([\d.]+)\S*?，台账得([\d.]+)", done.stdout)
    readme = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    told = [(row["printed"], row["counted"]) for row in ROW.finditer(readme)]
    assert sorted(found) == sorted(told)
    assert len(told) == 3


def test_a_filing_is_written_from_the_ledgers_with_the_list_of_what_they_gave(tmp_path: Path) -> None:
    workbook, folder = tmp_path / "空表.xlsx", tmp_path / "成文"
    made = hengji("new", "--pack", "cn-430000-hunan", "--year", "2023", "--organisation", UNIT, "-o", workbook)
    assert made.returncode == 0, made.stderr
    done = hengji(
        "build", workbook, "--pack", "cn-430000-hunan", "--ledgers", LEDGERS, "--formats", "docx", "-o", folder
    )
    assert done.returncode in {0, 1}, done.stderr
    assert list(folder.glob("*.docx"))
    sheet = python_calamine.CalamineWorkbook.from_path(folder / "台账取数清单.xlsx").get_sheet_by_index(0)
    given = {row[1]: row[4] for row in sheet.to_python()[2:]}
    assert given["编制数"] == "6名"
    assert given["实有人数"] == "5人"
    assert given["“三公”经费"] == "2.00万元"


@pytest.mark.parametrize("step", ['check "$example" --ledgers examples/台账', "--ledgers examples/台账 --formats docx"])
def test_the_demonstration_runs_these_steps(step: str) -> None:
    assert step in (ROOT / "tools" / "demo").read_text(encoding="utf-8")
