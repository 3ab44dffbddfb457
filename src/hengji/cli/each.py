"""Going through the files of a command: a file that cannot be read is said so, and the others are still done."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from hengji.cli.terminal import files_of, say_error
from hengji.engine.session import read_file
from hengji.errors import HengjiError
from hengji.packs.library import Library
from hengji.reading.result import Reading


class Batch:
    """The readings of a command's files, in order; ``failed`` says whether any could not be read."""

    def __init__(self, paths: Sequence[Path], pack: str | None) -> None:
        self.paths = list(files_of(paths))
        self.pack = pack
        self.failed = False

    def readings(self) -> Iterator[Reading]:
        """Each file as read; with several files a progress bar runs on standard error."""
        library = Library.builtin()
        if not self.paths:
            say_error("没有找到可读的文件。请给出 Word、Excel 或文本文件。")
            self.failed = True
        for path in self._progress():
            try:
                yield read_file(path, library, self.pack)
            except HengjiError as error:
                self.failed = True
                say_error(error, path)
            except OSError as error:
                self.failed = True
                say_error(f"打不开：{error.strerror}。请核对文件名和权限。", path)

    def _progress(self) -> Iterator[Path]:
        if len(self.paths) < 2 or not sys.stderr.isatty():
            yield from self.paths
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(self.paths, description="正在读", console=Console(stderr=True), transient=True)
