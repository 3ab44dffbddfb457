"""Names and numbers of a list go to the vault, and a mark stands for who is new until the list is entered."""

from __future__ import annotations

from pathlib import Path

from tests.ledgers.extracting.lists import BODIES, enter_all, grid_of, said, taken
from tests.ledgers.made_ledgers import ledger_of
from tests.ledgers.vault.made_up import DEVICE, identity

from hengji.ledgers.extracting.people import People
from hengji.ledgers.folder.writing import as_text
from hengji.ledgers.vault.vault import Vault

DAY = "2023-12-31"


def roster(*rows: tuple[str, str, str]) -> str:
    lines = [f"{name}, {number}, {body}, 行政编" for name, number, body in rows]
    return "\n".join(["姓名, 身份证号, 单位, 编制性质", *lines])


def test_without_a_vault_the_whole_list_is_refused() -> None:
    outcome = taken(ledger_of({"机构": BODIES}), grid_of(roster(("甲某", identity(1), "某县编办"))), day=DAY)
    assert outcome.changes == []
    assert outcome.refused == 1
    assert "姓名、身份证号" in outcome.troubles[0].says
    assert "HENGJI_LEDGER_KEY" in outcome.troubles[0].way_out


def test_personal_columns_left_out_leave_nothing_to_tell_rows_apart() -> None:
    ledger = ledger_of({"机构": BODIES})
    text = roster(("甲某", identity(1), "某县编办"))
    outcome = taken(ledger, grid_of(text), day=DAY, without_persons=True)
    assert "没有“人员编号”" in outcome.troubles[0].says
    with_numbers = "人员编号, 姓名, 单位, 编制性质\nP1, 甲某, 某县编办, 行政编"
    taken_in = taken(ledger, grid_of(with_numbers), day=DAY, without_persons=True)
    assert [one.entry.values["person"] for one in taken_in.changes] == ["P1"]


def test_a_look_writes_nothing_and_what_is_entered_holds_tokens_only(tmp_path: Path) -> None:
    ledger = ledger_of({"机构": BODIES})
    vault = Vault.create(tmp_path / "人员.密", DEVICE)
    before = vault.path.read_bytes()
    people = People(vault)
    text = roster(("甲某", identity(1), "某县编办"), ("乙某", identity(2), "某县甲局"))
    outcome = taken(ledger, grid_of(text), people, day=DAY)
    assert vault.path.read_bytes() == before
    assert people.new == 2
    enter_all(ledger, outcome, people)
    assert [one.entry.values["person"] for one in outcome.changes] == ["（新）1", "（新）2"]
    tokens = ledger.tables["staff"].values["person"]
    assert list(tokens) == [vault.find(identity(1)), vault.find(identity(2))]
    written = as_text(ledger, ledger.book.registers["staff"])
    assert "甲某" not in written
    assert identity(1) not in written


def test_the_same_list_again_knows_everybody_and_a_move_is_one_event(tmp_path: Path) -> None:
    ledger = ledger_of({"机构": BODIES})
    vault = Vault.create(tmp_path / "人员.密", DEVICE)
    people = People(vault)
    first = roster(("甲某", identity(1), "某县编办"), ("乙某", identity(2), "某县甲局"))
    enter_all(ledger, taken(ledger, grid_of(first), people, day=DAY), people)
    again = roster(("乙某", identity(2), "某县甲局"), ("甲 某", identity(1).lower(), "某县编办"))
    outcome = taken(ledger, grid_of(again), People(vault), day=DAY)
    assert outcome.changes == []
    assert outcome.unchanged == 2
    moved = roster(("乙某", identity(2), "某县编办"), ("甲某", identity(1), "某县编办"))
    outcome = taken(ledger, grid_of(moved), People(vault), day="2024-12-31")
    assert said(outcome) == [f"difference move 2024-12-31 {vault.find(identity(2))} J1 年末快照"]


def test_one_number_with_two_names_is_refused_and_a_wrong_number_is_told(tmp_path: Path) -> None:
    ledger = ledger_of({"机构": BODIES})
    people = People(Vault.create(tmp_path / "人员.密", DEVICE))
    wrong = identity(3)[:-1] + ("0" if identity(3)[-1] != "0" else "1")
    text = roster(("甲某", identity(1), "某县编办"), ("丁某", identity(1), "某县甲局"), ("丙某", wrong, "某县编办"))
    outcome = taken(ledger, grid_of(text), people, day=DAY)
    assert [(one.spot.line, one.unread) for one in outcome.troubles] == [(3, True), (4, False)]
    assert "姓名却不同" in outcome.troubles[0].says
    assert all(identity(1) not in str(one) for one in outcome.troubles)
    assert outcome.read == 2


def test_the_numbers_of_events_do_not_tell_who_was_new(tmp_path: Path) -> None:
    ledger, other = ledger_of({"机构": BODIES}), ledger_of({"机构": BODIES})
    vault = Vault.create(tmp_path / "人员.密", DEVICE)
    text = roster(("甲某", identity(1), "某县编办"))
    first, second = People(vault), People(vault)
    enter_all(ledger, taken(ledger, grid_of(text), first, day=DAY), first)
    enter_all(other, taken(other, grid_of(text), second, day=DAY), second)
    assert ledger.tables["staff"].number == other.tables["staff"].number
