"""A record is what the standard library's data class with slots is, only made later."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """A frozen record with a field given by name only."""

    first: int = 0
    file: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Inner(Base):
    """A record that adds to another, changes a default of it, and works one field out."""

    second: tuple[int, ...] = ()
    first: int = 7
    note: str = field(default="n", compare=False, repr=False)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", self.first + sum(self.second))


@dataclass(slots=True)
class Draft:
    """A record that may be changed."""

    name: str
    items: list[int] = field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class StandardBase:
    first: int = 0
    file: str = field(default="", kw_only=True)


@dataclasses.dataclass(frozen=True, slots=True)
class StandardInner(StandardBase):
    second: tuple[int, ...] = ()
    first: int = 7
    note: str = field(default="n", compare=False, repr=False)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", self.first + sum(self.second))


@pytest.mark.parametrize("given", [(), (1,), (1, (2, 3)), (1, (2,), "other")])
@pytest.mark.parametrize("named", [{}, {"file": "f"}])
def test_it_is_made_and_shown_as_the_standard_one(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, theirs = Inner(*given, **named), StandardInner(*given, **named)
    assert repr(ours) == repr(theirs).removeprefix("Standard")
    assert dataclasses.astuple(ours) == dataclasses.astuple(theirs)
    assert hash(ours) == hash(theirs)
    assert Inner.__match_args__ == StandardInner.__match_args__


@pytest.mark.parametrize("given", [(1, (2,), "n", 4), (1, (2,), "n", "x", "y")])
def test_too_many_values_are_refused(given: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError):
        Inner(*given)


def test_what_does_not_compare_leaves_records_equal() -> None:
    assert Inner(1, note="a") == Inner(1, note="b")
    assert Inner(1) != Inner(2)
    other: object = StandardInner(1)
    assert Inner(1) != other


def test_a_frozen_record_cannot_be_changed() -> None:
    record = Inner(1)
    with pytest.raises(FrozenInstanceError):
        record.first = 2  # type: ignore[misc] # what is tested
    with pytest.raises(FrozenInstanceError):
        del record.first
    assert not hasattr(record, "__dict__")


def test_one_that_may_be_changed_has_no_hash_and_a_list_of_its_own() -> None:
    one, other = Draft("a"), Draft("a")
    assert one == other
    one.items.append(1)
    assert other.items == []
    with pytest.raises(TypeError):
        hash(one)


def test_the_standard_library_knows_its_fields() -> None:
    assert dataclasses.is_dataclass(Inner(1))
    names = [one.name for one in dataclasses.fields(StandardInner)]
    assert [one.name for one in dataclasses.fields(Inner)] == names
    assert dataclasses.replace(Inner(1, (2,), file="f"), first=5) == Inner(5, (2,), file="f")
    assert dataclasses.replace(Draft("a", [1]), name="b") == Draft("b", [1])


@pytest.mark.parametrize("record", [Base(3, file="f"), Inner(1, (2,)), Draft("a", [1])])
def test_it_is_copied_and_pickled_whole(record: object) -> None:
    for again in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):  # noqa: S301 - own
        assert again == record
        assert repr(again) == repr(record)


def test_a_class_variable_is_refused_and_not_taken_for_a_field() -> None:
    with pytest.raises(TypeError, match="fields"):

        @dataclass(frozen=True, slots=True)
        class Wrong:
            count: ClassVar[int] = 0  # type: ignore[name-defined] # noqa: F821 - annotations are never evaluated


def test_explicit_equality_and_hash_stay() -> None:
    @dataclass(frozen=True, slots=True)
    class Own:
        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and self.text.lower() == other.text.lower()

        def __hash__(self) -> int:
            return hash(self.text.lower())

    assert len({Own("a"), Own("A")}) == 1
