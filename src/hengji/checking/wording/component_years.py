"""Papers of one unit in one file that say different years in their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hengji.checking.finding import Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.wordings import pieces_of

# Papers that are all about the year that is over; a budget beside them is about the next.
ANNUAL = frozenset({"report", "basic_data", "self_evaluation", "scoring_sheet", "overview", "final_accounts"})
HEAD, FEWEST = 8, 2


def check_component_years(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """The papers of each unit, each kind once: all are of the year most of them say."""
    groups: dict[int, list[SubjectPart]] = {}
    for part in subject.parts:
        if part.kind in ANNUAL and part.year:
            groups.setdefault(subject.units.get(part.id, 0), []).append(part)
    for parts in groups.values():
        rule = rule_of(parts[0], "component-year")
        if rule is None or len(parts) < FEWEST or len({part.kind for part in parts}) < len(parts):
            continue  # the same kind twice: papers of several years on purpose
        counts = Counter(part.year for part in parts)
        usual = max(counts, key=lambda year: (counts[year], year == parts[0].year))
        odd = [part for part in parts if part.year != usual and _head(subject, part) is not None]
        tally.note("failed" if odd else "held")
        for part in odd:
            other = next(one for one in parts if one.year == usual)
            spots = tuple(spot for one in (part, other) if (spot := _head(subject, one)) is not None)
            words = {"name": part.label, "year": str(part.year), "usual": str(usual)}
            working = f"{part.label}写 {part.year} 年度，{other.label}写 {usual} 年度"
            yield replace(finding_of(parts[0], rule, words, working, ()), spots=spots)


def _head(subject: Subject, part: SubjectPart) -> Spot | None:
    """Where the first lines of a component say its year."""
    year = str(part.year)
    for piece in [piece for piece in pieces_of(subject, part) if piece.folded.strip()][:HEAD]:
        start = piece.folded.find(year)
        if start >= 0:
            return piece.spot(start, start + len(year))
    return None
