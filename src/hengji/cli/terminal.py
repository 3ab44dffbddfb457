"""What every command shares: where output goes, how a refusal is said, and which files are meant."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hengji.errors import HengjiError

if TYPE_CHECKING:
    from rich.console import Console

OK, FOUND, FAILED = 0, 1, 2
LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})
NARROWEST = 60


def console() -> Console:
    """The screen; without one, plain lines of moderate width."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 110)


def say_error(error: Exception | str, path: Path | None = None) -> None:
    """A refusal in Chinese on standard error: which file, why, what to do."""
    where = f"{path}：" if path is not None else ""
    message = str(error) if isinstance(error, HengjiError | str) else f"{type(error).__name__}: {error}"
    print(f"{where}{message}", file=sys.stderr)


def print_json(answer: object) -> None:
    """The one JSON object of an answer, in UTF-8."""
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, indent=1).encode() + b"\n")


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file meant: folders stand for all files in them, as endings say little; what systems leave there is not."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                one for one in path.rglob("*") if one.is_file() and not _is_left_over(one.relative_to(path))
            )
        else:
            yield path


def _is_left_over(path: Path) -> bool:
    """Whether a file is a lock, hidden, or made by the system and not by people."""
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.name.lower() in LEFT_BY_SYSTEMS
