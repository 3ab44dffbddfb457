"""Tables, or parts of them, that no known edition has: heads, rows and labelled cells become bands of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hengji.engine.drafting.fresh_rows import Stretch, stretches_of
from hengji.engine.drafting.fresh_tables import Listed
from hengji.engine.drafting.handles import path_over
from hengji.engine.drafting.meaning import Meaning
from hengji.engine.drafting.nearest import label_part
from hengji.engine.drafting.sample import Look, Square, Squares, look_of
from hengji.engine.drafting.surroundings import caption_rows, surroundings, title_at, trailing_lines
from hengji.engine.drafting.work import Mapped, Work, ids, items
from hengji.packs.difference import Tree
from hengji.packs.form import Form
from hengji.packs.labels import bare, plain

SOURCE = "sample"
"""The id under which a drafted pack registers its sample."""


@dataclass(slots=True)
class Fresh:
    """Derives bands and their drawing from rows, and adds them to a form; ``before`` is the block they follow."""

    work: Work
    rows: Sequence[Squares]
    columns: Sequence[int]
    before: str | None = None
    known: Form | None = None
    _pairs: int = field(default=0)

    def run(self) -> None:
        """Every stretch of rows under heads, and every run of labelled cells, is a band."""
        for stretch in stretches_of(self.rows, self.work.words):
            if stretch.data and stretch.labelled:
                self._labelled(stretch)
            else:
                self._listed(stretch)

    def _add(self, band: Mapped, block: Mapped) -> None:
        blocks = items(self.work.layout, "draw")
        place = ids(self.work.layout, "draw").index(self.before) + 1 if self.before is not None else 0
        blocks.insert(place, block)
        self.before = str(block["id"])
        if band["id"] not in ids(self.work.form, "bands"):
            items(self.work.form, "bands").append(band)

    def _name(self) -> str:
        return self.work.fresh("b", [*ids(self.work.form, "bands"), *ids(self.work.layout, "draw")])

    def _span(self, square: Square) -> str:
        return str(self.columns[square.last] - self.columns[square.first])

    def _labelled(self, stretch: Stretch) -> None:
        """Cells with their label before them, or in them: one row, a column for each label."""
        name = self._name()
        meaning = Meaning(self.work)
        columns: list[Mapped] = []
        lines: dict[str, Tree] = {}
        spans: dict[str, Tree] = {}
        self._heads(stretch, lines, spans)
        for row in stretch.data:
            texts: list[str] = []
            label = ""
            for number, square in enumerate(row):
                inside = label_part(square.text) if square.look is Look.WORDS else ""
                value = stretch.values[id(row)]
                if square.continued:
                    texts.append("^")
                elif number in value and inside and look_of(plain(square.text)[len(inside) :]) is not Look.WORDS:
                    printed = square.text.strip()
                    cut = max(printed.rfind("："), printed.rfind(":")) + 1
                    column = meaning.column(columns, inside, [printed[cut:]])
                    texts.append(f"{self.work.sample.template(printed[:cut])}[{column}]")
                elif number in value and label:
                    texts.append(f"[{meaning.column(columns, label, [square.text])}]")
                else:
                    label = square.text if square.text.strip() else label
                    texts.append(self.work.sample.template(square.text))
            key = "only" if len(stretch.data) == 1 else f"only.l{len(lines) + 1}"
            lines[key] = " | ".join(texts)
            spans[key] = [self._span(square) for square in row]
        reused = self._band_of(columns)
        if reused is not None:
            lines.update({line: _renamed(str(drawn), columns, reused[1]) for line, drawn in lines.items()})
        band: Mapped = {"id": name, "columns": list(columns), "rows": [{"id": "only"}]}
        if reused is not None:
            band["id"] = reused[0]
            kept = next(one for one in items(self.work.form, "bands") if one["id"] == reused[0])
            kept["rows"] = _needed(kept)
            self.work.say("、".join(f"多一格“{column['label']}”" for column in columns))
        else:
            for one in columns:
                self.work.say(f"多一格“{one['label']}”")
        self._add(band, {"id": name, "band": band["id"], "spans": shared(spans), "lines": lines})

    def _band_of(self, columns: Sequence[Mapped]) -> tuple[str, dict[str, str]] | None:
        """The band of a known form that its edition does not draw and that holds just these concepts."""
        if self.known is None:
            return None
        drawn = {str(one.get("band")) for one in items(self.work.layout, "draw")}
        for band in self.known.bands:
            own = {one.aspects.get("concept"): one.id for one in band.columns}
            if (
                band.id not in drawn
                and len(band.rows) == 1
                and {str(one.get("concept")) for one in columns} <= {str(key) for key in own}
            ):
                return band.id, {str(one["id"]): own[str(one["concept"])] for one in columns}
        return None

    def _heads(self, stretch: Stretch, lines: dict[str, Tree], spans: dict[str, Tree]) -> None:
        for number, row in enumerate(stretch.heads, 1):
            key = f"head_{number}"
            lines[key] = " | ".join("^" if one.continued else self.work.sample.template(one.text) for one in row)
            spans[key] = [self._span(one) for one in row]

    def _listed(self, stretch: Stretch) -> None:
        """Rows under heads."""
        name = self._name()
        heads = [[(one.first, one.last, one.text.strip()) for one in row if not one.continued] for row in stretch.heads]
        lines: dict[str, Tree] = {}
        spans: dict[str, Tree] = {}
        self._heads(stretch, lines, spans)
        if not stretch.data:
            if lines:
                self._only_heads(name, lines, spans)
            return
        listed = Listed(self.work, name, stretch, lambda column: path_over(heads, column))
        band, drawn = listed.run()
        for key, cells, row in drawn:
            lines[key] = " | ".join(cells)
            spans[key] = [self._span(one) for one in row]
        block: Mapped = {"id": name, "band": name, "spans": shared(spans), "lines": lines}
        if listed.labels:
            block["labels"] = dict(listed.labels)
        self.work.say(f"多一块“{listed.title}”")
        self._add(band, block)

    def _only_heads(self, name: str, lines: dict[str, Tree], spans: dict[str, Tree]) -> None:
        """Printed rows without anything to enter stand with the block before them, else with the next."""
        blocks = items(self.work.layout, "draw")
        if self.before is None or not blocks:
            return
        block = next(one for one in blocks if one["id"] == self.before)
        written, known = block["lines"], block.get("spans")
        if isinstance(written, dict):
            written.update({f"{key}_{name}": text for key, text in lines.items()})
            before: dict[str, Tree] = dict(known) if isinstance(known, dict) else {"default": known}
            block["spans"] = {**before, **{f"{key}_{name}": text for key, text in spans.items()}}


def shared(spans: Mapping[str, Tree]) -> Tree:
    """Spans with those most lines have as the default."""
    texts = Counter(str(span) for span in spans.values())
    most = next(span for span in spans.values() if str(span) == texts.most_common(1)[0][0])
    rest = {name: span for name, span in spans.items() if span != most}
    return {"default": most, **rest} if rest else most


def _renamed(text: str, columns: Sequence[Mapped], names: dict[str, str]) -> str:
    for column in columns:
        text = text.replace(f"[{column['id']}]", f"[{names[str(column['id'])]}]")
    return text


def _needed(band: Mapped) -> list[Tree]:
    """The rows of a band, none of them one that need not be there: the sample draws them."""
    return [{key: value for key, value in row.items() if key != "optional"} for row in items(band, "rows")]


def draft_table(work: Work, name: str) -> None:
    """A whole table no edition resembles as a form of its own."""
    sample = work.sample
    captions = caption_rows(sample, sample.rows, None)
    captions = captions if len(captions) < len(sample.rows) else []
    last, trailing = trailing_lines(sample.rows)
    lines = [*sample.above, *captions]
    at = title_at(sample, lines, None)
    title = sample.template(lines[at]) if at is not None else name
    label = bare(title.replace("{year}年度", "").replace("{year}年", "")) or name
    component = name.replace(".", "_")
    work.form.update({"label": label, "component": component, "titles": [label], "source": SOURCE, "bands": []})
    work.layout.update({"title": title, "widths": [], "draw": []})
    surroundings(work, lines, [*trailing, *sample.below], None)
    Fresh(work, sample.rows[len(captions) : last], range(sample.columns + 1)).run()
    work.layout["widths"] = widths_of(sample.rows, sample.columns)
    work.said.clear()


def widths_of(rows: Sequence[Squares], columns: int) -> list[Tree]:
    """Widths by the longest texts of cells of one column."""
    longest = [4] * columns
    for row in rows:
        for square in row:
            if square.span == 1:
                longest[square.first] = max(longest[square.first], min(len(plain(square.text)), 24))
    return [str(number) for number in longest]
