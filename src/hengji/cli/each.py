"""Going through the files of a command: a file that cannot be read is said so, and the others are still done."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from hengji.cli.terminal import files_of, say_error
from hengji.documents.document import Document, Problem
from hengji.engine.session import read_package
from hengji.errors import HengjiError
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.data.file import is_data_file, read_data_file
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading


class Batch:
    """The readings of a command's files, in order; ``failed`` says whether any could not be read.

    With ``together`` all files are the package of one unit and give one reading. ``current`` are the files the reading
    in hand was made from.
    """

    def __init__(self, paths: Sequence[Path], pack: str | None, *, together: bool = False) -> None:
        self.given = list(paths)
        self.paths = list(files_of(paths))
        self.pack = pack
        self.together = together
        self.failed = False
        self.current: list[Path] = []
        self.library = Library.builtin()
        self._missed: list[Problem] = []

    def readings(self) -> Iterator[Reading]:
        """Each file as read (or all as one); with several files a progress bar runs on standard error."""
        if not self.paths:
            say_error("没有找到可读的文件。请给出 Word、Excel、PDF、网页或文本文件。")
            self.failed = True
        try:
            pack = self.library.get(self.pack) if self.pack else None
        except HengjiError as error:
            self.failed = True
            say_error(error)
            return
        if self.together:
            documents = list(self._documents())
            if documents:
                yield read_package(self._name(), documents, self.library, pack, missed=self._missed)
            return
        for path in self._progress():
            found = self._read(path, pack)
            if found is not None:
                self.current = [path]
                yield found

    def _read(self, path: Path, pack: Pack | None) -> Reading | None:
        """One file by itself, None (and said) where it cannot be read."""
        try:
            if is_data_file(path):
                return read_data_file(path, self.library, pack)
            return read(read_document(path), self.library, pack)
        except HengjiError as error:
            self._miss(path, error)
        except OSError as error:
            self._miss(path, f"打不开：{error.strerror}。请核对文件名和权限。")
        return None

    def _documents(self) -> Iterator[Document]:
        for path in self._progress():
            if is_data_file(path):
                self._miss(path, "数据文件不能和别的文件放在一起查（--together），请单独查。")
                continue
            try:
                document = read_document(path)
            except HengjiError as error:
                self._miss(path, error)
            except OSError as error:
                self._miss(path, f"打不开：{error.strerror}。请核对文件名和权限。")
            else:
                self.current.append(path)
                yield document

    def _miss(self, path: Path, error: Exception | str) -> None:
        self.failed = True
        say_error(error, path)
        self._missed.append(Problem(f"《{path.name}》没有读进来：{error}"))

    def _name(self) -> str:
        """What a package is called: by its folder, else by its first file."""
        if len(self.given) == 1:
            return self.given[0].resolve().name
        return f"{self.given[0].name} 等 {len(self.given)} 项"

    def _progress(self) -> Iterator[Path]:
        if len(self.paths) < 2 or not sys.stderr.isatty():
            yield from self.paths
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(self.paths, description="正在读", console=Console(stderr=True), transient=True)
