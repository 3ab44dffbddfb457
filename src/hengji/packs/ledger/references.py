"""Names that a declaration speaks of and that must be declared somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from hengji.packs.errors import Mark, Mistake, similar


def unknown(mark: Mark, code: str, thing: str, names: Iterable[str], known: Collection[str]) -> Iterator[Mistake]:
    """A mistake for every name that is not known; empty names stand for nothing."""
    for name in names:
        if name and name not in known:
            yield Mistake(mark, f"ledger.unknown-{code}", f"没有名为 {name} 的{thing}。", similar(name, known))
