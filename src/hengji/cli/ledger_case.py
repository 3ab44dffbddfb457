"""`hengji ledger case`: everything that was ever entered of one case, what was corrected still to be seen."""

from __future__ import annotations

from pathlib import Path

from hengji.cli.ledger_asking import day_of, folder_of, register_of, telling, word_of
from hengji.cli.terminal import OK, console, print_json
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.tracing import Step, the_case, trace, words_of
from hengji.ledgers.values import shown
from hengji.packs.ledger.register import Register


@telling
def show_case(folder: Path, name: str, case: str, day: str, known: str, pack: str | None, *, as_json: bool) -> int:
    """Tell the history of a case up to a day, as it was known on a day."""
    ledger = folder_of(folder, pack).ledger
    register = register_of(ledger.book, name)
    words = [one.strip() for one in case.replace("／", "/").split("/") if one.strip()]
    found = the_case(ledger, register, words or [case])
    seen = ledger.as_known(day_of(known)) if known else ledger
    steps = trace(seen, register, found, day_of(day) if day else None)
    label = words_of(ledger, register, found)
    if as_json:
        print_json(
            {
                "register": register.id,
                "case": label,
                "state": _state(register, steps),
                "steps": [_json(ledger, register, one) for one in steps],
            }
        )
        return OK
    screen = console()
    screen.print(f"[bold]{register.label}[/bold]  ", end="")
    screen.print(label, markup=False)
    for one in steps:
        struck = "" if one.stands else "dim"
        screen.print(_told(ledger, register, one), markup=False, style=struck)
    state = _state(register, steps)
    screen.print(f"共 {len(steps)} 笔" + (f"，现在是“{state}”。" if state else "。"), markup=False)
    return OK


def _state(register: Register, steps: tuple[Step, ...]) -> str:
    last = next((one.state for one in reversed(steps) if one.stands), "")
    return register.states[last].label if last in register.states else ""


def _event(ledger: Ledger, register: Register, name: str) -> str:
    common = ledger.book.common
    kind = register.events.get(name) or (common.events.get(name) if common else None)
    return kind.label if kind else name


def _told(ledger: Ledger, register: Register, one: Step) -> str:
    entry = one.entry
    role = ledger.book.roles[entry.role].label if entry.role in ledger.book.roles else entry.role
    values = "，".join(
        f"{register.fields[name].label} {word_of(ledger, register, name, value)}"
        for name, value in entry.values.items()
        if name not in register.keys
    )
    state = register.states[one.state].label if one.state in register.states else ""
    late = f"，{entry.recorded} 登记" if entry.recorded and entry.recorded != entry.effective else ""
    to = f" → {state}" if state else ""
    lines = [f"  {entry.effective} {_event(ledger, register, entry.event)}{to}（{entry.number}{late}）"]
    lines += [f"      {values}"] if values else []
    who = "，".join(filter(None, (role, entry.actor, entry.document, entry.note)))
    lines += [f"      经办：{who}"] if who else []
    lines += [f"      更正 {entry.corrects}"] if entry.corrects else []
    lines += [f"      这一笔不算了：已由 {one.replaced} 更正或作废"] if one.replaced else []
    lines.append(f"      {entry.spot}")
    return "\n".join(lines)


def _json(ledger: Ledger, register: Register, one: Step) -> dict[str, object]:
    entry = one.entry
    return {
        "number": entry.number,
        "event": entry.event,
        "label": _event(ledger, register, entry.event),
        "effective": entry.effective.isoformat(),
        "recorded": (entry.recorded or entry.effective).isoformat(),
        "state": one.state,
        "values": {name: shown(value) for name, value in entry.values.items()},
        "role": entry.role,
        "actor": entry.actor,
        "document": entry.document,
        "note": entry.note,
        "corrects": entry.corrects,
        "replaced_by": one.replaced,
        "stands": one.stands,
        "file": entry.spot.file,
        "sheet": entry.spot.sheet,
        "line": entry.spot.line,
    }
