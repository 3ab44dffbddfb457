"""The figures of a filing as the rules of a rubric ask for them: the likeliest, and every other the filing states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, product

from hengji.checking.arithmetic.lookup import Lookup
from hengji.checking.evidence.figures import names_of
from hengji.checking.evidence.indicators import plain
from hengji.checking.finding import Finding
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.passages import passages
from hengji.engine.entered import entered_at, name_of
from hengji.expressions import Reference, references
from hengji.facts.fact import Kind, State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.evidence import EvidenceRule
from hengji.packs.pack import Pack
from hengji.packs.rubric import Indicator
from hengji.packs.rubric_rules import ChecklistRule, Input, inputs_of
from hengji.records import dataclass
from hengji.scoring.rule import Evidence, Figure

MOST_READINGS = 12


@dataclass(frozen=True, slots=True)
class FilingFigures:
    """The figures of a filing that a rubric asks for."""

    subject: Subject
    part: SubjectPart
    findings: Sequence[Finding] = ()

    def evidence(self, indicator: Indicator) -> Evidence:
        """The figures as a rule of the rubric asks for them; where one is missing, those of another way to reckon."""
        asked = inputs_of(indicator.rule) if indicator.rule is not None else ()
        known = {one: self.first(one) for one in asked}
        if any(figure.value is None for figure in known.values()):
            known |= dict(zip(asked, self._other_way(indicator, len(asked)), strict=False))
        if asked and all(figure.value is None for figure in known.values()):
            known |= {one: found for one in asked if (found := self._nothing(indicator, one)) is not None}
        if indicator.applies is not None:
            known[indicator.applies] = self.first(indicator.applies)
        return Evidence(figure=known.__getitem__, doubts=self._doubts(indicator))

    def others(self, indicator: Indicator) -> Iterator[Evidence]:
        """The evidence from every other combination of what the filing states for the figures of a rule."""
        asked = inputs_of(indicator.rule) if indicator.rule is not None else ()
        stated = [self.all(one) for one in asked]
        for chosen in islice(product(*stated), 1, MOST_READINGS):
            known = dict(zip(asked, chosen, strict=True))
            if indicator.applies is not None:
                known.setdefault(indicator.applies, self.first(indicator.applies))
            yield Evidence(figure=known.__getitem__)

    def _doubts(self, indicator: Indicator) -> dict[str, str]:
        """The items of a checklist that contradictions of the filing itself contest, each with one of them."""
        found = {}
        for item in indicator.rule.items if isinstance(indicator.rule, ChecklistRule) else ():
            against = [one for one in self.findings if one.kind in item.contrary and one.severity == "error"]
            if against:
                found[item.id] = f"文件里有 {len(against)} 处数据或名称互相矛盾，如：{against[0].says}"
        return found

    def _other_way(self, indicator: Indicator, count: int) -> list[Figure]:
        """The figures of a formula of the indicator that the filing has all of, else its value as printed."""
        names = {plain(name) for name in (indicator.label, *indicator.aliases)}
        lookup = Lookup(self.subject, self.part)
        for rule in self._rules(indicator):
            for number in range(len(rule.ways)):
                tree = self.part.pack.formulas[f"evidence:{rule.id}:{number}"]
                asked = list(dict.fromkeys(one for one in references(tree) if one.name != rule.rate))
                found = [lookup.statements(one) for one in asked]
                if len(found) == count and all(found):
                    return [figure_of(one[0], self.part.pack) for one in found]
        return self._printed(names) if count == 1 else []

    def _rules(self, indicator: Indicator) -> list[EvidenceRule]:
        """What the pack says the indicator is computed from."""
        names = {plain(name) for name in (indicator.label, *indicator.aliases)}
        return [rule for rule in self.part.pack.evidence.values() if names & set(names_of(rule))]

    def _nothing(self, indicator: Indicator, asked: Input) -> Figure | None:
        """Zero, where the filing says in words that there was nothing of it (无新建楼堂馆所)."""
        for rule in self._rules(indicator):
            found = next(passages(self.subject, self.part.id, rule.unless), None) if rule.unless else None
            if found is not None:
                said = f"{found.spot.place.say()}“{found.spot.quote}”"
                return Figure(name_of(asked, self.part.pack), Decimal(0), printed="0", source=said)
        return None

    def _printed(self, names: set[str]) -> list[Figure]:
        """The value of an indicator that another table of the unit prints."""
        for one in self.subject.facts.of_concept("indicator.actual"):
            named = any(plain(value) in names for _, value in one.key.dimensions)
            if named and one.value is not None and self.subject.same_unit(one.component, self.part.id):
                return [figure_of(one, self.part.pack)]
        return []

    def first(self, asked: Input) -> Figure:
        """The likeliest statement of an input."""
        return self.all(asked)[0]

    def all(self, asked: Input) -> Sequence[Figure]:
        """Every figure the filing states for an input, those that differ; counts also of a day that was not updated."""
        selectors = [("scenario", asked.scenario)] if asked.scenario else []
        selectors += [("period", str(asked.period))] if asked.period else []
        reference = Reference(asked.concept, selectors=tuple(sorted([*selectors, *asked.dimensions])))
        lookup = Lookup(self.subject, self.part)
        found = [one for one in lookup.statements(reference) if one.state is not State.BLANK]
        if not asked.period:
            found += [one for one in self.subject.facts.of_concept(asked.concept) if self._is_stale(one)]
        distinct: dict[Decimal | None, Statement] = {}
        for one in found:
            distinct.setdefault(one.value, one)
        pack = self.part.pack
        return [figure_of(one, pack) for one in distinct.values()] or [missing(asked, pack)]

    def _is_stale(self, one: Statement) -> bool:
        """A head count of the unit that a text gives as of another year's end."""
        return (
            one.kind is Kind.COUNT
            and not one.table
            and not one.key.dimensions
            and one.key.organisation is None
            and self.subject.same_unit(one.component, self.part.id)
            and one.key.period[:4] < str(self.part.year)
        )


def figure_of(statement: Statement, pack: Pack) -> Figure:
    """A statement as the input of a rule."""
    return Figure(
        label=statement.scenario_label or statement.label,
        value=statement.value,
        unit=pack.unit(statement.unit) if statement.unit else None,
        printed=f"{plain_text(statement.value)}{'%' if statement.unit == '%' else ''}"
        if statement.value is not None
        else "",
        source=statement.place.say() if statement.place is not None else "",
        state=statement.state,
        id=statement.id,
    )


def missing(asked: Input, pack: Pack) -> Figure:
    """A figure nowhere stated, with where it is to be typed."""
    return Figure(name_of(asked, pack), belongs=entered_at(asked, pack))
