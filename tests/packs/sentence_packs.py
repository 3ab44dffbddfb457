"""The sentences of a pack and its parents as the library would give them, without the rest of the pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import hengji_packs
from hengji.facts.unit import Unit
from hengji.packs.concept import Concept, load_concept, load_unit
from hengji.packs.errors import Mistake
from hengji.packs.figure_words import FigureWords
from hengji.packs.sentence import Sentence, load_sentence
from hengji.packs.source import Node, Reader, merge, parse_yaml
from hengji.packs.words import load_words

ROOT = Path(hengji_packs.__file__).parent
COUNTIES = ("cn-430203-lusong", "cn-430611-junshan", "cn-431127-lanshan")


@dataclass(frozen=True, slots=True)
class SentencePack:
    """What sentences need of a pack."""

    sentences: Mapping[str, Sentence]
    concepts: Mapping[str, Concept]
    units: Mapping[str, Unit]
    words: FigureWords
    sources: frozenset[str]
    components: frozenset[str]
    mistakes: tuple[Mistake, ...]

    def labels(self) -> dict[str, str]:
        """The standard term of every concept."""
        return {name: concept.label for name, concept in self.concepts.items()}


@cache
def sentence_pack(pack: str) -> SentencePack:
    """The sentences, concepts and units of a pack, merged along its parents."""
    mistakes: list[Mistake] = []
    nodes = {kind: _merged(pack, kind) for kind in ("sentences", "concepts", "units", "words", "sources", "components")}
    return SentencePack(
        sentences={
            name: load_sentence(Reader(node, mistakes, f"句式 {name} ")) for name, node in nodes["sentences"].items()
        },
        concepts={name: load_concept(Reader(node, mistakes, "概念")) for name, node in nodes["concepts"].items()},
        units={name: load_unit(Reader(node, mistakes, "单位")) for name, node in nodes["units"].items()},
        words=FigureWords.of({name: load_words(Reader(node, mistakes, "词")) for name, node in nodes["words"].items()}),
        sources=frozenset(nodes["sources"]),
        components=frozenset(node.map["label"].text or "" for node in nodes["components"].values() if node.map),
        mistakes=tuple(mistakes),
    )


def _merged(pack: str, kind: str) -> dict[str, Node]:
    info = parse_yaml(ROOT / pack / "pack.yaml", pack)
    parent = (info.map or {}).get("extends")
    found = _merged(parent.text, kind) if parent is not None and parent.text else {}
    for path in [*sorted((ROOT / pack / kind).glob("*.yaml")), *(ROOT / pack).glob(f"{kind}.yaml")]:
        root = parse_yaml(path, path.name)
        for node in (root.map or {})[kind].items or []:
            name = node.identity() or ""
            found[name] = merge(found[name], node) if name in found else node
    return found


def sentence_of(text: str, folder: Path) -> tuple[Sentence, list[Mistake]]:
    """One sentence written in a test, and its mistakes."""
    path = folder / "sentence.yaml"
    path.write_text(text, encoding="utf-8")
    mistakes: list[Mistake] = []
    return load_sentence(Reader(parse_yaml(path, path.name), mistakes, "句式 ")), mistakes
