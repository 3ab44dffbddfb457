"""Decisions have one form, numbers without gaps, and a list that names exactly them."""

from __future__ import annotations

import re
from pathlib import Path

NAME = re.compile(r"(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
PARTS = ("Context", "Decision", "Rejected", "Consequences")
STATE = re.compile(r"(?:accepted|replaced by (\d{4}))")
ENTRY = re.compile(r"^- \[(.+?)\]\(([^)]+)\)$", re.MULTILINE)


def decisions(root: Path) -> list[Path]:
    """The files of the decisions, in order of their numbers."""
    return sorted(path for path in (root / "docs" / "decisions").iterdir() if path.name != "README.md")


def faults(path: Path, numbers: set[str]) -> list[str]:
    """What is wrong with the form of one decision."""
    named = NAME.fullmatch(path.name)
    if named is None:
        return ["the name is not NNNN-words-with-hyphens.md"]
    title, dated, *body = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
    found = []
    if not re.fullmatch(rf"# {named[1]} \S.+[^.]", title):
        found.append(f"the first line is not “# {named[1]} The decision as a sentence”")
    date, *rest = dated.split(" · ")
    if not re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", date) or len(rest) != 2 or not rest[1]:
        found.append("the second line is not “date · state · area”")
    state = STATE.fullmatch(rest[0]) if rest else None
    if state is None or (state[1] and state[1] not in numbers):
        found.append("the state is neither “accepted” nor “replaced by” a decision there is")
    order = [match[1] for line in body if (match := re.match(rf"(?:## )?({'|'.join(PARTS)})(?::|$)", line))]
    if order != list(PARTS):
        found.append(f"its parts are {order}, not {list(PARTS)}")
    return found


def test_every_decision_has_the_form(root: Path) -> None:
    numbers = {path.name[:4] for path in decisions(root)}
    assert numbers
    assert {path.name: wrong for path in decisions(root) if (wrong := faults(path, numbers))} == {}


def test_their_numbers_are_unique_and_have_no_gaps(root: Path) -> None:
    numbers = [path.name[:4] for path in decisions(root)]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_the_list_names_exactly_the_decisions_by_their_titles(root: Path) -> None:
    page = (root / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    titles = [
        (path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# "), path.name) for path in decisions(root)
    ]
    wanted = "\n".join(f"- [{title}]({name})" for title, name in titles)
    assert ENTRY.findall(page) == titles, f"docs/decisions/README.md 的清单应为：\n{wanted}"


GOOD = """# 0001 A thing is so

2026-11-21 · accepted · facts

## Context

Why.

Decision: So.

## Rejected

## Consequences
"""


def test_the_form_is_seen_when_it_is_broken(tmp_path: Path) -> None:
    broken = {
        "0001-a-thing.md": (GOOD, []),
        "1-a-thing.md": (GOOD, ["the name is not NNNN-words-with-hyphens.md"]),
        "0002-number.md": (GOOD, ["the first line is not “# 0002 The decision as a sentence”"]),
        "0001-date.md": (GOOD.replace("2026-11-21", "21.11.2026"), ["the second line is not “date · state · area”"]),
        "0001-area.md": (GOOD.replace(" · facts", ""), ["the second line is not “date · state · area”"]),
        "0001-state.md": (
            GOOD.replace("accepted", "replaced by 0009"),
            ["the state is neither “accepted” nor “replaced by” a decision there is"],
        ),
        "0001-part.md": (
            GOOD.replace("## Rejected\n", ""),
            [f"its parts are ['Context', 'Decision', 'Consequences'], not {list(PARTS)}"],
        ),
    }
    for name, (text, wrong) in broken.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert faults(tmp_path / name, {"0001"}) == wrong, name
