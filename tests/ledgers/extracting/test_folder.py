"""What a list came to, written to a folder and read again, is what it was: the same list then brings nothing."""

from __future__ import annotations

from pathlib import Path

from tests.ledgers.extracting.lists import BODIES, grid_of, taken, workbook
from tests.ledgers.extracting.test_declared import PAYMENTS
from tests.ledgers.made_ledgers import book, ledger_of

from hengji.ledgers.extracting.outcome import Change
from hengji.ledgers.folder.reading import read_folder
from hengji.ledgers.folder.writing import append, as_text
from hengji.ledgers.ledger import Ledger


def reread(folder: Path) -> Ledger:
    found = read_folder(folder, book())
    assert [str(one) for one in found.troubles] == []
    return found.ledger


def written(folder: Path, ledger: Ledger, changes: list[Change]) -> Ledger:
    """The ledger of a folder after some changes were written to it."""
    for change in changes:
        append(folder, ledger, ledger.book.registers[change.entry.register], [change.entry])
    return reread(folder)


def county(folder: Path) -> Ledger:
    bodies = ledger_of({"机构": BODIES})
    (folder / "机构.csv").write_text(as_text(bodies, bodies.book.registers["organisation"]), encoding="utf-8")
    return reread(folder)


def test_payments_and_their_corrections(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    folder.mkdir()
    ledger = county(folder)
    lists = workbook(tmp_path / "支付明细.xlsx", PAYMENTS)
    ledger = written(folder, ledger, taken(ledger, lists).changes)
    assert taken(ledger, lists).known == 5
    changed = [*PAYMENTS[:3], [*PAYMENTS[3][:6], "12.6", *PAYMENTS[3][7:]], *PAYMENTS[4:]]
    lists = workbook(tmp_path / "支付明细2.xlsx", changed)
    outcome = taken(ledger, lists)
    assert [one.kind for one in outcome.changes] == ["corrected"]
    ledger = written(folder, ledger, outcome.changes)
    again = taken(ledger, lists)
    assert (again.changes, again.known) == ([], 5)
    assert len(ledger.tables["budget"].in_force()) == 5


def test_the_state_of_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    folder.mkdir()
    ledger = county(folder)
    first = "人员编号, 单位, 编制性质, 出生日期\nP1, 某县编办, 全额事业编, 1980-01-01\nP2, 某县甲局, 行政编, "
    ledger = written(folder, ledger, taken(ledger, grid_of(first), day="2022-12-31").changes)
    second = first.replace("某县甲局", "某县编办").replace("1980", "1981")
    outcome = taken(ledger, grid_of(second), day="2023-12-31")
    assert [one.entry.event for one in outcome.changes] == ["change", "move"]
    ledger = written(folder, ledger, outcome.changes)
    assert taken(ledger, grid_of(second), day="2023-12-31").changes == []
    assert taken(ledger, grid_of(first), day="2022-12-31").changes == []
