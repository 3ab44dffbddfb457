"""`hengji pack draft` from the command line: files, what is said, how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from hengji.cli.drafting import Wish, draft
from hengji.cli.packs import validate_packs
from hengji.cli.terminal import FAILED, OK

SAMPLE = """附件2
2023年度部门整体支出绩效评价基础数据表
| 财政供养人员情况（人） | 编制数 | 2023年实际在职人数 | 控制率 |
| | 20 | 18 | 90% |
| 经费控制情况（万元） | 2022年决算数 | 2023年预算数 | 2023年决算数 |
| 三公经费 | 5.00 | 4.00 | 3.00 |
| 1、公务用车购置和维护经费 | 3.00 | 2.00 | 2.00 |
| 其中：公车购置 | 0 | 0 | 0 |
| 公车运行维护 | 3.00 | 2.00 | 2.00 |
| 2、出国经费 | 0 | 0 | 0 |
| 3、公务接待支出 | 2.00 | 2.00 | 1.00 |
| 项目支出： | 10.00 | 12.00 | 11.00 |
| 1、示例项目 | 10.00 | 12.00 | 11.00 |
| 公用经费 | 20.00 | 21.00 | 8.00 |
| 政府采购金额 | 6.00 | 6.50 | 6.20 |
| 会议费 | 1.00 | 1.20 | 0.90 |
| 部门基本支出预算调整 | 0 | 0 | 0 |
| 楼堂馆所控制情况（2023年完工项目） | 批复规模（㎡） | 实际规模（㎡） | 规模控制率 | 预算投资（万元） \
| 实际投资（万元） | 投资概算控制率 |
| | 0 | 0 | —— | 0 | 0 | —— |
| 厉行节约保障措施 | 严格审批。 |
"""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "样表.txt"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def test_a_text_is_drafted_and_valid(tmp_path: Path, sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "cn-430998-xinxi"
    wish = Wish(sample, folder, label="示例市新溪县", parent="cn-430000-hunan", source="县财政局下发", yes=True)
    assert draft(wish) == OK
    said = capsys.readouterr().out
    assert "最近的样式：湖南省" in said
    assert "多一行“会议费”" in said
    assert "43 个数读出 43 个" in said
    assert validate_packs([folder], as_json=False) == OK
    assert "来源：县财政局下发" in (folder / "pack.yaml").read_text(encoding="utf-8")
    assert "names: [新溪县]" in (folder / "pack.yaml").read_text(encoding="utf-8")


def test_a_folder_that_holds_something_is_not_touched(
    tmp_path: Path, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "甲.txt").write_text("已有", encoding="utf-8")
    assert draft(Wish(sample, tmp_path)) == FAILED
    assert "文件夹里已经有东西了" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"id": "新溪"}, "请写成 cn-六位区划代码-拼音"),
        ({"parent": "cn-430000-hunnan"}, "是否想写：cn-430000-hunan"),
        ({"sample": Path("没有.docx")}, "没有.docx"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, sample: Path, capsys: pytest.CaptureFixture[str], wish: dict[str, object], says: str
) -> None:
    given = {"sample": sample, "output": tmp_path / "包", "yes": True, **wish}
    assert draft(Wish(**given)) == FAILED  # type: ignore[arg-type]
    assert says in capsys.readouterr().err
    assert not (tmp_path / "包").exists()


def test_a_file_without_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "说明.txt"
    path.write_text("请各单位按时报送。\n", encoding="utf-8")
    assert draft(Wish(path, tmp_path / "包")) == FAILED
    assert "没有表格" in capsys.readouterr().err


def test_answers_are_taken_from_a_file(tmp_path: Path, sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "答案.txt"
    answers.write_text("不是这里问的: 是\n", encoding="utf-8")
    assert draft(Wish(sample, tmp_path / "包", answers=answers)) == FAILED
    assert "没有问过" in capsys.readouterr().err
