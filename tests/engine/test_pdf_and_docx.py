"""The same filing in Word and in PDF holds the same facts; only their places differ."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.engine.made_up_forms import cases, filings, library
from tests.engine.test_round_trip import read_back, shapes

from hengji.writing.errors import MissingFontError
from hengji.writing.fonts import find_fonts, font_folders

PROFILE = settings(
    deadline=None,
    max_examples=1,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    """A machine without a Chinese font skips (HENGJI_CI installs one)."""
    try:
        find_fonts(tuple(font_folders()))
    except MissingFontError as problem:
        pytest.skip(str(problem))


@pytest.mark.slow
@pytest.mark.parametrize(("pack_id", "form"), cases())
@PROFILE
@given(data=st.data())
def test_a_form_reads_from_pdf_as_from_docx(pack_id: str, form: str, data: st.DataObject) -> None:
    pack = library().get(pack_id)
    facts = data.draw(filings(pack, form))
    assert shapes(read_back(pack, facts, "pdf")) == shapes(read_back(pack, facts, "docx"))
