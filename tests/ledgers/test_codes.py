"""Unified social credit codes: what is good, what is wrong and how it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.ledgers import codes
from hengji.ledgers.codes import ALPHABET, ORGANISATION_ALPHABET, CodeFault
from hengji.packs.concept import CodeList, load_listing
from hengji.packs.errors import Mistake
from hengji.packs.library import Library
from hengji.packs.source import Reader

PUBLIC = ("11100000000013127D", "1144150000724047XL")
MADE_UP = ("114301000000000195", "124301000000000A2M", "11430100MB0000000D")
parts = st.tuples(
    st.sampled_from("1259Y"),
    st.sampled_from("1239"),
    st.from_regex(r"[1-8][0-9]{5}", fullmatch=True),
    st.text(ALPHABET, min_size=8, max_size=8),
)


@pytest.fixture(scope="module")
def registrars() -> CodeList:
    """The registrars and categories of the national pack."""
    mistakes: list[Mistake] = []
    node = Library.builtin().declared("cn", "listings")["cn.uscc-registrars"]
    listing = load_listing(Reader(node, mistakes, "名录"))
    assert mistakes == []
    return listing


@pytest.mark.parametrize("code", [*PUBLIC, *MADE_UP])
def test_good_codes_have_no_problem(code: str, registrars: CodeList) -> None:
    assert codes.problems(code, registrars) == ()
    assert codes.check_character(code[:17]) == code[17]
    assert codes.organisation_check_character(code[8:16]) == code[16]
    assert codes.organisation_problems(code[8:17]) == ()


def test_small_letters_are_as_good_as_capitals(registrars: CodeList) -> None:
    assert codes.problems("1144150000724047xl", registrars) == ()


@pytest.mark.parametrize(
    ("code", "faults", "says"),
    [
        ("11430100000000019", [(CodeFault.LENGTH, 0)], "应为 18 位，现为 17 位"),
        ("", [(CodeFault.LENGTH, 0)], "现为 0 位"),
        ("11430100000000O195", [(CodeFault.CHARACTER, 15)], "不用字母 I、O、S、V、Z"),
        ("1143010000000o0195", [(CodeFault.CHARACTER, 14)], "不用字母 I、O、S、V、Z"),
        ("11430100 000000195", [(CodeFault.CHARACTER, 9)], "空格"),
        ("１14301000000000195", [(CodeFault.CHARACTER, 1)], "半角"),
        ("114301-00000000195", [(CodeFault.CHARACTER, 7)], "只能有数字和大写字母"),
        ("C14301000000000195", [(CodeFault.REGISTRAR, 1), (CodeFault.CHECK, 18)], "1（机构编制）"),
        ("144301000000000195", [(CodeFault.CATEGORY, 2), (CodeFault.CHECK, 18)], "2（事业单位）"),
        ("1143A1000000000195", [(CodeFault.DIVISION, 5), (CodeFault.CHECK, 18)], "应为 6 位数字"),
        ("110301000000000195", [(CodeFault.DIVISION, 3), (CodeFault.CHECK, 18)], "不会以 0 开头"),
        ("114301000000000185", [(CodeFault.ORGANISATION_CHECK, 17), (CodeFault.CHECK, 18)], "第 17 位应为 9"),
        ("114301000000000194", [(CodeFault.CHECK, 18)], "应为 5（GB 32100-2015"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    code: str, faults: list[tuple[CodeFault, int]], says: str, registrars: CodeList
) -> None:
    found = codes.problems(code, registrars)
    assert [(one.fault, one.place) for one in found] == faults
    assert any(says in one.says for one in found)


def test_a_division_is_held_against_the_list_that_is_given() -> None:
    assert codes.problems(MADE_UP[0], divisions={"430100"}) == ()
    (found,) = codes.problems(MADE_UP[0], divisions={"430200"})
    assert (found.fault, found.place) == (CodeFault.DIVISION, 3)


def test_the_category_is_judged_only_below_a_registrar_that_lists_any(registrars: CodeList) -> None:
    assert codes.problems(codes.make_code("5", "7", "430100", "MJ000001"), registrars) == ()
    assert codes.problems(codes.make_code("1", "7", "430100", "MB000001"), registrars) != ()


def test_without_lists_only_the_standard_is_judged() -> None:
    assert codes.problems(codes.make_code("C", "7", "430100", "MB000001")) == ()


@given(parts)
def test_a_code_that_is_made_is_good(one: tuple[str, str, str, str]) -> None:
    code = codes.make_code(*one)
    assert codes.problems(code) == ()
    assert (code[0], code[1], code[2:8], code[8:16]) == one


@given(parts, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_change_of_one_character_is_found(one: tuple[str, str, str, str], place: int, other: str) -> None:
    code = codes.make_code(*one)
    changed = code[:place] + other + code[place + 1 :]
    assert bool(codes.problems(changed)) == (changed != code)


@given(parts, st.integers(0, 16))
def test_two_neighbours_changed_over_are_found(one: tuple[str, str, str, str], place: int) -> None:
    code = codes.make_code(*one)
    changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert bool(codes.problems(changed)) == (changed != code)


@given(st.text(ORGANISATION_ALPHABET, min_size=8, max_size=8), st.integers(0, 8), st.sampled_from("0123456789"))
def test_an_organisation_code_finds_a_changed_character_unless_they_are_eleven_apart(
    body: str, place: int, other: str
) -> None:
    code = codes.make_organisation_code(body)
    changed = code[:place] + other + code[place + 1 :]
    values = (ORGANISATION_ALPHABET.index(code[place]), ORGANISATION_ALPHABET.index(other))
    same = changed == code or (place < 8 and (values[0] - values[1]) % 11 == 0)
    assert bool(codes.organisation_problems(changed)) == (not same)


def test_an_organisation_code_may_have_its_hyphen() -> None:
    assert codes.organisation_problems("00001312-7") == ()
    (found,) = codes.organisation_problems("00001312-8")
    assert (found.place, found.expected) == (9, "7")
    assert codes.organisation_problems("0000")[0].fault is CodeFault.LENGTH
    assert codes.organisation_problems("0000?3127")[0].fault is CodeFault.CHARACTER


@pytest.mark.parametrize("body", ["1143010000000001", "1143010000000001I", "11430100000000 19"])
def test_no_check_character_of_what_is_no_body(body: str) -> None:
    with pytest.raises(codes.CodeMakingError, match="前 17 位"):
        codes.check_character(body)


def test_no_organisation_check_character_of_what_is_no_body() -> None:
    with pytest.raises(codes.CodeMakingError, match="前 8 位"):
        codes.organisation_check_character("123")
