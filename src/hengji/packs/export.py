"""Exports of other programs: which of their tables the forms of a filing are taken from, and how they are rounded."""

from __future__ import annotations

from dataclasses import dataclass

from hengji.packs.check import Version, read_versions
from hengji.packs.errors import Mark
from hengji.packs.source import Reader

WAYS = ("largest", "nearest", "none")
CERTAINTIES = ("certain", "likely")


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table of the export (``source``, a form) and the forms whose cells state the same facts.

    ``certain`` is False where the correspondence was not confirmed by the export's own publisher.
    """

    id: str
    source: str
    forms: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Export:
    """An export: its tables, and which figure takes the difference where rounded parts miss their whole (``way``)."""

    id: str
    label: str
    way: str
    tables: tuple[ExportedTable, ...]
    versions: tuple[Version, ...]
    mark: Mark

    def version(self, year: int) -> Version | None:
        """The version in force in a fiscal year; None when the export is not of that year."""
        return next((version for version in self.versions if version.since <= year <= version.until), None)


def load_export(reader: Reader) -> Export:
    """An export as declared."""
    tables = []
    for item in reader.readers("tables", "导出的表"):
        certain = item.choice("sure", CERTAINTIES, CERTAINTIES[0]) == CERTAINTIES[0]
        tables.append(ExportedTable(item.text("id"), item.text("from"), item.texts("to"), certain))
        item.done()
    export = Export(
        id=reader.text("export"),
        label=reader.text("label"),
        way=reader.choice("way", WAYS, WAYS[0]),
        tables=tuple(tables),
        versions=read_versions(reader),
        mark=reader.node.mark,
    )
    reader.done()
    return export
