"""From what was read to what is checked and what is written: exports are rounded, units rolled up, faults told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hengji.engine.deriving import derive
from hengji.engine.exporting import take
from hengji.engine.faults import faults
from hengji.engine.rollup import RolledUp, members_of, roll_up
from hengji.engine.rounding import Rounded, rounded
from hengji.reading.result import Reading


@dataclass(slots=True)
class Prepared:
    """What is written (``printed``); where that is not what was entered, what is checked instead (``exact``).

    ``rounded`` is how the figures of an export were brought to the unit of the forms, ``rolled`` how those of several
    units were added up; ``failures`` say what is not in it.
    """

    printed: Reading
    exact: Reading | None = None
    rounded: Rounded | None = None
    rolled: RolledUp | None = None
    failures: list[str] = field(default_factory=list)


def prepare(reading: Reading) -> Prepared:
    """One unit's data: an export becomes the published forms, anything else is written as it is."""
    exact = derive(reading)
    taken = take(exact)
    if taken is None:
        return Prepared(reading, failures=faults(reading))
    adjusted = rounded(taken)
    return Prepared(adjusted.reading, exact, adjusted, failures=[*faults(reading), *taken.missing])


def prepare_department(readings: Sequence[Reading], department: str, expected: Sequence[str]) -> Prepared:
    """Several units' data as their department's; ``expected`` are the units it should have."""
    sources: list[Reading] = []
    wrong: list[str] = []
    export = None
    for reading in readings:
        exact = derive(reading)
        taken = take(exact)
        export = export or taken
        sources.append(taken.reading if taken is not None else exact)
        told = [*faults(reading), *(taken.missing if taken is not None else ())]
        wrong += [f"《{reading.document.name}》{one}" for one in told]
    rolled = roll_up(members_of(sources), department, expected)
    failures = [*rolled.failures, *wrong]
    if export is None:
        return Prepared(rolled.reading, rolled=rolled, failures=failures)
    adjusted = rounded(replace(export, reading=rolled.reading, part=rolled.reading.parts[0]))
    return Prepared(adjusted.reading, rolled.reading, adjusted, rolled, failures)
