"""What ledgers tell unasked: rules their own rows break, and relations between measures that do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import SubjectPart
from hengji.engine.ledgers.witness import Witness
from hengji.ledgers.testimonies import heard

BROKEN, UNREAD, RELATION = "ledger-rule", "ledger-unread", "ledger-relation"


def rules_broken(part: SubjectPart, tally: Tally, witness: Witness) -> Iterator[Finding]:
    """Rows against the rules of their register, rows that could not be read, assertions that do not hold."""
    broken, unread = rule_of(part, BROKEN), rule_of(part, UNREAD)
    found = witness.troubles(part.pack)
    for rule, told in (
        (broken, [one for one in found if not one.unread]),
        (unread, [one for one in found if one.unread]),
    ):
        if rule is not None and not told:
            tally.note("held")
    for trouble in found:
        rule = unread if trouble.unread else broken
        if rule is not None:
            tally.note("failed")
            words = {"where": str(trouble.spot), "what": trouble.says.rstrip("。"), "way": trouble.way_out}
            yield finding_of(part, rule, words, f"依据：{trouble.source}" if trouble.source else "", ())


def broken_testimonies(part: SubjectPart, tally: Tally, witness: Witness) -> Iterator[Finding]:
    """Relations between measures that do not hold for the filing's year.

    Told are those of the unit and what stands under it; to the body that keeps the registers, those of everybody.
    """
    rule = rule_of(part, RELATION)
    if rule is None or not part.year:
        return
    ledger = witness.ledger(part.pack)
    own = witness.bodies(part.pack, part.organisation, part.year)
    broken = [
        one
        for one in heard(ledger, part.year)
        if one.body in own or witness.keeps(part.pack, one.testimony, part.organisation, one.body)
    ]
    tally.note("failed" if broken else "held")
    for one in broken:
        source = ledger.book.source_text(one.testimony.source)
        yield finding_of(part, rule, {"what": one.testimony.says, "who": one.who}, f"{one.working}{source}", ())
