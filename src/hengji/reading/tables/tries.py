"""What came of trying tables under packs, kept while one file is read.

To choose a pack every table is tried under every pack, before a title is asked for; reading then asks for the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TypeVar, cast

from hengji.documents.document import Table
from hengji.packs.pack import Pack
from hengji.records import dataclass

FoundT = TypeVar("FoundT")


@dataclass(slots=True, eq=False)
class Tries:
    """What was found out about tables; nothing in it may be changed by who asks for it."""

    _found: dict[tuple[object, ...], object] = field(default_factory=dict)
    _tables: dict[int, Table] = field(default_factory=dict)

    def once(self, pack: Pack, table: Table, what: str, find: Callable[[], FoundT]) -> FoundT:
        """What ``find`` finds out about a table under a pack, found once; ``what`` tells one question from another."""
        self._tables[id(table)] = table  # held, so that no other table comes to have its identity
        key = (pack.digest, id(table), what)
        if key not in self._found:
            self._found[key] = find()
        return cast("FoundT", self._found[key])
