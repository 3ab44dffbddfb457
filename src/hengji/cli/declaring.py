"""How commands are declared: functions whose annotations say what each argument and option is called and tells.

The same declarations are read in two ways: `hengji.cli.plain` takes a command line that is plainly right as it stands,
`hengji.cli.app` makes a typer application of them for everything else (help, slips of the pen). Importing and building
that application costs more time than checking a short filing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

CommandT = TypeVar("CommandT", bound=Callable[..., int])


class Argument:
    """What a command is given by position."""

    def __init__(self, *, metavar: str = "", help: str = "", show_default: bool = True) -> None:  # noqa: A002 - as typer
        self.metavar = metavar
        self.help = help
        self.show_default = show_default


class Option(Argument):
    """What a command is given by name, as in ``--pack``; a truth value is given by its name alone."""

    def __init__(self, *names: str, metavar: str = "", help: str = "", show_default: bool = True) -> None:  # noqa: A002
        super().__init__(metavar=metavar, help=help, show_default=show_default)
        self.names = names


class Commands:
    """Commands by name, and groups of commands. A command returns the status the program ends with."""

    def __init__(self, help: str) -> None:  # noqa: A002 - as typer
        self.help = help
        self.functions: dict[str, Callable[..., int]] = {}
        self.groups: dict[str, Commands] = {}

    def command(self, name: str = "") -> Callable[[CommandT], CommandT]:
        """Enters a function as a command, by its own name where none is given."""

        def enter(function: CommandT) -> CommandT:
            self.functions[name or function.__name__] = function
            return function

        return enter
