"""A pack: one jurisdiction's declarations for a span of fiscal years, laid upon those of its parents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from hengji.expressions import Node
from hengji.facts.unit import Unit
from hengji.packs.chart import Chart
from hengji.packs.check import Check
from hengji.packs.component import Component
from hengji.packs.concept import CodeList, Concept, Scenario, SourceDocument
from hengji.packs.evidence import EvidenceRule
from hengji.packs.export import Export
from hengji.packs.form import Form
from hengji.packs.framework import Framework
from hengji.packs.headword import HeadWord
from hengji.packs.layout import Layout
from hengji.packs.meaning import Meaning
from hengji.packs.outline import Outline
from hengji.packs.rollup import Rollup
from hengji.packs.rubric import Rubric
from hengji.packs.sentence import Sentence
from hengji.packs.wording import Wording
from hengji.packs.words import WordList
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What `pack.yaml` says: id, label, division code (GB/T 2260), version, fiscal years and parent."""

    id: str
    label: str
    division: str
    version: str
    extends: str
    years: tuple[int, int]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack resolved along its chain of parents.

    ``digest`` identifies the bytes of all files it was made from; ``formulas`` holds the tree of every expression under
    its key (`check:ID`, `given:ID`, `evidence:ID:N`, `base:ID:N`, `cell:FORM!ADDRESS`).
    """

    info: PackInfo
    chain: tuple[str, ...]
    digest: str
    concepts: Mapping[str, Concept]
    units: Mapping[str, Unit]
    scenarios: Mapping[str, Scenario]
    sources: Mapping[str, SourceDocument]
    codes: Mapping[str, CodeList]
    components: Mapping[str, Component]
    heads: Mapping[str, HeadWord]
    forms: Mapping[str, Form]
    meanings: Mapping[str, Meaning]
    layouts: Mapping[str, Layout]
    sentences: Mapping[str, Sentence]
    checks: Mapping[str, Check]
    evidence: Mapping[str, EvidenceRule]
    frameworks: Mapping[str, Framework]
    rubrics: Mapping[str, Rubric]
    outlines: Mapping[str, Outline]
    exports: Mapping[str, Export]
    rollups: Mapping[str, Rollup]
    words: Mapping[str, WordList]
    texts: Mapping[str, Wording]
    charts: Mapping[str, Chart]
    formulas: Mapping[str, Node]
    origins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The pack's id."""
        return self.info.id

    def unit(self, name: str) -> Unit | None:
        """A unit by id or alias."""
        found = self.units.get(name)
        if found is not None:
            return found
        return next((unit for unit in self.units.values() if name in unit.aliases), None)

    def layouts_of(self, form: str) -> list[Layout]:
        """The layouts drawing a form, most local first."""
        return [layout for layout in reversed(list(self.layouts.values())) if layout.form == form]

    def source_text(self, document: str, article: str = "") -> str:
        """A source as people cite it: 财预〔2020〕10号 第八条."""
        known = self.sources.get(document)
        name = (known.number or known.title) if known else document
        return f"{name} {article}".strip()
