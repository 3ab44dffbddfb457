"""The papers of projects - targets, mid-year monitoring, self-evaluation - read, written a table a project, scored."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.reading.drawn import document
from tests.scoring.case_files import load

from hengji.checking.run import check
from hengji.engine.building import Order, build, entry_workbook, writers
from hengji.engine.publishing import Package, entry_forms, publications
from hengji.engine.scoring import score_reading
from hengji.engine.session import read_file, subject_of
from hengji.facts.fact import FactStore, State
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading

PACK = "cn-430203-lusong"
LIBRARY = Library.builtin()
FORMS = {"goals": "项目支出绩效目标表", "monitoring": "项目支出绩效目标运行监控表", "evaluation": "项目支出绩效自评表"}
PAPERS = load("project-papers.yaml")
FIELDS = ("name", "money", "spent", "rate", "points", "target", "total")
ONE = dict(zip(FIELDS, ("档案数字化", "30.00", "27.00", "90%", "9", "≥27000页", "99"), strict=True))
TWO = dict(zip(FIELDS, ("库房修缮", "50.00", "50.00", "100%", "10", "≥30000页", "100"), strict=True))


def paper(kind: str, project: dict[str, str]) -> tuple[str, str]:
    """One paper of a project: its title and its table."""
    return f"2023年度某某市芦淞区档案馆{FORMS[kind]}", PAPERS[kind].format(**project)


def reading(*papers: tuple[str, str]) -> Reading:
    return read(document(*(text for one in papers for text in one)), LIBRARY, LIBRARY.get(PACK))


def shapes(found: Reading) -> list[tuple[object, ...]]:
    """Everything that makes the statements in the cells of tables what they are."""
    cells = [one for one in found.facts if one.address.count("/") == 2]
    return sorted(((one.address, one.key, one.state, one.value, one.text, one.unit) for one in cells), key=str)


@pytest.mark.parametrize("kind", FORMS)
def test_every_figure_of_a_table_is_that_projects(kind: str) -> None:
    found = reading(paper(kind, ONE), paper(kind, TWO))
    assert {table.recognised.form.id for table in found.tables if table.recognised} == {f"cn.project_{kind}"}
    assert {one.key.dimension("project") for one in found.facts} == {"档案数字化", "库房修缮"}


@pytest.mark.parametrize("format_", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("kind", FORMS)
def test_what_is_written_a_table_a_project_reads_back_the_same(kind: str, format_: str) -> None:
    pack = LIBRARY.get(PACK)
    found = reading(paper(kind, ONE), paper(kind, TWO))
    package = Package(pack, found.facts, 2023, "某某市芦淞区档案馆", "0" * 64)
    ((outline, publication),) = publications(package)
    assert outline.component == f"project_{kind}"
    back = read(read_document(writers()[format_](publication), f"往返.{format_}"), LIBRARY, pack)
    assert shapes(back) == shapes(found)


def test_each_project_is_scored_by_itself() -> None:
    first, second = score_reading(reading(paper("evaluation", ONE), paper("evaluation", TWO)))
    assert (first.about, second.about) == ("档案数字化", "库房修缮")
    lines = {
        line.indicator: (line.verdict.code, str(line.points.points)) for line in second.review.lines if line.points
    }
    assert lines["预算执行率"] == ("consistent", "10")
    assert lines["数字化页数"] == ("overclaimed", "18")
    assert lines["查档便利程度"] == ("not_verifiable", "None")
    assert {line.verdict.code for line in first.review.lines} == {"consistent", "not_verifiable"}


def test_the_entry_workbook_has_the_papers_and_left_blank_they_are_not_written(tmp_path: Path) -> None:
    pack = LIBRARY.get(PACK)
    assert {f"cn.project_{kind}" for kind in FORMS} <= set(entry_forms(pack))
    path = tmp_path / "单位.xlsx"
    path.write_bytes(entry_workbook(pack, 2023, "某某市芦淞区档案馆"))
    blank = read_file(path, LIBRARY, PACK)
    assert all(one.state is State.BLANK for one in blank.facts if one.address.startswith("cn.project_"))
    assert not [one for one in check(subject_of(blank)).findings if "项目支出绩效" in one.says]
    quota = next(one for one in blank.facts if one.address == "cn.basic_data!staff/only/quota")
    filled = replace(quota, state=State.REPORTED, value=Decimal(8), unit="人")
    facts = FactStore(filled if one is quota else one for one in blank.facts)
    built = build(replace(blank, facts=facts), LIBRARY, pack, Order(("html",)))
    assert built.files
    assert not [name for name in built.files if "项目支出绩效" in name]
