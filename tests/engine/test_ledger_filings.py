"""From blank data and ledgers to a written filing: read back, it states what the ledgers come to, and nothing else.

The data are those of `hengji new`, as empty as they are handed out. What is written as docx and as html is read again:
every figure that the ledgers gave and that has a cell, or a sentence, stands there with the ledger's value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import python_calamine
from tests.ledgers.example_ledgers import example_folder

from hengji.engine.building import Built, Order, build, entry_workbook, read_data
from hengji.engine.ledgers import testifying
from hengji.engine.ledgers.supplying import FILE, Supplied, supply
from hengji.engine.ledgers.witness import Witness
from hengji.engine.session import check_reading, read_file, subject_of
from hengji.facts.fact import FactKey, Statement
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.result import Reading
from hengji.records import dataclass

FORMATS = ("docx", "html")
YEAR = 2023


@dataclass(frozen=True, slots=True)
class Filing:
    """An office that fills its papers from its ledgers: the example, the pack, its name, and if it was moved."""

    example: str
    pack: str
    unit: str
    renamed: tuple[str, str] = field(default=("", ""))


FILINGS = {
    "S0": Filing("lusong-2023", "cn-430203-lusong", "中共株洲市芦淞区委机构编制委员会办公室"),
    "S4": Filing("lanshan-2023", "cn-431127-lanshan", "中共蓝山县委机构编制委员会办公室"),
    "made up": Filing("lanshan-2023", "cn-430000-hunan", "中共示例县委机构编制委员会办公室", ("蓝山县", "示例县")),
}
# Counts of an office's year that its papers must state; the rest is held to the cells.
SAID = {
    "registration.registered",
    "registration.established",
    "registration.changed",
    "registration.cancelled",
    "registration.annual_published",
    "registration.publication_rate",
    "registration.certificates",
    "uscc.bodies",
    "uscc.changed",
    "uscc.revoked",
    "domain.count",
    "roster.enrolled",
    "roster.exited",
    "staff.on_staff",
    "staff.control_rate",
    "quota_use.granted",
    "overstaff.units",
    "overstaff.people",
    "overstaff.reduced",
    "reception.groups",
    "reception.people",
    "procurement.goods",
    "training.people",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A filing as it was written and read back."""

    given: list[Supplied]
    built: Built
    back: list[Reading]
    told: list[str]


@cache
def library() -> Library:
    return Library.builtin()


@pytest.fixture(scope="module", params=sorted(FILINGS))
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    filing = FILINGS[request.param]
    folder = tmp_path_factory.mktemp("filing")
    pack = library().get(filing.pack)
    workbook = folder / "填报.xlsx"
    workbook.write_bytes(entry_workbook(pack, YEAR, filing.unit))
    reading = read_data(workbook, library(), filing.pack)
    witness = Witness(example_folder(filing.example, folder / "台账", renamed=filing.renamed), library())
    _, supplied = supply(reading, pack, YEAR, filing.unit, witness)
    built = build(reading, library(), None, Order(FORMATS, ledgers=witness))
    back = [_read_back(folder, name, data, filing.pack) for name, data in built.files.items() if _is_text(name)]
    told = [one for reading in back for one in _told(reading, witness)]
    return Written([one for one in supplied if one.given], built, back, told)


def _is_text(name: str) -> bool:
    return name.endswith(FORMATS) and "图表" not in name


def _read_back(folder: Path, name: str, data: bytes, pack: str) -> Reading:
    path = folder / name.replace("/", "_")
    path.write_bytes(data)
    return read_file(path, library(), pack)


def _told(reading: Reading, witness: Witness) -> list[str]:
    checked = testifying.testify(subject_of(reading), check_reading(reading), witness)
    figures = [one for one in checked.findings if one.rule.endswith(".figure")]
    return [each.says for one in figures for each in (one, *one.consequences)]


def _amount(one: Statement, pack: Pack) -> Fraction:
    unit = pack.unit(one.unit)
    return Fraction(one.value or 0) * (Fraction(unit.factor) if unit is not None else 1)


def _stated(readings: Iterable[Reading]) -> dict[FactKey, set[Fraction]]:
    found: dict[FactKey, set[Fraction]] = {}
    for reading in readings:
        for one in reading.facts:
            if one.value is not None:
                pack = reading.pack_of(one.component)
                found.setdefault(_plain(one.key), set()).add(_amount(one, pack))
    return found


def _plain(key: FactKey) -> FactKey:
    """A key without the name of the unit it is of: a sentence may say it, a cell does not."""
    return FactKey(key.concept, key.period[:4], key.scenario, dimensions=key.dimensions)


def test_a_cell_the_ledgers_fill_is_written_and_read_back(written: Written) -> None:
    stated = _stated(written.back)
    pack = written.back[0].pack_of(written.back[0].parts[0].id)
    cells = [one.statement for one in written.given if one.statement.address]
    lost = [
        (one.key, one.value)
        for one in cells
        if _plain(one.key) in stated and _amount(one, pack) not in stated[_plain(one.key)]
    ]
    assert lost == []
    assert sum(_plain(one.key) in stated for one in cells) > len(cells) * 9 // 10


def test_a_count_of_the_year_is_said_with_the_value_of_the_ledger(written: Written) -> None:
    stated = _stated(written.back)
    pack = written.back[0].pack_of(written.back[0].parts[0].id)
    given = [one.statement for one in written.given if one.statement.key.concept in SAID]
    values = {
        key.concept: {value for other, found in stated.items() if other.concept == key.concept for value in found}
        for key in stated
    }
    unsaid = {one.key.concept for one in given if _amount(one, pack) not in values.get(one.key.concept, set())}
    assert unsaid == set()
    assert len(given) > 10


def test_what_is_written_contradicts_no_ledger(written: Written) -> None:
    assert written.told == []


def test_the_list_names_every_figure_the_ledgers_gave(written: Written) -> None:
    sheet = python_calamine.CalamineWorkbook.from_filelike(BytesIO(written.built.files[FILE])).get_sheet_by_index(0)
    rows = [row for row in sheet.to_python()[2:] if row[3] == "台账"]
    listed = sorted((row[1], row[5]) for row in rows)
    names = [one.statement.key.dimension("indicator") or one.statement.label for one in written.given]
    given = zip(names, (one.answer.measure.label for one in written.given), strict=True)
    assert listed == sorted(given)
    assert len(rows) == len(written.given)
    assert all(row[6] and row[7] for row in rows), "each with how it is counted and from which rows"
