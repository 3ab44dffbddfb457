"""What all tests share: golden files, programs of the system, and the paths of the checkout."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# tests keep their packs beside pytest's own cache, not in the home of whoever runs them
os.environ.setdefault("HENGJI_CACHE", str(ROOT / ".pytest_cache" / "packs"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the switch of `make golden`."""
    parser.addoption("--golden", action="store_true", help="write the golden files anew instead of comparing with them")


def pytest_configure(config: pytest.Config) -> None:
    """Refuses the switch in CI, where it would turn every comparison into a copy."""
    if config.getoption("--golden") and os.environ.get("HENGJI_CI") == "1":
        message = "--golden 只在自己的机器上用：它让所有对照都成立。"
        raise pytest.UsageError(message)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def require_program() -> Callable[[str], str]:
    """A function from a program's name to its path. A missing program is a skip; with HENGJI_CI=1 it is a failure."""

    def require(name: str) -> str:
        path = shutil.which(name)
        if path is not None:
            return path
        reason = f"这台机器没有程序 {name}（.ci/run 里写着它在哪个软件包）"
        if os.environ.get("HENGJI_CI") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    return require


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """A function that holds a text against the golden file of that path; `make golden` writes the file instead."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        assert path.is_file(), f"没有对照文件 {path.name}：请运行 make golden，看过内容再提交。"
        assert text == path.read_text(encoding="utf-8"), (
            f"与对照文件 {path.name} 不同：有意改动请运行 make golden 并逐行看 diff。"
        )

    return compare
