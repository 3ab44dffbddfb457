"""A data file as a reading: its forms by their names, or the facts that a package was built with.

The file is a mapping. A key is the name or id of a form, what is below it are its cells (`reading.data.cells`); the
form of the cover names unit, year and pack. A file `hengji build` wrote holds `facts` instead (`reading.data.facts`).
What cannot be placed is a problem with its line, and the rest is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from hengji.documents.document import Document, Problem
from hengji.errors import HengjiError
from hengji.facts.fact import FactStore, Statement
from hengji.facts.place import TextPlace
from hengji.packs.errors import PackError, similar
from hengji.packs.form import Form
from hengji.packs.labels import bare
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.packs.source import Node, parse_yaml
from hengji.reading.choosing import national
from hengji.reading.components import Part
from hengji.reading.data.cells import FormCells
from hengji.reading.data.facts import HEADER, fact_of
from hengji.reading.result import Reading

ENDINGS = (".yaml", ".yml", ".json")
FACTS = "facts"
COVER, WHO, WHEN, BY = "cover", "organisation.name", "cover.year", "cover.pack"


class DataFileError(HengjiError):
    """A data file from which nothing can be read; the sentence names file and line."""

    code = "data.error"


def is_data_file(path: Path) -> bool:
    """Whether a file is one of data, by its ending: the content of YAML is text like any other."""
    return path.suffix.lower() in ENDINGS


def read_data_file(path: Path, library: Library, pack: Pack | None = None) -> Reading:
    """A data file read with a pack (the one it names when none is given).

    Raises:
        DataFileError: it is no YAML or JSON, or no mapping; with the line and what to do.
    """
    try:
        node, content = parse_yaml(path, path.name), path.read_bytes()
    except PackError as error:
        raise DataFileError(str(error)) from error
    if not node.map:
        raise DataFileError(f"{node.mark}: 数据文件应写成“表名: 内容”的形式。", hint="见《填报人员》一页的例子。")
    form = path.suffix.lower().lstrip(".").replace("yml", "yaml")
    document = Document(path.name, hashlib.sha256(content).hexdigest(), form, ())
    chosen = pack or _named(node, library)
    return _File(document, node, chosen).read()


def _named(node: Node, library: Library) -> Pack:
    """The pack a file names in its cover or at its top; the nation's where it names none."""
    nation = library.get(national(library))
    cover = _cover_of(node, nation)
    said = next((one.text for one in cover if one.key.concept == BY and one.text), "")
    header = (node.map or {}).get(HEADER["pack"])
    said = said or (header.text if header is not None and header.text else "")
    return library.get(said) if said else nation


def _cover_of(node: Node, pack: Pack) -> list[Statement]:
    """What a file says of itself in the form of the cover."""
    for key, inner in (node.map or {}).items():
        form = form_named(key, pack)
        if form is not None and form.component == COVER:
            return FormCells(pack, form, 0, Document("", "", "", ()), []).statements(inner)
    return []


def form_named(key: str, pack: Pack) -> Form | None:
    """The form a key names: by id, by label, by the title of an edition, or as the one drawn form of its kind."""
    if key in pack.forms:
        return pack.forms[key]
    titles = {form.id: {form.label, *form.titles} for form in pack.forms.values()}
    for layout in pack.layouts.values():
        titles.get(layout.form, set()).add(layout.title)
    wanted = bare(key)
    kinds = {kind.id for kind in pack.components.values() if bare(kind.label) == wanted}
    alone = [name for name, form in pack.forms.items() if form.component in kinds and pack.layouts_of(name)]
    if len(alone) == 1:
        return pack.forms[alone[0]]
    found = [name for name, words in titles.items() if wanted in {bare(word) for word in words}]
    drawn = [name for name in found if pack.layouts_of(name)] or found
    return pack.forms[drawn[0]] if drawn else None


@dataclass(slots=True)
class _File:
    document: Document
    node: Node
    pack: Pack
    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)

    def read(self) -> Reading:
        """The whole file."""
        top = self.node.map or {}
        cover = _cover_of(self.node, self.pack)
        who = self._said(cover, WHO) or self._header("organisation")
        year = self._year(self._said(cover, WHEN) or self._header("fiscal_year"))
        for number, (key, inner) in enumerate(top.items(), 1):
            form = form_named(key, self.pack)
            if form is not None:
                self._form(form, inner, year, who, f"t{number}")
            elif key == FACTS:
                self._facts(inner, year, who)
            elif key not in HEADER.values():
                self._lost(self.node.key_marks[key].line, f"没有名为“{key}”的表。", _forms_like(key, self.pack))
        return Reading(
            self.document,
            [],
            list(self.parts.values()),
            {part.id: self.pack for part in self.parts.values()},
            [],
            FactStore(self._numbered()),
            [],
            [],
            self.problems,
        )

    def _said(self, cover: list[Statement], concept: str) -> str:
        return next((one.text for one in cover if one.key.concept == concept and one.text), "")

    def _header(self, name: str) -> str:
        found = (self.node.map or {}).get(HEADER[name])
        return found.text or "" if found is not None else ""

    def _year(self, text: str) -> int:
        if text and not text.isdecimal():
            self._lost(1, f"年度写成了“{text}”。", "请写四位数字，如 2023。")
        return int(text) if text.isdecimal() else 0

    def _form(self, form: Form, inner: Node, year: int, who: str, table: str) -> None:
        part = self._part(form.component, inner, year, who)
        cells = FormCells(self.pack, form, year, self.document, self.problems, part.id, table)
        self.statements.extend(cells.statements(inner))

    def _part(self, kind: str, inner: Node, year: int, who: str) -> Part:
        if kind not in self.parts:
            place = TextPlace(line=inner.mark.line)
            self.parts[kind] = Part(f"c{len(self.parts) + 1}", kind, 0, place, "", who, year or None, -1)
        return self.parts[kind]

    def _facts(self, inner: Node, year: int, who: str) -> None:
        for node in inner.items or ():
            found = fact_of(node, self.pack, self.document, self.problems)
            if found is None:
                continue
            form = self.pack.forms.get(found.address.partition("!")[0])
            part = self._part(form.component if form is not None else "", node, year, who)
            self.statements.append(replace(found, component=part.id))
        if inner.items is None:
            self._lost(inner.mark.line, f"{FACTS} 应为一列。", "")

    def _lost(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(f"{message}{hint}", TextPlace(line=line)))

    def _numbered(self) -> Iterator[Statement]:
        for number, one in enumerate(self.statements, 1):
            yield replace(one, id=f"f{number}")


def _forms_like(key: str, pack: Pack) -> str:
    labels: Mapping[str, str] = {form.label: name for name, form in pack.forms.items()}
    return similar(key, [*labels, *labels.values()]) or "用 hengji pack show 查看这个规则包里有哪些表。"
