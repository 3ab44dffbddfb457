"""One name wherever a unit's own must stand: another unit's, or that of a place above or beside, is a copied text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hengji.checking.finding import Finding, Spot, Tally
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.names import is_same_unit
from hengji.checking.wording.wordings import Piece, applies, finding_for, found_in, pieces_of
from hengji.packs.wording import UNIT_GROUP, Wording
from hengji.records import dataclass

FEWEST = 2  # papers that say the own name: one paper alone cannot tell which of two names is the slip
ABOVE = "warning"


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name that stands where the unit's own must stand."""

    wording: Wording
    part: SubjectPart
    piece: Piece
    name: str
    start: int

    @property
    def spot(self) -> Spot:
        return self.piece.spot(self.start, self.start + len(self.name))


def check_unit_names(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """The names at the declared places of every unit's papers, held against the one most of them say."""
    for unit in dict.fromkeys(subject.units.get(part.id, 0) for part in subject.parts):
        parts = [part for part in subject.parts if subject.units.get(part.id, 0) == unit and not part.previous]
        pieces = {part.id: pieces_of(subject, part) for part in parts}
        mentions = [one for part in parts for one in _mentions(part, pieces[part.id])]
        own = _own(mentions)
        if own is None:
            continue
        everything = [piece for part in parts for piece in pieces[part.id]]
        odd = [one for one in mentions if not _agree(one, own) and not _known(one, own, mentions, everything)]
        tally.note("failed" if odd else "held")
        for name in dict.fromkeys(one.name for one in odd):
            yield _finding([one for one in odd if one.name == name], own)


def _mentions(part: SubjectPart, pieces: Sequence[Piece]) -> Iterator[_Mention]:
    whole = "\n".join(piece.folded for piece in pieces)
    for wording in part.pack.texts.values():
        if not wording.agree or not applies(wording, part, whole, ()):
            continue
        for piece, found in found_in(wording, pieces):
            yield _Mention(wording, part, piece, found[UNIT_GROUP], found.start(UNIT_GROUP))


def _own(mentions: Sequence[_Mention]) -> _Mention | None:
    """The first mention of the name that most agree with; None where too few do, or as many say another."""
    if not mentions:
        return None
    votes = Counter({at: sum(_agree(other, one) for other in mentions) for at, one in enumerate(mentions)})
    at, most = max(votes.items(), key=lambda item: (item[1], -item[0]))
    others = len(mentions) - most
    return mentions[at] if most >= FEWEST and most > others else None


def _agree(one: _Mention, own: _Mention) -> bool:
    return _same_place(one, own) and _same_core(one, own)


def _same_core(one: _Mention, own: _Mention) -> bool:
    """Whether two names can be one, in full or in short, with or without the places they begin with."""
    wording = one.wording
    return is_same_unit(one.name, own.name, wording.ignore) or is_same_unit(
        _core(one.name, wording.places), _core(own.name, wording.places), wording.ignore
    )


def _same_place(one: _Mention, own: _Mention) -> bool:
    """Whether two names are not those of one office in two places; a name that leaves the place out is of either."""
    places = one.wording.places
    first, second = _places(one.name, places), _places(own.name, places)
    # A county that became a district keeps its name.
    return not first or not second or first[-1][:-1] == second[-1][:-1]


def _places(name: str, pattern: re.Pattern[str] | None) -> list[str]:
    """The places a name begins with, from the largest; none where one follows that cannot be read (a long name)."""
    found, rest = _split(name, pattern)
    return found if pattern is None or pattern.search(rest) is None else []


def _core(name: str, pattern: re.Pattern[str] | None) -> str:
    return _split(name, pattern)[1]


def _split(name: str, pattern: re.Pattern[str] | None) -> tuple[list[str], str]:
    found: list[str] = []
    start = 0
    while pattern is not None and (match := pattern.match(name, start)) is not None and match.end() > start:
        found.append(match["place"])
        start = match.end()
    return found, name[start:]


def _known(one: _Mention, own: _Mention, mentions: Sequence[_Mention], pieces: Sequence[Piece]) -> bool:
    """Whether the text tells of that unit elsewhere: a member, a superior, one whose papers are annexed.

    A unit of the same place that the text names need not be called a member: lists of members only list them.
    """
    wording = one.wording
    core = _core(one.name, wording.places)
    named = {(id(other.piece), other.start) for other in mentions}
    said = [(piece, found) for piece in pieces for found in re.finditer(re.escape(one.name), piece.folded)]
    elsewhere = [(piece, found) for piece, found in said if (id(piece), found.start()) not in named]
    if wording.most and len(said) > wording.most:
        return True
    sentences = [one.piece.folded, *(piece.sentence(*found.span()) for piece, found in elsewhere)]
    if wording.unless is not None and any(wording.unless.search(sentence) for sentence in sentences):
        return True
    around = {id(other.piece) for other in mentions}
    return _same_place(one, own) and any(core in piece.folded for piece in pieces if id(piece) not in around)


def _finding(odd: Sequence[_Mention], own: _Mention) -> Finding:
    first = odd[0]
    words = {"unit": first.name, "quote": first.name, "own": own.name, "times": str(len(odd))}
    told = finding_for(first.wording, first.part, words, [*(one.spot for one in odd), own.spot])
    # The same office of the city or province above: a place left out, not another unit's paper.
    above = _places(first.name, first.wording.places)
    left_out = _same_core(first, own) and above and above[-1] in _places(own.name, own.wording.places)
    return replace(told, severity=ABOVE) if left_out else told
