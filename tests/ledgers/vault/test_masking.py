"""What is shown with stars is enough to recognise a row and too little to use it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.ledgers.vault.masking import mask_account, mask_identity, mask_name, mask_other, mask_phone
from hengji.ledgers.vault.person import Person


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (mask_identity, "430000199001011234", "430***********1234"),
        (mask_identity, "000000900101000", "000********1000"),
        (mask_identity, "12345", "*****"),
        (mask_identity, "", ""),
        (mask_phone, "13800001234", "138****1234"),
        (mask_phone, "1234567", "*******"),
        (mask_name, "张三", "张*"),
        (mask_name, "张三丰", "张*"),
        (mask_name, "𠮷田", "𠮷*"),
        (mask_name, "", ""),
        (mask_account, "6222000000001234", "************1234"),
        (mask_account, "12345", "*****"),
        (mask_phone, "0731000001", "**********"),
        (mask_other, "某县某镇", "***"),
        (mask_other, "", ""),
    ],
)
def test_a_mask(mask: object, text: str, shown: str) -> None:
    assert callable(mask)
    assert mask(text) == shown


@given(st.text(st.characters(categories=["Nd"]), max_size=30))
def test_a_mask_keeps_the_length_and_hides_a_third_at_least(text: str) -> None:
    for mask in (mask_identity, mask_phone, mask_account):
        shown = mask(text)
        assert len(shown) == len(text)
        assert shown.count("*") * 3 >= len(text)


def test_a_person_is_shown_with_stars_in_errors_and_logs() -> None:
    person = Person("甲某某", "000000199001010018", "13800000001", "6222000000000001", {"住址": "某县某镇"})
    assert repr(person) == "Person(甲* 000***********0018)"
    assert repr([person.masked()]) == "[Person(甲* 000***********0018)]"
    assert repr(Person("甲某")) == "Person(甲*)"
    assert person.masked().more == {"住址": "***"}
