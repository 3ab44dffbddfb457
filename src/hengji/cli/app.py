"""The command-line application: help, and what is wrong with a command line that cannot be taken as it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, get_args, get_type_hints

import typer

from hengji.cli.declaring import Commands, Option


def app_of(commands: Commands, name: str = "hengji") -> typer.Typer:
    """The application for some commands."""
    app = typer.Typer(
        name=name, help=commands.help, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    for word, function in commands.functions.items():
        app.command(word)(_told(function))
    for word, group in commands.groups.items():
        app.add_typer(app_of(group, word), name=word)
    return app


def _told(function: Callable[..., int]) -> Callable[..., None]:
    """A command as typer takes it: its declarations in typer's terms, its status raised."""

    @wraps(function)
    def run(**given: object) -> None:
        raise typer.Exit(function(**given))

    hints = get_type_hints(function, include_extras=True)
    hints.pop("return")
    parameters = [_parameter(one, hints[one.name]) for one in signature(function).parameters.values()]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined] # what `inspect.signature` looks for
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def _parameter(one: Parameter, hint: object) -> Parameter:
    kind, declared = get_args(hint)
    told = {"help": declared.help, "metavar": declared.metavar or None, "show_default": declared.show_default}
    info = typer.Option(*declared.names, **told) if isinstance(declared, Option) else typer.Argument(**told)
    return one.replace(annotation=Annotated[kind, info])
