"""What is written reads back as the same facts: five forms, every pack that draws them, docx and xlsx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.made_up_forms import FORMS, YEAR, cases, filings, library

from hengji.engine.building import writers
from hengji.engine.publishing import Package, publications
from hengji.facts.fact import FactKey, FactStore, Kind, State, Statement
from hengji.facts.revision import revision_of, snapshot
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read

ORGANISATION = "某某县档案馆"
FORMATS = ("docx", "xlsx")
PROFILE = settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))


def read_back(pack: Pack, facts: Iterable[Statement], format_: str) -> Iterator[Statement]:
    """The facts as they are read from the files in which a filing was written."""
    package = Package(pack, FactStore(facts), YEAR, ORGANISATION, "a1" * 32)
    for _, publication in publications(package):
        document = read_document(writers()[format_](publication), f"往返.{format_}")
        yield from read(document, library(), pack).facts


def shape(one: Statement) -> tuple[object, ...]:
    """Everything that makes a statement what it is."""
    value = None if one.value is None else f"{one.value:f}"
    said = (one.state, one.kind, value, one.text, one.relation, one.low, one.high, one.unit, one.decimals)
    return (one.address, one.key, *said)


def in_forms(statements: Iterable[Statement], *forms: str) -> list[Statement]:
    """The statements that stand in cells of these forms."""
    return [
        one
        for one in statements
        if one.address.count("/") == 2 and one.address.startswith(tuple(f"{form}!" for form in forms))
    ]


def shapes(statements: Iterable[Statement]) -> list[tuple[object, ...]]:
    return sorted(map(shape, statements), key=str)


def revision(pack: Pack, statements: Iterable[Statement]) -> str:
    return revision_of(snapshot(statements, pack.id, pack.info.version, pack.digest))


def test_every_pack_that_draws_a_form_is_tried() -> None:
    assert {form for _, form in cases()} == set(FORMS)
    assert len(cases()) >= 23


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("pack_id", "form"), cases())
@PROFILE
@given(data=st.data())
def test_what_is_written_reads_back_as_the_same_facts(
    pack_id: str, form: str, format_: str, data: st.DataObject
) -> None:
    pack = library().get(pack_id)
    facts = data.draw(filings(pack, form))
    back = in_forms(read_back(pack, facts, format_), form)
    assert shapes(back) == shapes(facts)
    assert revision(pack, back) == revision(pack, facts)


@pytest.mark.parametrize("format_", FORMATS)
@PROFILE
@given(data=st.data())
def test_a_whole_package_reads_back_as_the_same_facts(format_: str, data: st.DataObject) -> None:
    pack = library().get("cn-430203-lusong")
    facts = [one for form in FORMS for one in data.draw(filings(pack, form))]
    facts = [numbered(one, number) for number, one in enumerate(facts, 1)]
    back = in_forms(read_back(pack, facts, format_), *FORMS)
    assert sorted(set(shapes(back)), key=str) == shapes(facts)  # the accounts have the report as their annex once more
    assert revision(pack, back) == revision(pack, facts)


def numbered(one: Statement, number: int) -> Statement:
    return Statement(**{**{name: getattr(one, name) for name in Statement.__slots__}, "id": f"f{number}"})


NAMES = st.text("甲乙丙丁某", min_size=2, max_size=3)
SIGNED = {
    "sign.preparer": (Kind.TEXT, NAMES),
    "sign.date": (Kind.DATE, st.dates().map(lambda day: f"{day.year:04}年{day.month}月{day.day}日")),
    "sign.phone": (Kind.CODE, st.from_regex(r"0731-[0-9]{8}", fullmatch=True)),
    "sign.head": (Kind.TEXT, NAMES),
}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("form", ["cn.basic_data", "cn.self_evaluation"])
@PROFILE
@given(data=st.data())
def test_signatures_read_back_under_their_form(form: str, format_: str, data: st.DataObject) -> None:
    pack = library().get("cn-430000-hunan")
    facts = list(data.draw(filings(pack, form)))
    signed = {
        concept: Statement(
            f"s{concept}",
            FactKey(concept, str(YEAR), dimensions=(("form", pack.forms[form].label),)),
            State.REPORTED,
            kind,
            text=data.draw(words),
            address=f"{form}!fields/{concept}",
        )
        for concept, (kind, words) in SIGNED.items()
    }
    back = read_back(pack, [*facts, *signed.values()], format_)
    assert shapes(one for one in back if "!fields/" in one.address) == shapes(signed.values())
