"""Wordings: what must not stand in the running text or the cells of a filing, and what must, as patterns with examples.

A pattern is tried on every paragraph and on every line of a cell, with full-width letters, digits and punctuation
folded to half width one for one, so that a declaration writes `(`, `,` and `%` only. Its named groups may be used in
`says`, `working` and `advice`; a group `year` (or `year2`, of another branch of the pattern) is held against the
fiscal year, a group `unit` against the name of the component's own unit. Of what a wording of kind `privacy` finds the
group `mask`, else every digit, is covered in what is published.
"""

from __future__ import annotations

import re

from hengji.packs.check import KINDS, SEVERITIES, Version, read_versions
from hengji.packs.errors import Mark
from hengji.packs.source import Reader
from hengji.patterns import pattern
from hengji.records import dataclass

WHERE = ("text", "cell")
SPAN = re.compile(r"(-?\d+)\.\.(-?\d+)")
YEAR_GROUPS, UNIT_GROUP, MASK_GROUP = ("year", "year2"), "unit", "mask"
# Full-width letters, digits and punctuation, one for one: what is found in the folded text stands at the same offsets.
FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003), 0x20)
SENTENCE_END = re.compile(r"[。;!?\n]")
Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Years:
    """Which years make a finding, as distances from the fiscal year; ``unnamed``: also where no year is written."""

    spans: tuple[tuple[int, int], ...]
    unnamed: bool

    def has(self, distance: int | None) -> bool:
        """Whether a year so far from the fiscal year (None: no year is written) is one of them."""
        if distance is None:
            return self.unnamed
        return any(low <= distance <= high for low, high in self.spans)


@dataclass(frozen=True, slots=True)
class Wording:
    """A declared wording.

    ``find`` is what must not stand there, ``expects`` what must (``after`` a place, where that is written). ``unless``
    is tried on the sentence of a hit, ``given`` and ``silent_if`` on the whole component, ``own`` and ``own_unless`` on
    the name of its unit. ``under`` is tried on what stands right before a hit (the paragraph above, the cell before),
    ``above`` on what stands right after. ``also`` names places that are shown with a hit but are none themselves.
    ``ignore`` is left out when names of units are compared; a name printed more than ``most`` times is no slip.
    ``agree``: all names of the unit that are found must be one name; ``places`` (group ``place``) reads the names of
    places they begin with, and ``unless`` is then tried on every sentence that has a name. ``alone``: a paragraph that
    names the fiscal year too speaks of both years. ``together`` makes one finding of all hits of a component.
    """

    id: str
    says: str
    working: str
    advice: str
    kind: str
    severity: str
    proof: str
    find: Pattern | None
    expects: Pattern | None
    after: Pattern | None
    also: Pattern | None
    under: Pattern | None
    above: Pattern | None
    unless: Pattern | None
    given: Pattern | None
    silent_if: Pattern | None
    own: Pattern | None
    own_unless: Pattern | None
    ignore: Pattern | None
    places: Pattern | None
    agree: bool
    years: Years | None
    most: int
    alone: bool
    together: bool
    where: tuple[str, ...]
    components: tuple[str, ...]
    apart_from: tuple[str, ...]
    versions: tuple[Version, ...]
    fires: tuple[str, ...]
    holds: tuple[str, ...]
    mark: Mark

    def version(self, year: int) -> Version | None:
        """The version in force in a fiscal year (where it is not known, the latest); None when it does not apply."""
        if not year:
            return max(self.versions, key=lambda version: version.since)
        return next((version for version in self.versions if version.since <= year <= version.until), None)


def fold(text: str) -> str:
    """A text as patterns see it: half-width letters, digits and punctuation, every character where it was."""
    return text.translate(FOLDED)


def sentence_around(folded: str, start: int, end: int) -> str:
    """The sentence some characters of a folded text stand in."""
    before = [found.end() for found in SENTENCE_END.finditer(folded, 0, start)]
    after = SENTENCE_END.search(folded, max(end - 1, start))
    return folded[before[-1] if before else 0 : after.end() if after else len(folded)]


def load_wording(reader: Reader) -> Wording:
    """A wording as declared."""
    wording = Wording(
        id=reader.text("id"),
        says=reader.text("says"),
        working=reader.text("working"),
        advice=reader.text("advice"),
        kind=reader.choice("kind", KINDS),
        severity=reader.choice("severity", SEVERITIES),
        proof=reader.choice("proof", ("proved", "likely", "judgement"), "likely"),
        find=_pattern(reader, "find"),
        expects=_pattern(reader, "expects"),
        after=_pattern(reader, "after"),
        also=_pattern(reader, "also"),
        under=_pattern(reader, "under"),
        above=_pattern(reader, "above"),
        unless=_pattern(reader, "unless"),
        given=_pattern(reader, "given"),
        silent_if=_pattern(reader, "silent_if"),
        own=_pattern(reader, "own"),
        own_unless=_pattern(reader, "own_unless"),
        ignore=_pattern(reader, "ignore"),
        places=_pattern(reader, "places"),
        agree=reader.flag("agree"),
        years=_years(reader),
        most=int(reader.number("most", "0") or 0),
        alone=reader.flag("alone"),
        together=reader.flag("together"),
        where=reader.texts("where") or WHERE,
        components=reader.texts("components"),
        apart_from=reader.texts("apart_from"),
        versions=read_versions(reader),
        fires=reader.texts("fires"),
        holds=reader.texts("holds"),
        mark=reader.node.mark,
    )
    reader.done()
    _whole(reader, wording)
    return wording


def _pattern(reader: Reader, key: str) -> Pattern | None:
    text = reader.text(key, "")
    if not text:
        return None
    try:
        return pattern(text)
    except re.error as error:
        reader.fail(f"{reader.what}的 {key} 不是写对的正则表达式：{error}。", key=key)
        return None


def _years(reader: Reader) -> Years | None:
    texts = reader.texts("years")
    spans = []
    for text in texts:
        found = SPAN.fullmatch(text)
        if found is not None:
            spans.append((int(found[1]), int(found[2])))
        elif text != "none":
            reader.fail(
                f"{reader.what}的 years 写成了 {text}，应写“-9..-1”（与本年度相差的年数）或 none。", key="years"
            )
    return Years(tuple(spans), "none" in texts) if texts else None


def _whole(reader: Reader, wording: Wording) -> None:
    """What a wording must have: one thing it looks for, examples of both sides, a year where years are named."""
    if (wording.find is None) == (wording.expects is None):
        reader.fail(f"{reader.what}应写 find（不该有的）或 expects（不能少的）之一。")
    if not wording.fires or not wording.holds:
        reader.fail(f"{reader.what}应有例子：fires（应当查出的）和 holds（不应查出的）。")
    groups = wording.find.groupindex if wording.find is not None else {}
    if (wording.years is not None) != (YEAR_GROUPS[0] in groups):
        reader.fail(f"{reader.what}的 find 里有 (?P<year>…) 时要写 years，反过来也一样。")
    if wording.alone and wording.years is None:
        reader.fail(f"{reader.what}写了 alone，就要写 years 和 (?P<year>…)。", key="alone")
    if wording.agree and UNIT_GROUP not in groups:
        reader.fail(f"{reader.what}写了 agree，find 里就要有 (?P<unit>…)。")
    if wording.places is not None and "place" not in wording.places.groupindex:
        reader.fail(f"{reader.what}的 places 里要有 (?P<place>…)。", key="places")
    for name in wording.where:
        if name not in WHERE:
            reader.fail(f"{reader.what}的 where 只能是：{'、'.join(WHERE)}。", key="where")
