"""All checks of a filing, in one order, as one list of findings and one tally."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from hengji.checking.arithmetic.closure import check_forms
from hengji.checking.arithmetic.comparisons import check_comparisons
from hengji.checking.arithmetic.declared import check_declared
from hengji.checking.arithmetic.items import check_items
from hengji.checking.arithmetic.negatives import check_negatives
from hengji.checking.arithmetic.printed_sums import check_printed_sums
from hengji.checking.arithmetic.proportions import check_proportions
from hengji.checking.arithmetic.rates import check_rates
from hengji.checking.arithmetic.restated import check_restated
from hengji.checking.arithmetic.rounding import check_rounding
from hengji.checking.arithmetic.units import check_units
from hengji.checking.evidence.accuracy import check_accuracy
from hengji.checking.evidence.figures import check_evidence
from hengji.checking.evidence.indicator_values import check_indicator_values
from hengji.checking.finding import SEVERITY_ORDER, Finding, Tally
from hengji.checking.previous import check_previous
from hengji.checking.solving.merging import settle
from hengji.checking.subject import Subject
from hengji.checking.tables.blanks import check_blanks
from hengji.checking.tables.code_names import check_code_names
from hengji.checking.tables.empty_tables import check_empty_tables
from hengji.checking.tables.rows import check_rows
from hengji.checking.tables.shifted import check_shifted, explain_by_shifts
from hengji.checking.tables.total_rows import check_total_rows
from hengji.checking.tables.undrawn import check_undrawn
from hengji.checking.wording.attachments import check_attachments
from hengji.checking.wording.brackets import check_brackets
from hengji.checking.wording.component_years import check_component_years
from hengji.checking.wording.contents import check_contents
from hengji.checking.wording.copied_items import check_copied_items
from hengji.checking.wording.directions import check_directions
from hengji.checking.wording.numbering import check_numbering
from hengji.checking.wording.sections import check_sections
from hengji.checking.wording.unit_names import check_unit_names
from hengji.checking.wording.wordings import check_wordings
from hengji.checking.wording.words import check_listed, check_words
from hengji.records import dataclass

Pass = Callable[[Subject, Tally], Iterator[Finding]]
FIGURE = re.compile(r"\d+(?:\.\d+)?")
ZERO = re.compile(r"[\s\u3000]*(?:0+(?:\.0+)?)?[\s\u3000]*")
PASSES: tuple[Pass, ...] = (
    check_forms,
    check_declared,
    check_restated,
    check_proportions,
    check_blanks,
    check_numbering,
    check_previous,
    check_wordings,
    check_unit_names,
    check_printed_sums,
    check_indicator_values,
    check_units,
    check_brackets,
    check_component_years,
    check_code_names,
    check_sections,
    check_contents,
    check_attachments,
    check_empty_tables,
    check_rates,
    check_copied_items,
    check_rounding,
    check_rows,
    check_evidence,
    check_words,
    check_listed,
    check_directions,
    check_shifted,
    check_items,
    check_comparisons,
    check_negatives,
    check_undrawn,
    check_total_rows,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking gave: findings, most serious first, and what became of the checks."""

    findings: tuple[Finding, ...]
    tally: Tally


def check(subject: Subject, also: Sequence[Pass] = ()) -> Checked:
    """Every check that applies to a filing; ``also`` are passes of higher layers (scores by a rubric)."""
    tally = Tally()
    found: dict[tuple[object, ...], Finding] = {}
    for run in (*PASSES, *also):
        for finding in run(subject, tally):
            found.setdefault(_cause(finding), finding)
    for finding in check_accuracy(subject, list(found.values()), tally):
        found.setdefault(_cause(finding), finding)
    settled = settle(explain_by_shifts(list(found.values()), subject, tally), subject, tally)
    ordered = sorted(settled, key=lambda finding: SEVERITY_ORDER[finding.severity])
    return Checked(tuple(ordered), tally)


def _cause(finding: Finding) -> tuple[object, ...]:
    """What is equal for findings of one cause: the same figures at the same places, in whatever order they are added.

    Zeros do not count: one check names the parts that are zero, another leaves them out.
    """
    spots = {(*spot.place.anchor(), spot.place.start) for spot in finding.spots if not ZERO.fullmatch(spot.quote)}
    figures = sorted(figure for figure in map(Decimal, FIGURE.findall(finding.working)) if figure)
    return (frozenset(spots), *figures) if spots and figures else (finding.rule, finding.says, finding.working)
