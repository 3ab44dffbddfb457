"""Every mistake of a pack's author is told with its file and line, what is wrong and what would be right.

The cases are data: `tests/cases/packs/*.yaml`. Each gives the files of a pack that extends the nation's, and all the
mistakes it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.packs.made_packs import library_of, make_pack

from hengji.packs.errors import PackError

CASES = Path(__file__).parent.parent / "cases" / "packs"


def cases() -> Iterator[object]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", list(cases()))
def test_every_mistake_is_told_with_its_place(case: dict[str, Any], tmp_path: Path) -> None:
    library = library_of(make_pack(tmp_path, case["files"]))
    with pytest.raises(PackError) as caught:
        library.get("t")
    found = caught.value.mistakes
    told = "\n".join(f"{mistake} [{mistake.code}]" for mistake in found)
    wanted = [(at if (at := one["at"]).startswith("cn/") else f"t/{at}", one["code"]) for one in case["mistakes"]]
    assert [(str(one.mark), one.code) for one in found] == wanted, told
    for mistake, expected in zip(found, case["mistakes"], strict=True):
        assert expected["says"] in mistake.message, told
        assert expected["hint"] in mistake.hint, told
        assert mistake.hint or expected["hint"] == "", told
