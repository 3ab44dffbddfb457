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
    for statement in subject.facts:
        if "!fields/" in statement.address:
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
