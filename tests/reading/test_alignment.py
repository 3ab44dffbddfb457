"""Aligning rows with lines: in order, nothing dropped, the best match there is."""

from __future__ import annotations

from itertools import combinations_with_replacement

from hypothesis import given
from hypothesis import strategies as st

from hengji.reading.tables.alignment import SKIP_LINE, SKIP_OPTIONAL, SKIP_ROW, align
from hengji.reading.tables.matching import Fit

GOOD, BAD = 3.0, -3.0


def aligned(rows: str, lines: str, *, many: str = "", optional: str = "") -> list[tuple[str, str]]:
    """Rows and lines as letters: equal letters fit; "*" is a line any row fits a little."""
    _, found = align(
        len(rows),
        len(lines),
        lambda row, line: Fit(0.8) if lines[line] == "*" else Fit(GOOD if rows[row] == lines[line] else BAD),
        many=[line in many for line in lines],
        optional=[line in optional for line in lines],
    )
    return [(rows[match.row], lines[match.line]) for match in found]


def test_rows_in_the_order_of_the_lines_all_match() -> None:
    assert aligned("abc", "abc") == [("a", "a"), ("b", "b"), ("c", "c")]


def test_a_row_that_is_no_line_stays_unmatched() -> None:
    assert aligned("axbc", "abc") == [("a", "a"), ("b", "b"), ("c", "c")]


def test_a_line_without_a_row_is_passed_over() -> None:
    assert aligned("ac", "abc") == [("a", "a"), ("c", "c")]


def test_a_repeated_line_takes_every_row_up_to_the_next_line() -> None:
    assert aligned("axyzb", "a*b", many="*") == [("a", "a"), ("x", "*"), ("y", "*"), ("z", "*"), ("b", "b")]


def test_a_repeated_line_may_take_no_row() -> None:
    assert aligned("ab", "a*b", many="*", optional="*") == [("a", "a"), ("b", "b")]


def test_a_line_that_is_drawn_once_takes_one_row() -> None:
    assert aligned("xy", "*") in ([("x", "*")], [("y", "*")])


def test_rows_out_of_order_match_as_far_as_one_order_goes() -> None:
    assert len(aligned("ba", "ab")) == 1


def test_no_rows_and_no_lines_match_nothing() -> None:
    assert aligned("", "") == []
    assert aligned("", "ab") == []
    assert aligned("ab", "") == []


def test_a_row_that_cannot_be_a_line_is_never_matched_to_it() -> None:
    _, found = align(1, 1, lambda _row, _line: None, many=[False], optional=[False])
    assert found == []


@given(st.text("abx", max_size=4), st.text("ab", max_size=3), st.booleans())
def test_no_other_order_preserving_match_scores_higher(rows: str, lines: str, many: bool) -> None:
    def fit(row: int, line: int) -> Fit:
        return Fit(GOOD if rows[row] == lines[line] else BAD)

    score, found = align(len(rows), len(lines), fit, many=[many] * len(lines), optional=[False] * len(lines))
    assert [match.row for match in found] == sorted({match.row for match in found})
    best = max(value(choice, rows, lines) for choice in choices(len(rows), len(lines), many=many))
    assert abs(score - best) < 1e-9


def choices(rows: int, lines: int, *, many: bool) -> list[tuple[int | None, ...]]:
    """Every way to give rows lines in order, or none; lines twice only where they repeat."""
    found: list[tuple[int | None, ...]] = []
    for mask in range(2**rows):
        taken = [row for row in range(rows) if mask >> row & 1]
        for chosen in combinations_with_replacement(range(lines), len(taken)):
            if many or len(set(chosen)) == len(chosen):
                by_row = dict(zip(taken, chosen, strict=True))
                found.append(tuple(by_row.get(row) for row in range(rows)))
    return found


def value(choice: tuple[int | None, ...], rows: str, lines: str) -> float:
    """The score of one way: what fits, less what is left over."""
    fits = sum(
        SKIP_ROW if line is None else GOOD if rows[row] == lines[line] else BAD for row, line in enumerate(choice)
    )
    return fits + SKIP_LINE * (len(lines) - len({line for line in choice if line is not None}))


def test_a_missing_optional_line_costs_less_than_a_missing_line_and_that_less_than_a_row_left_over() -> None:
    assert 0 > SKIP_OPTIONAL > SKIP_LINE > SKIP_ROW
