"""What becomes of every cell of a blank form, and of every figure of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hengji.documents.document import Text
from hengji.engine.editions import Removal
from hengji.facts.fact import FactKey, Statement
from hengji.packs.form import CellSpec
from hengji.writing.text_edits import Edit


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in the blank: its text with its place, and where a reading of the file finds it again.

    ``table`` counts the tables of the file; ``row`` and ``position`` are those of the cell in its table (-1 for a line
    under a form), ``column`` the column of the form, or the concept of a signature.
    """

    text: Text
    table: int
    row: int
    position: int
    column: str

    def order(self) -> tuple[bool, int, int, int]:
        """Where it comes among others: table by table, row by row, lines under forms last."""
        return (self.table < 0, self.table, self.row, self.position)

    def say(self) -> str:
        """The place in Chinese."""
        return self.text.whole().say()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to enter: what the characters become, and the statement that then stands there.

    ``statement`` is in the unit of the cell, None for the name of a row; ``keys`` tell the row from others of its list.
    """

    spot: Spot
    label: str
    edits: tuple[Edit, ...]
    statement: Statement | None = None
    spec: CellSpec | None = None
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """What is entered."""
        return "".join(edit.text for edit in self.edits)


@dataclass(frozen=True, slots=True)
class Open:
    """A cell of the form that stays empty: the data say nothing of it."""

    spot: Spot
    label: str


@dataclass(frozen=True, slots=True)
class Held:
    """A cell in which something stands already, other than the data say; or in which nothing can be entered."""

    spot: Spot
    label: str
    there: str
    wanted: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A row of a list (an indicator, a project) for which the blank has no line.

    ``form`` is the form's id, ``label`` its name. A line for it would stand behind row ``after`` of the ``table``-th
    table of the file; ``after`` is -1 where nothing of its group is drawn.
    """

    form: str
    label: str
    keys: Mapping[str, str]
    table: int
    after: int

    def holds(self, statement: Statement) -> bool:
        """Whether a statement is one of this row."""
        dimensions = dict(statement.key.dimensions)
        own = statement.address.startswith(f"{self.form}!")
        return own and all(dimensions.get(name) == value for name, value in self.keys.items())

    def say(self) -> str:
        """The names of the row, from the whole to the part."""
        return " / ".join(value for name, value in self.keys.items() if name != "ordinal")


@dataclass(slots=True)
class Plan:
    """What is to be entered in a blank form, and what is not.

    ``forms`` are those recognised, ``tables`` their names by the number of the table in the file.
    """

    wanted: list[Wanted] = field(default_factory=list)
    kept: list[Wanted] = field(default_factory=list)
    empty: list[Open] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    formulas: list[Wanted] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)
    placed: set[FactKey] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    tables: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that, read again, does not say what the data say."""

    spot: Spot
    label: str
    there: str
    wanted: str


@dataclass(slots=True)
class Filled:
    """The filled file and the account of it; ``half`` says that it is not what the data say throughout."""

    content: bytes
    plan: Plan
    pack: str
    unplaced: list[Statement] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    uncomputed: list[Open] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    added_rows: int = 0

    @property
    def half(self) -> bool:
        """Whether anything of the data did not get into the file, or stands there otherwise."""
        plan = self.plan
        return bool(plan.held or plan.left_over or self.unplaced or self.differences or self.uncomputed)
