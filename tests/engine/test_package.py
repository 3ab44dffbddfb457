"""Several files of one unit as one package, last year's beside it, and the list of who handed in what."""

from __future__ import annotations

from pathlib import Path

import pytest

from hengji.checking.run import Checked
from hengji.documents.document import Document
from hengji.documents.package import together
from hengji.engine.roster import Line, papers_of, roster
from hengji.engine.session import check_reading, read_package
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading

LIBRARY = Library.builtin()
HUNAN = LIBRARY.get("cn-430000-hunan")
ANNEXES = ("附件2", "附件3")


@pytest.fixture(scope="module")
def example(root: Path) -> str:
    return (root / "examples" / "示例区委编办2023.txt").read_text(encoding="utf-8")


def pieces(text: str) -> list[Document]:
    """A report and its two annexes as three files."""
    first, second = (text.index(f"\n{mark}\n") + 1 for mark in ANNEXES)
    cut = [text[:first], text[first:second], text[second:]]
    return [read_document(piece.encode(), f"{number}.txt") for number, piece in enumerate(cut, 1)]


def told(checked: Checked) -> list[tuple[str, str, str]]:
    """The findings without their places."""
    everything = [one for finding in checked.findings for one in (finding, *finding.consequences)]
    return sorted((one.rule, one.severity, one.working) for one in everything)


def package_of(documents: list[Document]) -> Reading:
    return read_package("示例区委编办", documents, LIBRARY, HUNAN)


def test_a_package_of_three_files_has_the_findings_of_the_one_file_they_were_cut_from(example: str) -> None:
    whole = read(read_document(example.encode(), "全.txt"), LIBRARY, HUNAN)
    package = package_of(pieces(example))
    assert [part.kind for part in package.parts] == [part.kind for part in whole.parts]
    assert [(one.key, one.value) for one in package.facts] == [(one.key, one.value) for one in whole.facts]
    assert told(check_reading(package)) == told(check_reading(whole))


def test_read_one_by_one_the_files_do_not_show_what_contradicts_between_them(example: str) -> None:
    alone = {one for piece in pieces(example) for one in told(check_reading(read(piece, LIBRARY, HUNAN)))}
    between = [one for one in told(check_reading(package_of(pieces(example)))) if one not in alone]
    assert any("32.00 ≠ 30.00" in working for _, _, working in between), between


def test_every_place_in_a_package_says_its_file(example: str) -> None:
    package = package_of(pieces(example))
    assert {one.place.file for one in package.facts if one.place is not None} == {"1.txt", "2.txt", "3.txt"}
    finding = check_reading(package).findings[0]
    assert all(spot.place.say().startswith("《") for spot in finding.spots)
    assert all("document" in spot.place.as_json() for spot in finding.spots)


def test_two_files_of_one_name_are_told_apart() -> None:
    one, other = (read_document(f"第{number}份。".encode(), "报告.txt") for number in "12")
    package = together("一套", [one, other])
    assert [file.name for file in package.files] == ["报告.txt", "报告.txt（2）"]
    places = {block.text.whole().anchor() for block in package.blocks}  # type: ignore[union-attr]
    assert len(places) == 2


REPORT = "{year}年度{unit}整体支出绩效自评报告\n一、基本情况\n本单位{year}年度一般公共预算财政拨款支出{money}万元。\n"


def paper(name: str, unit: str = "某某县示例局", year: int = 2023, money: str = "12.50") -> Reading:
    text = REPORT.format(unit=unit, year=year, money=money)
    return read(read_document(text.encode(), name), LIBRARY, HUNAN)


def line_of(*readings: Reading) -> Line:
    (line,) = roster([one for reading in readings for one in papers_of(reading)])
    return line


def test_unit_year_and_kind_come_from_the_content_not_from_the_name() -> None:
    line = line_of(paper("最终版（改）2019.txt"))
    assert (line.unit, line.year) == ("某某县示例局", 2023)
    assert line.newest["report"].file == "最终版（改）2019.txt"


def test_what_a_unit_has_not_handed_in_is_missing() -> None:
    assert set(line_of(paper("a.txt")).missing()) == {"basic_data", "self_evaluation", "final_accounts"}


def test_a_copy_is_no_version() -> None:
    line = line_of(paper("a.txt"), paper("b.txt"))
    assert [one.file for one in line.copies] == ["b.txt"]
    assert not line.older
    assert not line.unclear


def test_two_versions_without_a_filing_date_are_said_to_be_unclear() -> None:
    line = line_of(paper("a.txt"), paper("b.txt", money="13.00"))
    assert [one.file for one in line.unclear] == ["b.txt"]


def test_units_and_years_are_kept_apart_and_one_unit_under_two_names_is_one() -> None:
    readings = [
        paper("a.txt", unit="中共某某县委员会办公室"),
        paper("b.txt", unit="某某县办公室"),
        paper("c.txt", year=2022),
    ]
    earlier, line = roster([one for reading in readings for one in papers_of(reading)])
    assert (earlier.year, earlier.names) == (2022, {"某某县示例局"})
    assert (line.year, line.unit) == (2023, "中共某某县委员会办公室")
    assert line.names == {"中共某某县委员会办公室", "某某县办公室"}
