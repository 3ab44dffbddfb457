"""One thing changed in a consistent filing is found where it is, and the unchanged filing is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.mutations.rendering import FORMATS
from tests.mutations.survey import pairs, survey

from hengji.packs.library import Library

QUICK = [at for at, (filing, _) in enumerate(pairs()) if not filing.kind.startswith("final accounts")]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.builtin()


def test_a_sample_of_mutations_is_found(tmp_path: Path, library: Library) -> None:
    result = survey(tmp_path, library, 5, ("txt", "docx"), QUICK)
    assert result.alarms == []
    tried, found = result.tried["all", ""], result.found["all", ""]
    assert tried == 5 * 2 * len(QUICK)
    assert found >= tried * 9 // 10, "\n".join(result.misses)


@pytest.mark.slow
def test_the_whole_set_is_found(tmp_path: Path, library: Library) -> None:
    result = survey(tmp_path, library, 11, FORMATS)
    tried, found = result.tried["all", ""], result.found["all", ""]
    assert tried >= 500
    assert len(result.alarms) * 20 <= result.twins, "\n".join(result.alarms)
    assert found * 100 >= tried * 95, "\n".join(result.misses)
