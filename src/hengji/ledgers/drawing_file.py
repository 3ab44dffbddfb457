"""A draw as a JSON file: the record with the lists it was made from, so that it can be repeated from the file alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from hengji.ledgers.drawing import DrawError
from hengji.ledgers.drawing_record import Candidate, Drawn, DrawRecord, Excluded, Inspector, Lists, Terms
from hengji.records import dataclass

FORM = "hengji-draw-1"


@dataclass(frozen=True, slots=True)
class FiledDraw:
    """A record with its lists; ``kind`` is the declared draw, ``year`` the year whose draws left the base."""

    kind: str
    year: int
    record: DrawRecord
    lists: Lists


def as_json(filed: FiledDraw) -> dict[str, object]:
    """The file as an object of texts, numbers and lists."""
    record, terms = filed.record, filed.record.terms
    return {
        "form": FORM,
        "kind": filed.kind,
        "year": filed.year,
        "terms": {
            "seed": terms.seed,
            "on": terms.on.isoformat(),
            "share": _text(terms.share),
            "number": terms.number,
            "per_object": terms.per_object,
            "between": [str(one) for one in terms.between] if terms.between else None,
        },
        "objects_hash": record.objects_hash,
        "inspectors_hash": record.inspectors_hash,
        "working": record.working,
        "drawn": [
            {
                "id": one.id,
                "label": one.label,
                "rank": one.rank,
                "inspectors": list(one.inspectors),
                "recused": _excluded(one.recused),
            }
            for one in record.drawn
        ],
        "base": list(record.base),
        "excluded": _excluded(record.excluded),
        "unfit": _excluded(record.unfit),
        "how": record.how,
        "objects": [
            {"id": one.id, "label": one.label, "sponsor": one.sponsor, "drawn": one.drawn}
            for one in filed.lists.objects
        ],
        "inspectors": [
            {
                "id": one.id,
                "unit": one.unit,
                "sponsor": one.sponsor,
                "certified": one.certified,
                "valid_until": one.valid_until.isoformat() if one.valid_until else None,
            }
            for one in filed.lists.inspectors
        ],
    }


def from_json(text: str) -> FiledDraw:
    """The draw of a file.

    Raises:
        DrawError: it is no record of a draw, or something in it is missing or of the wrong kind.
    """
    try:
        found = json.loads(text)
        if found["form"] != FORM:
            raise DrawError(f"抽查记录的格式是“{found['form']}”，不认识。", hint="请用本程序写出的 .json 记录。")
        return FiledDraw(str(found["kind"]), int(found["year"]), _record(found), _lists(found))
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        hint = "请用 hengji ledger draw … -o 名称.json 写出的、没有改过格式的文件。"
        raise DrawError(f"这个文件不是抽查记录，或缺了内容（{error}）。", hint=hint) from error


def _record(found: Mapping[str, Any]) -> DrawRecord:
    return DrawRecord(
        terms=_terms(found["terms"]),
        objects_hash=found["objects_hash"],
        inspectors_hash=found["inspectors_hash"],
        base=tuple(found["base"]),
        excluded=_left_out(found["excluded"]),
        unfit=_left_out(found["unfit"]),
        working=found["working"],
        drawn=tuple(
            Drawn(one["id"], one["label"], one["rank"], tuple(one["inspectors"]), _left_out(one["recused"]))
            for one in found["drawn"]
        ),
        how=found["how"],
    )


def _terms(found: Mapping[str, Any]) -> Terms:
    between = found["between"]
    return Terms(
        seed=found["seed"],
        on=date.fromisoformat(found["on"]),
        share=Decimal(found["share"]) if found["share"] is not None else None,
        number=found["number"],
        per_object=found["per_object"],
        between=(Decimal(between[0]), Decimal(between[1])) if between else None,
    )


def _lists(found: Mapping[str, Any]) -> Lists:
    return Lists(
        tuple(Candidate(one["id"], one["label"], one["sponsor"], bool(one["drawn"])) for one in found["objects"]),
        tuple(
            Inspector(
                one["id"],
                one["unit"],
                bool(one["certified"]),
                date.fromisoformat(one["valid_until"]) if one["valid_until"] else None,
                one["sponsor"],
            )
            for one in found["inspectors"]
        ),
    )


def changed_lines(recorded: Lists, now: Lists) -> list[str]:
    """What differs between two pairs of lists, line by line, in Chinese."""
    found = []
    for what, before, after in (
        ("对象", recorded.objects, now.objects),
        ("人员", recorded.inspectors, now.inspectors),
    ):
        old = {one.id: one.line() for one in before}
        new = {one.id: one.line() for one in after}
        found += [f"名录里的{what} {name}，现在的台账里没有。" for name in old if name not in new]
        found += [f"现在的台账里的{what} {name}，名录里没有。" for name in new if name not in old]
        found += [
            f"{what} {name}：名录是“{line}”，现在的台账是“{new[name]}”。"
            for name, line in old.items()
            if name in new and new[name] != line
        ]
    return found


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _excluded(entries: tuple[Excluded, ...]) -> list[dict[str, str]]:
    return [{"id": one.id, "why": one.why} for one in entries]


def _left_out(entries: list[dict[str, str]]) -> tuple[Excluded, ...]:
    return tuple(Excluded(one["id"], one["why"]) for one in entries)
