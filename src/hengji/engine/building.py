"""The entry workbook, and the package built from data: written in every format, checked, with its data and revision."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hengji.checking.run import Checked
from hengji.engine.answers import SCHEMA_VERSION, check_answer, fact_json
from hengji.engine.deriving import derive
from hengji.engine.narrative import with_texts
from hengji.engine.publishing import Package, form_blocks, publications
from hengji.engine.session import check_reading, read_file
from hengji.errors import HengjiError
from hengji.facts.fact import FactStore, Source, State, Statement
from hengji.facts.revision import revision_of, snapshot
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.result import Reading
from hengji.writing.drawing import Publication

FORMATS = ("docx", "xlsx", "pdf", "html", "json")
BLANK_ROWS = 8
EDITIONS = ("报送", "公开")


class NoDataError(HengjiError):
    """A file from which nothing could be taken to build a package."""

    code = "build.no-data"


class UnknownFormatError(HengjiError):
    """A format was asked for that cannot be written."""

    code = "build.unknown-format"


@dataclass(slots=True)
class Built:
    """What was built: files with their bytes, what could not be made and why, and the findings on the data."""

    files: dict[str, bytes] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    checked: Checked | None = None
    revision: str = ""


def entry_workbook(pack: Pack, year: int, organisation: str) -> bytes:
    """A workbook to fill in: one sheet for each form the pack draws, totals live, labels locked."""
    from hengji.writing.xlsx import write_entry_workbook  # noqa: PLC0415 - a slow import only this command needs

    facts = FactStore()
    for concept, text in (("organisation.name", organisation), ("cover.year", str(year)), ("cover.pack", pack.id)):
        if text:
            facts.add(_typed(concept, text, len(facts), year, pack))
    package = Package(pack, facts, year, organisation, "")
    blocks = [
        block for form in entry_forms(pack) for block in form_blocks(package, pack.layouts_of(form)[0], BLANK_ROWS)
    ]
    publication = Publication(
        f"{year}年度填报工作簿（{pack.info.label}）", tuple(blocks), organisation=organisation, year=year
    )
    return write_entry_workbook(publication)


def entry_forms(pack: Pack) -> list[str]:
    """The forms entered under a pack, the cover first, then in the order of its outlines."""
    annexed = [form for outline in pack.outlines.values() for form in outline.forms]
    cover = [form.id for form in pack.forms.values() if form.component == "cover"]
    return [form for form in dict.fromkeys([*cover, *annexed]) if pack.layouts_of(form)]


def _typed(concept: str, text: str, index: int, year: int, pack: Pack) -> Statement:
    from hengji.facts.fact import FactKey  # noqa: PLC0415

    declared = pack.concepts[concept]
    return Statement(
        f"t{index + 1}",
        FactKey(concept, str(year)),
        State.REPORTED,
        declared.kind,
        text=text,
        source=Source(origin="typed"),
        label=declared.label,
    )


def package_of(reading: Reading, library: Library, pack: Pack | None, *, public: bool) -> Package:
    """The filing a reading holds: its pack and year from its cover sheet where it has one, else from what was read."""
    if not len(reading.facts):
        raise NoDataError("没有从文件里读到可以成文的数据。", hint="请先用 hengji new 建填报工作簿，或给出已有的表格。")
    stated = _cover(reading, "cover.pack")
    chosen = pack or (library.get(stated) if stated else reading.pack_of(reading.parts[0].id))
    year = int(
        _cover(reading, "cover.year") or next((part.fiscal_year for part in reading.parts if part.fiscal_year), 0) or 0
    )
    if not year:
        raise NoDataError("看不出是哪一年度的数据。", hint="请在填报信息表里写明预算年度。")
    organisation = _cover(reading, "organisation.name") or max(
        (part.organisation for part in reading.parts), key=len, default=""
    )
    text = snapshot(reading.facts, chosen.id, chosen.info.version, chosen.digest)
    facts = published(reading.facts, chosen) if public else reading.facts
    return Package(chosen, facts, year, organisation, revision_of(text), public)


def published(facts: FactStore, pack: Pack) -> FactStore:
    """The facts without anything personal: what the 公开版 of a filing states."""
    return FactStore(one for one in facts if not pack.concepts[one.key.concept].personal)


def read_data(path: Path, library: Library, pack: str | None) -> Reading:
    """A data file read with the pack asked for, else the one its cover sheet names, else the one that fits."""
    reading = read_file(path, library, pack)
    stated = _cover(reading, "cover.pack")
    if pack is None and stated and stated != reading.pack_of(reading.parts[0].id).id:
        return read_file(path, library, stated)
    return reading


def _cover(reading: Reading, concept: str) -> str:
    return next((one.text.strip() for one in reading.facts.of_concept(concept) if one.text.strip()), "")


def build(reading: Reading, library: Library, pack: Pack | None, formats: tuple[str, ...], edition: str) -> Built:
    """Everything the filing hands in and publishes, in the formats asked for; one failure stops no other."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UnknownFormatError(f"不能写成 {'、'.join(unknown)}。", hint=f"可用的格式：{'、'.join(FORMATS)}。")
    reading = with_texts(derive(reading))
    package = package_of(reading, library, pack, public=edition == EDITIONS[1])
    built = Built(revision=package.revision, checked=check_reading(reading))
    for outline, publication in publications(package):
        kind = package.pack.components[outline.component].label
        stem = f"{package.year}年度_{package.organisation or '单位'}_{kind}_{edition}版"
        for name, writer in writers().items():
            if name in formats:
                _write(built, f"{stem}.{name}", writer, publication)
    if "json" in formats and built.checked is not None:
        built.files["数据.json"] = data_json(package, reading, built.checked)
    if not built.files and not built.failures:
        raise NoDataError("读到的数据填不进任何一张表。", hint="请核对规则包（--pack）是否对。")
    return built


def _write(built: Built, name: str, writer: Callable[[Publication], bytes], publication: Publication) -> None:
    try:
        built.files[name] = writer(publication)
    except HengjiError as error:
        built.failures.append(f"{name} 没有做成：{error}")


def writers() -> Mapping[str, Callable[[Publication], bytes]]:
    """The writers by format; each library is imported only when its format is written."""

    def docx(publication: Publication) -> bytes:
        from hengji.writing.docx import write_docx  # noqa: PLC0415

        return write_docx(publication)

    def xlsx(publication: Publication) -> bytes:
        from hengji.writing.xlsx import write_xlsx  # noqa: PLC0415

        return write_xlsx(publication)

    def pdf(publication: Publication) -> bytes:
        from hengji.writing.pdf import write_pdf  # noqa: PLC0415

        return write_pdf(publication)

    def html(publication: Publication) -> bytes:
        from hengji.writing.html import write_html  # noqa: PLC0415

        return write_html(publication)

    return {"docx": docx, "xlsx": xlsx, "pdf": pdf, "html": html}


def data_json(package: Package, reading: Reading, checked: Checked) -> bytes:
    """The data of the filing for machines: its facts, pack and revision; the findings stay out of the 公开版."""
    answer: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "organisation": package.organisation,
        "fiscal_year": package.year,
        "pack": package.pack.id,
        "pack_version": package.pack.info.version,
        "pack_digest": package.pack.digest,
        "revision": package.revision,
        "facts": [fact_json(one, package.pack) for one in package.facts],
    }
    if not package.public:
        found = check_answer(reading, checked)
        answer["check"] = {key: found[key] for key in ("findings", "checks", "figures")}
    return json.dumps(answer, ensure_ascii=False, indent=1).encode() + b"\n"


def save(built: Built, folder: Path) -> list[Path]:
    """Write the files of a package into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, data in built.files.items():
        target = folder / name
        target.write_bytes(data)
        written.append(target)
    return written
