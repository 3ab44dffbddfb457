"""Mistakes in a pack, each with its file and line, what is wrong and what would be right.

A loader collects every mistake of a pack before it stops, so one bad line does not hide the other hundred.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from hengji.errors import HengjiError
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a declaration file; ``file`` is relative to the folder the packs live in."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake of a pack's author."""

    mark: Mark
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.mark}: {self.message}{self.hint}"


class PackError(HengjiError):
    """A pack that cannot be used, with all its mistakes."""

    code = "pack.error"

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class UnknownPackError(HengjiError):
    """A pack was asked for that the library does not hold."""

    code = "pack.unknown"

    def __init__(self, pack: str, known: Iterable[str]) -> None:
        super().__init__(f"没有编号为 {pack} 的规则包。", hint=similar(pack, known))


def similar(word: str, known: Iterable[str], *, most: int = 3) -> str:
    """A Chinese hint naming the known words nearest to ``word``; empty when none is near."""
    near = difflib.get_close_matches(word, list(known), n=most, cutoff=0.5)
    return f"是否想写：{'、'.join(near)}？" if near else ""
