"""Heads: what each column of a table is by the words over it, whatever the order of the columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz import fuzz

from hengji.packs.concept import Concept
from hengji.packs.form import Band, Column, Form
from hengji.packs.headword import Role
from hengji.packs.labels import bare, plain
from hengji.packs.pack import Pack
from hengji.reading.tables.grid import CODE, Grid, is_figure, path
from hengji.records import dataclass

YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年?度?")
BRACKETED = re.compile(r"\((?P<inner>[^()]*)\)\Z")
FORMULA = re.compile(r"\(?[A-Z](?:[/=+*-][A-Z])*\)?\Z|\([^()]*[A-Z][^()]*\)\Z")
OWN, CONTEXT, GENERIC, NEARLY = 3.0, 1.5, 0.5, 1.8
NEAR = 86.0
MOST_WORDS = 65536
KEYS = frozenset({Role.CODE, Role.CLASS, Role.GROUP, Role.ITEM, Role.NAME, Role.LABEL})


@dataclass(frozen=True, slots=True)
class Head:
    """The heads over one column: comparable words from top to bottom, and what they say of unit and year."""

    words: tuple[str, ...]
    role: Role = Role.VALUE
    unit: str = ""
    year: int | None = None
    prior: bool = False


@dataclass(slots=True)
class Vocabulary:
    """The head words, units and scenarios of a pack, for looking up."""

    roles: Mapping[str, Role]
    units: Mapping[str, str]
    changes: tuple[str, ...]
    scenarios: Mapping[str, frozenset[str]]
    concepts: Mapping[str, Concept]
    heads: frozenset[str]
    means: Mapping[str, str]
    _columns: dict[tuple[str, str, str], tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    _endings: dict[tuple[str, str, str], tuple[Column, ...]] = field(default_factory=dict)
    _priors: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._priors = [word for word, role in self.roles.items() if role is Role.PRIOR]

    def without_prior(self, word: str) -> str:
        """What a head is of the year before (上年决算数: 决算数), empty where it is not."""
        for prior in self._priors:
            rest = word.removeprefix(prior)
            if rest != word and any(rest in said for said in self.scenarios.values()):
                return rest
        return ""

    def ending(self, word: str, band: Band, form: Form) -> tuple[Column, ...]:
        """The columns of a band whose lowest head a word may be, found once; no other can `fit_column`."""
        key = (form.id, band.id, word)
        found = self._endings.get(key)
        if found is None:
            if len(self._endings) >= MOST_WORDS:
                self._endings.clear()
            total = self.role(word) is Role.TOTAL
            found = self._endings[key] = tuple(
                column
                for column in band.columns
                if total or _kinship(word, *self.column(column, band, form)) is not _Kinship.NONE
            )
        return found

    def is_head(self, words: Sequence[str]) -> bool:
        """Whether a text is one that stands over columns of some form."""
        return any(word in self.heads for word in words)

    def role(self, word: str) -> Role:
        """What a head word says of its column."""
        return self.roles.get(word, Role.VALUE)

    def is_change(self, word: str) -> bool:
        """Whether a head is that of a difference, rate or share: no figure of the year itself."""
        return any(part in word for part in self.changes)

    def column(self, column: Column, band: Band, form: Form) -> tuple[frozenset[str], frozenset[str]]:
        """The words of a column itself, and those of the heads it may stand under; made once."""
        key = (form.id, band.id, column.id)
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = self._words_of(column, band, form)
        return found

    def _words_of(self, column: Column, band: Band, form: Form) -> tuple[frozenset[str], frozenset[str]]:
        """The words of a column, and of its heads.

        Where it says no concept and no other column holds figures, the words of its scenario and of totals are its own.
        """
        own = {bare(word) for word in (column.label, *column.aliases) if "{" not in word}
        concept = self.concepts.get(column.aspects.get("concept") or "")
        if concept is not None:
            own |= {bare(word) for word in (concept.label, *concept.aliases)}
        parts = (column.aspects, band.aspects, form.aspects)
        scenario = next((found for part in parts if (found := part.get("scenario"))), "")
        context = {bare(word) for group in column.groups for word in group}
        said = self.scenarios.get(scenario, frozenset()) if not column.aspects.period else frozenset()
        values = [one for one in band.columns if not (one.dimension or one.ordinal or one.names)]
        if concept is None and (len(values) == 1 or column.aspects.get("scenario")):
            own |= said
        else:
            context |= said - own
        if concept is None and len(values) == 1:
            own |= {word for word, role in self.roles.items() if role is Role.TOTAL}
        own.discard("")
        context.discard("")
        return frozenset(own), frozenset(context)


_vocabularies: dict[str, Vocabulary] = {}


def vocabulary(pack: Pack) -> Vocabulary:
    """The vocabulary of a pack, made once."""
    found = _vocabularies.get(pack.digest)
    if found is None:
        roles: dict[str, Role] = {}
        changes: list[str] = []
        means: dict[str, str] = {}
        for head in pack.heads.values():
            if head.means:
                means.update((bare(word), head.means) for word in head.words)
            elif head.role is Role.CHANGE:
                changes.extend(bare(word) for word in head.words)
            roles.update((bare(word), head.role) for word in head.words if head.role is not Role.CHANGE)
        units = {plain(name): unit.id for unit in pack.units.values() for name in (unit.id, *unit.aliases)}
        scenarios = {
            name: frozenset(bare(word) for word in (scenario.label, *scenario.aliases))
            for name, scenario in pack.scenarios.items()
        }
        columns = [column for form in pack.forms.values() for band in form.bands for column in band.columns]
        printed = {bare(word) for column in columns for word in (column.label, *column.aliases)}
        printed |= {word for group in scenarios.values() for word in group} | set(roles)
        found = Vocabulary(roles, units, tuple(changes), scenarios, pack.concepts, frozenset(printed - {""}), means)
        _vocabularies[pack.digest] = found
    return found


def heads_of(grid: Grid, words: Vocabulary) -> list[Head]:
    """The head of every column of a grid; where the words say nothing of codes and labels, what stands below does."""
    found = [head_of(path(grid, column), words) for column in range(grid.width)]
    for column, head in enumerate(found):
        content = _content(grid, column)
        if content is Role.LABEL and head.role is Role.VALUE and words.is_head(head.words) and _figures(grid, column):
            content = None
        if content is not None and head.role is not Role.ORDINAL and head.role is not Role.ASIDE:
            role = head.role if head.role in KEYS and content is not Role.CODE else content
            if role is Role.CODE and head.role in (Role.CLASS, Role.GROUP, Role.ITEM):
                role = head.role
            found[column] = replace(head, role=role)
        elif head.role in KEYS and content is None and _mostly_figures(grid, column):
            found[column] = replace(head, role=_keyed(head.role))
    if not any(head.role in KEYS for head in found):
        _promote(grid, found)
    return found


def _promote(grid: Grid, heads: list[Head]) -> None:
    """A table without codes and labels of its own has rows named by what stands aside elsewhere (单位名称)."""
    for column, head in enumerate(heads):
        if head.role is Role.ASIDE and _content(grid, column) is Role.LABEL:
            heads[column] = replace(head, role=Role.LABEL)
            return


def _keyed(role: Role) -> Role:
    """A key head over figures: parts of codes are figures too, anything else is a value after all."""
    if role in (Role.CODE, Role.CLASS, Role.GROUP, Role.ITEM):
        return role
    return Role.VALUE


def head_of(texts: Iterable[str], words: Vocabulary) -> Head:
    """The heads over one column as comparable words, with the unit, year and role they tell."""
    found: list[str] = []
    unit, year, prior = "", None, False
    for text in texts:
        word, said_unit = _without_unit(plain(text), words)
        unit = said_unit or unit
        match = YEAR.search(word)
        if match is not None:
            year = int(match["year"])
            word = word.replace(match.group(), "", 1)
        word = bare(word)
        role = words.role(word)
        prior = prior or role is Role.PRIOR or bool(words.without_prior(word))
        if word and role is not Role.PRIOR:
            found.append(word)
    last = found[-1] if found else ""
    return Head(tuple(found), words.role(last) if last else Role.VALUE, unit, year, prior)


@lru_cache(maxsize=4096)
def _split_bracket(word: str) -> tuple[str, str]:
    match = BRACKETED.search(word)
    return (word[: match.start()], match["inner"]) if match is not None else (word, "")


def _without_unit(word: str, words: Vocabulary) -> tuple[str, str]:
    """A head without the unit or formula in brackets at its end."""
    rest, inner = _split_bracket(word)
    said = inner.split(":")[-1]
    if inner and said in words.units:
        return rest, words.units[said]
    if inner and FORMULA.fullmatch(f"({inner})"):
        return rest, ""
    return word, ""


def _content(grid: Grid, column: int) -> Role | None:
    """What the cells below tell: codes, labels, or neither."""
    texts = [text for row in grid.body() if (text := grid.text(row, column))]
    if not texts:
        return None
    codes = sum(1 for text in texts if CODE.fullmatch(text))
    named = sum(1 for text in texts if not is_figure(text) and re.search(r"[\u4e00-\u9fff]", text))
    if codes >= 1 and codes + named == len(texts) and codes * 2 >= len(texts) and _named_beside(grid, column):
        return Role.CODE
    return Role.LABEL if named * 3 > len(texts) * 2 else None


def _named_beside(grid: Grid, column: int) -> bool:
    """Whether names stand in the column right of one: a column of codes has such, a column of figures has not."""
    if column + 1 >= grid.width:
        return False
    texts = [text for row in grid.body() if (text := grid.text(row, column + 1))]
    return bool(texts) and all(not is_figure(text) for text in texts)


def _mostly_figures(grid: Grid, column: int) -> bool:
    texts = [text for row in grid.body() if (text := grid.text(row, column))]
    return sum(1 for text in texts if is_figure(text)) * 2 > len(texts)


def _figures(grid: Grid, column: int) -> bool:
    return any(is_figure(grid.text(row, column)) for row in grid.body())


def fit_column(
    head: Head, own: frozenset[str], context: frozenset[str], words: Vocabulary, *, grouped: bool
) -> float | None:
    """How well a head is that of a declared column; None when it is not.

    The lowest word must be the column's own, one of the heads it may stand under, or a word for totals. A column
    declared under others (``grouped``) asks for one of their words too.
    """
    if not head.words:
        return None
    lowest = head.words[-1]
    if _kinship(lowest, own, context) is _Kinship.NONE and words.role(lowest) is not Role.TOTAL:
        return None
    if words.is_change(lowest) and lowest not in own:
        return None
    score = 0.0
    has_own = has_context = False
    for position, word in enumerate(head.words):
        last = position == len(head.words) - 1
        kinship = _kinship(word, own, context)
        if kinship is _Kinship.OWN:
            score, has_own = score + OWN, True
            has_context = has_context or (not last and word in context)
        elif kinship is _Kinship.CONTEXT:
            score, has_context = score + CONTEXT, True
        elif kinship is _Kinship.JOINED:
            score, has_own, has_context = score + OWN + CONTEXT, True, True
        elif kinship is _Kinship.NEAR:
            score, has_own = score + NEARLY, True
        elif last:  # a word for totals
            score += GENERIC
        else:
            score -= GENERIC / 2
    return score if has_own and (has_context or not grouped) else None


class _Kinship(Enum):
    """How a word over a column stands to the words declared for it."""

    OWN = auto()
    CONTEXT = auto()
    JOINED = auto()
    NEAR = auto()
    NONE = auto()


@lru_cache(maxsize=65536)
def _kinship(word: str, own: frozenset[str], context: frozenset[str]) -> _Kinship:
    if word in own:
        return _Kinship.OWN
    if word in context:
        return _Kinship.CONTEXT
    if _joined(word, own, context):
        return _Kinship.JOINED
    return _Kinship.NEAR if _near(word, own) else _Kinship.NONE


def _joined(word: str, own: frozenset[str], context: frozenset[str]) -> bool:
    """Whether a head is two words in one: 因公出国费决算数, 决算数-合计."""
    return any(
        rest != word and rest.strip("-—:()·") in own
        for other in context
        if word.startswith(other) or word.endswith(other)
        for rest in (word.removeprefix(other), word.removesuffix(other))
    )


def _near(word: str, own: frozenset[str]) -> bool:
    return len(word) >= 4 and any(len(one) >= 4 and fuzz.ratio(word, one) >= NEAR for one in own)


def assign(
    heads: Sequence[Head],
    columns: Sequence[int],
    band: Band,
    words: Vocabulary,
    form: Form,
    *,
    filled: Collection[int] = (),
) -> dict[int, Column]:
    """The declared column of each grid column; where two fit equally well, neither is taken.

    Columns of keys are looked for among those ``filled`` below their head.
    """
    declared = [
        column for column in band.columns if not (column.ordinal or column.names) and (filled or not column.dimension)
    ]
    fits: list[tuple[float, int, Column]] = []
    for position in columns:
        lowest = heads[position].words[-1:]
        for column in words.ending(lowest[0], band, form) if lowest else ():
            if column.ordinal or column.names or (column.dimension and position not in filled):
                continue
            own, context = words.column(column, band, form)
            fit = fit_column(heads[position], own, context, words, grouped=bool(column.groups))
            if fit is not None and _period_fits(heads, columns, position, column, declared):
                fits.append((fit, position, column))
    fits.sort(key=lambda found: -found[0])
    taken: dict[int, Column] = {}
    for fit, position, column in fits:
        if position in taken or column.id in {one.id for one in taken.values()}:
            continue
        rivals = [one for one in fits if one[0] == fit and one[1] != position and one[2].id == column.id]
        others = [one for one in fits if one[0] == fit and one[1] == position and one[2].id != column.id]
        if any(one[1] not in taken for one in rivals) or any(
            one[2].id not in {held.id for held in taken.values()} for one in others
        ):
            continue
        taken[position] = column
    return taken


def _period_fits(
    heads: Sequence[Head], columns: Sequence[int], position: int, column: Column, declared: Sequence[Column]
) -> bool:
    """Whether the year over a column may be the one declared: of several years printed the last is this one."""
    head, period = heads[position], column.aspects.period or 0
    if head.prior:
        return period < 0
    if head.year is None:
        return True
    years = [heads[one].year for one in columns if heads[one].year is not None]
    last = max(year for year in years if year is not None)
    if len(set(years)) < 2 and not any(one.aspects.period for one in declared):
        return period == 0
    return head.year - last == period
