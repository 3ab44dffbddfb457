"""Columns of lists of persons: what of a person each holds, so that it goes to the file of persons and nowhere else."""

from __future__ import annotations

from hengji.packs.errors import Mark
from hengji.packs.source import Reader
from hengji.records import dataclass

PARTS = ("token", "name", "identity", "phone", "account", "more")


@dataclass(frozen=True, slots=True)
class PersonColumn:
    """A personal column by its words; ``part`` is what it holds of a person, `token` what stands in their place."""

    id: str
    label: str
    aliases: tuple[str, ...]
    part: str
    mark: Mark


def load_person_column(reader: Reader) -> PersonColumn:
    """A personal column as declared."""
    column = PersonColumn(
        id=reader.text("id"),
        label=reader.text("label"),
        aliases=reader.texts("aliases"),
        part=reader.choice("part", PARTS),
        mark=reader.node.mark,
    )
    reader.done()
    return column
