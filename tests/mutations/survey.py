"""The whole set: filings, formats, a fixed choice of mutations, and the rates by kind, format and layout."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutations.accounts import accounts
from tests.mutations.evaluation import evaluation
from tests.mutations.judging import Verdict, checked, judge, loud
from tests.mutations.model import Filing  # noqa: TC002 - our own
from tests.mutations.mutators import KINDS, Mutation
from tests.mutations.overview import overview
from tests.mutations.rendering import FORMATS, rendered
from tests.mutations.shanghai import shanghai

from hengji.packs.library import Library

SEED = 20_260_101


def pairs() -> list[tuple[Filing, Filing]]:
    """Every filing with that of the year before."""
    made = []
    for seed, unit, year, fund, carried in (
        (1, "示例县档案馆", 2023, False, False),
        (2, "样例市样例区统计局", 2022, True, False),
        (3, "甲乙县文化馆", 2024, False, True),
        (4, "丙丁县司法局", 2021, True, True),
    ):
        now, then = (
            accounts(s, unit, y, fund=fund, carried=carried) for s, y in ((seed, year), (seed + 500, year - 1))
        )
        made.append((now, then))
    for seed, unit, year, layout in (
        (11, "株洲市芦淞区档案馆", 2023, "lusong"),
        (12, "示例县文化馆", 2022, "lusong"),
        (13, "隆回县统计局", 2024, "longhui"),
        (16, "隆回县档案馆", 2025, "longhui"),
    ):
        now, then = (evaluation(s, unit, y, layout) for s, y in ((seed, year), (seed + 500, year - 1)))
        made.append((now, then))
    for seed, unit, year in ((14, "岳阳市君山区司法局", 2021), (15, "示例区信访局", 2020)):
        made.append((overview(seed, unit, year), overview(seed + 500, unit, year - 1)))
    for seed, unit, year, fund, carried in (
        (21, "上海市示例区档案局", 2024, False, True),
        (22, "上海市样例区统计局", 2023, True, False),
    ):
        now, then = (
            shanghai(s, unit, y, fund=fund, carried=carried) for s, y in ((seed, year), (seed + 500, year - 1))
        )
        made.append((now, then))
    return made


def chosen(filing: Filing, before: Filing, form: str, number: int) -> Iterator[Mutation]:
    """So many mutations of one filing for one format, the kinds in turn; always the same."""
    chance = random.Random(f"{SEED} {filing.name} {form}")  # noqa: S311 - the same choice every time, nothing secret
    offered = {kind: list(offer(filing, chance, before)) for kind, offer in KINDS.items()}
    for found in offered.values():
        chance.shuffle(found)
    turns = list(KINDS)
    chance.shuffle(turns)
    taken = 0
    while taken < number and any(offered.values()):
        for kind in turns:
            if offered[kind] and taken < number:
                taken += 1
                yield offered[kind].pop()


@dataclass
class Survey:
    """What was found, and what was not."""

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    single: int = 0
    twins: int = 0
    alarms: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def note(self, mutation: Mutation, form: str, verdict: Verdict) -> None:
        """Counts one mutation."""
        names = (("all", ""), ("kind", mutation.kind), ("format", form), ("layout", mutation.filing.kind))
        for name in names:
            self.tried[name] += 1
            self.found[name] += verdict.found
        self.single += mutation.single
        self.repaired["named"] += verdict.repaired
        if not verdict.found:
            elsewhere = f" | elsewhere: {verdict.says[0]}" if verdict.noticed else ""
            where = f"{mutation.filing.unit} {form} {mutation.places[:1]}"
            self.misses.append(f"{mutation.kind} | {where} | {mutation.was} → {mutation.now}{elsewhere}")

    def add(self, other: Survey) -> None:
        """Puts another part of the set to this one."""
        self.tried.update(other.tried)
        self.found.update(other.found)
        self.repaired.update(other.repaired)
        self.single += other.single
        self.twins += other.twins
        self.alarms += other.alarms
        self.misses += other.misses

    def lines(self) -> Iterator[str]:
        """The report."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for group, name in sorted(self.tried):
            here, found = self.tried[group, name], self.found[group, name]
            groups[group].append(f"  {name or 'all':28} {found:4} / {here:4}  {found / here:7.1%}")
        for group, lines in groups.items():
            yield group
            yield from lines
        yield f"repair names the figure and its value: {self.repaired['named']} / {self.single}"
        yield f"twins {self.twins}, false alarms {len(self.alarms)}"
        yield from (f"  ALARM {one}" for one in self.alarms)
        yield from (f"  MISS {one}" for one in self.misses)


def survey(
    folder: Path, library: Library, number: int, forms: Sequence[str] = FORMATS, only: Sequence[int] = ()
) -> Survey:
    """Writes, reads and checks the twins and so many mutants of each."""
    result = Survey()
    for at, (filing, before) in enumerate(pairs()):
        for form in forms if not only or at in only else ():
            path = folder / f"{at}.{form}"
            path.write_bytes(rendered(filing, form))
            _, twin = checked(path, library)
            result.twins += 1
            result.alarms += [f"{filing.unit} {form} {one.rule} {one.says} {one.working[:120]}" for one in loud(twin)]
            for mutation in chosen(filing, before, form, number):
                path.write_bytes(rendered(mutation.filing, form))
                document, found = checked(path, library)
                result.note(mutation, form, judge(mutation, document, found, twin))
    return result
