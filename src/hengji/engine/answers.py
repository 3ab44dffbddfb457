"""The JSON answers of the command contract (shared/contract.md): additive changes only, `schema_version` says which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from hengji.checking.finding import Finding
from hengji.checking.run import Checked
from hengji.engine.coverage import coverage_of
from hengji.engine.told import label_of, told_of
from hengji.facts.fact import State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.pack import Pack
from hengji.reading.components import Part
from hengji.reading.result import Reading, ReadTable

SCHEMA_VERSION = "1.0"
Json = dict[str, object]
LONGEST_LABEL, LONGEST_QUOTE = 40, 120
YEAR = re.compile(r"\d{4}")
INTERNAL_DIMENSIONS = frozenset({"form", "unit"})


def read_answer(reading: Reading) -> Json:
    """One filing of `read --json`."""
    return {
        **_head(reading),
        "components": [_component(reading, part) for part in reading.parts],
        "tables": [_table(table) for table in reading.tables],
        "facts": [
            fact_json(statement, reading.pack_of(statement.component))
            for statement in reading.facts
            if _shown(statement)
        ],
        "numerals": {
            "total": coverage_of(reading).total,
            "typed": [{"type": one.type, "place": one.place.as_json(), "quote": one.quote} for one in reading.typed],
            "not_understood": [{"place": one.place.as_json(), "quote": one.quote} for one in reading.not_understood],
        },
        "coverage": coverage_of(reading).as_json(),
        "problems": [
            {"message": one.message, "place": one.place.as_json() if one.place else None} for one in reading.problems
        ],
    }


def check_answer(reading: Reading, checked: Checked, least: str = "note") -> Json:
    """One filing of `check --json`; findings below ``least`` severity are left out."""
    order = ("note", "warning", "error")
    shown = [finding for finding in checked.findings if order.index(finding.severity) >= order.index(least)]
    figures = [one for one in reading.facts if one.value is not None]
    tally = checked.tally
    return {
        **_head(reading),
        "components": [_component(reading, part) for part in reading.parts],
        "findings": [finding_json(finding, index) for index, finding in enumerate(shown, 1)],
        "checks": {
            "held": tally.held,
            "failed": tally.failed,
            "unknown": tally.unknown,
            "not_applicable": tally.not_applicable,
        },
        "figures": {"total": len(figures), "checked": sum(1 for one in figures if one.id in tally.checked)},
        "coverage": coverage_of(reading, checked).as_json(),
    }


def _head(reading: Reading) -> Json:
    document = reading.document
    head: Json = {
        "document": document.name,
        "sha256": document.sha256,
        "format": document.format,
        "status": reading.status,
    }
    if document.read_as:
        head["read_as"] = document.read_as
    if document.files:
        head["documents"] = [
            {
                "document": file.name,
                "sha256": file.sha256,
                "format": file.format,
                "status": "partly read" if file.problems else "read" if file.blocks else "not read",
            }
            for file in document.files
        ]
    return head


def _component(reading: Reading, part: Part) -> Json:
    pack = reading.pack_of(part.id)
    kind = pack.components.get(part.kind)
    return {
        "id": part.id,
        "kind": kind.label if kind is not None else "",
        "organisation": part.organisation,
        "fiscal_year": part.fiscal_year,
        "pack": pack.id,
        "pack_version": pack.info.version,
        "pack_digest": pack.digest,
        "start": part.place.as_json(),
    }


def _table(table: ReadTable) -> Json:
    return {
        "id": table.id,
        "component": table.component,
        "form": table.recognised.form.id if table.recognised else None,
        "title": table.title,
        "place": table.table.place.as_json(),
        "rows": [[cell.text.value for cell in row] for row in table.table.rows],
    }


def _shown(statement: Statement) -> bool:
    return statement.place is not None


def fact_json(statement: Statement, pack: Pack) -> Json:
    """A statement in the shape of the contract.

    ``organisation`` null means the component's own unit; ``period`` is empty where the file does not tell the year.
    """
    key = statement.key
    return {
        "id": statement.id,
        "component": statement.component,
        "concept": key.concept,
        "label": label_of(statement, pack)[:LONGEST_LABEL],
        "organisation": key.organisation,
        "scope": key.scope,
        "period": key.period if YEAR.match(key.period) else "",
        "scenario": key.scenario,
        "scenario_label": statement.scenario_label,
        "dimensions": {
            name: dimension_text(name, value, pack)
            for name, value in (*told_of(statement, pack).items(), *key.dimensions)
            if name not in INTERNAL_DIMENSIONS
        },
        "state": statement.state.value,
        "value": _value(statement),
        "low": _decimal(statement.low),
        "high": _decimal(statement.high),
        "relation": statement.relation,
        "unit": statement.unit,
        "decimals": statement.decimals,
        "place": statement.place.as_json() if statement.place is not None else None,
        "quote": statement.source.quote[:LONGEST_QUOTE],
        "address": statement.address,
    }


def dimension_text(name: str, value: str, pack: Pack) -> str:
    """A dimension for people: a code with its name, "30201 办公费"; what it is within is told beside it."""
    codes = next((codes for codes in pack.codes.values() if codes.dimension == name), None)
    path = codes.path(value) if codes is not None else []
    if not path:
        return value
    return f"{path[-1].code} {path[-1].name}"


def _value(statement: Statement) -> str | None:
    if statement.state is State.NIL:
        return None
    if statement.value is not None:
        return plain_text(statement.value)
    return statement.text or None if statement.state in (State.REPORTED, State.UNREADABLE) else None


def _decimal(value: Decimal | None) -> str | None:
    return plain_text(value) if value is not None else None


def finding_json(finding: Finding, number: int, prefix: str = "x") -> Json:
    """A finding in the shape of the contract."""
    answer: Json = {
        "id": f"{prefix}{number}",
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity,
        "proof": finding.proof,
        "says": finding.says,
        "working": finding.working,
        "advice": finding.advice,
        "source": finding.source,
        "repair": finding.repair,
        "component": finding.component,
        "places": [
            {"place": spot.place.as_json(), "quote": spot.quote[:LONGEST_QUOTE], "fact": spot.fact}
            for spot in finding.spots
        ],
    }
    if prefix == "x":
        answer["consequences"] = [
            finding_json(one, index, f"x{number}.") for index, one in enumerate(finding.consequences, 1)
        ]
    return answer


def whole(filings: Sequence[Mapping[str, object]]) -> Json:
    """The one object a command writes to standard output."""
    return {"schema_version": SCHEMA_VERSION, "filings": list(filings)}
