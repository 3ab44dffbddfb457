"""Declared wordings: left-over template text, stale years, names of other units, sections that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.subject import Subject, SubjectPart, TextLine
from hengji.checking.wording.excerpts import Excerpt
from hengji.checking.wording.names import is_same_unit
from hengji.packs.wording import UNIT_GROUP, YEAR_GROUPS, Wording, fold, sentence_around
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a line of a cell, with its text as patterns see it."""

    line: TextLine
    folded: str
    where: str

    def spot(self, start: int, end: int) -> Spot:
        """The place of some of its characters, with blanks at the ends left out."""
        value = self.line.text.value
        while end > start and value[end - 1].isspace():
            end -= 1
        while start < end and value[start].isspace():
            start += 1
        place = self.line.text.place(start, end)
        return Spot(place, value[start : start + place.end - place.start])

    def sentence(self, start: int, end: int) -> str:
        """The sentence some of its characters stand in."""
        return sentence_around(self.folded, start, end)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place where a wording was found, with the words of the case."""

    piece: Piece
    start: int
    end: int
    words: Mapping[str, str]

    @property
    def spot(self) -> Spot:
        return self.piece.spot(self.start, self.end)


def pieces_of(subject: Subject, part: SubjectPart) -> list[Piece]:
    """Everything that is written in a component, paragraph by paragraph and cell by cell."""
    found = [Piece(line, fold(line.text.value), "text") for line in subject.lines if line.component == part.id]
    for row in subject.rows:
        if row.component == part.id:
            found.extend(
                Piece(TextLine(cell, part.id), fold(cell.value), "cell") for cell in row.cells if cell.value.strip()
            )
    return found


def check_wordings(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every declared wording of every component's pack; what several papers of one unit say alike is told once."""
    told: dict[tuple[object, ...], Finding] = {}
    for finding in _in_parts(subject, tally):
        key = (subject.units.get(finding.component), finding.rule, finding.says, finding.working)
        earlier = told.get(key)
        spots = (*earlier.spots, *finding.spots) if earlier is not None else finding.spots
        told[key] = replace(earlier or finding, spots=spots[:MOST_PLACES])
    yield from told.values()


def _in_parts(subject: Subject, tally: Tally) -> Iterator[Finding]:
    for part in subject.parts:
        pieces = pieces_of(subject, part)
        whole = "\n".join(piece.folded for piece in pieces)
        names = _own_names(subject, part)
        taken: dict[str, list[tuple[int, int, int]]] = {}
        excerpt, lacking = Excerpt(subject, part), False
        for wording in part.pack.texts.values():
            if not pieces or wording.agree or not applies(wording, part, whole, names):
                continue
            if wording.expects is not None:
                absent = list(_absent(wording, part, pieces, whole))
                excused = bool(absent) and excerpt.lacks(end=wording.after is not None)
                lacking = lacking or excused
                if absent and not excused:
                    tally.note("failed")
                    yield from absent
            else:
                hits = _free(list(_hits(wording, part, pieces, whole, names)), pieces, taken, wording.kind)
                yield from _findings(wording, part, pieces, hits, tally)
        if excerpt.is_whole:
            tally.note("held")
        piece = excerpt.finding(tally) if lacking else None
        if piece is not None:
            yield piece


def _own_names(subject: Subject, part: SubjectPart) -> list[str]:
    return [one.organisation for one in subject.parts if one.organisation and subject.same_unit(one.id, part.id)]


def applies(wording: Wording, part: SubjectPart, whole: str, names: Sequence[str]) -> bool:
    """Whether a wording is looked for in a component."""
    if part.kind in wording.apart_from or (wording.components and part.kind not in wording.components):
        return False
    if wording.version(part.year) is None or (wording.years is not None and not part.year):
        return False
    if wording.given is not None and not wording.given.search(whole):
        return False
    if wording.silent_if is not None and wording.silent_if.search(whole):
        return False
    if wording.own is not None and not any(wording.own.search(name) for name in names):
        return False
    return wording.own_unless is None or not any(wording.own_unless.search(name) for name in names)


def _hits(
    wording: Wording, part: SubjectPart, pieces: Sequence[Piece], whole: str, names: Sequence[str]
) -> Iterator[_Hit]:
    for piece, found in found_in(wording, pieces):
        if wording.unless is not None and wording.unless.search(piece.sentence(*found.span())):
            continue
        if wording.alone and str(part.year) in piece.folded:
            continue
        if _meant(wording, part, found, whole, names):
            yield _Hit(piece, found.start(), found.end(), _words(part, found))


def found_in(wording: Wording, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, re.Match[str]]]:
    """Where what a wording looks for stands, between what it must stand between."""
    said = [piece for piece in pieces if piece.where in wording.where and piece.folded.strip()]
    for index, piece in enumerate(said):
        before = said[index - 1].folded if index else ""
        after = said[index + 1].folded if index + 1 < len(said) else ""
        if wording.under is not None and not wording.under.search(before):
            continue
        if wording.above is not None and not wording.above.search(after):
            continue
        for found in wording.find.finditer(piece.folded) if wording.find is not None else ():
            yield piece, found


def _meant(wording: Wording, part: SubjectPart, found: re.Match[str], whole: str, names: Sequence[str]) -> bool:
    """Whether the year and the unit a hit names, where it names them, are wrong for the component."""
    groups = found.groupdict()
    if wording.years is not None:
        year = _year(groups)
        if not wording.years.has(int(year) - part.year if year else None):
            return False
    if UNIT_GROUP not in groups:
        return True
    unit = groups[UNIT_GROUP] or ""
    if not unit or not names or (wording.most and whole.count(unit) > wording.most):
        return False
    return not any(is_same_unit(unit, name, wording.ignore) for name in names)


def _year(groups: Mapping[str, str | None]) -> str:
    return next((found for name in YEAR_GROUPS if (found := groups.get(name))), "")


def _words(part: SubjectPart, found: re.Match[str]) -> dict[str, str]:
    """The words a sentence about a hit may use."""
    words = {name: value or "" for name, value in found.groupdict().items()}
    year = _year(words)
    apart = str(abs(int(year) - part.year)) if year and part.year else ""
    fixed = {
        "quote": found.group().strip(),
        "fiscal": str(part.year or ""),
        "own": part.organisation,
        "apart": apart,
        "year": year,
    }
    return {**words, **fixed}


def _free(
    hits: list[_Hit], pieces: Sequence[Piece], taken: dict[str, list[tuple[int, int, int]]], kind: str
) -> list[_Hit]:
    """The hits that overlap with none of an earlier wording of the same kind; they are then taken themselves."""
    order = {id(piece): index for index, piece in enumerate(pieces)}
    spans = taken.setdefault(kind, [])
    free = []
    for hit in hits:
        at = order[id(hit.piece)]
        if not any(at == other and hit.start < end and start < hit.end for other, start, end in spans):
            free.append(hit)
    spans.extend((order[id(hit.piece)], hit.start, hit.end) for hit in free)
    return free


def _findings(
    wording: Wording, part: SubjectPart, pieces: Sequence[Piece], hits: Sequence[_Hit], tally: Tally
) -> Iterator[Finding]:
    """One finding for all hits, or one for each text that was found."""
    groups: dict[str, list[_Hit]] = {}
    for hit in hits:
        groups.setdefault("" if wording.together else re.sub(r"\s+", "", hit.words["quote"]), []).append(hit)
    for group in groups.values():
        tally.note("failed")
        spots = [hit.spot for hit in group]
        if wording.also is not None:
            spots += [
                piece.spot(*found.span())
                for piece in pieces
                if piece.where in wording.where
                for found in wording.also.finditer(piece.folded)
            ]
        quotes = "、".join(f"“{quote}”" for quote in dict.fromkeys(spot.quote for spot in spots))
        spots += _against(wording, part, pieces, group[0])
        yield finding_for(wording, part, {**group[0].words, "quotes": quotes, "times": str(len(group))}, spots)


def _against(wording: Wording, part: SubjectPart, pieces: Sequence[Piece], hit: _Hit) -> Iterator[Spot]:
    """What a hit contradicts: where the component names its year, or its own unit."""
    said = ""
    if wording.years is not None and hit.words["year"]:
        said = str(part.year)
    elif UNIT_GROUP in hit.words:
        said = part.organisation
    for piece in pieces:
        start = piece.folded.find(said) if said else -1
        if start >= 0:
            yield piece.spot(start, start + len(said))
            return


def _absent(wording: Wording, part: SubjectPart, pieces: Sequence[Piece], whole: str) -> Iterator[Finding]:
    """A finding where what is expected stands nowhere, or not after the place it belongs to."""
    begins = list(wording.after.finditer(whole)) if wording.after is not None else []
    start = begins[-1].end() if begins else 0
    if wording.expects is None or (wording.after is not None and not begins) or wording.expects.search(whole, start):
        return
    shown = [piece for piece in pieces if wording.after is not None and wording.after.search(piece.folded)]
    piece = shown[-1] if shown else next((one for one in pieces if one.where == "text"), pieces[0])
    words = {"fiscal": str(part.year or ""), "own": part.organisation, "label": part.label}
    yield finding_for(wording, part, words, [piece.spot(0, len(piece.folded))])


def finding_for(wording: Wording, part: SubjectPart, words: Mapping[str, str], spots: Sequence[Spot]) -> Finding:
    """A finding of a wording, with the words of the case put into its sentences."""
    version = wording.version(part.year)
    places: dict[tuple[object, ...], Spot] = {}
    for spot in spots:
        places.setdefault((*spot.place.anchor(), spot.place.start), spot)
    return Finding(
        rule=wording.id,
        kind=wording.kind,
        severity=wording.severity,
        proof=wording.proof,
        says=f"{wording.says.format_map(words)}。",
        working=wording.working.format_map(words),
        source=part.pack.source_text(version.document, version.article) if version is not None else "",
        spots=tuple(list(places.values())[:MOST_PLACES]),
        advice=wording.advice.format_map(words),
        component=part.id,
    )
