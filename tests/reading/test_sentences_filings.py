"""Sentences against hand-annotated filings: how many amounts and ratios of the text are read, and that none is wrong.

The filings are not part of the project: HENGJI_FILINGS names their folder, by default `shared/filings` beside the
checkout.
Run with `-s` to see the figures.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.packs.sentence_packs import sentence_pack

from hengji.documents.document import Text
from hengji.facts.place import TextPlace
from hengji.packs.sentence_context import SentenceContext
from hengji.reading.prose.sentences import Filled, recognise_all

ROOT = Path(__file__).resolve().parents[2]
FILINGS = Path(os.environ.get("HENGJI_FILINGS") or ROOT.parent / "shared" / "filings")
HEADING = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d{1,2}、)\s*[^。；]{1,40}$"
)

# File, pack, fiscal year, figures found at least, amounts and ratios annotated in running text (the rest is irregular).
CASES = [
    ("lusong-establishment-office-2023", "cn-430203-lusong", 2023, 21, 23),
    ("junshan-establishment-office-2020", "cn-430611-junshan", 2020, 24, 24),
    ("lanshan-establishment-office-2023", "cn-431127-lanshan", 2023, 101, 118),
]

# What the annotator called a figure, and what it may be read as: concept, or concept:scenario.
MEANS: Mapping[str, set[str]] = {
    "年初预算数": {"expenditure:budget", "expenditure.project:budget"},
    "一般公共预算财政拨款收入": {"revenue.fiscal"},
    "一般公共预算财政拨款支出": {
        "expenditure",
        "expenditure.project",
        "expenditure.basic",
        "expenditure.personnel",
        "expenditure.public",
    },
    "全年实际支出": {"expenditure:actual"},
    "年度资金总额执行率": {"funding.execution_rate"},
    "年检率": {"registration.annual_rate"},
    "法人年检合格率": {"registration.qualified_rate"},
    "实际支出": {"expenditure.project:actual"},
    "上年结转": {"project.opening"},
    "年中调整数": {"project.adjustment"},
    "结余结转": {"project.closing"},
    "支出合计": {"expenditure:actual"},
    "整体支出": {"expenditure:actual"},
    "本年支出合计": {"expenditure:actual"},
    "财政拨款支出": {"expenditure:actual"},
    "支出决算数": {"expenditure:actual"},
    "本年收入合计": {"revenue"},
    "财政拨款收入": {"revenue.fiscal"},
    "本年财政拨款收入": {"revenue.fiscal"},
    "收入与年初结转合计": {"revenue.available"},
    "收支总计": {"flow.total"},
    "财政拨款收支总计": {"flow.total"},
    "比上年增减额": {"change.amount"},
    "比上年增减率": {"change.rate"},
    "比年初预算增减额": {"change_from_budget.amount"},
    "比年初预算增减率": {"change_from_budget.rate"},
    "完成年初预算比例": {"completion_rate"},
    "完成预算比例": {"completion_rate"},
    "三公经费控制率": {"three_public.control_rate"},
    "项目资金支付比例": {"project.payment_rate"},
    "人员支出": {"expenditure.personnel"},
    "公用支出": {"expenditure.public"},
    "三公经费合计": {"three_public"},
    "三公经费·当年财政拨款支出": {"three_public"},
    "专项资金年初预算数": {"expenditure.special_fund:budget"},
    "专项资金收入": {"special_fund.revenue:actual"},
    "专项资金收入·年初预算": {"special_fund.revenue:budget"},
    "专项资金收入·省市专项及区级追加": {"special_fund.granted"},
    "专项资金支出": {"expenditure.special_fund:actual"},
    "节庆、晚会、论坛、赛事活动支出": {"events"},
    "政府采购支出总额": {"procurement"},
    "项目预算（安排）数": {"expenditure.project:budget"},
    "项目支出数": {"expenditure.project:actual"},
}
BY_SUBJECT = {"预算数": "adjusted", "决算数": "actual"}  # of one of the “三公” items, which is the annotated subject
THREE_PUBLIC = {
    "“三公”经费合计": "three_public",
    "因公出国（境）费": "three_public.abroad",
    "公务接待费": "three_public.reception",
    "公务用车购置及运行维护费": "three_public.vehicle",
    "公务用车购置费": "three_public.vehicle_purchase",
    "公务用车运行维护费": "three_public.vehicle_running",
}


def meanings(item: Mapping[str, Any], labels: Mapping[str, str]) -> set[str]:
    """What an annotated figure may be read as."""
    name = str(item["concept"])
    if name in BY_SUBJECT and item["subject"] in THREE_PUBLIC:
        return {f"{THREE_PUBLIC[item['subject']]}:{BY_SUBJECT[name]}"}
    if name.endswith(("占比", "比重")):
        return {"share"}
    return MEANS.get(name, set()) | {concept for concept, label in labels.items() if label == name}


@pytest.mark.parametrize(("name", "pack_id", "year", "least", "annotated"), CASES)
def test_amounts_in_running_text_are_read_and_none_wrongly(
    name: str, pack_id: str, year: int, least: int, annotated: int
) -> None:
    if not (FILINGS / f"{name}.json").is_file():
        pytest.skip(f"没有实际文件 {name}（HENGJI_FILINGS 指明所在文件夹）")
    lines = (FILINGS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    annotation = json.loads((FILINGS / f"{name}.json").read_text(encoding="utf-8"))
    wanted = [item for item in annotation["facts"] if item["where"] == "text" and item["class"] in ("amount", "ratio")]
    assert len(wanted) == annotated
    pack = sentence_pack(pack_id)
    found = read_lines(lines, pack_id, year)
    right, wrong = 0, []
    for item in wanted:
        start = lines[item["line"] - 1].find(item["quote"], max(0, item["col"] - 2))
        here = [
            slot
            for (line, at), slot in found.items()
            if line == item["line"] and start <= at < start + len(item["quote"])
        ]
        if not here:
            continue
        allowed = meanings(item, pack.labels())
        fits = [s for s in here if s.value == Decimal(item["value"]) and s.unit == item["unit"] and allowed & names(s)]
        right += bool(fits)
        if not fits:
            wrong.append((item["line"], item["concept"], item["value"], [(s.key.concept, str(s.value)) for s in here]))
    print(f"{name}: {right} of {annotated} amounts and ratios in text read and right, {len(wrong)} wrong")  # noqa: T201
    assert not wrong, "\n".join(map(str, wrong))
    assert right >= least


def names(slot: Filled) -> set[str]:
    """The concept, alone and with its scenario."""
    return {slot.key.concept, f"{slot.key.concept}:{slot.key.scenario}"}


def read_lines(lines: list[str], pack_id: str, year: int) -> dict[tuple[int, int], Filled]:
    """Every figure read in the running text, by line and offset; no component is given, so no sentence is kept out."""
    pack = sentence_pack(pack_id)
    context = SentenceContext(year, units=pack.units, labels=pack.labels(), words=pack.words)
    heading, paragraphs, numbers = "", [], []
    for number, line in enumerate(lines, 1):
        if not line.startswith("\t"):
            heading = line if HEADING.match(line) else heading
            paragraphs.append((Text(line, ((0, TextPlace(line=number)),)), heading))
            numbers.append(number)
    results = recognise_all(paragraphs, list(pack.sentences.values()), context)
    slots = [
        (number, slot) for number, found in zip(numbers, results, strict=True) for one in found for slot in one.slots
    ]
    return {(number, slot.start): slot for number, slot in slots if slot.value is not None}
