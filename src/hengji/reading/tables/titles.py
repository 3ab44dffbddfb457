"""What stands above a table: which form's title it is, which scenario and which unit it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from hengji.packs.form import Form
from hengji.packs.labels import plain
from hengji.packs.pack import Pack
from hengji.records import dataclass

NUMBERED = re.compile(
    r"(?:19|20)\d{2}年?度?|\{[a-z]+\}|\((?:[^()]{0,12})\)|公开\d+表|(?:附?表|附件)[一二三四五六七八九十\d]+[:、.]?"
)
LEAST, NEAR, NEAR_WITHIN, REORDERED = 6, 0.86, 0.92, 0.02
SURE = 100.0


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    """A title without year, numbers and brackets."""
    return NUMBERED.sub("", plain(text)).strip(":：、.-— ")


@dataclass(frozen=True, slots=True, eq=False)
class _Titles:
    """The titles of every form of a pack, by the form itself and by its layouts, made comparable."""

    by_form: Mapping[str, tuple[str, ...]]


_known: dict[str, _Titles] = {}


def _titles(pack: Pack) -> _Titles:
    """The titles of a pack's forms, made once."""
    found = _known.get(pack.digest)
    if found is None:
        wanted = {name: {*form.titles, form.label} for name, form in pack.forms.items()}
        for layout in pack.layouts.values():
            wanted.get(layout.form, set()).update((layout.title, *layout.titles))
        found = _Titles({name: tuple({_letters(one) for one in titles if one}) for name, titles in wanted.items()})
        _known[pack.digest] = found
    return found


def title_fit(form: Form, pack: Pack, above: str) -> float:
    """How much of what stands above a table is a title of a form, 0 (none of it) to 1 (all of it).

    Of several titles found the one that covers most wins: 支出决算表 is no match for a longer title that ends so. A
    title with a character lost or its words in another order counts a little less.
    """
    return _fits(_titles(pack), above).get(form.id, 0.0)


@lru_cache(maxsize=4096)
def _fits(titles: _Titles, above: str) -> Mapping[str, float]:
    """How well every form's titles fit, of those that fit at all."""
    lines = [found for line in above.split(" ") if (found := _letters(line))]
    fits = {
        name: max((_one(title, line) for title in wanted for line in lines), default=0.0)
        for name, wanted in titles.by_form.items()
    }
    return {name: fit for name, fit in fits.items() if fit}


@lru_cache(maxsize=65536)
def _one(title: str, line: str) -> float:
    if not title:
        return 0.0
    ratio = fuzz.ratio(title, line) / SURE
    if title in line:
        return ratio
    if len(title) < LEAST or len(line) < LEAST - 1:
        return 0.0
    if len(line) <= len(title) + 2:
        shared = 2 * sum((Counter(title) & Counter(line)).values()) / (len(title) + len(line))
        best = max(ratio, shared - REORDERED)
        return best if best >= NEAR else 0.0
    return ratio if fuzz.partial_ratio(title, line) / SURE >= NEAR_WITHIN else 0.0


def best_titled(pack: Pack, above: str) -> Mapping[str, float]:
    """The forms whose title stands above a table: only those that fit it best."""
    fits = _fits(_titles(pack), above)
    most = max(fits.values(), default=0.0)
    return {name: fit for name, fit in fits.items() if fit >= most - 0.001}


def scenarios_in(above: str, pack: Pack) -> set[str]:
    """The scenario the last title above a table names (决算, 预算)."""
    found: set[str] = set()
    lines = [line for line in above.split(" ") if line]
    for line in lines:
        text = _letters(line)
        places = [
            (text.rfind(word), name)
            for name, scenario in pack.scenarios.items()
            for word in scenario.titles
            if word in text
        ]
        if places:
            found = {max(places)[1]}
    return found


def unit_in(texts: Iterable[str], pack: Pack) -> str:
    """The money unit a caption names: 单位：元, 金额单位:万元, or in brackets at the end of a title."""
    names = {plain(name): unit.id for unit in pack.units.values() for name in (unit.id, *unit.aliases)}
    money = sorted((name for name, unit in names.items() if pack.units[unit].kind.value == "money"), key=len)[::-1]
    one = "|".join(map(re.escape, money))
    said = re.compile(
        rf"单位:?(?:人民币)?(?P<unit>{one})(?![\u4e00-\u9fff]{{0,3}}[省市县区乡镇局])|\((?P<bracket>{one})\)(?=\s|\Z)"
    )
    for text in texts:
        match = said.search(plain(text))
        if match is not None:
            return names[match["unit"] or match["bracket"]]
    return ""
