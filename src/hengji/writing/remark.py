"""What a reviewer says of a document: a finding as the writers of reviews need it, whatever found it."""

from __future__ import annotations

from hengji.facts.place import Place
from hengji.records import dataclass

SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}
"""How serious a remark is, in words."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: its number, how serious it is, what it says, the working, and the places with their quotes.

    ``part`` names the component it is about; ``follows`` are remarks that come of the same cause. ``repair`` is for the
    reviewer's eyes: it stands on the page, never in what goes back to the unit (comments, sheet of opinion).
    """

    number: str
    severity: str
    says: str
    working: str
    advice: str
    repair: str
    source: str
    rule: str
    part: str
    spots: tuple[tuple[Place, str], ...]
    follows: tuple[Remark, ...] = ()

    @property
    def grade(self) -> str:
        """How serious the remark is, in words."""
        return SEVERITIES[self.severity]

    def where(self) -> list[str]:
        """The places in words with their quotes, for looking up."""
        return [f"{place.say()}“{short(quote)}”" if quote.strip() else place.say() for place, quote in self.spots]


def short(text: str, most: int = 24) -> str:
    """The beginning of a quote on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
