"""A checked reading as a review: the document, the remarks on it, and what was read and checked."""

from __future__ import annotations

from hengji.checking.run import Checked
from hengji.engine.remarks import remarks_of
from hengji.reading.result import Reading
from hengji.writing.drawing import Publication
from hengji.writing.opinion import opinion
from hengji.writing.review_page import Review


def review_of(reading: Reading, checked: Checked, summary: tuple[str, ...], least: str = "note") -> Review:
    """The document with the remarks on it from ``least`` severity on."""
    problems = tuple(f"没有读全：{one.message}" for one in reading.problems)
    return Review(
        reading.document.name, reading.document.blocks, remarks_of(reading, checked, least), summary + problems
    )


def opinion_of(reading: Reading, review: Review) -> Publication:
    """The sheet of opinion on a reading, under the name of its first component's unit and year."""
    named = next((part for part in reading.parts if part.organisation), None)
    dated = next((part for part in reading.parts if part.fiscal_year), None)
    organisation = named.organisation if named is not None else ""
    return opinion(review, organisation, (dated.fiscal_year or 0) if dated is not None else 0)
