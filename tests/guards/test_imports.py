"""The library stays light and knows its layers: what importing it loads, and what it may ask to be installed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HEAVY = {"django", "duckdb", "numpy", "pandas", "pyarrow", "dask"}
BY_NEED = {"typst", "pypdfium2", "xlsxwriter", "python_calamine", "lxml"}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_what_is_loaded_is_seen() -> None:
    assert "lxml" in loaded_by("import lxml.etree")


@pytest.mark.parametrize("module", ["hengji", "hengji.engine", "hengji.cli"])
def test_no_heavy_library_is_loaded(module: str) -> None:
    loaded = loaded_by(f"import {module}")
    assert "hengji" in loaded
    assert loaded & HEAVY == set()


def test_format_libraries_are_loaded_only_when_needed() -> None:
    assert loaded_by("import hengji") & BY_NEED == set()


def imported(tree: ast.Module) -> set[str]:
    """The top-level names a module imports anywhere, also within functions."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


def canonical(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_declared_dependencies_are_exactly_the_imported_ones(root: Path) -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted((root / "src" / "hengji").rglob("*.py"))]
    modules = set().union(*(imported(ast.parse(source)) for source in sources))
    distributions = packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - {"hengji", "hengji_packs"}
    used = {canonical(name) for module in foreign for name in distributions.get(module, [f"unknown {module}"])}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert used == {canonical(requirement.partition(">")[0]) for requirement in project["dependencies"]}
