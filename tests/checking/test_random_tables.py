"""Random 基础数据表: right sums give no error; one figure changed beyond rounding gives an error at its cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checking.filing import HUNAN, dump_of, lines_of, subject_of_text

from hengji.checking.finding import Finding
from hengji.checking.run import check

COLUMNS = 3
CENT = Decimal("0.01")
HEAD = """2023年度部门整体支出绩效评价基础数据表
| 财政供养人员情况（人） | 编制数 | 2023年实际在职人数 | 控制率 |
| | {quota} | {staff} | {rate}% |
| 经费控制情况（万元） | 2022年决算数 | 2023年预算数 | 2023年决算数 |
"""
TAIL = "| 厉行节约保障措施 | 完善制度。 |\n"
SUMMED = ("三公经费", "1、公务用车购置和维护经费", "其中：公车购置", "公车运行维护", "2、出国经费", "3、公务接待")


@dataclass(frozen=True)
class Sheet:
    """A table as it will be printed: its head and, by label, the figures of each row."""

    quota: int
    staff: int
    rows: dict[str, list[Decimal]]

    def text(self) -> str:
        """The table row by row."""
        rate = (Decimal(100 * self.staff) / self.quota).quantize(CENT)
        lines = [f"| {label} | {' | '.join(map(str, figures))} |" for label, figures in self.rows.items()]
        return HEAD.format(quota=self.quota, staff=self.staff, rate=rate) + "\n".join(lines) + "\n" + TAIL

    def line(self, label: str, column: int) -> int:
        """The line of the text dump on which one figure stands."""
        lines = dump_of(self.text()).split("\n")
        return lines.index(f"\t{label}") + 2 + column

    def parts(self, label: str) -> int:
        """How many figures the largest sum has in which a row takes part."""
        if label.startswith("项目支出") or "示例项目" in label:
            return sum("示例项目" in name for name in self.rows)
        return 3 if label in ("三公经费", "2、出国经费", "3、公务接待") else 2


def money() -> st.SearchStrategy[Decimal]:
    """An amount of two decimals."""
    return st.integers(0, 99_999).map(lambda cents: Decimal(cents).scaleb(-2))


def row() -> st.SearchStrategy[list[Decimal]]:
    """The figures of a row."""
    return st.lists(money(), min_size=COLUMNS, max_size=COLUMNS)


def added(rows: list[list[Decimal]]) -> list[Decimal]:
    """A row of sums."""
    return [sum(column, Decimal(0)) for column in zip(*rows, strict=True)]


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A table whose sums are right."""
    purchase, running, abroad, reception = (draw(row()) for _ in range(4))
    vehicle = added([purchase, running])
    projects = draw(st.lists(row(), min_size=1, max_size=6))
    accounts = draw(st.lists(row(), min_size=0, max_size=3))
    rest = draw(row())
    figures = (added([vehicle, abroad, reception]), vehicle, purchase, running, abroad, reception)
    rows = dict(zip(SUMMED, figures, strict=True))
    rows["项目支出："] = added(projects)
    rows.update({f"{number}、示例项目{number}号": figures for number, figures in enumerate(projects, 1)})
    rows["公用经费"] = added([*accounts, rest])
    rows.update({f"其中：示例科目{number}": figures for number, figures in enumerate(accounts, 1)})
    return Sheet(draw(st.integers(1, 60)), draw(st.integers(0, 60)), rows)


def errors(sheet: Sheet) -> list[Finding]:
    """The findings at error level."""
    return [one for one in check(subject_of_text(sheet.text(), HUNAN)).findings if one.severity == "error"]


@given(sheets())
@settings(max_examples=60, deadline=None)
def test_a_table_whose_sums_are_right_gives_no_error(sheet: Sheet) -> None:
    subject = subject_of_text(sheet.text())
    assert len(subject.facts) == 4 + COLUMNS * len(sheet.rows), "the whole table must be read"
    assert errors(sheet) == []


@given(sheets(), st.data())
@settings(max_examples=60, deadline=None)
def test_one_figure_off_by_more_than_rounding_is_an_error_at_its_cell(sheet: Sheet, data: st.DataObject) -> None:
    # 差超过 0.5×(n+1) 个进位单位，就要报，且指到改动的那一格。
    label = data.draw(st.sampled_from([name for name in sheet.rows if "公用" not in name and "科目" not in name]))
    column = data.draw(st.integers(0, COLUMNS - 1))
    bound = (sheet.parts(label) + 1) * CENT / 2
    more = data.draw(st.integers(1, 5_000)) * CENT
    sheet.rows[label][column] += (bound + more).quantize(CENT)
    found = errors(sheet)
    assert found
    assert any(sheet.line(label, column) in lines_of(one) for one in found), (label, column, found)


@given(sheets(), st.data())
@settings(max_examples=40, deadline=None)
def test_a_total_off_by_no_more_than_rounding_is_no_error(sheet: Sheet, data: st.DataObject) -> None:
    # 项目支出合计与各项目之和差在 0.5×(n+1) 个进位单位以内，不报。
    cents = (sheet.parts("项目支出：") + 1) // 2
    shift = data.draw(st.integers(-cents, cents)) * CENT
    column = data.draw(st.integers(0, COLUMNS - 1))
    total = sheet.rows["项目支出："]
    if total[column] + shift >= 0:
        total[column] += shift
    assert errors(sheet) == []
