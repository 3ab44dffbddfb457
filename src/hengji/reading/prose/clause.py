"""Where a figure of running text stands: the phrase before it, the noun behind it, its sentence, and when that is."""

from __future__ import annotations

import re

from hengji.packs.words import WordKind
from hengji.reading.numerals.lexer import Numeral
from hengji.reading.prose.vocabulary import QUOTES, Vocabulary
from hengji.records import dataclass

SENTENCE_END = frozenset("。！？!?\n")
CLAUSE_END = frozenset("，。；：、,;:！？!?\n")
OPEN, CLOSE = "（(", "）)"
YEAR = re.compile(r"((?:19|20)\d{2})(?:年度?|年度)")
DAY = re.compile(r"(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:(\d{1,2})日|[底末])?|((?:19|20)\d{2})?年[底末]")
ANOTHER = re.compile(r"[0-9]+(?:\.[0-9]+)?余?(?:人次|[\u4e00-\u9fff])")  # 4批21名干部: the noun of the first figure
BARE_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)")
YEAR_END = re.compile(r"((?:19|20)\d{2})年[底末]")
MARK = re.compile(r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[①-⒛]|[-—●•*]+)\s*")
NOUN = re.compile(r"[“”]?[\u4e00-\u9fff“”]{1,18}")
LISTED = "\x00"
OF = "的"  # joins what it stands between


@dataclass(frozen=True, slots=True)
class Moment:
    """When: a period ("2023", "2023-12-31", "2022/2023") and what narrows it (上半年, 截至5月底)."""

    period: str
    narrowed: str = ""


@dataclass(slots=True)
class Clause:
    """A figure's surroundings. ``before`` are the clauses between the figure before and this one, nearest first.

    ``rest`` is the phrase without the noun that belongs to the figure before, where a word parts them: 查处12起*案件并
    移送*5人.
    """

    phrase: str
    before: list[str]
    after: str
    joined: bool
    sentence: str
    opened: str = ""
    listed: str = ""
    rest: str = ""


def clause_of(text: str, figure: Numeral, done: int, vocabulary: Vocabulary) -> Clause:
    """The clause of a figure; ``done`` is where the figure before it (with its unit) ends."""
    start = sentence_start(text, figure.start)
    done = max(done, start)
    gap = text[done : figure.start]
    pieces = _pieces(gap)
    joined = len(pieces) == 1 and done > start
    sentence = text[start : sentence_end(text, figure.start)]
    return Clause(
        phrase=pieces[-1].translate(QUOTES),
        before=[piece.translate(QUOTES) for piece in reversed(pieces[:-1]) if piece.strip()],
        after=noun_after(text, figure, vocabulary),
        joined=joined,
        sentence=sentence,
        opened=text[start : figure.start].translate(QUOTES),
        rest=_own_words(text, done, figure.start, vocabulary) if joined else "",
        listed=_pieces(gap.replace("、", LISTED))[-1].translate(QUOTES).replace(LISTED, "、"),
    )


def sentence_start(text: str, at: int) -> int:
    """Where the sentence around an offset begins."""
    while at > 0 and text[at - 1] not in SENTENCE_END:
        at -= 1
    return at


def sentence_end(text: str, at: int) -> int:
    """Where the sentence around an offset ends."""
    while at < len(text) and text[at] not in SENTENCE_END:
        at += 1
    return at


def _pieces(gap: str) -> list[str]:
    """A stretch cut at clause marks; a bracket opens a clause unless it is closed again (出国（境）费)."""
    pieces: list[str] = []
    current = ""
    for index, char in enumerate(gap):
        if char in CLAUSE_END or (char in OPEN and not any(close in gap[index:] for close in CLOSE)):
            pieces.append(current)
            current = ""
        elif char in CLOSE and not any(opening in current for opening in OPEN):
            current = ""
        else:
            current += char
    return [*pieces, current]


def noun_after(text: str, figure: Numeral, vocabulary: Vocabulary) -> str:
    """The noun behind a figure and its unit, up to a word that ends it: 3个*调研组*对."""
    at = vocabulary.relations.past(text, max(figure.end, figure.unit_end))
    again = ANOTHER.match(text, at)
    at = again.end() if again else at
    found = NOUN.match(text, at)
    if found is None:
        return ""
    noun = found[0].translate(QUOTES)
    stop = vocabulary.anywhere[WordKind.STOP].search(noun)
    noun = noun[: stop.start()] if stop else noun
    return "" if vocabulary.starts[WordKind.DIRECTION].match(noun) else noun


def _own_words(text: str, done: int, start: int, vocabulary: Vocabulary) -> str:
    """What is said between two figures of one clause behind the noun of the first; "" where nothing parts them."""
    said = text[vocabulary.relations.past(text, done) : start].translate(QUOTES)
    stop = vocabulary.anywhere[WordKind.STOP].search(said)
    if stop is None or not stop.start() or stop[0] == OF:
        return ""
    return vocabulary.without_start(said[stop.end() :], WordKind.STOP)


def counted_noun(noun: str, vocabulary: Vocabulary) -> str:
    """What a number counts, of the noun behind it: of 25个超编单位编制底数 the 超编单位."""
    owner = vocabulary.anywhere[WordKind.OWNER].search(noun)
    behind = noun[owner.end() :] if owner is not None else ""
    ends = vocabulary.ends[WordKind.BODY]
    return noun[: owner.end()] if owner is not None and behind and ends.search(noun) is None else noun


def moment_of(clause: Clause, rest: str, year: int, vocabulary: Vocabulary) -> Moment:
    """When a figure is of: told in its phrase (``rest`` is the phrase without its concept), else in its sentence."""
    for said in (rest, clause.opened):
        found = _moment(said, year, vocabulary)
        if found is not None:
            return found
    return Moment(str(year))


def _moment(said: str, year: int, vocabulary: Vocabulary) -> Moment | None:
    span = vocabulary.last(WordKind.SPAN, said)
    if span is not None:
        return _span(span[0], year, vocabulary)
    best: tuple[int, Moment] | None = None
    for found in YEAR.finditer(said):
        if not _compared(said[: found.start()], vocabulary):
            since = vocabulary.starts[WordKind.SINCE].match(said, found.end())
            best = (found.start(), Moment(f"{found[1]}/{year}", found[0] + since[0]) if since else Moment(found[1]))
    for found in vocabulary.anywhere[WordKind.PERIOD].finditer(said):
        at = found.start()
        if not _compared(said[:at], vocabulary) and (best is None or at > best[0] + 4):
            best = (at, Moment(str(year + int(vocabulary.words[WordKind.PERIOD][found[0]]))))
    for found in YEAR_END.finditer(said):
        named = found[1] or (best[1].period if best else str(year))
        best = (found.start(), Moment(f"{named}-12-31"))
    for found in vocabulary.anywhere[WordKind.AS_OF].finditer(said):
        day = DAY.match(said, found.end())
        if day is not None:
            named = day[1] or day[4] or (best[1].period if best else str(year))
            whole = day[4] or (day[2] == "12" and day[3] in ("31", None)) or day[2] is None
            best = (found.start(), Moment(f"{named}-12-31") if whole else Moment(named, day[0]))
    return best[1] if best else None


def _span(word: str, year: int, vocabulary: Vocabulary) -> Moment:
    first, _, last = vocabulary.words[WordKind.SPAN][word].partition("/")
    return Moment(f"{year + int(first)}/{year + int(last)}", word) if last else Moment(str(year), word)


def span_before(text: str, at: int, year: int, vocabulary: Vocabulary) -> Moment | None:
    """The span that holds for a figure at an offset: told before it in its sentence and not taken back by a year."""
    said = text[sentence_start(text, at) : at].rpartition("；")[2]
    span = vocabulary.last(WordKind.SPAN, said)
    if span is None or YEAR.search(said, span.end()) or vocabulary.has(WordKind.PERIOD, said[span.end() :]):
        return None
    return _span(span[0], year, vocabulary)


def counted_in(text: str, at: int, vocabulary: Vocabulary) -> str:
    """The year of the day that the sentence around an offset counts as of (截至2022年12月31日); "" where none is."""
    said = text[sentence_start(text, at) : sentence_end(text, at)]
    days = (DAY.match(said, found.end()) for found in vocabulary.anywhere[WordKind.AS_OF].finditer(said))
    return next((day[1] or day[4] for day in days if day is not None and (day[1] or day[4])), "")


def _compared(before: str, vocabulary: Vocabulary) -> bool:
    """Whether what follows is only what something is compared with: 比上年."""
    return vocabulary.ends[WordKind.COMPARE].search(before) is not None


def plain_phrase(phrase: str, vocabulary: Vocabulary) -> str:
    """A phrase without list marks, periods, the unit's own name and filling words at its start."""
    changed = True
    while changed:
        before = phrase
        phrase = MARK.sub("", phrase).lstrip("，、；：,;:）)")
        phrase = vocabulary.without_start(phrase, WordKind.LEAD, WordKind.PERIOD, WordKind.SPAN, WordKind.SELF)
        dated = DAY.match(phrase) or YEAR.match(phrase) or BARE_YEAR.match(phrase)
        phrase = phrase[dated.end() :] if dated else phrase
        as_of = vocabulary.starts[WordKind.AS_OF].match(phrase)
        day = DAY.match(phrase, as_of.end()) if as_of else None
        phrase = phrase[day.end() :] if day else phrase
        changed = phrase != before
    return phrase
