"""The command `hengji`."""

from hengji.cli.main import main

__all__ = ["main"]
