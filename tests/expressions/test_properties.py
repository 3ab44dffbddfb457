"""What must be so for any expression and any figures."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from hengji.expressions import (
    Answer,
    Operand,
    Outcome,
    Reference,
    RefType,
    Result,
    compile_tree,
    evaluate,
    parse,
)
from hengji.facts.fact import State
from hengji.facts.unit import Unit, UnitKind

YUAN = Unit("元", UnitKind.MONEY)
WAN = Unit("万元", UnitKind.MONEY, Decimal(10_000))
PERCENT = Unit("%", UnitKind.RATIO, Decimal("0.01"))
CENT = Decimal("0.01")
NAMES = ("a", "b", "c", "d")
GROUPS = ("group", "other")

figures = st.builds(
    Operand,
    value=st.none() | st.decimals(-20, 20, places=2),
    state=st.sampled_from([*State, State.REPORTED, State.REPORTED, State.REPORTED, None]),
    quantum=st.sampled_from([None, CENT, Decimal("0.1"), Decimal(1)]),
    unit=st.sampled_from([None, YUAN, WAN, WAN, PERCENT]),
    exact=st.booleans(),
    id=st.sampled_from(["", "s1", "s2"]),
)
same_unit = st.builds(
    Operand, value=st.integers(-3, 3).map(Decimal), quantum=st.just(Decimal(1)), unit=st.just(WAN), exact=st.booleans()
)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Larger numbers from smaller ones."""
    two = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda part: f"-{part}"),
        two.map(lambda parts: f"sum({parts[0]}, group, {parts[1]})"),
        two.map(lambda parts: f"max({parts[0]}, {parts[1]})"),
        two.map(lambda parts: f"min(other, {parts[0]}, {parts[1]})"),
        two.map(lambda parts: f"share({parts[0]}, {parts[1]})"),
        two.map(lambda parts: f"change({parts[0]}, {parts[1]})"),
        inner.map(lambda part: f"abs({part})"),
    )


names = st.sampled_from(NAMES)
numbers = st.recursive(st.sampled_from([*NAMES, "1", "50%", "count(group)", "sum(group)"]), grown, max_leaves=6)
comparisons = st.tuples(numbers, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), numbers).map(" ".join)
tests = st.tuples(st.sampled_from(["present", "blank", "nonzero"]), names).map(lambda parts: f"{parts[0]}({parts[1]})")
truths = st.recursive(
    comparisons | tests,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or", "=>"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda part: f"not ({part})"),
    ),
    max_leaves=3,
)


def worlds(figure: st.SearchStrategy[Operand]) -> st.SearchStrategy[dict[str, Answer]]:
    """Something for every name to stand for."""
    single: st.SearchStrategy[Answer] = st.none() | figure
    group: st.SearchStrategy[Answer] = st.lists(figure, max_size=3)
    return st.fixed_dictionaries({**dict.fromkeys(NAMES, single), **dict.fromkeys(GROUPS, group)})


def known(reference: Reference) -> RefType:
    """Groups are groups."""
    return RefType.NUMBERS if reference.name in GROUPS else RefType.NUMBER


def both(text: str, world: dict[str, Answer]) -> tuple[Outcome, Outcome]:
    """The outcome by the reference evaluator and by the compiled closures."""
    tree = parse(text, known)

    def resolve(reference: Reference) -> Answer:
        return world[reference.name]

    return evaluate(tree, resolve), compile_tree(tree)(resolve)


@given(text=truths | numbers, world=worlds(figures) | worlds(same_unit))
def test_compiled_agrees_with_reference(text: str, world: dict[str, Answer]) -> None:
    """Both evaluators give the same result, working, difference, sides and operands, and neither raises."""
    reference, compiled = both(text, world)
    assert compiled.result is reference.result
    assert compiled.explanation == reference.explanation
    assert compiled.value_in(WAN) == reference.value_in(WAN)
    assert reference.working


@given(left=numbers, right=numbers, world=worlds(same_unit))
def test_opposites(left: str, right: str, world: dict[str, Answer]) -> None:
    """``!=`` is the negation of ``=``, and ``a >= b`` is ``b <= a``."""
    assert both(f"{left} != {right}", world)[0].result is both(f"not {left} = {right}", world)[0].result
    assert both(f"{left} >= {right}", world)[0].result is both(f"{right} <= {left}", world)[0].result


@given(text=numbers, world=worlds(figures))
def test_a_number_equals_itself(text: str, world: dict[str, Answer]) -> None:
    """``x = x`` holds exactly whenever there is a number, however wide its interval."""
    number, claim = both(text, world)[0].result, both(f"{text} = {text}", world)[0].result
    assert claim is (Result.HOLDS if number is Result.COMPUTED else number)


def printed(value: Decimal, quantum: Decimal = CENT, unit: Unit = WAN) -> Operand:
    """A true value in 元 as a table prints it."""
    steps = (value / unit.factor / quantum).to_integral_value(rounding=ROUND_HALF_UP)
    return Operand(steps * quantum, quantum=quantum, unit=unit)


amounts = st.integers(-(10**12), 10**12).map(lambda cents: Decimal(cents) / 100)


@given(parts=st.lists(amounts, min_size=1, max_size=12))
def test_true_sums_never_fail(parts: list[Decimal]) -> None:
    """A sum that is true in 元 never fails once every figure is rounded on its own."""
    world: dict[str, Answer] = {"a": printed(sum(parts, Decimal(0))), "group": [printed(part) for part in parts]}
    assert both("a = sum(group)", world)[0].holds


@given(parts=st.lists(st.integers(0, 10**6).map(Decimal), min_size=1, max_size=12), beyond=st.integers(1, 50))
def test_sums_fail_beyond_the_bound(parts: list[Decimal], beyond: int) -> None:
    """A miss of more than 0.5 × (n + 1) quanta fails, whatever the figures."""
    bound = (len(parts) + 1) // 2
    group = [Operand(part * CENT, quantum=CENT, unit=WAN) for part in parts]
    near = Operand(sum(parts, Decimal(bound)) * CENT, quantum=CENT, unit=WAN)
    far = Operand(sum(parts, Decimal(bound + beyond)) * CENT, quantum=CENT, unit=WAN)
    assert both("a = sum(group)", {"a": near, "group": group})[1].result is Result.HOLDS_WITHIN_ROUNDING
    assert both("a = sum(group)", {"a": far, "group": group})[1].result is Result.FAILS


@given(part=amounts, whole=amounts.filter(lambda value: abs(value) > 200))
def test_true_ratios_never_fail(part: Decimal, whole: Decimal) -> None:
    """A percentage that is true in 元 never fails once all three figures are rounded."""
    world: dict[str, Answer] = {
        "a": printed(part / whole, unit=PERCENT),
        "b": printed(part),
        "c": printed(whole),
    }
    assert both("a = share(b, c)", world)[0].result in {
        Result.HOLDS,
        Result.HOLDS_WITHIN_ROUNDING,
        Result.NOT_COMPARABLE,
    }


words = st.from_regex(r"[a-z][a-z0-9_]{0,5}(\.[a-z][a-z0-9_]{0,5})?", fullmatch=True).filter(
    lambda word: word not in {"and", "or", "not"}
)
segments = st.text("abc.#2总计*", min_size=1, max_size=4)
selected = st.text("ab12*-一 ,{}:", min_size=1, max_size=5).map(str.strip).filter(bool)
selectors = st.dictionaries(words, selected, max_size=2).map(lambda pairs: tuple(sorted(pairs.items())))


@given(
    st.builds(Reference, name=words, selectors=selectors)
    | st.builds(Reference, path=st.lists(segments, min_size=1, max_size=3).map(tuple), selectors=selectors)
)
def test_references_are_read_as_they_are_written(reference: Reference) -> None:
    """The text of a reference parses to the same reference."""
    seen: list[Reference] = []

    def note(found: Reference) -> RefType:
        seen.append(found)
        return RefType.NUMBERS

    parse(f"sum({reference.text})", note)
    assert seen == [reference]
    assert (seen[0].name, seen[0].path, seen[0].selectors) == (reference.name, reference.path, reference.selectors)
