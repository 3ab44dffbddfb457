"""What checking found as remarks: what the writers of comments, pages and sheets of opinion work with."""

from __future__ import annotations

from hengji.checking.finding import Finding
from hengji.checking.run import Checked
from hengji.reading.result import Reading
from hengji.writing.remark import Remark

ORDER = ("note", "warning", "error")


def remarks_of(reading: Reading, checked: Checked, least: str = "note") -> list[Remark]:
    """The findings from ``least`` severity on, numbered, with the names of their components."""
    shown = [one for one in checked.findings if ORDER.index(one.severity) >= ORDER.index(least)]
    return [_remark(reading, finding, str(number)) for number, finding in enumerate(shown, 1)]


def _remark(reading: Reading, finding: Finding, number: str) -> Remark:
    part = reading.part(finding.component)
    kind = reading.pack_of(part.id).components.get(part.kind) if part is not None else None
    return Remark(
        number=number,
        severity=finding.severity,
        says=finding.says,
        working=finding.working,
        advice=finding.advice,
        repair=finding.repair or "",
        source=finding.source,
        rule=finding.rule,
        part=kind.label if kind is not None else "",
        spots=tuple((spot.place, spot.quote) for spot in finding.spots),
        follows=tuple(_remark(reading, one, f"{number}.{index}") for index, one in enumerate(finding.consequences, 1)),
    )
