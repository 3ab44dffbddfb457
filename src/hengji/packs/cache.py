"""A cache of resolved packs on disk, so that a cold command need not parse, merge and validate all YAML again.

It only ever saves time: what cannot be read back, or was made by other code or from other files, counts as absent. Its
files are Python pickles; they are read only from a folder that belongs to the user and that nobody else may write to.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Final

import hengji
from hengji import patterns
from hengji.records import dataclass

FOLDER_VARIABLE: Final = "HENGJI_CACHE"
"""Names the folder of the cache; empty text switches it off."""
LAYERS: Final = ("packs", "expressions", "facts")
"""The layers whose code decides what a resolved pack looks like."""
PATTERNS: Final = "patterns"
UNREADABLE: Final = (
    OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError,
)  # fmt: skip
MOST_FILES: Final = 64
"""Older files beyond this number are thrown away."""


@dataclass(frozen=True, slots=True)
class PackCache:
    """Values kept under a name, valid for one state of a set of files (``stamp``)."""

    folder: Path
    stamp: str

    @classmethod
    def over(cls, folders: Iterable[Path], files: Iterable[Path]) -> PackCache | None:
        """The user's cache for these pack folders, in this order, with their files as they are now.

        None where it is switched off or would not be safe.
        """
        folder = _folder()
        if folder is None or not _safe(folder):
            return None
        own = Path(hengji.__file__).parent
        code = (path for layer in LAYERS for path in (own / layer).rglob("*.py"))
        asked = "|".join(map(str, folders))
        digest = hashlib.sha256(f"{hengji.__version__}|{sys.version}|{asked}".encode())
        for path in sorted([*files, *code]):
            state = path.stat()
            digest.update(f"{path}|{state.st_size}|{state.st_mtime_ns}\n".encode())
        return cls(folder, digest.hexdigest()[:32])

    def load(self, name: str) -> object | None:
        """What was kept under a name; a file cut off or made by other code is as none."""
        try:
            return pickle.loads(self._path(name).read_bytes())  # type: ignore[no-any-return]  # noqa: S301 - own folder, see `_safe`
        except UNREADABLE:
            return None

    def keep(self, name: str, value: object) -> None:
        """Keep a value; a full disk or a folder taken away only costs the time it would have saved."""
        with suppress(OSError):
            handle, written = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(handle, "wb") as stream:
                _Writer(stream, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
            Path(written).replace(self._path(name))
            self._tidy()

    def keep_patterns(self) -> None:
        """Keep what this run compiled of regular expressions, where it was anything new."""
        programs = patterns.learned()
        if programs is not None:
            self.keep(PATTERNS, programs)

    def learn_patterns(self) -> None:
        """Take in what earlier runs compiled."""
        programs = self.load(PATTERNS)
        if isinstance(programs, dict):
            patterns.learn(programs)

    def _path(self, name: str) -> Path:
        return self.folder / f"{self.stamp}-{hashlib.sha256(name.encode()).hexdigest()[:16]}.pack"

    def _tidy(self) -> None:
        files = sorted(self.folder.glob("*.pa*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in files[MOST_FILES:]:
            path.unlink(missing_ok=True)


class _Writer(pickle.Pickler):
    """Writes a declaration as the call that makes it.

    Frozen dataclasses with slots otherwise come back field by field through Python code, five times as slowly.
    """

    def reducer_override(self, value: object) -> tuple[Callable[..., object], tuple[object, ...]]:
        """A dataclass as its class and the values of its fields, an expression as its text; else as usual."""
        if isinstance(value, re.Pattern):
            return patterns.pattern, (value.pattern, value.flags)
        if not is_dataclass(value) or isinstance(value, type):
            return NotImplemented  # type: ignore[no-any-return] # as pickle asks
        known = fields(value)
        worked_out = hasattr(value, "__post_init__")  # what is not given is made of what is given
        if any(one.kw_only or not (one.init or worked_out) for one in known):
            return NotImplemented  # type: ignore[no-any-return]
        return type(value), tuple(getattr(value, one.name) for one in known if one.init)


def _folder() -> Path | None:
    named = os.environ.get(FOLDER_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "hengji"
    except RuntimeError:  # no home folder
        return None


def _safe(folder: Path) -> bool:
    """Whether the folder is (or can be made) the user's own, so that nobody else can put a pickle into it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
    except OSError:
        return False
    if os.name == "nt":
        return True
    return state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
