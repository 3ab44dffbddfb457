"""Rounding that adds up: the sums hold, nothing moves further than to its other neighbour, and order has no say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from hengji.adjusting.adjust import Adjusted, Way, adjust

CENT = Decimal("0.01")
Terms = Mapping[str, int]
AMOUNTS = st.integers(0, 10**9).map(lambda number: Decimal(number).scaleb(-6))


def total_of(parts: Sequence[str], whole: str) -> Terms:
    return {**dict.fromkeys(parts, 1), whole: -1}


def missed(found: Adjusted, sums: Sequence[Terms]) -> list[Decimal]:
    return [sum((one * found.values[name] for name, one in terms.items()), Decimal(0)) for terms in sums]


def half_up(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


@st.composite
def lists(draw: st.DrawFn) -> tuple[dict[str, Decimal], list[Terms]]:
    """Items under groups under classes under a total."""
    figures: dict[str, Decimal] = {}
    sums: list[Terms] = []
    tops = []
    for number in range(draw(st.integers(1, 3))):
        groups = []
        for inner in range(draw(st.integers(1, 3))):
            items = [f"{number}.{inner}.{one}" for one in range(draw(st.integers(1, 5)))]
            figures.update({item: draw(AMOUNTS) for item in items})
            groups.append(f"{number}.{inner}")
            figures[groups[-1]] = sum((figures[item] for item in items), Decimal(0))
            sums.append(total_of(items, groups[-1]))
        tops.append(str(number))
        figures[tops[-1]] = sum((figures[group] for group in groups), Decimal(0))
        sums.append(total_of(groups, tops[-1]))
    figures["total"] = sum((figures[top] for top in tops), Decimal(0))
    return figures, [*sums, total_of(tops, "total")]


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, Decimal], list[Terms]]:
    """A table with a total column, a total row, and groups of rows: 支出决算表."""
    height, width = draw(st.integers(2, 6)), draw(st.integers(2, 4))
    columns = [str(number) for number in range(width)]
    figures = {f"{row}/{column}": draw(AMOUNTS) for row in range(height) for column in columns}
    groups = {"a": range(height // 2), "b": range(height // 2, height)}
    sums: list[Terms] = []
    for group, rows in groups.items():
        for column in columns:
            figures[f"{group}/{column}"] = sum((figures[f"{row}/{column}"] for row in rows), Decimal(0))
            sums.append(total_of([f"{row}/{column}" for row in rows], f"{group}/{column}"))
    for column in columns:
        figures[f"all/{column}"] = figures[f"a/{column}"] + figures[f"b/{column}"]
        sums.append(total_of([f"a/{column}", f"b/{column}"], f"all/{column}"))
    for row in [*map(str, range(height)), "a", "b", "all"]:
        figures[f"{row}/total"] = sum((figures[f"{row}/{column}"] for column in columns), Decimal(0))
        sums.append(total_of([f"{row}/{column}" for column in columns], f"{row}/total"))
    sums.append(total_of(["a/total", "b/total"], "all/total"))
    return figures, sums


CASES = lists() | tables()


@given(CASES, st.sampled_from([Way.LARGEST, Way.NEAREST]))
def test_all_sums_hold_and_no_figure_leaves_its_two_neighbours(
    case: tuple[dict[str, Decimal], list[Terms]], way: Way
) -> None:
    figures, sums = case
    before = dict(figures)
    found = adjust(figures, sums, CENT, way)
    assert not any(missed(found, sums))
    assert found.unresolved == ()
    assert found.broken == ()
    assert figures == before
    for name, value in found.values.items():
        assert abs(value - figures[name]) < CENT
        assert abs(value - half_up(figures[name])) <= CENT
        assert value == value.quantize(CENT)


@given(CASES)
def test_every_figure_that_is_not_simply_rounded_is_told(case: tuple[dict[str, Decimal], list[Terms]]) -> None:
    figures, sums = case
    found = adjust(figures, sums, CENT)
    moved = {name for name, value in found.values.items() if value != half_up(figures[name])}
    assert {move.name for move in found.moves} == moved
    for move in found.moves:
        assert (move.exact, move.rounded) == (figures[move.name], half_up(figures[move.name]))
        assert move.adjusted == found.values[move.name]
        kept = {**found.values, move.name: move.rounded}
        assert sum((one * kept[name] for name, one in sums[move.because].items()), Decimal(0)) != 0


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_figures_and_sums_changes_nothing(
    case: tuple[dict[str, Decimal], list[Terms]], random: object
) -> None:
    figures, sums = case
    names, others = list(figures), [dict(reversed(list(terms.items()))) for terms in sums]
    random.shuffle(names)  # type: ignore[attr-defined] # what hypothesis draws is a random.Random
    random.shuffle(others)  # type: ignore[attr-defined]
    assert adjust({name: figures[name] for name in names}, others, CENT).values == adjust(figures, sums, CENT).values


@given(CASES)
def test_nothing_moves_where_rounding_alone_adds_up(case: tuple[dict[str, Decimal], list[Terms]]) -> None:
    figures, sums = case
    rounded = {name: half_up(value) for name, value in figures.items()}
    plain = adjust(rounded, [], CENT)
    assert plain.values == rounded
    whole = {name: value.quantize(Decimal(1)) for name, value in figures.items()}
    held = [terms for terms in sums if not sum(one * whole[name] for name, one in terms.items())]
    assert adjust(whole, held, CENT).moves == ()


def test_the_largest_part_takes_the_difference() -> None:
    figures = {"a": Decimal("3.3344"), "b": Decimal("1.1144"), "c": Decimal("2.2244"), "sum": Decimal("6.6732")}
    found = adjust(figures, [total_of(["a", "b", "c"], "sum")], CENT)
    assert [(move.name, move.rounded, move.adjusted) for move in found.moves] == [
        ("a", Decimal("3.33"), Decimal("3.34"))
    ]
    assert found.values["sum"] == Decimal("6.67")


def test_the_part_nearest_to_a_tie_takes_it_where_that_is_declared() -> None:
    figures = {"a": Decimal("3.3342"), "b": Decimal("1.1149"), "c": Decimal("2.2241"), "sum": Decimal("6.6732")}
    found = adjust(figures, [total_of(["a", "b", "c"], "sum")], CENT, Way.NEAREST)
    assert [(move.name, move.adjusted) for move in found.moves] == [("b", Decimal("1.12"))]


def test_without_adjusting_the_gaps_are_told() -> None:
    figures = {"a": Decimal("3.334"), "b": Decimal("1.114"), "c": Decimal("2.224"), "sum": Decimal("6.672")}
    found = adjust(figures, [total_of(["a", "b", "c"], "sum")], CENT, Way.NONE)
    assert found.moves == ()
    assert [(gap.sum, gap.difference) for gap in found.unresolved] == [(0, Decimal("-0.01"))]


def test_a_sum_the_exact_figures_miss_is_left_alone() -> None:
    figures = {"a": Decimal("1.004"), "b": Decimal("2.004"), "sum": Decimal("9.99")}
    found = adjust(figures, [total_of(["a", "b"], "sum")], CENT)
    assert found.broken == (0,)
    assert found.values == {"a": Decimal("1.00"), "b": Decimal("2.00"), "sum": Decimal("9.99")}


def test_what_no_two_neighbours_can_meet_is_told_as_unresolved() -> None:
    half = dict.fromkeys("abc", Decimal("0.005"))
    sums: list[Terms] = [{"a": 1, "b": 1, "n": -1}, {"b": 1, "c": 1, "n": -1}, {"a": 1, "c": 1, "n": -1}]
    found = adjust({**half, "n": Decimal("0.01")}, sums, CENT)
    assert {gap.sum for gap in found.unresolved} == {0, 1, 2}
    assert {gap.difference for gap in found.unresolved} == {CENT}


def test_a_tie_is_kept_where_it_can_be_and_given_up_where_it_cannot() -> None:
    figures = {"a": Decimal("0.004"), "b": Decimal("0.004"), "c": Decimal("0.002"), "n": Decimal("0.01")}
    sums: list[Terms] = [{"a": 1, "b": 1, "c": 1, "n": -1}]
    tied = adjust(figures, sums, CENT, ties=[{"a": 1, "b": -1}])
    assert tied.values == {"a": 0, "b": 0, "c": CENT, "n": CENT}
    forced = adjust(figures, sums, CENT, ties=[{"a": 1, "b": -1}, {"a": 1, "c": -2}])
    assert not any(missed(forced, sums))


@given(AMOUNTS, AMOUNTS)
def test_figures_below_zero_round_like_those_above(one: Decimal, other: Decimal) -> None:
    sums = [total_of(["a", "b"], "sum")]
    above = adjust({"a": one, "b": other, "sum": one + other}, sums, CENT, Way.NONE)
    below = adjust({"a": -one, "b": -other, "sum": -one - other}, sums, CENT, Way.NONE)
    assert {name: -value for name, value in below.values.items()} == above.values
