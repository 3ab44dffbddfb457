"""Mandatory items left empty: cells the form requires, and the fields of the signature line."""

from __future__ import annotations

from collections.abc import Iterator

from hengji.checking.arithmetic.operands import subject_of
from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject
from hengji.facts.fact import Kind, State, Statement


def check_blanks(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Required cells and signature fields that were left empty."""
    for part, form_id, cells in subject.by_table():
        form = part.pack.forms.get(form_id)
        meaning = part.pack.meanings.get(form_id)
        rule = rule_of(part, "required")
        if form is None or meaning is None or rule is None:
            continue
        for address, statement in cells.items():
            band, row, column = address.split("/")
            spec = meaning.cell(band, row.partition("#")[0], column)
            if spec is None or not spec.required:
                continue
            if statement.state is not State.BLANK:
                tally.note("held", [statement.id])
                continue
            tally.note("failed", [statement.id])
            about = subject_of(statement, part.pack)
            name = f"{about}的{statement.label}" if about else statement.label
            words = {"form": form.label, "name": name}
            yield finding_of(part, rule, words, f"“{name}”一格为空", [statement])
    yield from _fields(subject, tally)


def _fields(subject: Subject, tally: Tally) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[Statement]] = {}
    used = {form_of(one) for one in subject.facts if one.table and one.state is not State.BLANK and not _is_name(one)}
    for statement in subject.facts:
        if "!fields/" in statement.address and (form_of(statement) in used or _is_needed(subject, statement)):
            if statement.state is State.BLANK:
                groups.setdefault((statement.label, statement.key.concept), []).append(statement)
            else:
                tally.note("held", [statement.id])
    for (label, _), blanks in groups.items():
        part = subject.part(blanks[0].component)
        # An empty date says that the paper was not finished; who signed is often only on the printed copy.
        name = "signature" if blanks[0].kind is Kind.DATE else "signer"
        rule = rule_of(part, name) if part is not None else None
        if part is None or rule is None:
            continue
        tally.note("failed", [one.id for one in blanks])
        where = "、".join(dict.fromkeys(one.key.dimension("form") or "" for one in blanks))
        yield finding_of(part, rule, {"form": where, "name": label}, f"“{label}”之后没有内容", blanks)


def form_of(statement: Statement) -> str:
    """The form in which a statement stands."""
    return statement.address.partition("!")[0]


def _is_name(statement: Statement) -> bool:
    return statement.key.concept == "organisation.name"


def _is_needed(subject: Subject, statement: Statement) -> bool:
    """Whether its form is one of a paper that every unit hands in: another one may be left blank."""
    part = subject.part(statement.component)
    form = part.pack.forms.get(form_of(statement)) if part is not None else None
    return part is None or form is None or part.pack.components[form.component].needed
