"""Data classes that cost little where they are declared and little where they are made.

Hengji has some three hundred of them, most frozen and with slots. `dataclasses.dataclass` writes and compiles six
functions for each when its module is imported: a sixth of the time a short command took. Here only ``__init__`` is
written, when the first object is made, and it sets the slots directly; everything else is shared. To the functions
`fields`, `replace` and `is_dataclass` of the standard library the classes are data classes like others.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, field
from inspect import get_annotations
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

__all__ = ["dataclass"]

ClassT = TypeVar("ClassT", bound=type)
FIELDS, PARAMS, KEPT = "__dataclass_fields__", "__dataclass_params__", "__record_declared__"


@overload
def dataclass(cls: ClassT, /) -> ClassT: ...
@overload
def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[ClassT], ClassT]: ...
@dataclass_transform(field_specifiers=(field,))
def dataclass(cls: Any = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True) -> Any:
    """As `dataclasses.dataclass`, with those of its options that Hengji uses; without slots it is that one itself."""
    if not slots:
        plain = dataclasses.dataclass(frozen=frozen, eq=eq)
        return plain if cls is None else plain(cls)
    return (lambda one: _made(one, frozen=frozen, eq=eq)) if cls is None else _made(cls, frozen=frozen, eq=eq)


def _made(cls: type, *, frozen: bool, eq: bool) -> type:
    """The class again, with slots for what its body annotates, and the methods of a data class."""
    own = get_annotations(cls)
    if any(str(kind).startswith(("ClassVar", "InitVar")) for kind in own.values()):
        raise TypeError(f"{cls.__qualname__}: only fields may be annotated in a record")
    body = {name: value for name, value in cls.__dict__.items() if name not in {"__dict__", "__weakref__"}}
    declared = _Declared(cls, {name: body.pop(name) for name in own if name in body}, frozen=frozen)
    held = {name for base in cls.__mro__[1:-1] for name in getattr(base, "__slots__", ())}
    if body.get("__hash__", MISSING) is None and "__eq__" in body:  # Python's own doing, no declaration
        del body["__hash__"]
    slots = {"__slots__": tuple(name for name in own if name not in held), KEPT: declared}
    made: type = type(cls)(cls.__name__, cls.__bases__, {**_methods(declared, eq=eq), **body, **slots})
    made.__qualname__ = cls.__qualname__
    declared.cls = made
    return made


class _Declared:
    """What a record's body declares, its annotations and defaults, and with those of its bases all its fields."""

    def __init__(self, cls: type, defaults: dict[str, Any], *, frozen: bool) -> None:
        self.cls = cls
        self.own: dict[str, Any] = get_annotations(cls)
        self.defaults = defaults
        self.frozen = frozen
        self.all: dict[str, Any] = {}
        for base in reversed(cls.__mro__[1:-1]):
            inherited = base.__dict__.get(KEPT)
            if inherited is not None:
                self.all |= {name: inherited.all[name] for name in inherited.own}
        self.all |= {name: defaults.get(name, MISSING) for name in self.own}

    def names(self, option: str) -> list[str]:
        """The fields that take part in a method (``repr``, ``compare``, ``init``), in order."""
        return [name for name, said in self.all.items() if not isinstance(said, Field) or getattr(said, option)]

    def only_named(self) -> set[str]:
        """The fields that are given by name only."""
        return {name for name, said in self.all.items() if isinstance(said, Field) and said.kw_only is True}

    def standard(self) -> type:
        """The same declarations as a data class of the standard library, for what that one knows of its fields."""
        body = {**self.defaults, "__annotations__": self.own, "__module__": self.cls.__module__, "__doc__": ""}
        shadow = type(self.cls)(self.cls.__name__, self.cls.__bases__, body)
        return dataclasses.dataclass(init=False, repr=False, eq=False, frozen=self.frozen)(shadow)


class _Late:
    """An attribute of the class that is made when first asked for: what the standard library knows of its fields."""

    def __init__(self, declared: _Declared, name: str) -> None:
        self._declared = declared
        self._name = name

    def __get__(self, instance: object, owner: type) -> object:
        known = self._declared.standard().__dict__
        for name in (FIELDS, PARAMS):
            setattr(self._declared.cls, name, known[name])
        return known[self._name]


def _methods(declared: _Declared, *, eq: bool) -> dict[str, Any]:
    """The methods of a record by name; ``__init__`` writes itself when it is first called."""
    shown, values = declared.names("repr"), _values(declared.names("compare"))

    def __init__(self: object, *given: object, **named: object) -> None:  # noqa: N807 - it is one
        declared.cls.__init__ = init = _init_of(declared)  # type: ignore[misc] # of the class, for all that come after
        init(self, *given, **named)

    @recursive_repr()
    def __repr__(self: object) -> str:  # noqa: N807
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    found: dict[str, Any] = {name: _Late(declared, name) for name in (FIELDS, PARAMS)}
    places = [name for name in declared.names("init") if name not in declared.only_named()]
    found |= {"__init__": __init__, "__repr__": __repr__, "__match_args__": tuple(places)}
    if eq:
        found |= {"__eq__": __eq__, "__hash__": __hash__ if declared.frozen else None}
    if declared.frozen:
        found |= {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
        found |= {"__getstate__": _values(list(declared.all)), "__setstate__": _set_state}
    return found


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """A method that gives the values of some fields."""
    if len(names) > 1:
        several = attrgetter(*names)
        return lambda self: several(self)  # noqa: PLW0108 - a getter is no method
    return lambda self: tuple(getattr(self, name) for name in names)


def _refuse_setting(self: object, name: str, value: object) -> NoReturn:  # noqa: ARG001 - as Python calls it
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: object, name: str) -> NoReturn:  # noqa: ARG001
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _set_state(self: object, state: tuple[Any, ...]) -> None:
    """Fills an object that was copied or unpickled."""
    for name, value in zip(type(self).__dict__[KEPT].all, state, strict=True):
        object.__setattr__(self, name, value)


def _init_of(declared: _Declared) -> Callable[..., None]:
    """``__init__`` of a record, written out: each value goes straight into its slot."""
    known: dict[str, Any] = {"_MISSING": MISSING}
    places: list[str] = []
    names: list[str] = []
    lines: list[str] = []
    taken, only_named = declared.names("init"), declared.only_named()
    for name, said in declared.all.items():
        default = said.default if isinstance(said, Field) else said
        factory = said.default_factory if isinstance(said, Field) else MISSING
        known |= {f"_set_{name}": getattr(declared.cls, name).__set__, f"_default_{name}": default}
        value, parameter = name, name if default is MISSING else f"{name}=_default_{name}"
        if factory is not MISSING:
            known[f"_make_{name}"] = factory
            value, parameter = f"_make_{name}() if {name} is _MISSING else {name}", f"{name}=_MISSING"
        if name in taken:
            (names if name in only_named else places).append(parameter)
        elif factory is not MISSING or default is not MISSING:
            value = f"_make_{name}()" if factory is not MISSING else f"_default_{name}"
        else:
            continue  # left to __post_init__
        lines.append(f"_set_{name}(self, {value})")
    lines += ["self.__post_init__()"] if hasattr(declared.cls, "__post_init__") else []
    signature = ", ".join(["self", *places, *(["*", *names] if names else [])])
    exec(f"def __init__({signature}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102 - our own text
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{declared.cls.__qualname__}.__init__"
    return init
