"""Made-up facts for every cell a layout draws: random figures, blanks, names and indicator trees, no real unit's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from hengji.facts.fact import FactStore, Kind, State, Statement
from hengji.packs.form import Band, CellSpec, RowDecl, key_of
from hengji.packs.labels import bare, canonical
from hengji.packs.layout import Layout
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.packs.plan import PlannedLine, plan, side_lines

YEAR = 2023
FORMS = ("cn.basic_data", "cn.self_evaluation", "cn.fa.totals", "cn.fa.basic", "cn.fa.three_public")
LETTERS = "机构改革登记管理档案数字化“三公”业务（二期）2023年网络安全测评Ab-·、：；，.<&"
WORDS = ("有所提升", "满意度较高", "全面完成年度任务，未超支", "按期完成")
UNITS = ("", "%", "个", "次", "家", "人", "件", "项")
GROUPS = ("产出指标", "效益指标", "满意度指标")
SUBGROUPS = ("数量指标", "质量指标", "服务对象满意度指标")
SIGNS = {"": "=", "≥": "≥", "≤": "≤", ">": ">", "<": "<"}

Keys = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell says, whatever the cell."""

    state: State
    value: Decimal | None = None
    text: str = ""
    relation: str = "="
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    decimals: int = 0


def figure(value: Decimal, unit: str = "", relation: str = "=", text: str = "") -> Said:
    """A figure with as many decimals as it has."""
    state = State.ZERO if value == 0 else State.REPORTED
    return Said(state, value, text, relation, unit=unit, decimals=max(0, -int(value.as_tuple().exponent)))


def decimals(most: int, places: int) -> st.SearchStrategy[Decimal]:
    """Figures of up to so many places, with the zeros that are printed kept: 2.30 and 2.3 are printed differently."""
    scaled = st.integers(0, most) | st.just(0)
    return st.builds(lambda number, place: Decimal(number).scaleb(-place), scaled, st.integers(0, places))


BLANK = st.just(Said(State.BLANK))
NOT_APPLICABLE = st.just(Said(State.NOT_APPLICABLE))
NIL = st.just(Said(State.NIL))
UNREADABLE = st.sampled_from(("见附表", "3.2（调整后）", "约3", "＃")).map(
    lambda text: Said(State.UNREADABLE, text=text)
)
MONEY = st.builds(lambda value, minus: figure(-value if minus and value else value), decimals(10**9, 4), st.booleans())
SENTENCES = (*WORDS, "2023年完成98家", "同比增长3.5%；", "——", "无", "总分", "=1+1", "<b>&amp;")
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)
TARGETS = st.one_of(
    st.builds(
        lambda value, unit, sign: figure(value, unit, SIGNS[sign], f"{sign}{value:f}{unit}"),
        decimals(9999, 2),
        st.sampled_from(UNITS),
        st.sampled_from(list(SIGNS)),
    ),
    st.sampled_from(
        (
            figure(Decimal(90), "%", "≥", "不低于90%"),
            figure(Decimal(90), "%", "≥", "90%以上"),
            figure(Decimal(280), "", "≈", "约280"),
            figure(Decimal(1234), "人次", "=", "1,234人次"),
        )
    ),
    st.sampled_from(WORDS).map(lambda text: Said(State.REPORTED, text=text, relation="qualitative")),
    st.sampled_from(("2023年12月底前", "12月31日前", "6月底")).map(
        lambda text: Said(State.REPORTED, text=text, relation="deadline")
    ),
    st.builds(
        lambda low, more: Said(
            State.REPORTED, None, f"{low}%-{low + more}%", "range", Decimal(low), Decimal(low + more), "%"
        ),
        st.integers(0, 50),
        st.integers(1, 50),
    ),
)
MARKED = NOT_APPLICABLE | NIL | BLANK
NUMBERS = (Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.SCORE)
SAID: Mapping[Kind, st.SearchStrategy[Said]] = {
    Kind.MONEY: MONEY | MONEY | MARKED,
    Kind.COUNT: st.integers(0, 9999).map(lambda number: figure(Decimal(number))) | MARKED,
    Kind.RATIO: st.builds(figure, decimals(30000, 2), st.sampled_from(("%", ""))) | MARKED,
    Kind.SCORE: decimals(1000, 1).map(figure) | MARKED,
    Kind.QUANTITY: TARGETS | MARKED,
    Kind.CODE: st.from_regex(r"07[0-9]{2}-[0-9]{8}", fullmatch=True).map(lambda phone: Said(State.REPORTED, text=phone))
    | BLANK,
    Kind.TEXT: TEXTS.map(lambda lines: Said(State.REPORTED, text="\n".join(lines))) | BLANK,
}


SIGNATURES = st.text("甲乙丙丁某", min_size=2, max_size=3).map(lambda name: Said(State.REPORTED, text=name)) | BLANK


@cache
def library() -> Library:
    """The packs delivered with Hengji."""
    return Library.builtin()


def cases() -> list[tuple[str, str]]:
    """Every (pack, form) of the five forms where the pack draws the form and puts it into a publication."""
    found = []
    for name in library().ids():
        pack = library().get(name)
        published = {form for outline in pack.outlines.values() for form in outline.forms}
        found += [(name, form) for form in FORMS if form in published and pack.layouts_of(form)]
    return found


def drawn_rows(pack: Pack, layout: Layout) -> Iterator[tuple[Band, RowDecl, list[CellSpec]]]:
    """The rows a layout draws, each once, with the meaning of its cells."""
    form, meaning = pack.forms[layout.form], pack.meanings[layout.form]
    lines: dict[tuple[str, str], list[CellSpec]] = {}
    rows: dict[tuple[str, str], tuple[Band, RowDecl]] = {}
    for line in plan(form, layout):
        beside = [one for side in range(len(line.line.sides)) for one in side_lines(form, line.block, side)]
        for one in beside if line.beside else [line]:
            if one.row is not None:
                at = (one.band.id, one.row.id)
                rows[at] = (one.band, one.row)
                known = lines.setdefault(at, [])
                specs = (meaning.cell(*at, slot) for slot in slots_of(one))
                known += [spec for spec in specs if spec is not None and spec not in known]
    for at, (band, row) in rows.items():
        yield band, row, lines[at]


def slots_of(line: PlannedLine) -> Iterator[str]:
    """The figures a line draws, those inside a key cell too."""
    for cell in line.cells:
        for slot in cell.slots:
            column = line.band.column(slot)
            if column is None or not column.dimension:
                yield slot


def names(taken: frozenset[str]) -> st.SearchStrategy[str]:
    """Names of projects and indicators as keys; none of them a label of the form."""
    raw = st.text(LETTERS, min_size=2, max_size=14).map(canonical)
    return raw.filter(lambda name: name == canonical(name) and name not in taken and any(map(str.isalnum, bare(name))))


def numbered(keys: Sequence[Keys]) -> list[Keys]:
    """The second of two equal keys is that with the ordinal 2, and so on."""
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    result: list[Keys] = []
    for one in keys:
        identity = tuple(sorted(one.items()))
        seen[identity] = times = seen.get(identity, 0) + 1
        result.append({**one, "ordinal": str(times)} if times > 1 else one)
    return result


@st.composite
def filings(draw: st.DrawFn, pack: Pack, form: str) -> FactStore:
    """The facts of one form as a filing states them: a statement for every cell that is drawn."""
    said: list[Statement] = []
    for band, row, specs in drawn_rows(pack, pack.layouts_of(form)[0]):
        for row_id, keys in instances(draw, pack, band, row) if row.each else [(row.id, {})]:
            remark = draw(st.integers(0, 3 * len(specs)))
            for at, spec in enumerate(specs):
                strategy = UNREADABLE if at == remark and spec.kind in NUMBERS else SAID[spec.kind]
                strategy = SIGNATURES if spec.concept.startswith("sign.") else strategy
                said.append(statement(draw(strategy), spec, keys, f"{form}!{spec.band}/{row_id}"))
        if not row.codes and any(column.inside for column in band.columns):
            said += weights(draw, pack, form, said)
    return FactStore(replace(one, id=f"f{number}") for number, one in enumerate(said, 1))


def statement(said: Said, spec: CellSpec, keys: Keys, row: str) -> Statement:
    """What a cell says as a statement of its fact."""
    return Statement(
        id="",
        key=key_of(spec, keys, YEAR),
        state=said.state,
        kind=spec.kind,
        value=said.value,
        text=said.text,
        relation=said.relation,
        low=said.low,
        high=said.high,
        unit=said.unit or (spec.unit if spec.unit != "in-cell" else ""),
        quantum=spec.quantum,
        decimals=said.decimals,
        address=f"{row}/{spec.column}",
    )


def weights(draw: st.DrawFn, pack: Pack, form: str, said: Sequence[Statement]) -> list[Statement]:
    """The weights that stand in the first cell of a group: 产出指标（40分）; some groups state none."""
    first = {one.key.dimension("group"): one.address.rpartition("/")[0] for one in reversed(said)}
    spec = pack.meanings[form].cells["indicators/indicator/group.weight"]
    return [
        statement(figure(draw(decimals(1000, 1))), spec, {"group": group}, row)
        for group, row in first.items()
        if group is not None and draw(st.booleans())
    ]


def instances(draw: st.DrawFn, pack: Pack, band: Band, row: RowDecl) -> list[tuple[str, Keys]]:
    """The rows of a repeated row: all codes of the year, or some names, or an indicator tree."""
    codes = row.codes or next((column.codes for column in band.columns if column.codes), "")
    if codes:
        dimension = row.dimension or next(column.dimension for column in band.columns if column.codes)
        listed = [
            code.code
            for code in pack.codes[codes].codes
            if code.holds(YEAR) and (not row.level or len(code.code) == row.level) and code.code not in row.without
        ]
        if row.sparse:  # only what a filing uses is drawn: some items with the classes above them
            leaves = [code for code in listed if len(code) == max(map(len, listed))]
            used = draw(st.lists(st.sampled_from(leaves), min_size=1, max_size=3, unique=True))
            listed = [code for code in listed if any(one.startswith(code) for one in used)]
        return [(code, {dimension: code}) for code in listed]
    named = names(frozenset(canonical(text) for other in band.rows for text in (other.label, *other.aliases)))
    keyed = [column.dimension for column in band.columns if column.dimension]
    if row.dimension or len(keyed) == 1:
        dimension = row.dimension or keyed[0]
        found: list[Keys] = [{dimension: name} for name in draw(st.lists(named, min_size=1, max_size=4))]
    else:
        found = draw(trees(named))
    return [(f"{row.id}#{number}", keys) for number, keys in enumerate(numbered(found), 1)]


def trees(named: st.SearchStrategy[str]) -> st.SearchStrategy[list[Keys]]:
    """Indicators under groups and subgroups, in the order in which they are printed."""
    indicators = st.lists(st.tuples(st.sampled_from(GROUPS), st.sampled_from(SUBGROUPS), named), min_size=1, max_size=7)
    return indicators.map(
        lambda found: [
            {"group": group, "subgroup": subgroup, "indicator": name}
            for group, subgroup, name in sorted(found, key=lambda one: (GROUPS.index(one[0]), SUBGROUPS.index(one[1])))
        ]
    )
