"""Regular expressions, made from what Python compiled for them in an earlier run where that is known.

Compiling the expressions of a pack's sentences and wordings takes a fifth of a second, the program each is compiled to
is a few numbers. There is no public way to keep those: the parts of Python's own `re` that are asked here are private,
so whatever they do not do as expected ends in compiling as usual. What is kept is only for the very Python that made
it (see `hengji.packs.cache`, which keeps it).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

MOST = 4096
NOT_AS_EXPECTED = (ImportError, AttributeError, RuntimeError, TypeError, ValueError, OverflowError)
Key = tuple[str, int]


class Program(NamedTuple):
    """What an expression is compiled to: its flags, its code, how many groups it has, and their names."""

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


_made: dict[Key, re.Pattern[str]] = {}
_known: dict[Key, Program] = {}


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, as `re.compile` makes it.

    Raises:
        re.error: the text is none.
    """
    key = (text, int(flags))
    found = _made.get(key)
    if found is None:
        known = _known.get(key)
        found = (_restored(text, known) if known is not None else None) or re.compile(text, flags)
        if len(_made) >= MOST:
            _made.clear()
        _made[key] = found
    return found


def learn(programs: Mapping[Key, Program]) -> None:
    """Takes in what was compiled in earlier runs."""
    _known.update(programs)


def learned() -> dict[Key, Program] | None:
    """All programs known with those of the expressions made since, None where there is nothing new."""
    new = {key: program for key in _made if key not in _known and (program := _program(*key)) is not None}
    if not new or len(new) + len(_known) > MOST:
        return None
    _known.update(new)
    return dict(_known)


def _program(text: str, flags: int) -> Program | None:
    try:
        compiler: Any = import_module("re._compiler")
        parsed = import_module("re._parser").parse(text, flags)
        code = array("I", compiler._code(parsed, flags))  # noqa: SLF001 - as the module says
        state = parsed.state
        return Program(flags | state.flags, code.tobytes(), state.groups - 1, dict(state.groupdict))
    except NOT_AS_EXPECTED:
        return None


@cache
def _engine() -> Callable[..., object]:
    """What makes an expression of a program."""
    engine: Callable[..., object] = import_module("_sre").compile
    return engine


def _restored(text: str, known: Program) -> re.Pattern[str] | None:
    try:
        named: list[str | None] = [None] * (known.groups + 1)
        for name, group in known.names.items():
            named[group] = name
        code = array("I", known.code).tolist()
        found = _engine()(text, known.flags, code, known.groups, known.names, tuple(named))
    except NOT_AS_EXPECTED:
        return None
    return found if isinstance(found, re.Pattern) else None
