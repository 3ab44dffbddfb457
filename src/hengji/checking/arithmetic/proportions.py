"""Shares, changes and completion rates printed in text, recomputed from the amounts they were printed with.

The amount of this year, that of the year before, their difference and its rate are held together: which of them is
wrong is told by the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from hengji.checking.arithmetic.amounts import Amounts, same_paragraph, scenarios_of
from hengji.checking.arithmetic.operands import subject_of
from hengji.checking.arithmetic.recomputed import Found, Verdict, difference, growth, percentage, ratio
from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import Kind, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.sentence_context import DOWN, LEVEL

HUNDRED = Decimal(100)
FORCED = 2  # last digits a share may be moved so that all of them add up to 100
RATES = {
    "share": "share",
    "completion_rate": "completion",
    "change.rate": "change",
    "change_from_budget.rate": "change",
}
STEPS = ("change.amount", "change_from_budget.amount")
EARLIER = {"change": "上年", "change_from_budget": "预算"}
BUDGETS = (("budget",), ("adjusted",))
PLANNED = ("change", "share")


def check_proportions(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every share, completion rate and change whose amounts are stated in the same component."""
    for part in subject.parts:
        amounts = Amounts(part, subject.of_part(part.id))
        without_base: list[tuple[Statement, Found]] = []
        reckoned: set[str] = set()
        for one in amounts.statements:
            yield from _opposed(part, one, amounts, tally)
            found = recompute(part, one, amounts)
            if found is None:
                continue
            if found.verdict is Verdict.NO_BASE:
                tally.note("not_applicable")
                without_base.append((one, found))
                continue
            reckoned.add(one.id)
            yield from _told(part, one, found, tally)
        yield from _without_base(part, without_base)
        yield from _totals(part, amounts, reckoned, tally)


def _opposed(part: SubjectPart, one: Statement, amounts: Amounts, tally: Tally) -> Iterator[Finding]:
    """A change whose amount and rate go opposite ways: 减少3.20万元，增长4.10%; with a minus nothing is told."""
    concept = one.key.concept
    if not concept.endswith(".rate") or concept not in RATES or not one.value or one.value < 0:
        return
    change, rule = amounts.change(one, f"{concept.removesuffix('.rate')}.amount"), rule_of(part, "change")
    ways = (change.key.dimension("direction") if change is not None else None, one.key.dimension("direction"))
    if change is None or rule is None or not change.value or change.value < 0 or not all(ways) or LEVEL in ways:
        return
    if ways[0] == ways[1]:
        tally.note("held", [one.id, change.id])
        return
    tally.note("failed", [one.id, change.id])
    shown = f"{ways[0]} {plain_text(change.value)}，{ways[1]} {plain_text(one.value)}%"
    words = {"of": one.key.dimension("of") or "", "in": ""}
    yield finding_of(part, rule, words, f"{shown}，一增一减", (change, one))


def _told(part: SubjectPart, one: Statement, found: Found, tally: Tally) -> Iterator[Finding]:
    rule = rule_of(part, RATES.get(one.key.concept, "change"))
    if rule is None:
        return
    ids = [other.id for other in found.used]
    if found.verdict is not Verdict.WRONG:
        tally.note("held", ids, found.trial(part))
        return
    tally.note("failed", ids)
    yield finding_of(part, rule, _words(part, one, found), found.working, found.used, trial=found.trial(part))


def _words(part: SubjectPart, one: Statement, found: Found) -> dict[str, str]:
    """What the rate is of and in, with the item or project its amounts are about: “住房公积金”本年支出合计."""
    words = {name: one.key.dimension(name) or "" for name in ("of", "in")}
    subjects = (subject_of(other, part.pack) for other in found.used if other.kind is Kind.MONEY)
    subject = next((subject for subject in subjects if subject), "")
    if subject and subject not in words["of"]:
        words["of"] = f"“{subject}”{words['of']}"
    return words


def recompute(part: SubjectPart, one: Statement, amounts: Amounts) -> Found | None:
    """What a rate comes to by the amounts stated with it; None where they are not stated."""
    concept = one.key.concept
    if one.value is None or one.relation != "=":
        return None
    if concept in STEPS:
        return _step(part, one, amounts)
    now = _now(one, amounts) if concept in RATES and one.kind is Kind.RATIO else None
    return _rate(part, one, now, amounts) if now is not None else None


def _now(one: Statement, amounts: Amounts) -> Statement | None:
    """The figure a rate or a change is of: the actual one; where a paragraph only plans, the one planned there."""
    now = amounts.of(one, scenarios_of(one))
    if now is None or not same_paragraph(now, one):
        planned = amounts.of(one, BUDGETS[0]) if one.key.concept.partition(".")[0] in PLANNED else None
        if planned is not None and (same_paragraph(planned, one) or amounts.is_nearer(one, planned, now)):
            return planned
    return now


def _rate(part: SubjectPart, one: Statement, now: Statement, amounts: Amounts) -> Found | None:
    """A rate held against the figure it is of and the one it is reckoned on."""
    concept = one.key.concept
    if concept == "share":
        whole = amounts.whole(one, now)
        return _forced(one, ratio(part, one, now, whole), amounts) if whole is not None else None
    if concept == "completion_rate":
        budgets = _budgets(one, amounts)
        tried = [found for budget in budgets if (found := ratio(part, one, now, budget)) is not None]
        return next((found for found in tried if found.verdict is not Verdict.WRONG), tried[0] if tried else None)
    stem = concept.removesuffix(".rate")
    change = amounts.change(one, f"{stem}.amount")
    falls = one.key.dimension("direction") == DOWN
    if change is not None:
        return percentage(part, one, change, now, falls=falls, earlier=EARLIER[stem])
    before = amounts.year_before(one, now)
    return _growth(part, one, amounts.others(now), before, falls=falls) if before is not None else None


def _growth(
    part: SubjectPart, one: Statement, printed: list[Statement], before: Statement, *, falls: bool
) -> Found | None:
    """A rate between two years' figures: that the text prints several for one of them is a finding of its own."""
    tried = [found for now in printed if (found := growth(part, one, now, before, falls=falls)) is not None]
    return next((found for found in tried if found.verdict is not Verdict.WRONG), tried[0] if tried else None)


def _budgets(one: Statement, amounts: Amounts) -> list[Statement]:
    """The budget a completion is reckoned on; the head of a column of a table may mean the initial or the adjusted."""
    if not one.table:
        return [found for found in (_budget(one, amounts),) if found is not None]
    return [found for scenario in BUDGETS if (found := amounts.of(one, scenario)) is not None]


def _budget(one: Statement, amounts: Amounts) -> Statement | None:
    """The initial budget, else the adjusted one."""
    return next((found for scenario in BUDGETS if (found := amounts.of(one, scenario)) is not None), None)


def _step(part: SubjectPart, one: Statement, amounts: Amounts) -> Found | None:
    """A difference held against both amounts, where both are printed under its name in the same component."""
    scenarios = scenarios_of(one)
    now = _now(one, amounts)
    before = amounts.of(one, scenarios, 1) if one.key.concept == "change.amount" else _budget(one, amounts)
    direction = one.key.dimension("direction")
    if now is None or before is None or direction == LEVEL:
        return None
    return difference(part, one, now, before, falls=direction == DOWN)


def _forced(one: Statement, found: Found | None, amounts: Amounts) -> Found | None:
    """A share a last digit or two off is no error where the shares of its paragraph were made to add up to 100."""
    if found is None or found.verdict is not Verdict.WRONG or found.off is None:
        return found
    quantum = Decimal(1).scaleb(-one.decimals)
    family = _family(one, amounts)
    if abs(found.off) <= FORCED * quantum and sum(other.value or 0 for other in family) == HUNDRED:
        return found.nearly()
    return found


def _family(one: Statement, amounts: Amounts) -> list[Statement]:
    """The shares of one whole in one paragraph."""
    whole, place = one.key.dimension("in"), one.place
    return [
        other
        for other in amounts.statements
        if other.key.concept == "share"
        and other.value is not None
        and other.key.dimension("in") == whole
        and other.place is not None
        and place is not None
        and other.place.anchor() == place.anchor()
    ]


def _totals(part: SubjectPart, amounts: Amounts, reckoned: Collection[str], tally: Tally) -> Iterator[Finding]:
    """Shares of one whole never add up to more than 100%; the parts named need not be all.

    Where each was reckoned from its own amount nothing is left to tell: parts may lie within one another (授予小微企业
    within 授予中小企业).
    """
    rule = rule_of(part, "share_total")
    done: set[str] = set()
    for one in amounts.statements:
        if rule is None or one.key.concept != "share" or one.value is None or one.id in done:
            continue
        family = _family(one, amounts)
        done.update(other.id for other in family)
        names = {(other.key.dimension("of"), other.key.dimensions) for other in family}
        if len(family) < 2 or len(names) < len(family) or all(other.id in reckoned for other in family):
            continue
        total = sum((other.value or Decimal(0) for other in family), Decimal(0))
        quantum = max(Decimal(1).scaleb(-other.decimals) for other in family)
        ids = [other.id for other in family]
        if total <= HUNDRED + quantum * (len(family) + 1) / 2:
            tally.note("held", ids)
            continue
        tally.note("failed", ids)
        shown = " + ".join(f"{plain_text(other.value or Decimal(0))}%" for other in family)
        working = f"{shown} = {plain_text(total)}% > 100%，超 {plain_text(total - HUNDRED)} 个百分点"
        yield finding_of(part, rule, {"in": one.key.dimension("in") or ""}, working, family)


def _without_base(part: SubjectPart, found: list[tuple[Statement, Found]]) -> Iterator[Finding]:
    """Rates on a base of zero: a habit of forms that are filled from a pattern, told once."""
    rule = rule_of(part, "zero_base")
    if rule is None or not found:
        return
    names = "、".join(dict.fromkeys(one.key.dimension("of") or "" for one, _ in found))
    working = "；".join(dict.fromkeys(each.working for _, each in found))
    statements = dict.fromkeys(one for one, _ in found)
    yield finding_of(part, rule, {"of": names}, working, statements)
