"""The data of a filing for machines: its facts as JSON (docs: contract) and as a plain table (CSV).

The 公开版 says what is published, not where it stood in the unit's own papers, and not what checking found.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping

from hengji.engine.answers import SCHEMA_VERSION, fact_json
from hengji.engine.publishing import Package
from hengji.reading.data.facts import data_of

CHECKED = ("findings", "checks", "figures")
WORKINGS = ("adjustments", "unresolved", "members", "eliminations")
HEADS = ("编号", "项目", "年度", "口径", "哪个单位", "所属", "状态", "数值", "计量单位", "出处")
FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def data_json(package: Package, check: Mapping[str, object]) -> bytes:
    """The facts, pack and revision; of ``check`` (the answer of checking) what was found, except in the 公开版.

    With it may come how the figures came about (WORKINGS); the facts of the units a department was added up from
    (``sources``) stand behind its own.
    """
    own = [{**fact, **data_of(one)} for fact, one in zip(facts_of(package), package.facts, strict=True)]
    answer: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "organisation": package.organisation,
        "fiscal_year": package.year,
        "pack": package.pack.id,
        "pack_version": package.pack.info.version,
        "pack_digest": package.pack.digest,
        "revision": package.revision,
        "facts": own,
    }
    if not package.public and check:
        sources = check.get("sources")
        answer["facts"] = [*own, *(sources if isinstance(sources, list) else ())]
        answer.update({key: check[key] for key in WORKINGS if key in check})
        answer["check"] = {key: check[key] for key in CHECKED}
    return json.dumps(answer, ensure_ascii=False, indent=1).encode() + b"\n"


def data_csv(package: Package) -> bytes:
    """A row for each fact, in UTF-8 with its mark, as Excel and WPS open it; no text can become a formula."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(HEADS)
    for fact, statement in zip(facts_of(package), package.facts, strict=True):
        dimensions = fact["dimensions"]
        told = (
            "；".join(f"{name}={value}" for name, value in dimensions.items()) if isinstance(dimensions, dict) else ""
        )
        place = "" if package.public or statement.place is None else statement.place.say()
        cells = (
            fact["id"],
            fact["label"],
            fact["period"],
            fact["scenario_label"],
            fact["organisation"] or package.organisation,
            told,
            fact["state"],
            fact["value"],
            fact["unit"],
            place,
        )
        writer.writerow([_cell("" if cell is None else str(cell)) for cell in cells])
    return target.getvalue().encode("utf-8-sig")


def facts_of(package: Package) -> list[dict[str, object]]:
    """The facts as the contract shows them; in the 公开版 without place and quote of the unit's own papers."""
    facts = [dict(fact_json(one, package.pack)) for one in package.facts]
    if package.public:
        return [{**fact, "place": None, "quote": ""} for fact in facts]
    return facts


def _cell(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text
