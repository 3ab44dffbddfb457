"""Unified social credit codes (统一社会信用代码) and organisation codes: check characters, what is wrong with a code.

The eighteen characters of GB 32100-2015: 1 registrar, 2 category, 3-8 division, 9-17 organisation code by GB 11714-1997
(its last character checks the eight before it), 18 check character over all. The two standards number letters
differently: GB 32100 leaves out I, O, S, V, Z, GB 11714 counts A to Z as 10 to 35. Small letters stand for the
capitals. A code is judged, never corrected; the names of registrars and categories come from the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum

from hengji.errors import HengjiError
from hengji.packs.concept import CodeList
from hengji.records import dataclass

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LENGTH, ORGANISATION_LENGTH = 18, 9
LEFT_OUT = "IOSVZ"


class CodeFault(Enum):
    """What can be wrong with a code."""

    LENGTH = "length"
    CHARACTER = "character"
    REGISTRAR = "registrar"
    CATEGORY = "category"
    DIVISION = "division"
    ORGANISATION_CHECK = "organisation_check"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """One thing wrong with a code; ``place`` counts characters from 1, 0 is the code as a whole.

    ``expected`` is the character that would fit what stands before it, where that can be told.
    """

    fault: CodeFault
    place: int
    says: str
    expected: str = ""


class CodeMakingError(HengjiError):
    """A code cannot be made from the parts that were given."""

    code = "ledger.code-parts"


def check_character(body: str) -> str:
    """The 18th character that GB 32100-2015 asks for the first seventeen.

    Raises:
        CodeMakingError: ``body`` is not seventeen characters of the standard's alphabet.
    """
    shown = body.upper()
    if len(shown) != LENGTH - 1 or not set(shown) <= set(ALPHABET):
        raise CodeMakingError(
            f"“{body}”不是统一社会信用代码的前 17 位。", hint="请给 17 位数字或大写字母（不含 I、O、S、V、Z）。"
        )
    total = sum(ALPHABET.index(one) * weight for one, weight in zip(shown, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check_character(body: str) -> str:
    """The 9th character that GB 11714-1997 asks for the first eight.

    Raises:
        CodeMakingError: ``body`` is not eight digits or letters.
    """
    shown = body.upper()
    if len(shown) != ORGANISATION_LENGTH - 1 or not set(shown) <= set(ORGANISATION_ALPHABET):
        raise CodeMakingError(f"“{body}”不是组织机构代码的前 8 位。", hint="请给 8 位数字或大写字母。")
    pairs = zip(shown, ORGANISATION_WEIGHTS, strict=True)
    rest = 11 - sum(ORGANISATION_ALPHABET.index(one) * weight for one, weight in pairs) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def make_organisation_code(body: str) -> str:
    """A made-up organisation code: eight characters and the check character they ask for."""
    return body.upper() + organisation_check_character(body)


def make_code(registrar: str, category: str, division: str, body: str) -> str:
    """A made-up unified code of its parts, both check characters computed; ``body`` are the eight characters 9 to 16.

    For examples and tests only: a real code is the one on the certificate.
    """
    first = f"{registrar}{category}{division}{make_organisation_code(body)}"
    return first.upper() + check_character(first)


def organisation_problems(code: str) -> tuple[CodeProblem, ...]:
    """What is wrong with an organisation code of nine characters; a hyphen before the last one is as it is printed.

    Unlike the unified code it does not detect every slip: letters 11 apart (0 and B, 1 and C, A and L) check alike.
    """
    written = code[:-2] + code[-1:] if code[-2:-1] == "-" else code
    if len(written) != ORGANISATION_LENGTH:
        says = f"组织机构代码应为 {ORGANISATION_LENGTH} 位，现为 {len(written)} 位。"
        return (CodeProblem(CodeFault.LENGTH, 0, says),)
    strange = tuple(_strange(written, ORGANISATION_ALPHABET, "组织机构代码"))
    if strange:
        return strange
    expected = organisation_check_character(written[:-1])
    if written[-1].upper() == expected:
        return ()
    says = (
        f"末位校验码应为 {expected}（GB 11714-1997，按前 8 位算），现为 {written[-1]}；"
        "前 8 位或校验码有误，请与证书核对。"
    )
    return (CodeProblem(CodeFault.ORGANISATION_CHECK, ORGANISATION_LENGTH, says, expected),)


def problems(
    code: str, registrars: CodeList | None = None, divisions: Collection[str] | None = None
) -> tuple[CodeProblem, ...]:
    """What is wrong with a unified social credit code; nothing for a good one.

    ``registrars`` lists the first characters and below them, as codes of two characters, the categories; a registrar
    without any is not judged by category. ``divisions`` are the codes of GB/T 2260 that may stand at 3 to 8. Without
    these lists only what the standard itself says is judged.
    """
    if len(code) != LENGTH:
        says = f"统一社会信用代码应为 {LENGTH} 位，现为 {len(code)} 位。"
        return (CodeProblem(CodeFault.LENGTH, 0, says),)
    strange = tuple(_strange(code, ALPHABET, f"{LENGTH} 位代码"))
    if strange:
        return strange
    shown = code.upper()
    return (*_named(shown, registrars), *_division(shown, divisions), *_checked(shown))


def _strange(code: str, alphabet: str, what: str) -> Iterator[CodeProblem]:
    """Characters the standard does not use."""
    for place, one in enumerate(code, 1):
        if one.isascii() and one.upper() in alphabet:
            continue
        if one.upper() in LEFT_OUT:
            why = f"{what}不用字母 {'、'.join(LEFT_OUT)}，请看是不是把数字看成了字母"
        elif one.isspace():
            why = "多了空格，请去掉后再看位数"
        elif not one.isascii() and one.isalnum():
            why = "不是半角的数字或字母，请改用半角"
        else:
            why = "代码里只能有数字和大写字母"
        yield CodeProblem(CodeFault.CHARACTER, place, f"第 {place} 位“{one}”不能出现在{what}里：{why}。")


def _named(code: str, registrars: CodeList | None) -> Iterator[CodeProblem]:
    """The registrar and category, held against the list."""
    if registrars is None:
        return
    first = registrars.get(code[0])
    if first is None:
        known = _choices([(entry.code, entry.name) for entry in registrars.codes if not entry.parent])
        yield CodeProblem(CodeFault.REGISTRAR, 1, f"第 1 位“{code[0]}”不是登记管理部门的代码，应为 {known} 之一。")
        return
    below = registrars.children(first.code)
    if below and registrars.get(code[:2]) not in below:
        known = _choices([(entry.code[1:], entry.name) for entry in below])
        says = f"第 2 位“{code[1]}”不是{first.name}部门登记的机构类别，应为 {known} 之一。"
        yield CodeProblem(CodeFault.CATEGORY, 2, says)


def _choices(entries: list[tuple[str, str]]) -> str:
    return "、".join(f"{code}（{name}）" for code, name in entries)


def _division(code: str, divisions: Collection[str] | None) -> Iterator[CodeProblem]:
    """The division of the registrar, six digits that begin with a province."""
    division = code[2:8]
    if not division.isdigit():
        place = next(number for number, one in enumerate(division, 3) if not one.isdigit())
        says = f"第 3—8 位是登记管理机关的行政区划码，应为 6 位数字，现为“{division}”。"
        yield CodeProblem(CodeFault.DIVISION, place, says)
    elif division[0] == "0":
        says = f"第 3—8 位是登记管理机关的行政区划码（GB/T 2260），不会以 0 开头，现为“{division}”。"
        yield CodeProblem(CodeFault.DIVISION, 3, says)
    elif divisions is not None and division not in divisions:
        says = f"第 3—8 位“{division}”不在可用的行政区划码之中，请核对是哪一级机关登记的。"
        yield CodeProblem(CodeFault.DIVISION, 3, says)


def _checked(code: str) -> Iterator[CodeProblem]:
    """Both check characters."""
    inner, last = organisation_check_character(code[8:16]), check_character(code[:17])
    if code[16] != inner:
        says = (
            f"第 17 位应为 {inner}（GB 11714-1997，按第 9—16 位“{code[8:16]}”算），现为 {code[16]}；"
            "第 9—17 位里有误，请与证书核对。"
        )
        yield CodeProblem(CodeFault.ORGANISATION_CHECK, 17, says, inner)
    if code[17] != last:
        says = (
            f"第 18 位校验码应为 {last}（GB 32100-2015，按前 17 位算），现为 {code[17]}；"
            "前 17 位或校验码有误，请与证书核对。"
        )
        yield CodeProblem(CodeFault.CHECK, LENGTH, says, last)
