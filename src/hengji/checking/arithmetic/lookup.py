"""The figures of a whole filing that a formula names, wherever the filing states them."""

from __future__ import annotations

from collections.abc import Mapping

from hengji.checking.arithmetic.operands import operand_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.expressions import Operand, Reference
from hengji.facts.fact import State, Statement

ALWAYS = frozenset({"", "actual"})
PLAIN = frozenset({"scenario", "period", "organisation", "scope", "table"})
UNSAID = frozenset({"ordinal", "direction", "form", "group", "subgroup"})
FUND = "fund"


class Lookup:
    """Resolves references by what they mean alone, in the papers of one unit and year; a table before a sentence.

    A reference without a scenario means what was done or is. A figure of one fund stands for the unit's where no other
    is stated: most units have one fund only. ``given`` binds references to certain statements.
    """

    def __init__(self, subject: Subject, part: SubjectPart, given: Mapping[str, Statement] | None = None) -> None:
        self.subject = subject
        self.part = part
        self.given = given or {}
        self.used: list[Statement] = []

    def __call__(self, reference: Reference) -> Operand | list[Operand] | None:
        """The operands of a reference, as an expression asks for them."""
        found = self.statements(reference)
        if not found:
            return None
        if not reference.is_wild:
            found = found[:1]
        self.used.extend(found)
        return [operand_of(one, self.part.pack, blank_is_zero=self._zero(one)) for one in found]

    def statements(self, reference: Reference) -> list[Statement]:
        """Every statement a reference may mean, the likeliest first."""
        bound = self.given.get(reference.name)
        if bound is not None:
            return [bound]
        fits = [one for one in self.subject.facts.of_concept(reference.name) if self._means(reference, one)]
        return sorted(fits, key=self._rank)

    def _rank(self, statement: Statement) -> tuple[bool, bool, bool]:
        blank = statement.state is State.BLANK and not self._zero(statement)
        return blank, statement.key.dimension(FUND) is not None, not statement.table

    def _means(self, reference: Reference, statement: Statement) -> bool:
        key = statement.key
        wanted = dict(reference.selectors)
        if not self.subject.same_unit(statement.component, self.part.id) or key.organisation is not None:
            return False
        scenario = wanted.get("scenario")
        if key.scenario != scenario if scenario is not None else key.scenario not in ALWAYS:
            return False
        year = str(self.part.year + int(wanted.get("period", "0"))) if self.part.year else key.period[:4]
        if key.period[:4] != year:
            return False
        given = {name: value for name, value in key.dimensions if name not in UNSAID}
        expected = {name: value for name, value in wanted.items() if name not in PLAIN}
        if FUND not in expected:
            given.pop(FUND, None)
        return set(given) == set(expected) and all(value in ("*", given[name]) for name, value in expected.items())

    def _zero(self, statement: Statement) -> bool:
        form = self.part.pack.forms.get(statement.address.partition("!")[0])
        return form is not None and form.aspects.blank == "zero"
