"""What goes into a double-random draw and what comes out of it, with the words by which anyone can repeat it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hengji.records import dataclass

HOW_TO_REPEAT = """\
复核办法（不用本程序，有能算 SHA-256 的工具即可；文字一律 UTF-8，结果写成小写十六进制）：
1. 抽查对象名录：每家一行，依次写“编号、名称、举办单位、本年已抽（1 或 0）”，中间用一个“|”隔开；
   各行按编号的字符（Unicode）次序排好，行与行之间一个换行，末行之后没有换行。
   整段的 SHA-256 应为 {objects_hash}。
2. 检查人员名录：每人一行，依次写“编号、单位、该单位的举办单位、持证（1 或 0）、证件有效期（如 2025-12-31，没有则空）”，
   写法同上。整段的 SHA-256 应为 {inspectors_hash}。
3. 抽对象：去掉本年已抽的，对每一家算 SHA-256（“{seed}|对象名录的校验值|对象编号”），从小到大排，取前 {count} 家。
4. 配人员：只留持证且证件在 {on} 当天有效的；对抽中的每一家，去掉与它同单位、同举办单位的，对每人算
   SHA-256（“{seed}|人员名录的校验值|对象编号|人员编号”），从小到大排，取前 {per_object} 名。
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An object that may be drawn: its id, name, sponsor (举办单位), and whether it was drawn this year already."""

    id: str
    label: str
    sponsor: str = ""
    drawn: bool = False

    def line(self) -> str:
        """Its line in the list that is hashed."""
        return "|".join((self.id, self.label, self.sponsor, str(int(self.drawn))))

    def texts(self) -> tuple[str, ...]:
        """What of it is text."""
        return (self.id, self.label, self.sponsor)


@dataclass(frozen=True, slots=True)
class Inspector:
    """A person who may inspect: an id, the unit (its id or name) and that unit's sponsor, and the certificate."""

    id: str
    unit: str
    certified: bool
    valid_until: date | None = None
    sponsor: str = ""

    def line(self) -> str:
        """Its line in the list that is hashed."""
        until = self.valid_until.isoformat() if self.valid_until is not None else ""
        return "|".join((self.id, self.unit, self.sponsor, str(int(self.certified)), until))

    def texts(self) -> tuple[str, ...]:
        """What of it is text."""
        return (self.id, self.unit, self.sponsor)


@dataclass(frozen=True, slots=True)
class Lists:
    """The two lists a draw is made from."""

    objects: tuple[Candidate, ...]
    inspectors: tuple[Inspector, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a draw is made: the public seed, the day, how much of the base, how many inspectors for each.

    Either ``share`` (0.01 for 1 %, rounded up) or ``number``; ``between`` are the least and the greatest share the
    regulation allows, where the caller knows them.
    """

    seed: str
    on: date
    share: Decimal | None = None
    number: int | None = None
    per_object: int = 2
    between: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """An object or a person left out, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An object drawn: the number it was ranked by, its inspectors in order, and who was recused for it."""

    id: str
    label: str
    rank: str
    inspectors: tuple[str, ...]
    recused: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """A draw as it is published and filed: enough to repeat it from the lists, by program or by hand.

    ``base`` are the ids objects were drawn from, ``unfit`` the inspectors who could not take part, ``working`` how the
    number was found, ``how`` the instructions for repeating it.
    """

    terms: Terms
    objects_hash: str
    inspectors_hash: str
    base: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    unfit: tuple[Excluded, ...]
    working: str
    drawn: tuple[Drawn, ...]
    how: str
