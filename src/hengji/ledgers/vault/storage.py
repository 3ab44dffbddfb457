"""Writing a file that must never be half there, by one program at a time."""

from __future__ import annotations

import os
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from hengji.ledgers.vault.errors import LockedVaultError, UnwritableVaultError

PATIENCE = 5.0
"""Seconds to wait for another program; writing thousands of persons takes less than one."""
PAUSE = 0.05
LOCK_SUFFIX = ".lock"


@contextmanager
def locked(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock file beside a file, readable text that says who holds it.

    Raises:
        LockedVaultError: another program holds it, longer than the patience (seconds).
        UnwritableVaultError: the folder takes no files.
    """
    lock = path.with_name(path.name + LOCK_SUFFIX)
    until = time.monotonic() + patience
    while (handle := _taken(lock)) is None:
        if time.monotonic() >= until:
            raise LockedVaultError(lock, _holder(lock))
        time.sleep(PAUSE)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            now = datetime.now(UTC).astimezone().isoformat(sep=" ", timespec="seconds")
            stream.write(f"进程 {os.getpid()}，主机 {socket.gethostname()}，自 {now} 起\n")
        yield
    finally:
        lock.unlink(missing_ok=True)


def _taken(lock: Path) -> int | None:
    """The lock file, open, where it could be made; None where it is there."""
    try:
        return os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return None
    except OSError as wrong:
        raise UnwritableVaultError(lock, str(wrong.strerror)) from wrong


def write_whole(path: Path, content: bytes) -> None:
    """The content in the place of the file's, all or nothing, readable by its owner only (mode 0600).

    Raises:
        UnwritableVaultError: folder or disk do not take it; the file is as it was.
    """
    try:
        _replace(path, content)
    except OSError as wrong:
        raise UnwritableVaultError(path, str(wrong.strerror)) from wrong


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")  # of mode 0600
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:  # whatever stopped it, also the interrupt key: the old file stands, the part goes
        part.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Makes the new name last through a power cut, where folders can be opened (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _holder(lock: Path) -> str:
    try:
        return lock.read_text(encoding="utf-8").strip() or "没有写明是谁"
    except FileNotFoundError:
        return "刚刚写完"
