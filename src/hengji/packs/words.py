"""Words of running text, declared: what changes, compares, deals out, limits; one list for each meaning."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from hengji.packs.errors import Mark
from hengji.packs.source import Reader
from hengji.records import dataclass


class WordKind(StrEnum):
    """What a list of words tells of the figure they stand around."""

    DIRECTION = "direction"
    BASE = "base"
    EXCESS = "excess"
    COMPARE = "compare"
    COMPARISON = "comparison"
    RELATION_BEFORE = "relation_before"
    RELATION_AFTER = "relation_after"
    RELATION_IN_CELL = "relation_in_cell"
    NIL = "nil"
    NOT_APPLICABLE = "not_applicable"
    DEAL = "deal"
    PART = "part"
    SHARE = "share"
    COMPLETION = "completion"
    SCENARIO = "scenario"
    PERIOD = "period"
    SPAN = "span"
    AS_OF = "as_of"
    SELF = "self"
    REGION = "region"
    LEAD = "lead"
    NOT_LEAD = "not_lead"
    LINK = "link"
    TAIL = "tail"
    SCORE = "score"
    NORM = "norm"
    NORM_CONCEPT = "norm_concept"
    THRESHOLD = "threshold"
    STOP = "stop"
    OWNER = "owner"
    BODY = "body"
    ABOUT = "about"
    FUND = "fund"
    SINCE = "since"
    NORM_HERE = "norm_here"
    INSIDE = "inside"
    AND_SO_ON = "and_so_on"
    NOT_LINK = "not_link"
    REACH = "reach"
    NOT_BODY = "not_body"
    NOT_NAME = "not_name"
    NO_TERM = "no_term"
    GRAND_TOTAL = "grand_total"
    BY = "by"
    COUNTED = "counted"
    NAMED_TERM = "named_term"
    TERM = "term"
    UNIT_SHORT = "unit_short"


@dataclass(frozen=True, slots=True)
class WordList:
    """Words of one meaning. ``dimensions`` are those a term adds to its concept (行政编制: the kind)."""

    id: str
    kind: WordKind
    means: str
    words: tuple[str, ...]
    dimensions: tuple[tuple[str, str], ...]
    mark: Mark


def load_words(reader: Reader) -> WordList:
    """A list of words as declared."""
    found = WordList(
        id=reader.text("id"),
        kind=WordKind(reader.choice("kind", [kind.value for kind in WordKind])),
        means=reader.text("means", ""),
        words=reader.texts("words"),
        dimensions=tuple(sorted(reader.text_pairs("dimensions").items())),
        mark=reader.node.mark,
    )
    reader.done()
    return found


def meanings(lists: Mapping[str, WordList], kind: WordKind) -> dict[str, str]:
    """The words of a kind with what they mean, longest first."""
    found = {word: one.means for one in lists.values() if one.kind is kind for word in one.words}
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))
