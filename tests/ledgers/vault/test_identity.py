"""Identity numbers as GB 11643-1999 has them; all are made up: division 000000, nobody's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.ledgers.vault.identity import CHECKS, Fault, Sex, check_character, judge

DAY = date(2024, 12, 31)
firsts = st.builds(
    "{:06}{:%Y%m%d}{:03}".format, st.integers(0, 999999), st.dates(date(1900, 1, 1), DAY), st.integers(0, 999)
)


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ("000000199001010018", []),
        ("00000019900101000X", []),
        ("00000019900101000x", []),
        ("０００００0 19900101 000Ｘ", []),
        ("", [Fault.ABSENT]),
        (" ", [Fault.ABSENT]),
        ("00000019900101000", [Fault.LENGTH]),
        ("0000001990010100021", [Fault.LENGTH]),
        ("不详", [Fault.LENGTH]),
        ("000000900101000", [Fault.OLD]),
        ("00000O199001010002", [Fault.CHARACTER]),
        ("X00000199001010002", [Fault.CHARACTER]),
        ("00000019900101000A", [Fault.CHARACTER]),
        ("000000199002300009", [Fault.BIRTH]),
        ("000000199013010002", [Fault.BIRTH, Fault.CHECK]),
        ("000000202501010000", [Fault.FUTURE]),
        ("000000199001010003", [Fault.CHECK]),
    ],
)
def test_what_is_wrong_with_a_number(typed: str, faults: list[Fault]) -> None:
    assert [problem.kind for problem in judge(typed, on=DAY).problems] == faults


def test_a_number_of_the_standard_has_the_check_character_of_the_standard() -> None:
    assert check_character("11010519491231002") == "X"  # the example printed in GB 11643-1999


def test_the_birth_date_and_the_sex_are_those_of_the_number() -> None:
    man, woman = judge("000000199001010018"), judge("00000019900101000X")
    assert (man.birth, man.sex, woman.sex) == (date(1990, 1, 1), Sex.MALE, Sex.FEMALE)


def test_a_birth_of_tomorrow_is_told_only_when_there_is_a_today() -> None:
    assert judge("000000202501010000").problems == ()


def test_sentences_say_what_to_do_and_do_not_repeat_the_number() -> None:
    sentence = judge("000000199001010003").problems[0].message
    assert sentence == "身份证号的校验码不对（按国家标准 GB 11643 推算与所填不符）：请对照证件逐位核对。"
    assert judge("1234567890").problems[0].message == "身份证号应当是18位，这里是10位：请核对是否漏了或多了数字。"


@given(firsts)
def test_a_number_with_its_check_character_is_good(first: str) -> None:
    judged = judge(first + check_character(first), on=DAY)
    assert judged.problems == ()
    assert f"{judged.birth:%Y%m%d}" == first[6:14]


@given(firsts)
def test_the_weighted_sum_of_all_eighteen_leaves_one(first: str) -> None:
    values = [10 if character == "X" else int(character) for character in first + check_character(first)]
    assert sum(value * 2**power for power, value in enumerate(reversed(values))) % 11 == 1  # ISO 7064 MOD 11-2


@given(firsts, st.integers(0, 17), st.sampled_from(CHECKS))
def test_any_one_wrong_character_is_noticed(first: str, place: int, other: str) -> None:
    number = first + check_character(first)
    changed = number[:place] + other + number[place + 1 :]
    assert bool(judge(changed).problems) is (changed != number)


@given(firsts, st.integers(0, 16))
def test_any_two_neighbours_in_wrong_order_are_noticed(first: str, place: int) -> None:
    number = first + check_character(first)
    changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert bool(judge(changed).problems) is (changed != number)
