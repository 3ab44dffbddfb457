"""Whether events may stand: their state, role and columns, and the rules of their register.

Rows that are in the ledger are judged where they stand and told of as troubles; a new event is judged as if it were in
and, if anything refuses it, is taken out again and raised as `RefusedError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hengji.ledgers.affected import Reach
from hengji.ledgers.errors import RefusedError, Trouble
from hengji.ledgers.guards import KINDS, Case
from hengji.ledgers.guards.case import Surroundings
from hengji.ledgers.history import NONE, History
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import VOID, Entry
from hengji.packs.ledger.register import ANY, NEW, EventKind, Register

REFUSE = "refuse"


def judged(ledger: Ledger, registers: Iterable[str] | None = None) -> list[Trouble]:
    """Every rule broken by what is in the ledger, register by register, in order of time."""
    around = Surroundings(ledger)
    found: list[Trouble] = []
    for name in registers or ledger.tables:
        history = ledger.history(name)
        for place in range(len(history)):
            found.extend(_judged(around, history, place))
    return found


def enter(ledger: Ledger, entry: Entry) -> list[Trouble]:
    """Put an event into the ledger; warnings are answered, a refusal leaves everything as it was and is raised.

    What the event makes impossible for events already there, of any register, refuses it too: nothing gets in that
    `judged` would find, and nothing is refused for what was wrong before.
    """
    reach = _reach(ledger, entry)
    reach.look()
    ledger.append(entry)
    reach.look()
    found = _troubles(ledger, reach)
    if found:
        ledger.withdraw_last(entry.register)
        known = _troubles(ledger, reach)
        found = {what: trouble for what, trouble in found.items() if what not in known}
        refused = [one for one in found.values() if one.severity == REFUSE]
        if refused:
            raise RefusedError(refused)
        ledger.append(entry)
    return list(found.values())


def _reach(ledger: Ledger, entry: Entry) -> Reach:
    table = ledger.tables[entry.register]
    day = entry.effective.toordinal()
    cases = set() if entry.event == VOID else {table.key(entry.values, entry.number)}
    undone = table.position(entry.corrects) if entry.corrects else None
    if undone is not None:
        day = min(day, table.effective[undone])
        cases.add(table.case[undone])
    return Reach(ledger, table.register, cases, day)


def _troubles(ledger: Ledger, reach: Reach) -> dict[tuple[str, int, str], Trouble]:
    """What is wrong with the events within reach: by register, row and rule, in order of time."""
    around = Surroundings(ledger)
    found = {}
    for register, place in sorted(reach.places()):
        history = ledger.history(register)
        for trouble in _judged(around, history, place):
            found[register, history.row[place], trouble.rule] = trouble
    return found


def _judged(around: Surroundings, history: History, place: int) -> Iterator[Trouble]:
    register = history.register
    kind = register.events.get(history.event[place])
    if kind is None:
        return
    before = history.before[place]
    old = "" if before == NONE else history.state[before]
    spot = history.table.spot(history.row[place])
    source = around.ledger.book.source_text
    wrong = _state(register, kind, old, exists=before != NONE)
    if wrong:
        way = _ways(register, old, exists=before != NONE)
        yield Trouble(spot, f"{register.id}.state", wrong, way, source(kind.source or register.source))
    role = history.table.notes["role"][history.row[place]]
    if kind.roles and role and role not in kind.roles:
        names = "、".join(_role(around, one) for one in kind.roles)
        says = f"“{kind.label}”要由{names}办，{_role(around, role)}不能办。"
        yield Trouble(spot, f"{register.id}.role", says, f"请转给{names}办理。", source(kind.source or register.source))
    case = Case(around, register, kind, history, place, before, history.start[place], old, history.state[place])
    for rule in register.rules.values():
        if (rule.on and kind.id not in rule.on) or not around.holds_for(history, rule, place):
            continue
        for words in KINDS[rule.kind](case, rule):
            yield Trouble(
                spot,
                rule.id,
                f"{words}{rule.says}",
                rule.way_out,
                source(rule.source or register.source),
                rule.severity,
            )


def _role(around: Surroundings, name: str) -> str:
    role = around.ledger.book.roles.get(name)
    return role.label if role else name


def _state(register: Register, kind: EventKind, old: str, *, exists: bool) -> str:
    """Why an event does not follow on a state; empty when it does."""
    if not register.keys or (ANY in kind.came and exists) or (NEW in kind.came and not exists) or old in kind.came:
        return ""
    wanted = "、".join("尚未登记" if one == NEW else register.states[one].label for one in kind.came if one != ANY)
    if not exists:
        return f"还没有登记过，不能办“{kind.label}”" + (f"（要先是“{wanted}”）。" if wanted else "。")
    now = register.states[old].label if old in register.states else "没有状态"
    return f"现在是“{now}”，不能办“{kind.label}”" + (f"（要先是“{wanted}”）。" if wanted else "。")


def _ways(register: Register, old: str, *, exists: bool) -> str:
    """What may be entered instead."""
    able = [one.label for one in register.events.values() if not _state(register, one, old, exists=exists)]
    return f"现在可以办：{'、'.join(able)}。" if able else "这一件已经办结，没有可办的了。"
