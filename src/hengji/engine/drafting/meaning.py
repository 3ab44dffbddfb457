"""What the columns and rows of an unknown table mean: known concepts, scenarios and years first, else new concepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hengji.engine.drafting.sample import Look, look_of
from hengji.engine.drafting.work import Mapped, Work
from hengji.facts.fact import Kind
from hengji.packs.labels import bare, plain
from hengji.reading.tables.heads import Head, head_of
from hengji.reading.tables.titles import unit_in

KINDS = {
    "quantity": "都行（数、带单位的数、文字）",
    "money": "金额",
    "count": "人数、件数",
    "ratio": "百分比",
    "score": "分数",
    "text": "文字",
}


@dataclass(slots=True)
class Meaning:
    """Gives meaning to the columns of one band."""

    work: Work

    @property
    def unit(self) -> str:
        """The unit printed over the table, for amounts."""
        return unit_in([plain(line) for line in self.work.sample.captions], self.work.naming.above)

    def head(self, path: Sequence[str]) -> Head:
        """The heads over a column as comparable words."""
        return head_of(path, self.work.words)

    def scenario(self, path: Sequence[str]) -> Mapped:
        """Scenario and year a head tells; empty where it tells no scenario."""
        head = self.head(path)
        said = [self.work.words.without_prior(word) or word for word in head.words]
        scenario = next((name for name, words in self.work.words.scenarios.items() if words.intersection(said)), "")
        year = self.work.sample.year
        prior = head.prior or (head.year is not None and year is not None and head.year < year)
        return {**({"period": "-1"} if prior else {}), "scenario": scenario} if scenario else {}

    def kind(self, name: str, label: str, unit: str, samples: Sequence[str]) -> Kind:
        """The kind of what stands in a column: by its unit, by what is filled in, by its name; else it is asked."""
        by_unit = self.work.naming.kind_of_unit(unit) if unit else None
        if by_unit is not None:
            return by_unit
        known = self.work.naming.known(label)
        if known:
            return self.work.naming.above.concepts[known].kind
        filled = [text for text in samples if look_of(text) is not Look.BLANK]
        if filled:
            return self._filled(filled)
        word = plain(label)
        asked = f"{self.work.form_id}/{name}/{word}/种类"
        return Kind(self.work.questions.ask(asked, f"“{word}”一格填什么？", KINDS, "quantity"))

    def _filled(self, texts: Sequence[str]) -> Kind:
        """The kind of what is filled in."""
        if all(look_of(text) is Look.WORDS for text in texts):
            return Kind.TEXT if not any(char.isdigit() for text in texts for char in text) else Kind.QUANTITY
        if all("%" in plain(text) or look_of(text) is not Look.FIGURE for text in texts):
            return Kind.RATIO
        return Kind.MONEY if self.unit else Kind.QUANTITY

    def aspects(self, label: str, kind: Kind, unit: str) -> Mapped:
        """Concept and unit of a column."""
        concept = self.work.naming.known(label, (kind,)) or self.work.naming.coin(bare(label) or plain(label), kind)
        found: Mapped = {"concept": concept}
        said = unit or (self.unit if kind is Kind.MONEY else "") or ("%" if kind is Kind.RATIO else "")
        if said:
            found["unit"] = said
        elif kind is Kind.QUANTITY:
            found["unit"] = "in-cell"
        return found

    def column(self, columns: list[Mapped], label: str, samples: Sequence[str], path: Sequence[str] = ()) -> str:
        """One more column by its label; its id. The second of the same meaning is told apart by its ordinal."""
        name = f"c{len(columns) + 1}"
        head = self.head(path or [label])
        word = bare("".join(head.words[-1:])) or bare(label) or plain(label)
        kind = self.kind(name, word, head.unit, samples)
        column: Mapped = {"id": name, **self.aspects(word, kind, head.unit)}
        same = sum(1 for one in columns if one.get("concept") == column["concept"])
        if same:
            column["dimensions"] = {"column": f"{word}{same + 1}"}
        column["label"] = word
        columns.append(column)
        return name
