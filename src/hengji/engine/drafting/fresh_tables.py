"""Rows under heads of an unknown table: which columns name the rows, which hold figures, which rows repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from hengji.engine.drafting.fresh_rows import Stretch
from hengji.engine.drafting.handles import starts
from hengji.engine.drafting.meaning import Meaning
from hengji.engine.drafting.sample import Look, Squares
from hengji.engine.drafting.work import Mapped, Work
from hengji.facts.fact import Kind
from hengji.packs.difference import Tree
from hengji.packs.headword import Role
from hengji.packs.labels import bare, plain
from hengji.reading.tables.heads import KEYS
from hengji.reading.tables.matching import DOTS

FIXED, EACH = "fixed", "each"
Drawn = list[tuple[str, list[str], Squares]]


class Listed:
    """Derives the band of rows under heads and how it is drawn."""

    def __init__(self, work: Work, name: str, stretch: Stretch, path: Callable[[int], tuple[str, ...]]) -> None:
        self.work = work
        self.name = name
        self.stretch = stretch
        self.path = path
        self.meaning = Meaning(work)
        self.shape = Counter(starts(row) for row in stretch.data).most_common(1)[0][0]
        self.alike = [row for row in stretch.data if starts(row) == self.shape]
        self.labels: dict[str, Tree] = {}
        self.columns: list[Mapped] = []
        self.rows: list[Mapped] = []
        self.ordinals, self.keys, self.values = self._roles()

    @property
    def title(self) -> str:
        """What to call the band."""
        heads = [one.text for row in self.stretch.heads for one in row if one.text.strip()]
        return plain(next(iter(heads), self.name))

    def _roles(self) -> tuple[list[int], list[int], list[int]]:
        """The cells of a row (positions) that are ordinals, name the row, and hold something."""
        cells = range(len(self.shape))
        roles = [self.meaning.head(self.path(first)).role for first in self.shape]
        ordinals = [at for at in cells if roles[at] is Role.ORDINAL or self._counts(at)]
        keys: list[int] = []
        for at in (at for at in cells if at not in ordinals):
            looks = [row[at].look for row in self.alike if not row[at].continued]
            wordy = Look.WORDS in looks and looks.count(Look.FIGURE) * 2 < looks.count(Look.WORDS)
            empty = bool(looks) and all(look is Look.BLANK for look in looks)
            standing = not looks  # goes on from the head
            if not (wordy or standing or (empty and roles[at] in KEYS)):
                break
            keys.append(at)
        values = [at for at in cells if at not in ordinals and at not in keys]
        if not values and keys:
            keys, values = keys[:1], keys[1:]
        return ordinals, keys, values

    def _counts(self, at: int) -> bool:
        """Whether a column counts the rows."""
        texts = [plain(row[at].text) for row in self.alike if plain(row[at].text)]
        return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]

    def run(self) -> tuple[Mapped, Drawn]:
        """The band, and its lines: id, cells, the row they are drawn like."""
        named = [at for at in self.keys if any(not row[at].continued for row in self.alike)]
        blank = all(
            not bare(self._label(row, named)) or DOTS.match(plain(self._label(row, named))) for row in self.alike
        )
        each = bool(named) and (blank or self._repeats(named))
        by_row = self._by_row() and not each and bool(named) and len(self.alike) > 1
        slots = self._columns(named, each=each, by_row=by_row)
        if not named:
            drawn = self._single(slots)
        elif each:
            drawn = self._each(named, slots)
        else:
            drawn = self._fixed(named, slots, by_row=by_row)
        if not named or each:
            others = [row for row in self.stretch.data if starts(row) != self.shape]
            drawn += [self._other(row, number, slots, by_row=by_row) for number, row in enumerate(others, 1)]
        return {"id": self.name, "columns": list(self.columns), "rows": list(self.rows)}, drawn

    def _label(self, row: Squares, named: Sequence[int]) -> str:
        texts = [row[at].text.strip() for at in named if row[at].text.strip()]
        return texts[-1] if texts else ""

    def _repeats(self, named: Sequence[int]) -> bool:
        """Whether rows filled in are one of many: asked, unless the sample is blank, where all labels are printed."""
        if self.work.sample.blank:
            return False
        labels = [self._label(row, named) for row in self.alike]
        known = any(
            self.work.naming.known(label) or self.work.words.role(bare(label)) is Role.TOTAL for label in labels
        )
        numbered = any(bare(label) != plain(label).rstrip(":") for label in labels)
        assumed = FIXED if known or numbered or len(labels) == 1 else EACH
        shown = "、".join(f"“{plain(label)}”" for label in labels[:3])
        words = f"“{self.title}”一块的行（{shown}{'等' if len(labels) > 3 else ''}）是表上印好的，还是各单位自己填的？"
        options = {FIXED: "印好的，每个单位都是这几行", EACH: "各单位自己填，有几行填几行"}
        return self.work.questions.ask(f"{self.work.form_id}/{self.name}/行", words, options, assumed) == EACH

    def _by_row(self) -> bool:
        """Whether the columns are scenarios and years of what the rows say."""
        said = [self.meaning.scenario(self.path(self.shape[at])) for at in self.values]
        keys = {(one.get("scenario"), one.get("period")) for one in said if one}
        return bool(said) and all(said) and len(keys) == len(said)

    def _columns(self, named: Sequence[int], *, each: bool, by_row: bool) -> dict[int, str]:
        """The columns declared; the slot of every cell (by position)."""
        found: dict[int, str] = {}
        for number, at in enumerate(self.ordinals):
            self.columns.append({"id": f"no{number + 1}", "ordinal": "true", "label": bare(self._head(at))})
            found[at] = f"no{number + 1}"
        if each and len(named) > 1:
            for number, at in enumerate(named, 1):
                key: Mapped = {"id": f"k{number}", "dimension": f"k{number}", "label": bare(self._head(at))}
                if any(row[at].continued for row in self.alike):
                    key["fill"] = "down"
                self.columns.append(key)
                found[at] = f"k{number}"
        values: list[Mapped] = []
        for at in self.values:
            path = self.path(self.shape[at])
            samples = [row[at].text for row in self.alike]
            label = self._head(at) or self.title
            if by_row:
                head = self.meaning.head(path)
                column: Mapped = {"id": f"c{len(values) + 1}", **self.meaning.scenario(path), "label": bare(label)}
                if head.unit:
                    column["unit"] = head.unit
                values.append(column)
                found[at] = str(column["id"])
            else:
                found[at] = self.meaning.column(values, label, samples, path)
        self.columns.extend(values)
        return found

    def _head(self, at: int) -> str:
        path = self.path(self.shape[at])
        low = [self.path(self.shape[other])[-1:] for other in self.values if other != at]
        if path and path[-1:] in low and len(path) > 1:
            return "-".join(bare(one) for one in path)
        return path[-1] if path else ""

    def _cells(self, row: Squares, slots: dict[int, str], label: int | None = None) -> list[str]:
        """A row as a line: slots where something is entered, the label, printed words elsewhere."""
        found = []
        for at, square in enumerate(row):
            if square.continued and at not in slots:
                found.append("^")
            elif at == label:
                found.append("[label]")
            elif at in slots:
                found.append(f"[{slots[at]}]")
            else:
                found.append(self.work.sample.template(square.text))
        return found

    def _single(self, slots: dict[int, str]) -> Drawn:
        """Rows nothing names: one row, or several told apart by their number."""
        found: Drawn = []
        for number, row in enumerate(self.alike, 1):
            name = "only" if len(self.alike) == 1 else f"r{number}"
            self.rows.append({"id": name} if name == "only" else {"id": name, "dimensions": {"row": str(number)}})
            found.append((name, self._cells(row, slots), row))
        return found

    def _each(self, named: Sequence[int], slots: dict[int, str]) -> Drawn:
        """Rows the units fill in; those of totals are printed."""
        drawn: Drawn = []
        first = next((row for row in self.alike if not self._is_total(row, named)), self.alike[0])
        for row in self.alike:
            if self._is_total(row, named):
                drawn.append(self._own(row, named, slots))
            elif row is first:
                if len(named) == 1:
                    self.rows.append({"each": "item", "dimension": "item"})
                    self.labels["item"] = "{item}"
                    drawn.append(("*", self._cells(row, slots, named[0]), row))
                else:
                    self.rows.append({"each": "item"})
                    drawn.append(("item", self._cells(row, slots), row))
        return drawn

    def _is_total(self, row: Squares, named: Sequence[int]) -> bool:
        return self.work.words.role(bare(self._label(row, named))) is Role.TOTAL

    def _own(self, row: Squares, named: Sequence[int], slots: dict[int, str]) -> tuple[str, list[str], Squares]:
        """A printed row among repeated ones, with its label as it is printed."""
        label = self._label(row, named)
        name = f"r{sum(1 for one in self.rows if 'each' not in one) + 1}"
        self.rows.append({"id": name, "label": plain(label), "dimensions": {"total": bare(label)}})
        rest = {at: slot for at, slot in slots.items() if at not in named}
        return name, self._cells(row, rest), row

    def _fixed(self, named: Sequence[int], slots: dict[int, str], *, by_row: bool) -> Drawn:
        """Printed rows: by one pattern where one column names them all, else each as it is drawn."""
        drawn: Drawn = []
        above: dict[int, str] = {}
        seen: Counter[str] = Counter()
        each_own = len(named) > 1 or any(
            starts(row) != self.shape or not self._label(row, named) for row in self.stretch.data
        )
        own = {at: slot for at, slot in slots.items() if not self._printed(at)} if each_own else slots
        for number, row in enumerate(self.stretch.data, 1):
            if starts(row) != self.shape:
                drawn.append(self._other(row, number, slots, by_row=by_row))
                continue
            for at in named:
                above[at] = row[at].text.strip() if not row[at].continued else above.get(at, "")
            texts = [above[at] for at in named if above[at]]
            label = texts[-1] if texts else ""
            name = f"r{number}"
            seen[bare(label)] += 1
            self.rows.append({"id": name, **self._row(label, texts, seen[bare(label)], by_row=by_row)})
            if each_own:
                drawn.append((name, self._cells(row, own), row))
                continue
            self.labels[name] = self.work.sample.template(label)
            if not drawn:
                drawn.append(("*", self._cells(row, slots, named[0]), row))
        return drawn

    def _printed(self, at: int) -> bool:
        """Whether a column behind the first ones holds labels of its own: a list beside the first one."""
        looks = [row[at].look for row in self.alike]
        role = self.meaning.head(self.path(self.shape[at])).role
        return (
            at in self.values
            and Look.WORDS in looks
            and Look.FIGURE not in looks
            and (role in KEYS or self.work.sample.blank)
        )

    def _row(self, label: str, path: Sequence[str], times: int, *, by_row: bool) -> Mapped:
        word = plain(label).rstrip(":")
        if by_row:
            kind = Kind.MONEY if self.meaning.unit or self._money() else Kind.QUANTITY
            found: Mapped = {**self.meaning.aspects(label, kind, ""), "label": word}
            if "unit" in found and self._money():
                del found["unit"]
            if times > 1:
                found["dimensions"] = {"ordinal": str(times)}
            return found
        dimensions: dict[str, Tree] = {"item": bare(label) or word}
        if len(path) > 1:
            dimensions["group"] = bare(path[0])
        if times > 1:
            dimensions["ordinal"] = str(times)
        return {"label": word, "dimensions": dimensions}

    def _money(self) -> bool:
        """Whether the heads say amounts of money."""
        units = {self.meaning.head(self.path(self.shape[at])).unit for at in self.values} - {""}
        return bool(units) and all(self.work.naming.kind_of_unit(unit) is Kind.MONEY for unit in units)

    def _other(
        self, row: Squares, number: int, slots: dict[int, str], *, by_row: bool
    ) -> tuple[str, list[str], Squares]:
        """A row drawn otherwise (a total over two columns): a line of its own, its cells known by where they stand."""
        at_start = {self.shape[at]: slot for at, slot in slots.items() if at in self.values}
        label = next((one.text for one in row if one.look is Look.WORDS and not one.continued), "")
        mine = {
            at: at_start[one.first]
            for at, one in enumerate(row)
            if one.first in at_start and one.look is not Look.WORDS
        }
        name = f"o{number}"
        if mine:
            self.rows.append({"id": name, **self._row(label or name, [label], 1 + self._times(label), by_row=by_row)})
        return (name if mine else f"head_{name}", self._cells(row, mine), row)

    def _times(self, label: str) -> int:
        return sum(1 for one in self.rows if bare(str(one.get("label") or "")) == bare(label))
