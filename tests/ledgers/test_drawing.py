"""The double-random draw: repeatable by anyone, fair, and refused where it cannot be made."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.ledgers.drawing import DrawError, draw, list_hash, verify
from hengji.ledgers.drawing_record import Candidate, Inspector, Lists, Terms

ON = date(2024, 9, 2)
ONE_PERCENT = Decimal("0.01")


def objects(count: int, drawn: int = 0) -> tuple[Candidate, ...]:
    return tuple(Candidate(f"P{number:04}", f"示例单位{number}", drawn=number < drawn) for number in range(count))


def inspectors(count: int) -> tuple[Inspector, ...]:
    return tuple(Inspector(f"J{number:02}", f"检查单位{number}", True, date(2030, 1, 1)) for number in range(count))


def lists(count: int = 20, drawn: int = 0, staff: int = 4) -> Lists:
    return Lists(objects(count, drawn), inspectors(staff))


@pytest.mark.parametrize(
    ("count", "drawn", "share", "taken", "says"),
    [
        (461, 0, "0.01", 5, "461 × 1% = 4.61，向上取整，抽 5 家"),
        (500, 0, "0.01", 5, "500 × 1% = 5，抽 5 家"),
        (461, 61, "0.01", 4, "名录 461 家，去掉本年已抽的 61 家，基数 400 家；400 × 1% = 4，抽 4 家"),
        (461, 0, "0.03", 14, "461 × 3% = 13.83，向上取整，抽 14 家"),
        (3, 0, "0.01", 1, "3 × 1% = 0.03，向上取整，抽 1 家"),
        (7, 0, "1", 7, "7 × 100% = 7，抽 7 家"),
    ],
)
def test_how_many_are_drawn(count: int, drawn: int, share: str, taken: int, says: str) -> None:
    record = draw(lists(count, drawn), Terms("2024161期", ON, share=Decimal(share)))
    assert len(record.drawn) == taken
    assert says in record.working
    assert len(record.base) == count - drawn
    assert [one.id for one in record.excluded] == [one.id for one in objects(count, drawn) if one.drawn]


def test_a_number_may_be_given_instead_of_a_share() -> None:
    record = draw(lists(), Terms("2024161期", ON, number=6))
    assert len(record.drawn) == 6
    assert "按方案抽 6 家" in record.working


def test_each_object_has_two_inspectors_or_as_many_as_asked() -> None:
    for wanted in (2, 3):
        record = draw(lists(), Terms("2024161期", ON, number=6, per_object=wanted))
        assert all(len(set(one.inspectors)) == wanted for one in record.drawn)


def test_the_draw_is_repeated_by_hand_as_the_record_says() -> None:
    """Word for word what `how` tells, with nothing of the program's."""
    given_lists = lists(30, 3, 5)
    record = draw(given_lists, Terms("2024161期", ON, number=4))
    text = "\n".join(f"{one.id}|{one.label}|{one.sponsor}|{1 if one.drawn else 0}" for one in given_lists.objects)
    staff = "\n".join(f"{one.id}|{one.unit}||1|2030-01-01" for one in given_lists.inspectors)
    first, second = (hashlib.sha256(one.encode()).hexdigest() for one in (text, staff))
    assert (record.objects_hash, record.inspectors_hash) == (first, second)
    assert first in record.how
    assert second in record.how
    assert "取前 4 家" in record.how

    def rank(*parts: str) -> str:
        return hashlib.sha256("|".join(parts).encode()).hexdigest()

    base = [one.id for one in given_lists.objects if not one.drawn]
    chosen = sorted(base, key=lambda name: rank("2024161期", first, name))[:4]
    assert [one.id for one in record.drawn] == chosen
    for one in record.drawn:
        names = [person.id for person in given_lists.inspectors]
        assert one.inspectors == tuple(sorted(names, key=lambda name: rank("2024161期", second, one.id, name))[:2])


@given(st.randoms(use_true_random=False), st.integers(1, 40), st.text("0123456789期", min_size=1, max_size=9))
def test_the_order_of_the_lists_does_not_matter(random: object, count: int, seed: str) -> None:
    plain = lists(count)
    mixed_objects, mixed_staff = list(plain.objects), list(plain.inspectors)
    random.shuffle(mixed_objects)  # type: ignore[attr-defined]
    random.shuffle(mixed_staff)  # type: ignore[attr-defined]
    terms = Terms(seed, ON, share=Decimal("0.03"))
    mixed = Lists(tuple(mixed_objects), tuple(mixed_staff))
    assert draw(mixed, terms) == draw(plain, terms)
    assert verify(draw(mixed, terms), plain) == ()


@given(st.integers(2, 60), st.text("0123456789", min_size=1, max_size=6))
def test_drawing_more_keeps_those_drawn_before(count: int, seed: str) -> None:
    names = [[one.id for one in draw(lists(count), Terms(seed, ON, number=taken)).drawn] for taken in (1, count // 2)]
    assert names[1][:1] == names[0]


@given(st.integers(1, 50), st.integers(0, 30), st.integers(1, 20))
def test_only_objects_of_the_base_are_drawn_and_none_twice(count: int, drawn: int, taken: int) -> None:
    base = max(0, count - drawn)
    terms = Terms("7", ON, number=taken)
    if taken > base:
        with pytest.raises(DrawError):
            draw(lists(count, drawn), terms)
        return
    record = draw(lists(count, drawn), terms)
    names = [one.id for one in record.drawn]
    assert len(set(names)) == taken
    assert set(names) <= set(record.base)
    assert set(record.base) | {one.id for one in record.excluded} == {one.id for one in objects(count)}


def test_every_object_and_inspector_is_drawn_about_equally_often() -> None:
    """Chi-squared over 2,000 seeds: 19 and 9 degrees of freedom, bounds at one in a million."""
    seen: Counter[str] = Counter()
    staff: Counter[str] = Counter()
    given_lists = lists(20, 0, 10)
    for seed in range(2000):
        (one,) = draw(given_lists, Terms(str(seed), ON, number=1)).drawn
        seen[one.id] += 1
        staff.update(one.inspectors)
    for counts, expected, bound in ((seen, 100, 63), (staff, 400, 44)):
        assert sum((count - expected) ** 2 / expected for count in counts.values()) < bound
    assert (len(seen), len(staff)) == (20, 10)


def test_who_has_no_valid_certificate_does_not_inspect() -> None:
    people = (
        *inspectors(2),
        Inspector("K1", "某单位", certified=False, valid_until=date(2030, 1, 1)),
        Inspector("K2", "某单位", certified=True, valid_until=date(2024, 9, 1)),
    )
    record = draw(Lists(objects(9), people), Terms("7", ON, number=9))
    assert [(one.id, one.why) for one in record.unfit] == [
        ("K1", "没有执法（检查）证件"),
        ("K2", "证件已于 2024-09-01 到期"),
    ]
    assert {name for one in record.drawn for name in one.inspectors} == {"J00", "J01"}


def test_a_certificate_holds_on_its_last_day_and_one_without_end_holds_on() -> None:
    people = (Inspector("A", "甲", certified=True, valid_until=ON), Inspector("B", "乙", certified=True))
    assert draw(Lists(objects(1), people), Terms("7", ON, number=1)).unfit == ()


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (Inspector("A", "P1", certified=True), "就在被抽查单位"),
        (Inspector("A", "示例学校", certified=True), "就在被抽查单位"),
        (Inspector("A", "教育局", certified=True), "同属一个举办单位"),
        (Inspector("A", "另一学校", certified=True, sponsor="教育局"), "同属一个举办单位"),
    ],
)
def test_inspectors_of_the_same_unit_or_sponsor_keep_away(person: Inspector, why: str) -> None:
    school = Candidate("P1", "示例学校", sponsor="教育局")
    record = draw(Lists((school,), (person, *inspectors(2))), Terms("7", ON, number=1))
    assert set(record.drawn[0].inspectors) == {"J00", "J01"}
    assert [(one.id, why in one.why) for one in record.drawn[0].recused] == [("A", True)]
    with pytest.raises(DrawError, match="回避 1 名，只剩 1 名"):
        draw(Lists((school,), (person, *inspectors(1))), Terms("7", ON, number=1))


def test_an_inspector_without_sponsor_is_not_recused_for_an_object_without_one() -> None:
    people = (Inspector("A", "", certified=True), Inspector("B", "", certified=True))
    assert draw(Lists((Candidate("P1", "甲"),), people), Terms("7", ON, number=1)).drawn[0].recused == ()


TWICE = (Candidate("P1", "甲"), Candidate("P1", "乙"))


@pytest.mark.parametrize(
    ("given_lists", "terms", "says"),
    [
        (Lists((), inspectors(2)), Terms("7", ON, number=1), "名录是空的"),
        (lists(3, 3), Terms("7", ON, share=ONE_PERCENT), "没有可抽的对象"),
        (lists(staff=1), Terms("7", ON, number=1), "只有 1 名，每家至少要 2 名"),
        (lists(), Terms("7", ON, number=1, per_object=1), "不得少于 2 名"),
        (lists(), Terms("7", ON, number=21), "抽不了"),
        (lists(), Terms("7", ON, number=0), "抽不了"),
        (lists(), Terms("7", ON), "只能写一样"),
        (lists(), Terms("7", ON, share=ONE_PERCENT, number=1), "只能写一样"),
        (lists(), Terms("7", ON, share=Decimal(3)), "300% 不在"),
        (lists(), Terms("7", ON, share=Decimal(0)), "不在 0 到"),
        (lists(), Terms(" ", ON, number=1), "种子"),
        (lists(), Terms("a|b", ON, number=1), "种子"),
        (Lists(TWICE, inspectors(2)), Terms("7", ON, number=1), "P1 出现两次"),
        (Lists((Candidate("", "甲"),), inspectors(2)), Terms("7", ON, number=1), "没有编号"),
        (Lists((Candidate("P1", "甲|乙"),), inspectors(2)), Terms("7", ON, number=1), "分隔用的字符"),
        (Lists((Candidate("P1", "甲\n乙"),), inspectors(2)), Terms("7", ON, number=1), "分隔用的字符"),
    ],
)
def test_what_cannot_be_drawn_is_refused(given_lists: Lists, terms: Terms, says: str) -> None:
    with pytest.raises(DrawError, match=re.escape(says)) as refused:
        draw(given_lists, terms)
    assert refused.value.hint


def test_a_share_outside_the_regulation_is_refused_with_the_way_out() -> None:
    between = (Decimal("0.01"), Decimal("0.03"))
    assert len(draw(lists(), Terms("7", ON, share=Decimal("0.03"), between=between)).drawn) == 1
    with pytest.raises(DrawError, match=r"不在规定的 1% 至 3% 之间.*写明家数"):
        draw(lists(), Terms("7", ON, share=Decimal("0.1"), between=between))


def test_the_hash_sees_every_field() -> None:
    plain = Candidate("P1", "甲", "局")
    others = [
        Candidate("P2", "甲", "局"),
        Candidate("P1", "乙", "局"),
        Candidate("P1", "甲"),
        Candidate("P1", "甲", "局", drawn=True),
    ]
    person = Inspector("A", "甲", certified=True)
    people = [Inspector("A", "甲", certified=False), Inspector("A", "甲", certified=True, valid_until=ON)]
    assert list_hash([plain]) not in {list_hash([one]) for one in others}
    assert list_hash([person]) not in {list_hash([one]) for one in people}


def test_what_was_changed_afterwards_is_found() -> None:
    given_lists = lists(30)
    record = draw(given_lists, Terms("7", ON, number=3))
    assert verify(record, given_lists) == ()
    first, second, third = record.drawn
    other = next(one for one in given_lists.objects if one.id not in {first.id, second.id, third.id})
    exchanged = dataclasses.replace(record, drawn=(dataclasses.replace(first, id=other.id), second, third))
    assert verify(exchanged, given_lists) == (
        f"记录抽中了 {other.id}，重抽没有抽中。",
        f"重抽应抽中 {first.id}，记录里没有。",
    )
    person = dataclasses.replace(record, drawn=(dataclasses.replace(first, inspectors=("J00", "X")), second, third))
    assert verify(person, given_lists) == (f"{first.id} 的检查人员或排序值与重抽的不同。",)
    assert verify(dataclasses.replace(record, drawn=(second, first, third)), given_lists) == (
        "抽中对象的次序与重抽的不同。",
    )
    assert any("名录被改过" in one for one in verify(record, lists(31)))
    assert verify(record, lists(30, staff=1))[0].startswith("照记录的条件抽不出结果")
    reseeded = dataclasses.replace(record, terms=Terms("8", ON, number=3))
    assert verify(reseeded, given_lists) != ()
