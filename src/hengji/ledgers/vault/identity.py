"""Identity numbers of citizens (公民身份号码): check character, birth date, sex, and what is wrong with one.

GB 11643-1999: 17 digits and a check character of ISO 7064 MOD 11-2. The division code is not judged: numbers keep the
code of a division that has long been abolished.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum

from hengji.records import dataclass

WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
CHECKS = "10X98765432"
LENGTH = 18
FORM = re.compile(r"[0-9]{17}[0-9X]")
OLD_FORM = re.compile(r"[0-9]{15}")


class Sex(StrEnum):
    """As the 17th digit says: odd for men, even for women."""

    MALE = "男"
    FEMALE = "女"


class Fault(StrEnum):
    """The kinds of what can be wrong with an identity number."""

    ABSENT = "absent"
    LENGTH = "length"
    CHARACTER = "character"
    OLD = "old"
    BIRTH = "birth"
    FUTURE = "future"
    CHECK = "check"


SENTENCES = {
    Fault.ABSENT: "没有填身份证号。",
    Fault.LENGTH: "身份证号应当是18位，这里是{length}位：请核对是否漏了或多了数字。",
    Fault.CHARACTER: "身份证号的前17位应当都是数字、最后一位是数字或X：请核对是否混进了别的字。",
    Fault.OLD: "这是15位的旧号码，已停止使用：请换成本人证件上的18位号码。",
    Fault.BIRTH: "身份证号第7至14位“{birth}”不是一个日期：请核对出生日期这一段。",
    Fault.FUTURE: "身份证号里的出生日期{birth}晚于{on}：请核对出生日期这一段。",
    Fault.CHECK: "身份证号的校验码不对（按国家标准 GB 11643 推算与所填不符）：请对照证件逐位核对。",
}


@dataclass(frozen=True, slots=True)
class IdentityProblem:
    """One thing that is wrong with a number; the sentence does not repeat the number, only its birth date at most."""

    kind: Fault
    message: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What an identity number says.

    Attributes:
        number: the number in its standard form: half width, no blanks, capital X.
        birth: the date of birth, None where the number has no valid one.
        sex: None where the number has not 18 characters.
        problems: what is wrong, in order of the places concerned; empty for a good number.
    """

    number: str
    birth: date | None
    sex: Sex | None
    problems: tuple[IdentityProblem, ...]


def normal(text: str) -> str:
    """The number as it is compared and kept: full width folded, blanks and hyphens out, capital X."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\-\u200b\ufeff']", "", folded).upper()


def check_character(first: str) -> str:
    """The 18th character that belongs to the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11]


def judge(text: str, *, on: date | None = None) -> Judged:
    """Everything a number says and all that is wrong with it.

    Args:
        text: as typed.
        on: a birth after this day is a problem; None does not ask.
    """
    number = normal(text)
    if not FORM.fullmatch(number):
        return Judged(number, None, None, (_problem(_ill_formed(number), length=len(number)),))
    birth, problems = _birth(number[6:14]), []
    if birth is None:
        problems.append(_problem(Fault.BIRTH, birth=number[6:14]))
    elif on is not None and birth > on:
        problems.append(_problem(Fault.FUTURE, birth=birth, on=on))
    if check_character(number[:17]) != number[17]:
        problems.append(_problem(Fault.CHECK))
    return Judged(number, birth, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE, tuple(problems))


def _ill_formed(number: str) -> Fault:
    """Why a text has not the form of an identity number."""
    if not number:
        return Fault.ABSENT
    if OLD_FORM.fullmatch(number):
        return Fault.OLD
    return Fault.CHARACTER if len(number) == LENGTH else Fault.LENGTH


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _problem(kind: Fault, **words: object) -> IdentityProblem:
    return IdentityProblem(kind, SENTENCES[kind].format(**words))
