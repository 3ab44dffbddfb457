"""The ledger book of a pack from its merged declarations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from hengji.packs.concept import load_listing
from hengji.packs.errors import Mistake
from hengji.packs.ledger.binding import load_binding
from hengji.packs.ledger.book import LedgerBook, bind, load_role
from hengji.packs.ledger.comparison import load_comparison
from hengji.packs.ledger.draw import load_draw
from hengji.packs.ledger.extract import load_extract
from hengji.packs.ledger.measure import load_measure
from hengji.packs.ledger.outlook import load_outlook
from hengji.packs.ledger.person_column import load_person_column
from hengji.packs.ledger.register import COMMON, load_register
from hengji.packs.ledger.testimony import load_testimony
from hengji.packs.norm import load_norm
from hengji.packs.pack import Pack
from hengji.packs.source import Reader

DeclarationT = TypeVar("DeclarationT")


class Loader(Protocol):
    """Loads the declarations of one kind, each by the function given."""

    def __call__(self, kind: str, loader: Callable[[Reader], DeclarationT], /) -> Mapping[str, DeclarationT]:
        """The declarations by their id."""
        ...


def load_book(pack: Pack, load: Loader, mistakes: list[Mistake]) -> LedgerBook:
    """The book of a pack; what does not fit together is added to ``mistakes``."""
    registers = dict(load("registers", load_register))
    book = LedgerBook(
        pack=pack.id,
        sources=pack.sources,
        codes=pack.codes,
        common=registers.pop(COMMON, None),
        registers=registers,
        roles=load("roles", load_role),
        measures=load("measures", load_measure),
        bindings=load("bindings", load_binding),
        testimonies=load("testimonies", load_testimony),
        norms=load("norms", load_norm),
        listings=load("listings", load_listing),
        extracts=load("extracts", load_extract),
        comparisons=load("comparisons", load_comparison),
        draws=load("draws", load_draw),
        outlooks=load("outlooks", load_outlook),
        persons=load("persons", load_person_column),
        units=pack.units,
    )
    return bind(book, pack, mistakes)
