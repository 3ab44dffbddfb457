"""Facts, their statements, and numbers as people print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.facts.fact import FactKey, FactStore, Kind, Source, State, Statement, dimensions_of
from hengji.facts.numbers import chinese_ordinal, plain_text
from hengji.facts.place import TextPlace

KEY = FactKey("expenditure", "2023", "actual")
OTHER = FactKey("expenditure", "2023", "budget")


def stated(name: str, key: FactKey = KEY, value: str = "1.00") -> Statement:
    """A reported figure."""
    return Statement(name, key, State.REPORTED, Kind.MONEY, Decimal(value), unit="万元")


def test_statements_of_one_fact_stand_side_by_side() -> None:
    first, second, other = stated("f1"), stated("f2", value="2.00"), stated("f3", OTHER)
    store = FactStore([first, other, second])
    assert list(store) == [first, other, second]
    assert len(store) == 3
    assert store.of_key(KEY) == [first, second]
    assert store.of_concept("expenditure") == [first, other, second]
    assert store.keys() == [KEY, OTHER]
    assert store.get("f2") is second


def test_what_is_not_stated_is_not_there() -> None:
    store = FactStore([stated("f1")])
    assert store.get("f9") is None
    assert store.of_key(OTHER) == []
    assert store.of_concept("revenue") == []


def test_an_id_is_taken_once_and_nothing_is_overwritten() -> None:
    store = FactStore([stated("f1")])
    with pytest.raises(ValueError, match="f1 is taken"):
        store.add(stated("f1", value="9.00"))
    assert [one.value for one in store] == [Decimal("1.00")]
    assert len(store.of_key(KEY)) == 1


def test_what_the_store_hands_out_is_not_the_store() -> None:
    store = FactStore([stated("f1")])
    store.of_key(KEY).clear()
    store.of_concept("expenditure").clear()
    assert store.of_key(KEY) == store.of_concept("expenditure") == [stated("f1")]


def test_the_same_dimensions_in_any_order_are_one_key() -> None:
    one = FactKey("expenditure", "2023", dimensions=dimensions_of({"fund": "财政拨款", "project": "机构改革"}))
    two = FactKey("expenditure", "2023", dimensions=dimensions_of({"project": "机构改革", "fund": "财政拨款"}))
    assert one == two
    assert (one.dimension("project"), one.dimension("function")) == ("机构改革", None)


@pytest.mark.parametrize(
    "other",
    [
        FactKey("expenditure.basic", "2023", "actual"),
        FactKey("expenditure", "2022", "actual"),
        FactKey("expenditure", "2023", "budget"),
        FactKey("expenditure", "2023", "actual", "某某局"),
        FactKey("expenditure", "2023", "actual", scope="consolidated"),
        FactKey("expenditure", "2023", "actual", dimensions=(("fund", "财政拨款"),)),
    ],
)
def test_every_part_of_a_key_tells_facts_apart(other: FactKey) -> None:
    assert FactStore([stated("f1"), stated("f2", other)]).of_key(KEY) == [stated("f1")]


def test_a_figure_stands_where_it_was_read_or_nowhere() -> None:
    read = Statement("f1", KEY, State.REPORTED, Kind.MONEY, source=Source("sha", TextPlace(1, 2), "9"))
    assert read.place == TextPlace(1, 2)
    assert stated("f2").place is None


# ------------------------------------------------------------------------------------------------------ numbers
def number_of(ordinal: str) -> int:
    """A Chinese ordinal read back."""
    digits = "零一二三四五六七八九"
    tens, ten, ones = ordinal.rpartition("十")
    return (digits.index(tens) if tens else 1 if ten else 0) * 10 + (digits.index(ones) if ones else 0)


@pytest.mark.parametrize("number", range(1, 100))
def test_an_ordinal_reads_back_to_its_number(number: int) -> None:
    assert number_of(chinese_ordinal(number)) == number


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_an_ordinal_is_said_as_headings_say_it(number: int, said: str) -> None:
    assert chinese_ordinal(number) == said


@pytest.mark.parametrize("number", [0, -1, 100])
def test_there_are_ninety_nine_ordinals(number: int) -> None:
    with pytest.raises(ValueError, match="not between 1 and 99"):
        chinese_ordinal(number)


@pytest.mark.parametrize(
    ("value", "text"), [("2.30", "2.30"), ("1E+2", "100"), ("1E-7", "0.0000001"), ("-0.00", "-0.00"), ("0", "0")]
)
def test_a_number_is_written_without_exponent_and_with_every_digit(value: str, text: str) -> None:
    assert plain_text(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_written_number_is_the_number(value: Decimal) -> None:
    assert Decimal(plain_text(value)).as_tuple() == value.as_tuple()
