"""What an indicator is computed from: whoever claims points for it shows these figures, or its rate.

An indicator goes by its names, whatever table or sentence claims points for it. ``ways`` are the forms of its formula
the regulation allows, each from other figures; one that can be computed is enough.
"""

from __future__ import annotations

from hengji.packs.check import Version, read_versions
from hengji.packs.errors import Mark
from hengji.packs.pick import checked_phrases
from hengji.packs.source import Reader
from hengji.records import dataclass

LEVELS = ("silent", "note", "warning", "error")


@dataclass(frozen=True, slots=True)
class Way:
    """One form of a formula, over concepts: `share` (of ÷ to), `change` ((of - to) ÷ to), `value` (of)."""

    how: str
    of: str
    to: str

    @property
    def formula(self) -> str:
        """The whole formula as an expression."""
        if self.how == "value":
            return f"({self.of})"
        return f"({self.of}) / ({self.to})" if self.how == "share" else f"(({self.of}) - ({self.to})) / ({self.to})"


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """An indicator's evidence. ``rate`` is the concept of its value, ``checked`` whether a printed one is recomputed.

    ``absent`` and ``zero`` are what points without figures and points over a zero base are: an `error`, a `warning`, a
    `note`, or nothing (`silent`). ``unless``: phrases of the filing that excuse it (无新建楼堂馆所).
    """

    id: str
    label: str
    names: tuple[str, ...]
    rate: str
    checked: bool
    ways: tuple[Way, ...]
    needs: str
    absent: str
    zero: str
    unless: tuple[str, ...]
    versions: tuple[Version, ...]
    mark: Mark

    def version(self, year: int) -> Version | None:
        """The version in force in a fiscal year; None when the rule does not apply."""
        return next((version for version in self.versions if version.since <= year <= version.until), None)


def load_evidence(reader: Reader) -> EvidenceRule:
    """An indicator's evidence as declared."""
    ways = []
    for item in reader.readers("ways", "算法"):
        how = item.choice("how", ("share", "change", "value"), "share")
        ways.append(Way(how, item.text("of"), item.text("to", "") if how == "value" else item.text("to")))
        item.done()
    rule = EvidenceRule(
        id=reader.text("id"),
        label=reader.text("label"),
        names=reader.texts("aliases"),
        rate=reader.text("rate"),
        checked=reader.flag("checked", default=True),
        ways=tuple(ways),
        needs=reader.text("needs"),
        absent=reader.choice("absent", LEVELS, "warning"),
        zero=reader.choice("zero", LEVELS, "warning"),
        unless=checked_phrases(reader, "unless"),
        versions=read_versions(reader),
        mark=reader.node.mark,
    )
    reader.done()
    return rule
