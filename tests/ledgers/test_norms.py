"""What the norms of the national pack give, and what of a norm and of its inputs is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.ledgers.norms import Given, NormError, forecast, retirement_day, work_out
from hengji.ledgers.workdays import months_later
from hengji.packs.errors import Mistake
from hengji.packs.library import Library
from hengji.packs.norm import Norm, RetirementRule, load_norm
from hengji.packs.source import Reader, parse_yaml

TODAY = date(2026, 1, 1)
D = Decimal


@pytest.fixture(scope="module")
def norms() -> Mapping[str, Norm]:
    """The norms of the national pack."""
    mistakes: list[Mistake] = []
    found = {
        name: load_norm(Reader(node, mistakes, "测算标准"))
        for name, node in Library.builtin().declared("cn", "norms").items()
    }
    assert mistakes == []
    return found


def loaded(folder: Path, text: str) -> tuple[Norm, list[str]]:
    """The norm a text declares, and the mistakes found in it."""
    path = folder / "norms.yaml"
    path.write_text(text, encoding="utf-8")
    mistakes: list[Mistake] = []
    norm = load_norm(Reader(parse_yaml(path, "norms.yaml"), mistakes, "测算标准"))
    return norm, [str(one) for one in mistakes]


def test_every_source_is_registered_and_what_is_not_certain_says_why(norms: Mapping[str, Norm]) -> None:
    sources = Library.builtin().get("cn").sources
    for norm in norms.values():
        for version in norm.versions:
            assert version.document in sources
            assert version.certainty == "C" or version.note


@pytest.mark.parametrize(
    ("norm", "inputs", "values", "says"),
    [
        ("posts.beds", {"beds": 321}, [D(481)], "床位 321 张 × 1.5 = 481.5，舍去小数为 481（名）"),
        ("posts.beds", {"beds": 300}, [D(450)], "床位 300 张 × 1.5 = 450（名）"),
        ("posts.township-clinic", {"population": 25000}, [D(30)], "服务人口 25000 人 × 0.0012 = 30（名）"),
        ("teachers.primary", {"pupils": 1000}, [D(53)], "小学学生 1000 人 ÷ 19 ≈ 52.6316，四舍五入为 53（名）"),
        ("teachers.junior", {"pupils": 540}, [D(40)], "初中学生 540 人 ÷ 13.5 = 40（名）"),
        ("teachers.senior", {"pupils": 1000}, [D(80)], "高中学生 1000 人 ÷ 12.5 = 80（名）"),
        ("spot-check.count", {"base": 461}, [D(5), D(14)], "最少：抽查基数 461 家 × 0.01 = 4.61，向上取整为 5（家）"),
        ("org-limit.county", {"class": "large"}, [D(37)], "县的类别：大县，属于“大县”，标准是 37 个"),
    ],
)
def test_what_a_norm_gives(
    norms: Mapping[str, Norm], norm: str, inputs: dict[str, Given], values: list[Decimal], says: str
) -> None:
    answer = work_out(norms[norm], inputs, TODAY)
    assert [one.value for one in answer.values] == values
    assert says in "".join(answer.working)


def test_the_working_names_the_source_its_span_and_how_sure_it_is(norms: Mapping[str, Norm]) -> None:
    sources = Library.builtin().get("cn").sources
    (*_, last) = work_out(norms["teachers.primary"], {"pupils": 19}, TODAY, sources).working
    assert "（中央编办发〔2014〕72号）" in last
    assert "2014-11-13 至 今" in last
    assert "较可能，尚未核到原文" in last
    (*_, last) = work_out(norms["posts.beds"], {"beds": 19}, TODAY, sources).working
    assert "待核，用前请以批文或原文为准" in last
    (*_, last) = work_out(norms["retirement"], {"birth": TODAY, "sex": "male"}, TODAY).working
    assert last == "依据：npc-2024-retirement所附办法第一条（2025-01-01 至 今），2026-11-21 核对。"


@pytest.mark.parametrize(
    ("inputs", "exceeded"),
    [
        ({"kind": "confidential", "price": D("11.98"), "displacement": D("1.5")}, []),
        ({"kind": "confidential", "price": D(12), "displacement": D("1.6")}, []),
        ({"kind": "confidential", "price": D("12.5"), "displacement": D("1.8")}, ["超出 0.5", "超出 0.2"]),
        ({"kind": "emergency", "price": D("17.9"), "displacement": D("2.0")}, ["超出 0.2"]),
        ({"kind": "electric", "price": D("18.01")}, ["超出 0.01"]),
        ({"kind": "electric", "price": D(18), "displacement": D(3)}, []),
        ({"kind": "enforcement"}, []),
    ],
)
def test_a_car_is_held_against_the_limits_of_its_kind(
    norms: Mapping[str, Norm], inputs: dict[str, Given], exceeded: list[str]
) -> None:
    answer = work_out(norms["vehicle.limits"], inputs, TODAY)
    assert len(answer.exceeded) == len(exceeded)
    assert all(says in line for says, line in zip(exceeded, answer.exceeded, strict=True))
    assert sum("超出" in line for line in answer.working) == len(exceeded)


# From the tables that were published with the decision of 2024-09-13.
PUBLISHED = [
    ("1964-12-31", "male", "cadre", "2024-12-31"),
    ("1965-01-01", "male", "cadre", "2025-02-01"),
    ("1965-01-15", "male", "cadre", "2025-02-15"),
    ("1965-04-15", "male", "worker", "2025-05-15"),
    ("1965-05-15", "male", "worker", "2025-07-15"),
    ("1976-08-15", "male", "worker", "2039-07-15"),
    ("1976-09-15", "male", "worker", "2039-09-15"),
    ("1990-03-15", "male", "worker", "2053-03-15"),
    ("1970-01-15", "female", "cadre", "2025-02-15"),
    ("1981-09-15", "female", "cadre", "2039-09-15"),
    ("1975-01-15", "female", "worker", "2025-02-15"),
    ("1975-03-15", "female", "worker", "2025-05-15"),
    ("1984-11-15", "female", "worker", "2039-11-15"),
    ("1974-12-15", "female", "worker", "2024-12-15"),
]


@pytest.mark.parametrize(("birth", "sex", "post", "day"), PUBLISHED)
def test_when_a_person_retires(norms: Mapping[str, Norm], birth: str, sex: str, post: str, day: str) -> None:
    inputs: dict[str, Given] = {"birth": date.fromisoformat(birth), "sex": sex, "post": post}
    answer = work_out(norms["retirement"], inputs, TODAY)
    assert answer.values[0].value == date.fromisoformat(day)


def test_before_the_decision_the_old_ages_hold(norms: Mapping[str, Norm]) -> None:
    inputs: dict[str, Given] = {"birth": date(1984, 11, 15), "sex": "female", "post": "worker"}
    assert work_out(norms["retirement"], inputs, date(2024, 12, 31)).values[0].value == date(2034, 11, 15)


def test_the_working_of_a_retirement_tells_age_and_delay(norms: Mapping[str, Norm]) -> None:
    text = "".join(work_out(norms["retirement"], {"birth": date(1965, 5, 15), "sex": "male"}, TODAY).working)
    assert "满 60 周岁是 2025-05-15" in text
    assert "延迟 2 个月，法定退休年龄 60 岁 2 个月，2025-07-15 达到" in text


def test_who_is_born_on_a_31st_reaches_the_age_on_the_last_of_a_shorter_month(norms: Mapping[str, Norm]) -> None:
    inputs: dict[str, Given] = {"birth": date(1965, 1, 31), "sex": "male"}
    assert work_out(norms["retirement"], inputs, TODAY).values[0].value == date(2025, 2, 28)


@given(st.dates(date(1940, 1, 1), date(2000, 1, 1)), st.sampled_from([(60, 4, 63), (55, 4, 58), (50, 2, 55)]))
def test_the_delay_is_that_of_counting_month_by_month(birth: date, rule: tuple[int, int, int]) -> None:
    age, every, most = rule
    start = date(2025, 1, 1)
    day, months = retirement_day(RetirementRule((), "", age, start, every, 1, most), birth)
    original, counted, month = months_later(birth, age * 12), 0, start
    while month <= original:
        passed = (month.year - start.year) * 12 + month.month - start.month
        counted += passed % every == 0 and counted < (most - age) * 12
        month = months_later(month, 1)
    assert months == counted
    assert day == months_later(birth, age * 12 + counted)


@given(st.dates(date(1940, 1, 1), date(1999, 1, 1)))
def test_who_is_born_later_never_retires_earlier(birth: date) -> None:
    rule = RetirementRule((), "", 60, date(2025, 1, 1), 4, 1, 63)
    assert retirement_day(rule, birth)[0] <= retirement_day(rule, date.fromordinal(birth.toordinal() + 1))[0]


@given(st.integers(0, 10**7))
def test_shares_are_rounded_up_of_the_exact_product(norms: Mapping[str, Norm], base: int) -> None:
    least, most = (one.value for one in work_out(norms["spot-check.count"], {"base": base}, TODAY).values)
    assert least == -(-base // 100)
    assert most == (D(base) * D("0.03")).to_integral_value(ROUND_CEILING)


def test_the_forecast_leaves_nobody_out(norms: Mapping[str, Norm]) -> None:
    births = {"A": 1960, "B": 1966, "C": 1967, "D": 1990, "E": 1966, "F": 1968}
    people: list[tuple[str, dict[str, Given]]] = [
        (name, {"birth": date(year, 1, 15), "sex": "male"}) for name, year in births.items()
    ]
    found = forecast(norms["retirement"], people, 2025, 2028, TODAY)
    assert found.years == ((2025, ()), (2026, ("B", "E")), (2027, ("C",)), (2028, ("F",)))
    assert (found.before, found.after) == (("A",), ("D",))


def test_the_forecast_names_the_person_it_cannot_reckon(norms: Mapping[str, Norm]) -> None:
    with pytest.raises(NormError, match=r"工号7：.*女、未填"):
        forecast(norms["retirement"], [("工号7", {"birth": TODAY, "sex": "female"})], 2026, 2028, TODAY)
    with pytest.raises(NormError, match="不是退休测算"):
        forecast(norms["posts.beds"], [], 2026, 2028, TODAY)


@pytest.mark.parametrize(
    ("norm", "inputs", "on", "says"),
    [
        ("posts.beds", {}, TODAY, "缺少床位"),
        ("posts.beds", {"beds": 3, "bed": 3}, TODAY, "没有 bed 这一输入项"),
        ("posts.beds", {"beds": -3}, TODAY, "不小于 0"),
        ("posts.beds", {"beds": "三"}, TODAY, "不小于 0"),
        ("posts.beds", {"beds": D("NaN")}, TODAY, "不小于 0"),
        ("posts.beds", {"beds": True}, TODAY, "不小于 0"),
        ("org-limit.county", {"class": "huge"}, TODAY, "只能是：large（大县）"),
        ("org-limit.county", {"class": "small"}, TODAY, "没有收录县的类别为 小县 的标准"),
        (
            "org-limit.county",
            {"class": "large"},
            date(2010, 1, 1),
            "在 2010-01-01 没有可用的参数。已收录的时段：2018-12-01",
        ),
        ("retirement", {"birth": "1965", "sex": "male"}, TODAY, "应为日期"),
        ("vehicle.limits", {"price": 3}, TODAY, "缺少用车类别"),
    ],
)
def test_what_gives_no_answer_is_refused(
    norms: Mapping[str, Norm], norm: str, inputs: dict[str, Given], on: date, says: str
) -> None:
    with pytest.raises(NormError) as refused:
        work_out(norms[norm], inputs, on)
    assert says in str(refused.value)
    assert refused.value.hint


HEAD = "{id: x, label: 限额, says: 按人口, formula: lookup, unit: 个, inputs: [{id: people, label: 人口, unit: 万人}], "
SOURCE = "certainty: V, source: {document: d}"
CLASSES = "rows: [{id: a, label: 小, below: 30, value: 22}, {id: b, label: 大, above: 30, value: 35}]"


@pytest.mark.parametrize(("people", "value"), [("0", 22), ("29.99", 22), ("30", 35), ("100", 35)])
def test_a_class_of_population_is_found_by_its_bounds(tmp_path: Path, people: str, value: int) -> None:
    norm, mistakes = loaded(tmp_path, f"{HEAD} versions: [{{{CLASSES}, {SOURCE}}}]}}")
    assert mistakes == []
    assert work_out(norm, {"people": D(people)}, TODAY).values[0].value == value


@given(st.integers(0, 10**6), st.sampled_from(["ceil", "floor", "half-up", "none"]))
def test_a_range_of_divisors_gives_the_least_first(pupils: int, rounding: str) -> None:
    norm = load_norm(_reader(rounding))
    least, most = (one.value for one in work_out(norm, {"n": pupils}, TODAY).values)
    assert isinstance(least, Decimal)
    assert isinstance(most, Decimal)
    assert least <= most
    exact = (D(pupils) / D(20), D(pupils) / D(16))
    bound = {"none": D(0), "half-up": D("0.5")}.get(rounding, D("0.9999"))
    assert all(abs(value - one) <= bound for value, one in zip((least, most), exact, strict=True))


def _reader(rounding: str) -> Reader:
    """A norm with a range of divisors, made once for each way of rounding."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "norm.yaml"
        head = f"id: x, label: x, says: x, formula: quotient, rounding: {rounding}, inputs: [{{id: n, label: n}}]"
        text = f"{{{head}, versions: [{{low: 16, high: 20, {SOURCE}}}]}}"
        path.write_text(text, encoding="utf-8")
        return Reader(parse_yaml(path, "norm.yaml"), [], "测算标准")


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ("versions: []}", "没有写 versions"),
        (f"versions: [{{{CLASSES}, certainty: V}}]}}", "缺少 source"),
        (f"versions: [{{{CLASSES}, source: {{document: d}}}}]}}", "缺少 certainty"),
        (f"versions: [{{{CLASSES}, certainty: X, source: {{document: d}}}}]}}", "只能是：C、L、V"),
        (f"versions: [{{rows: [], {SOURCE}}}]}}", "没有写 rows"),
        (f"versions: [{{{CLASSES}, from: 2020年, {SOURCE}}}]}}", "应为日期，现为 2020年"),
        (f"versions: [{{{CLASSES}, from: 2020-01-01, until: 2019-01-01, {SOURCE}}}]}}", "早于 from"),
        (f"versions: [{{{CLASSES}, {SOURCE}}}, {{{CLASSES}, from: 2020-01-01, {SOURCE}}}]}}", "时段有重叠"),
        (f"versions: [{{{CLASSES}, {SOURCE}}}], extra: 1}}", "没有 extra"),
        (
            f"versions: [{{rows: [{{id: a, label: a, above: 3, below: 3, value: 1}}], {SOURCE}}}]}}",
            "below 应大于 above",
        ),
        (f"versions: [{{rows: [{{id: a, label: a}}], {SOURCE}}}]}}", "缺少 value"),
    ],
)
def test_a_mistake_in_a_declaration_is_told(tmp_path: Path, rest: str, says: str) -> None:
    _, mistakes = loaded(tmp_path, HEAD + rest)
    assert any(says in one and one.startswith("norms.yaml:1") for one in mistakes)


NUMBER = "inputs: [{id: n, label: n}]"
KIND = "{id: k, label: k, kind: choice, choices: [{id: a, label: a}]}"
LIMITS = f"formula: limits, inputs: [{KIND}, {{id: n, label: n}}]"
RETIREMENT = f"formula: retirement, inputs: [{{id: b, label: b, kind: date}}, {KIND}]"


@pytest.mark.parametrize(
    ("head", "parameters", "says"),
    [
        ("formula: product, inputs: []", "factor: 2", "要一个数字输入项"),
        (f"formula: product, {NUMBER}", "factor: 0", "系数应大于 0"),
        (f"formula: product, {NUMBER}", "low: 3, high: 2", "low 不大于 high"),
        (f"formula: product, {NUMBER}", "low: 3", "缺少 high"),
        (f"formula: lookup, inputs: [{KIND}]", "rows: [{id: z, label: z, value: 1}]", "z 不是声明过的"),
        (f"formula: limits, {NUMBER}", "limits: []", "先要一个选项"),
        (LIMITS, "limits: [{kind: b, most: {n: 3}}]", "b 不是声明过的"),
        (LIMITS, "limits: [{kind: a, most: {m: 3}}]", "m 不是声明过的"),
        (LIMITS, "limits: [{kind: a, most: {n: x}}]", "限额 n 应为数字，现为“x”"),
        ("formula: retirement, inputs: []", "rules: []", "先要出生日期"),
        (RETIREMENT, "rules: [{label: a, age: 60, raised_to: 50}]", "raised_to 不小于 age"),
        (RETIREMENT, "rules: [{label: a, age: 60, when: {k: z}}]", "k: z 不是声明过的"),
        ("formula: product, inputs: [{id: n, label: n, kind: choice}]", "factor: 2", "choices 只给"),
    ],
)
def test_parameters_and_inputs_must_go_together(tmp_path: Path, head: str, parameters: str, says: str) -> None:
    _, mistakes = loaded(tmp_path, f"{{id: x, label: x, says: x, {head}, versions: [{{{parameters}, {SOURCE}}}]}}")
    assert any(says in one for one in mistakes)
