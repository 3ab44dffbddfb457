"""The entry workbook, and the package built from data: written in every format, checked, with its data and revision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from hengji.checking.run import Checked
from hengji.engine.adjustment_list import FILE as ADJUSTED
from hengji.engine.adjustment_list import adjustment_workbook, adjustments_json
from hengji.engine.answers import check_answer
from hengji.engine.carrying import Carried, carried_list, carry
from hengji.engine.charting import charts_of
from hengji.engine.data_files import data_csv, data_json
from hengji.engine.deriving import derive
from hengji.engine.editions import Withheld, masked, published, removal_list
from hengji.engine.faults import undrawn
from hengji.engine.ledgers.supplying import FILE as SUPPLY_LIST
from hengji.engine.ledgers.supplying import Supplied, supplied_list, supply
from hengji.engine.ledgers.testifying import testify
from hengji.engine.ledgers.witness import Witness
from hengji.engine.narrative import blank_texts, with_texts
from hengji.engine.preparing import Prepared, prepare, prepare_department
from hengji.engine.previous import check_beside
from hengji.engine.publishing import Package, entry_forms, form_blocks, gaps_of, publications
from hengji.engine.rollup import RolledUp
from hengji.engine.rollup_list import FILE as WORKING
from hengji.engine.rollup_list import rollup_json, rollup_workbook
from hengji.engine.rounding import Rounded
from hengji.engine.session import check_reading, read_file, subject_of
from hengji.engine.standard_rows import standard_rows
from hengji.errors import HengjiError
from hengji.facts.fact import FactStore, Source, State, Statement
from hengji.facts.revision import revision_of, snapshot
from hengji.packs.library import Library
from hengji.packs.outline import Outline
from hengji.packs.pack import Pack
from hengji.reading.result import Reading
from hengji.records import dataclass
from hengji.writing.drawing import DrawnTable, Publication

FORMATS = ("docx", "xlsx", "pdf", "html", "json", "csv")
BLANK_ROWS = 8
EDITIONS = REPORTED, PUBLIC, BOTH = ("报送", "公开", "两版")
TO_CONFIRM = "沿用上年内容清单.xlsx"
REMOVALS = "公开版删去内容清单（不公开）.xlsx"


class NoDataError(HengjiError):
    """A file from which nothing could be taken to build a package."""

    code = "build.no-data"


class UnknownFormatError(HengjiError):
    """A format was asked for that cannot be written."""

    code = "build.unknown-format"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: formats, one of EDITIONS, what is withheld, last year's filing, and the unit's ledgers."""

    formats: tuple[str, ...] = FORMATS
    edition: str = REPORTED
    withheld: tuple[Withheld, ...] = ()
    previous: Reading | None = None
    ledgers: Witness | None = None


@dataclass(slots=True)
class Built:
    """What was built: files with their bytes, what could not be made and why, and the findings on the data.

    ``gaps`` are the places where a person still has to write something. ``rounded`` is how the figures of an export
    were brought to the unit of the forms, ``rolled`` how those of several units were added up; None for other data.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    checked: Checked | None = None
    revision: str = ""
    gaps: list[str] = field(default_factory=list)
    rounded: Rounded | None = None
    rolled: RolledUp | None = None


def entry_workbook(pack: Pack, year: int, organisation: str, previous: Reading | None = None) -> bytes:
    """A workbook to fill in: one sheet for each form the pack draws, totals live, labels locked.

    Last year's filing fills in the comparatives and what stays from year to year.
    """
    from hengji.writing.xlsx import write_entry_workbook  # noqa: PLC0415 - a slow import only this command needs

    facts = FactStore()
    for concept, text in (("organisation.name", organisation), ("cover.year", str(year)), ("cover.pack", pack.id)):
        if text:
            facts.add(_typed(concept, text, len(facts), year, pack))
    for one in standard_rows(pack, entry_forms(pack), year):
        facts.add(one)
    if previous is not None:
        facts, _ = carry(facts, previous.facts, pack, year)
    organisation = next((one.text for one in facts.of_concept("organisation.name")), organisation)
    for asked in blank_texts(pack, year):
        facts.add(replace(asked, id=f"blank{len(facts) + 1}"))
    package = Package(pack, facts, year, organisation, "")
    blocks = [
        block for form in entry_forms(pack) for block in form_blocks(package, pack.layouts_of(form)[0], BLANK_ROWS)
    ]
    publication = Publication(
        f"{year}年度填报工作簿（{pack.info.label}）", tuple(blocks), organisation=organisation, year=year
    )
    return write_entry_workbook(publication)


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


def package_of(reading: Reading, library: Library, pack: Pack | None) -> Package:
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
    return Package(chosen, reading.facts, year, organisation, revision_of(text))


def read_data(path: Path, library: Library, pack: str | None) -> Reading:
    """A data file read with the pack asked for, else the one its cover sheet names, else the one that fits."""
    reading = read_file(path, library, pack)
    stated = _cover(reading, "cover.pack")
    if pack is None and reading.parts and stated and stated != reading.pack_of(reading.parts[0].id).id:
        return read_file(path, library, stated)
    return reading


def read_entered(path: Path, library: Library, pack: str | None) -> Reading:
    """A file as it is to be judged: of an entry workbook the figures that follow from others are worked out first."""
    reading = read_data(path, library, pack)
    return derive(reading) if _cover(reading, "cover.pack") else reading


def _cover(reading: Reading, concept: str) -> str:
    return next((one.text.strip() for one in reading.facts.of_concept(concept) if one.text.strip()), "")


def build(reading: Reading, library: Library, pack: Pack | None, order: Order) -> Built:
    """Everything the filing hands in and publishes, as ordered; one failure stops no other.

    Both editions are of one revision. Where one paper cannot be written, the others are.
    """
    return _built(prepare(reading), library, pack, order)


def build_department(
    readings: Sequence[Reading], library: Library, department: str, expected: Sequence[str], order: Order
) -> Built:
    """The package of a department whose units are ``readings``; ``expected`` are the units it should have."""
    return _built(prepare_department(readings, department, expected), library, None, order)


def _built(prepared: Prepared, library: Library, pack: Pack | None, order: Order) -> Built:
    unknown = [name for name in order.formats if name not in FORMATS]
    if unknown:
        raise UnknownFormatError(f"不能写成 {'、'.join(unknown)}。", hint=f"可用的格式：{'、'.join(FORMATS)}。")
    reading = prepared.printed
    carried: list[Carried] = []
    if order.previous is not None:
        started = package_of(reading, library, pack)
        part = reading.parts[0].id
        facts, carried = carry(reading.facts, order.previous.facts, started.pack, started.year, part)
        reading = replace(reading, facts=facts)
    supplied: list[Supplied] = []
    if order.ledgers is not None:
        started = package_of(reading, library, pack)
        reading, supplied = supply(reading, started.pack, started.year, started.organisation, order.ledgers)
    reading = with_texts(derive(reading))
    package = package_of(reading, library, pack)
    data = prepared.exact or reading
    checked = check_beside(data, order.previous) if order.previous is not None else check_reading(data)
    if order.ledgers is not None:
        checked = testify(subject_of(data), checked, order.ledgers)
    built = Built(
        failures=list(prepared.failures),
        checked=checked,
        revision=package.revision,
        rounded=prepared.rounded,
        rolled=prepared.rolled,
    )
    if prepared.rounded is not None:
        built.failures += undrawn(package.facts, _tables(publications(package)), package.pack)
    if order.previous is not None:
        title = f"{package.year}年度{package.organisation}：沿用上年、需要确认的内容"
        built.files[TO_CONFIRM] = carried_list(carried, checked.findings, order.previous, package.pack, title)
    if order.ledgers is not None:
        title = f"{package.year}年度{package.organisation}：由台账取数的清单"
        built.files[SUPPLY_LIST] = supplied_list(supplied, title)
    if order.edition in {REPORTED, BOTH}:
        _write_edition(built, list(publications(package)), package, order.formats)
        _write_workings(built)
        answer = {**check_answer(data, checked), **_workings(built, package)}
        built.files |= {f"数据.{name}": data for name, data in _data(package, order.formats, answer)}
    if order.edition in {PUBLIC, BOTH}:
        _build_public(built, package, order)
    if not built.files and not built.failures:
        raise NoDataError("读到的数据填不进任何一张表。", hint="请核对规则包（--pack）是否对。")
    return built


def _tables(found: Iterable[tuple[Outline, Publication]]) -> Iterator[DrawnTable]:
    """Every table that is drawn."""
    for _, publication in found:
        yield from (block for block in publication.blocks if isinstance(block, DrawnTable))


def _write_workings(built: Built) -> None:
    """How the figures came about, where they are not those that were entered."""
    if built.rounded is not None:
        built.files[ADJUSTED] = adjustment_workbook(built.rounded)
    if built.rolled is not None:
        built.files[WORKING] = rollup_workbook(built.rolled)


def _workings(built: Built, package: Package) -> dict[str, object]:
    """The same for machines."""
    found: dict[str, object] = {}
    if built.rounded is not None:
        found["adjustments"] = adjustments_json(built.rounded)
        found["unresolved"] = list(built.rounded.unresolved)
    if built.rolled is not None:
        found |= rollup_json(built.rolled, package.pack)
    return found


def _build_public(built: Built, package: Package, order: Order) -> None:
    """The 公开版 and, beside it, the list of what it leaves out."""
    facts, removals = published(package.facts, package.pack, order.withheld)
    kept = {one.id for one in facts}
    gone = [one.text.strip() for one in package.facts if one.id not in kept and one.text]
    public = replace(package, facts=facts, public=True)
    found = []
    for outline, publication in publications(public):
        shown, covered = masked(publication, package.pack, gone, order.withheld)
        found.append((outline, shown))
        removals += covered
    _write_edition(built, found, public, order.formats)
    stem = "数据_公开版" if order.edition == BOTH else "数据"
    built.files |= {f"{stem}.{name}": data for name, data in _data(public, order.formats, {})}
    if built.files:
        built.files[REMOVALS] = removal_list(removals, package.organisation, package.year)


def _write_edition(
    built: Built, found: Sequence[tuple[Outline, Publication]], package: Package, formats: Sequence[str]
) -> None:
    edition = PUBLIC if package.public else REPORTED
    for outline, publication in found:
        kind = package.pack.components[outline.component].label
        built.gaps.extend(f"{kind}：{gap}" for gap in gaps_of(publication) if f"{kind}：{gap}" not in built.gaps)
        stem = f"{package.year}年度_{package.organisation or '单位'}_{kind}_{edition}版"
        for name, writer in writers().items():
            if name in formats:
                _write(built, f"{stem}.{name}", writer, publication)
    _write_charts(built, package, formats, edition)


def _write_charts(built: Built, package: Package, formats: Sequence[str], edition: str) -> None:
    """The charts in files of their own: the papers stay as their edition prescribes them."""
    from hengji.writing.charts import write_chart_page, write_chart_workbook  # noqa: PLC0415 - only where there are some

    charts = list(charts_of(package))
    title = f"{package.year}年度{package.organisation}：图表"
    stem = f"{package.year}年度_{package.organisation or '单位'}_图表_{edition}版"
    if charts and "html" in formats:
        built.files[f"{stem}.html"] = write_chart_page(charts, title, package.revision[:12])
    if charts and "xlsx" in formats:
        built.files[f"{stem}.xlsx"] = write_chart_workbook(charts)


def _data(package: Package, formats: Sequence[str], check: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """The data for machines, in the formats asked for."""
    if "json" in formats:
        yield "json", data_json(package, check)
    if "csv" in formats:
        yield "csv", data_csv(package)


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


def save(built: Built, folder: Path) -> list[Path]:
    """Write the files of a package into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, data in built.files.items():
        target = folder / name
        target.write_bytes(data)
        written.append(target)
    return written
