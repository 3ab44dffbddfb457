"""The ledgers behind the five example filings (S0 to S4): made-up rows that come to the counts the filings state."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tests.ledgers.made_ledgers import ledger_of, rows_of

from hengji.ledgers.ledger import Ledger

HERE = Path(__file__).parent / "examples"
CASES = Path(__file__).parents[1] / "cases" / "ledgers"


def tables_of(name: str) -> dict[str, str]:
    """The tables of an example by the label of their register; those of case files it names come first."""
    declared = _read(HERE / f"{name}.yaml")
    tables: dict[str, str] = {}
    for file, case in declared.get("cases", {}).items():
        shared = _read(CASES / file)
        found = next(one for kind in ("measures", "rules") for one in shared.get(kind, ()) if one["name"] == case)
        for label, text in {**shared.get("ledgers", {}), **found.get("ledgers", {})}.items():
            _join(tables, label, text)
    for label, text in declared["ledgers"].items():
        _join(tables, label, text)
    return tables


def _join(tables: dict[str, str], label: str, text: str) -> None:
    """Rows at the end of a table; columns it lacks are an error of the example."""
    if label not in tables:
        tables[label] = text
        return
    heading, rest = text.split("\n", 1)
    assert heading.strip() == tables[label].split("\n", 1)[0].strip(), f"{label}: the headings differ"
    tables[label] = f"{tables[label].rstrip()}\n{rest}"


def example_ledger(name: str, pack: str) -> Ledger:
    """An example as a ledger."""
    return ledger_of(tables_of(name), pack)


def example_folder(name: str, folder: Path, *, renamed: tuple[str, str] = ("", "")) -> Path:
    """An example as a folder of files; ``renamed`` moves it to another place: its name there, and the other one."""
    folder.mkdir()
    for label, kept in tables_of(name).items():
        text = kept.replace(*renamed) if all(renamed) else kept
        with (folder / f"{label}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows_of(text))
    return folder


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return found
