"""The expressions of a pack, parsed and typed once: checks against concepts, derivations against cells of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hengji.expressions import ExpressionError, Node, Reference, RefType, Want, parse
from hengji.facts.fact import Kind
from hengji.packs.concept import Concept
from hengji.packs.errors import Mark, Mistake
from hengji.packs.evidence import EvidenceRule, Way
from hengji.packs.meaning import Meaning

NUMBERS = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.SCORE, Kind.QUANTITY})


def parsed_check(text: str, concepts: Mapping[str, Concept], mark: Mark, mistakes: list[Mistake]) -> Node | None:
    """The tree of a check's expression; a mistake is recorded with the check's place."""

    def known(reference: Reference) -> RefType | None:
        concept = concepts.get(reference.name) if not reference.is_cell else None
        if concept is None:
            return None
        return _type(concept.kind, reference)

    return _parsed(text, known, Want.TRUTH, list(concepts), mark, mistakes)


def parsed_evidence(
    rule: EvidenceRule, way: Way, concepts: Mapping[str, Concept], mistakes: list[Mistake]
) -> dict[str, Node]:
    """What must hold of an indicator's printed rate, and when its divisor is nothing."""
    written = {"evidence": f"{rule.rate} = {way.formula}", "base": f"{way.to} = 0" if way.to else ""}
    trees = {kind: parsed_check(text, concepts, rule.mark, mistakes) for kind, text in written.items() if text}
    return {kind: tree for kind, tree in trees.items() if tree is not None}


def parsed_derivation(
    text: str, meaning: Meaning, band: str, row: str, mark: Mark, mistakes: list[Mistake]
) -> Node | None:
    """The tree of a cell's derivation over other cells of its form."""

    def known(reference: Reference) -> RefType | None:
        spec = meaning.cells.get(absolute(reference, band, row)) if reference.is_cell else None
        if spec is not None:
            return _type(spec.kind, reference)
        return RefType.NUMBER if reference.is_cell and _coded(reference, meaning, band) else None

    return _parsed(text, known, Want.NUMBER, [cell.address for cell in meaning.cells.values()], mark, mistakes)


def _coded(reference: Reference, meaning: Meaning, band: str) -> bool:
    """Whether a cell reference names a row by its code, in a band whose rows come from a code list."""
    name = reference.path[0] if len(reference.path) == 3 else band
    found = meaning.form.band(name)
    return found is not None and any(row.each for row in found.rows) and found.column(reference.path[-1]) is not None


def absolute(reference: Reference, band: str, row: str) -> str:
    """The full address a cell reference means when it stands in a cell of ``band``/``row``."""
    path = reference.path
    head = {1: (band, row), 2: (band,)}.get(len(path), ())
    return "/".join((*head, *path))


def _type(kind: Kind, reference: Reference) -> RefType:
    if kind not in NUMBERS:
        return RefType.OTHER
    return RefType.NUMBERS if reference.is_wild else RefType.NUMBER


def _parsed(
    text: str,
    known: Callable[[Reference], RefType | None],
    want: Want,
    names: list[str],
    mark: Mark,
    mistakes: list[Mistake],
) -> Node | None:
    try:
        return parse(text, known, want=want, names=names)
    except ExpressionError as error:
        mistakes.append(Mistake(mark, error.code, error.message, error.hint))
        return None
