"""The guide to writing a pack keeps its word: its example is a sound pack, and reads and checks the table it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hengji.engine.session import check_reading
from hengji.facts.fact import State
from hengji.packs.errors import PackError
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading

BLOCK = re.compile(r"^```(yaml|text) (\S+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
PACK, TABLE, MISTAKE = "cn-430999-xinxi", "基础数据表.txt", "提示"


@pytest.fixture(scope="module")
def shown(root: Path) -> dict[str, str]:
    """What the guide shows, by the name written beside it."""
    page = (root / "docs" / "guide" / "规则包.md").read_text(encoding="utf-8")
    return {name: text for _, name, text in BLOCK.findall(page)}


def written(shown: dict[str, str], folder: Path) -> Path:
    """The pack of the guide as files."""
    for name, text in shown.items():
        if name.startswith(PACK):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return folder / PACK


@pytest.fixture(scope="module")
def library(shown: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The packs delivered with Hengji and the one of the guide."""
    return Library.builtin([written(shown, tmp_path_factory.mktemp("guide"))])


@pytest.fixture(scope="module")
def pack(library: Library) -> Pack:
    """The pack of the guide."""
    return library.get(PACK)


@pytest.fixture(scope="module")
def reading(shown: dict[str, str], library: Library) -> Reading:
    """The table of the guide, read by the pack its place names call for."""
    return read(read_document(shown[TABLE].encode(), TABLE), library)


def test_the_guide_shows_a_file_for_every_step(shown: dict[str, str]) -> None:
    assert sorted(shown) == sorted(
        [
            f"{PACK}/checks.yaml",
            f"{PACK}/texts/local.yaml",
            f"{PACK}/evidence.yaml",
            f"{PACK}/forms/basic_data.yaml",
            f"{PACK}/forms/self_evaluation.yaml",
            f"{PACK}/layouts/basic_data.yaml",
            f"{PACK}/layouts/self_evaluation.yaml",
            f"{PACK}/pack.yaml",
            f"{PACK}/sentences.yaml",
            f"{PACK}/sources.yaml",
            TABLE,
            MISTAKE,
        ]
    )


def test_its_pack_is_sound_and_lies_upon_the_province(pack: Pack) -> None:
    assert pack.chain == ("cn", "cn-430000-hunan", PACK)
    assert pack.origins["layouts"]["cn-430000.basic_data"] == f"{PACK}/layouts/basic_data.yaml:1"


def test_the_command_finds_no_mistake_in_it(shown: dict[str, str], tmp_path: Path) -> None:
    command = [str(Path(sys.executable).parent / "hengji"), "pack", "validate", str(written(shown, tmp_path))]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "检查了 1 个规则包：没有发现错误。\n", "")


def test_the_mistake_it_shows_is_the_one_that_is_told(shown: dict[str, str], tmp_path: Path) -> None:
    form = f"{PACK}/forms/basic_data.yaml"
    broken = {**shown, form: shown[form].replace("concept: meeting", "concept: meetings")}
    with pytest.raises(PackError) as caught:
        Library.builtin([written(broken, tmp_path)]).get(PACK)
    told = [str(mistake) for mistake in caught.value.mistakes]
    assert told[0] == shown[MISTAKE].strip()
    assert len(told) == 1


def test_the_table_is_read_whole_by_its_own_pack(reading: Reading) -> None:
    assert [(part.kind, part.fiscal_year, reading.pack_of(part.id).id) for part in reading.parts] == [
        ("basic_data", 2023, PACK)
    ]
    assert [table.recognised.unread for table in reading.tables if table.recognised] == [[]]
    assert reading.not_understood == []
    printed = [
        (one.key.period, one.key.scenario, str(one.value), one.unit)
        for one in reading.facts
        if one.key.concept in ("meeting", "three_public.reception")
    ]
    assert printed == [
        ("2022", "actual", "2.00", "万元"),
        ("2023", "budget", "2.00", "万元"),
        ("2023", "actual", "1.00", "万元"),
        ("2022", "actual", "1.00", "万元"),
        ("2023", "budget", "1.20", "万元"),
        ("2023", "actual", "9.00", "万元"),
    ]
    assert len(reading.facts) == 43
    assert State.UNREADABLE not in {one.state for one in reading.facts}


def test_the_one_thing_wrong_with_the_table_is_found(reading: Reading) -> None:
    findings = check_reading(reading).findings
    assert [(one.rule, one.severity, one.says, one.source) for one in findings] == [
        ("xinxi.meeting", "warning", "会议费不应超过公用经费。", "新财绩〔2023〕8号 第五条")
    ]
    assert findings[0].working.startswith("9.00 > 8.00")


def test_the_province_alone_would_not_understand_it(shown: dict[str, str], library: Library) -> None:
    document = read_document(shown[TABLE].encode(), TABLE)
    other = read(document, library, library.get("cn-430000-hunan"))
    assert [table.recognised.unread for table in other.tables if table.recognised] != [[]]


def test_the_funding_block_says_what_the_county_means(pack: Pack, library: Library) -> None:
    address = ("sources", "only", "income")
    cells = [one.meanings["cn.self_evaluation"].cell(*address) for one in (pack, library.get("cn-430000-hunan"))]
    assert [cell.scenario for cell in cells if cell is not None] == ["budget", "adjusted"]


def test_both_wordings_of_the_sentence_are_read(library: Library) -> None:
    title = "新溪县示例事务中心2023年度整体支出绩效自评报告\n一、资金使用情况\n"
    for said in ("2023年度财政共安排我单位经费100.20万元。", "2023年度本单位一般公共预算财政拨款收入100.20万元。"):
        found = read(read_document(f"{title}{said}\n".encode(), "报告.txt"), library)
        assert [(one.key.concept, str(one.value)) for one in found.facts] == [("revenue.fiscal", "100.20")]


def test_the_annex_numbers_and_titles_are_those_of_the_county(pack: Pack) -> None:
    drawn = {name: (layout.attachment, layout.title) for name, layout in pack.layouts.items()}
    assert drawn["cn-430000.basic_data"] == ("附件1", "新溪县{year}年度部门整体支出基础数据表")
    assert drawn["cn-430000.self_evaluation"][0] == "附件2"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("layouts/a.yaml", "layout: cn-430000.basic_data\ntitles: [另一个标题]\n"),
        ("layouts/a.yaml", "layout: cn-430000.basic_data\ndraw:\n- id: cost\n  order: [public, project]\n"),
        (
            "forms/a.yaml",
            "form: cn.basic_data\nbands:\n- id: cost\n  rows:\n  - {id: procurement, optional: true}\n",
        ),
        ("layouts/a.yaml", "layout: xinxi.basic_data\nlike: cn-430000.basic_data\ntitle: 甲\n"),
        ("checks.yaml", "checks:\n- {id: cn.money.basic-split, delete: true}\n"),
        ("checks.yaml", "checks:\n- {id: cn.money.basic-split, severity: note}\n"),
        ("codes/a.yaml", 'codes: cn.economic\nentries:\n- {code: "39998", name: 本县专项, parent: "399"}\n'),
    ],
)
def test_each_of_the_usual_changes_is_sound(shown: dict[str, str], file: str, text: str, tmp_path: Path) -> None:
    alone = {f"{PACK}/pack.yaml": shown[f"{PACK}/pack.yaml"], f"{PACK}/{file}": text}
    library = Library.builtin([written(alone, tmp_path)])
    kind = Path(file).parts[0].removesuffix(".yaml")
    county, province = (getattr(library.get(name), kind) for name in (PACK, "cn-430000-hunan"))
    assert county != province
