"""A command line that is plainly right, read without building a command-line application.

Known words, every option by its full name once, values that are none themselves: that is nearly every call. All else
(help, abbreviations, ``--name=value``, anything missing or misspelt) is left to `hengji.cli.app`, which explains it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from enum import Enum
from inspect import Parameter, signature
from pathlib import Path
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from hengji.cli.declaring import Argument, Commands, Option

TAKEN_APART = frozenset("*?[]~%$")
"""On Windows the application expands these in the words it is given, as shells do elsewhere."""


class Call(NamedTuple):
    """A command with what it is given."""

    function: Callable[..., int]
    given: dict[str, object]


class _Known(NamedTuple):
    """One argument or option of a command."""

    name: str
    kind: Any
    declared: Argument
    many: bool
    needed: bool


def plain_call(commands: Commands, words: Sequence[str], *, windows: bool = os.name == "nt") -> Call | None:
    """What a plain command line calls; None where it is not plain."""
    rest = list(words)
    while rest and rest[0] in commands.groups:
        commands = commands.groups[rest.pop(0)]
    function = commands.functions.get(rest.pop(0)) if rest else None
    if function is None or (windows and any(TAKEN_APART & set(word) for word in rest)):
        return None
    known = _known(function)
    given: dict[str, object] = {}
    try:
        loose = _options(rest, {name: one for one in known for name in _names(one)}, given)
        _positions(loose, [one for one in known if not isinstance(one.declared, Option)], given)
    except ValueError:
        return None
    return None if any(one.needed and one.name not in given for one in known) else Call(function, given)


def _names(one: _Known) -> tuple[str, ...]:
    return one.declared.names if isinstance(one.declared, Option) else ()


def _known(function: Callable[..., int]) -> list[_Known]:
    hints = get_type_hints(function, include_extras=True)
    found = []
    for name, parameter in signature(function).parameters.items():
        kind, declared = get_args(hints[name])
        others = [one for one in get_args(kind) if one is not NoneType]
        if get_origin(kind) is not list and others:
            kind = others[0]
        many = get_origin(kind) is list
        found.append(
            _Known(name, get_args(kind)[0] if many else kind, declared, many, parameter.default is Parameter.empty)
        )
    return found


def _options(words: list[str], options: dict[str, _Known], given: dict[str, object]) -> list[str]:
    """Takes up the options; the words that belong to none."""
    loose = []
    left = iter(words)
    for word in left:
        if not word.startswith("-"):
            loose.append(word)
            continue
        one = options.get(word)
        if one is None or one.name in given:
            raise ValueError(word)
        given[one.name] = True if one.kind is bool else _value(one, next(left, "-"))
    return loose


def _positions(words: list[str], places: list[_Known], given: dict[str, object]) -> None:
    for one in places:
        if not words:
            return
        given[one.name] = [_value(one, word) for word in words] if one.many else _value(one, words[0])
        words = [] if one.many else words[1:]
    if words:
        raise ValueError(words[0])


def _value(one: _Known, word: str) -> object:
    """A word as what the command takes; `ValueError` where it is not clearly that."""
    if word.startswith("-") or not (one.kind in {str, int, Path} or issubclass(one.kind, Enum)):
        raise ValueError(word)
    value: object = one.kind(word)
    return value
