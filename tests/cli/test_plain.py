"""A command line taken as it stands calls what the application would call; what is not plain is left to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

import pytest
from typer.testing import CliRunner

from hengji.cli.app import app_of
from hengji.cli.declaring import Commands
from hengji.cli.main import commands
from hengji.cli.plain import plain_call

PLAIN = [
    ["read", "报告.docx"],
    ["check", "报告.docx", "附表.xlsx", "--json", "--together"],
    ["check", "--min-severity", "warning", "文件夹", "--pack", "cn", "--html", "结果.html"],
    ["check", "--list", "清单.xlsx", "--units", "名单.txt", "a", "b"],
    ["score", "自评表.docx", "--explain"],
    ["new", "--pack", "cn", "--year", "2024", "-o", "报表.xlsx"],
    ["new", "--output", "报表.xlsx", "--year", "2024", "--pack", "cn", "--organisation", ""],
    ["build", "报表.xlsx", "-o", "成套", "--edition", "公开"],
    ["pack", "list"],
    ["pack", "show", "cn", "--resolved"],
    ["pack", "validate"],
    ["pack", "validate", "a", "b", "--json"],
]
LEFT = [
    [],
    ["--help"],
    ["pack"],
    ["nosuch"],
    ["check"],
    ["check", "a", "--help"],
    ["check", "a", "--nosuch"],
    ["check", "a", "--pack"],
    ["check", "a", "--pack", "--json"],
    ["check", "a", "--json", "--json"],
    ["check", "a", "--pack=cn"],
    ["check", "a", "--min-severity", "bad"],
    ["check", "--", "-a"],
    ["score", "a", "b"],
    ["new", "--pack", "cn", "--year", "二〇二四", "-o", "a.xlsx"],
    ["new", "--pack", "cn"],
]


def recording(known: Commands, called: list[dict[str, Any]]) -> Commands:
    """The same commands, which only note what they are given."""

    def noting(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def note(**given: object) -> int:
            called.append({"function": function.__name__, **given})
            return 0

        return note

    noted = Commands(known.help)
    noted.functions = {name: noting(function) for name, function in known.functions.items()}
    noted.groups = {name: recording(group, called) for name, group in known.groups.items()}
    return noted


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_a_plain_line_gives_what_the_application_gives(words: list[str]) -> None:
    called: list[dict[str, Any]] = []
    done = CliRunner().invoke(app_of(recording(commands, called)), words)
    assert done.exit_code == 0, done.output
    call = plain_call(commands, words)
    assert call is not None
    parameters = signature(call.function).parameters
    defaults = {name: one.default for name, one in parameters.items() if name not in call.given}
    assert called == [{"function": call.function.__name__, **call.given, **defaults}]


@pytest.mark.parametrize("words", LEFT, ids=" ".join)
def test_what_is_not_plain_is_left_to_the_application(words: list[str]) -> None:
    assert plain_call(commands, words) is None


def test_on_windows_words_the_application_expands_are_left_to_it() -> None:
    assert plain_call(commands, ["check", "*.docx"], windows=True) is None
    assert plain_call(commands, ["check", "*.docx"], windows=False) is not None
    assert plain_call(commands, ["check", "a.docx"], windows=True) is not None
