"""`hengji ledger norm`: the norms of a pack, and what one gives for some inputs, with working and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from hengji.cli.ledger_asking import book_of, day_of, pair_of, telling, today
from hengji.cli.terminal import FOUND, OK, console, print_json
from hengji.facts.numbers import plain_text
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.norms import Given, work_out
from hengji.ledgers.values import ValueFault, a_date, a_number
from hengji.packs.errors import similar
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.norm import Norm, NormInput

SURENESS: Mapping[str, str] = {"C": "确定", "L": "较可能", "V": "待核"}
FORMS = {"number": "数", "date": "日期"}


@telling
def list_norms(pack: str | None, on: str, *, as_json: bool) -> int:
    """All norms: what each reckons, what it asks for, the source in force on the day and how sure it is."""
    book = book_of(pack)
    day = _day(on)
    if as_json:
        print_json({"on": day.isoformat(), "norms": [_norm_json(book, one, day) for one in book.norms.values()]})
        return OK
    screen = console()
    for one in book.norms.values():
        screen.print(f"{one.label}（{one.id}）：{one.says}", markup=False)
        screen.print(f"    要填：{'；'.join(map(_input_told, one.inputs))}", markup=False)
        screen.print(f"    {_version_told(book, one, day)}", markup=False)
    screen.print(f"共 {len(book.norms)} 项。测算：hengji ledger norm 名称 输入=值 …")
    return OK


@telling
def reckon(name: str, pairs: Sequence[str], on: str, pack: str | None, *, as_json: bool) -> int:
    """What a norm gives; without inputs what it asks for."""
    book = book_of(pack)
    norm = _norm(book, name)
    day = _day(on)
    if not pairs:
        if as_json:
            print_json(_norm_json(book, norm, day))
            return OK
        screen = console()
        screen.print(f"{norm.label}（{norm.id}）：{norm.says}", markup=False)
        for asked in norm.inputs:
            screen.print(f"  {_input_told(asked)}", markup=False)
        screen.print(f"  {_version_told(book, norm, day)}", markup=False)
        return OK
    answer = work_out(norm, dict(_given(norm, one) for one in pairs), day, book.sources)
    if as_json:
        print_json(
            {
                "norm": norm.id,
                "label": norm.label,
                "on": day.isoformat(),
                "values": [{"label": one.label, "value": _shown(one.value), "unit": one.unit} for one in answer.values],
                "exceeded": list(answer.exceeded),
                "working": list(answer.working),
                "certainty": answer.version.certainty,
                "to_be_verified": answer.version.certainty == "V",
            }
        )
    else:
        screen = console()
        for value in answer.values:
            screen.print(f"{value.label} {_shown(value.value)}{value.unit}", markup=False)
        for line in answer.working:
            screen.print(f"  {line}", markup=False)
        screen.print(f"把握：{SURENESS[answer.version.certainty]}。")
    return FOUND if answer.exceeded else OK


def _day(text: str) -> date:
    return day_of(text) if text else today()


def _norm(book: LedgerBook, name: str) -> Norm:
    found = book.norms.get(name) or next((one for one in book.norms.values() if one.label == name), None)
    if found is None:
        words = [*book.norms, *(one.label for one in book.norms.values())]
        raise LedgerError(f"没有“{name}”这项测算标准。", hint=similar(name, words) or "全部见 hengji ledger norm。")
    return found


def _given(norm: Norm, text: str) -> tuple[str, Given]:
    """An input by id or label with its value; a choice by id or label too."""
    name, value = pair_of(text)
    asked = next((one for one in norm.inputs if name in (one.id, one.label)), None)
    if asked is None:
        known = "、".join(one.label for one in norm.inputs)
        raise LedgerError(f"{norm.label}没有“{name}”这一输入项。", hint=f"可以填：{known}。")
    if asked.kind == "choice":
        return asked.id, next((key for key, label in asked.choices if value in (key, label)), value)
    try:
        return asked.id, a_date(value) if asked.kind == "date" else a_number(value)
    except ValueFault as fault:
        raise LedgerError(f"{asked.label}：{fault.says}", hint=fault.way_out) from fault


def _input_told(asked: NormInput) -> str:
    words = "、".join(label for _, label in asked.choices) or FORMS[asked.kind]
    return f"{asked.label}（{words}{'，' + asked.unit if asked.unit else ''}）"


def _version_told(book: LedgerBook, norm: Norm, day: date) -> str:
    version = norm.version(day)
    if version is None:
        return f"{day} 没有可用的参数"
    document = book.sources.get(version.document)
    title = (document.number or document.title) if document else version.document
    return f"依据：{title}{version.article}；把握：{SURENESS[version.certainty]}" + (
        f"；{version.note}" if version.note else ""
    )


def _shown(value: Decimal | date) -> str:
    return value.isoformat() if isinstance(value, date) else plain_text(value)


def _norm_json(book: LedgerBook, norm: Norm, day: date) -> dict[str, object]:
    version = norm.version(day)
    return {
        "id": norm.id,
        "label": norm.label,
        "says": norm.says,
        "unit": norm.unit,
        "inputs": [
            {"id": one.id, "label": one.label, "kind": one.kind, "unit": one.unit, "choices": dict(one.choices)}
            for one in norm.inputs
        ],
        "source": _version_told(book, norm, day),
        "certainty": version.certainty if version else None,
    }
