"""Where the results of `hengji check` are written besides the screen: a page, comments in the file, a sheet to sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hengji.checking.run import Checked
from hengji.cli.terminal import say_error
from hengji.errors import HengjiError
from hengji.reading.result import Reading
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One document that was checked: its reading, the findings shown, the files it came from, what is said of it."""

    reading: Reading
    checked: Checked
    paths: Sequence[Path]
    summary: tuple[str, ...]
    least: str


@dataclass(slots=True)
class Outputs:
    """The files asked for. With several documents (``many``) an option names a folder; each document gets its file."""

    html: Path | None = None
    annotate: Path | None = None
    opinion: Path | None = None
    many: bool = False
    failed: bool = False

    def write(self, result: Result) -> None:
        """Write what was asked for of one document; what cannot be written is said, and the rest is done."""
        jobs: tuple[tuple[Path | None, Callable[[Path, Result], None]], ...] = (
            (self.html, self._page),
            (self.annotate, self._comments),
            (self.opinion, self._sheet),
        )
        for target, job in jobs:
            if target is None:
                continue
            try:
                job(target, result)
            except HengjiError as error:
                self.failed = True
                say_error(error, target)
            except OSError as error:
                self.failed = True
                say_error(f"写不进去：{error.strerror}。请换一个位置，或关掉正打开着它的程序。", target)

    def _page(self, target: Path, result: Result) -> None:
        from hengji.engine.presenting import review_of
        from hengji.writing.review_page import write_review

        page = write_review(review_of(result.reading, result.checked, result.summary, result.least))
        self._put(target, result.reading.document.name, ".html", page)

    def _sheet(self, target: Path, result: Result) -> None:
        from hengji.engine.presenting import opinion_of, review_of
        from hengji.writing.opinion import FORMATS

        review = review_of(result.reading, result.checked, result.summary, result.least)
        ending = target.suffix.lower() if target.suffix.lower() in FORMATS else ".docx"
        sheet = FORMATS[ending](opinion_of(result.reading, review))
        self._put(target, f"{result.reading.document.name}_审核意见", ending, sheet)

    def _comments(self, target: Path, result: Result) -> None:
        from hengji.engine.annotating import annotate
        from hengji.engine.remarks import remarks_of

        remarks = remarks_of(result.reading, result.checked, result.least)
        names = [file.name for file in result.reading.document.files] or [""]
        for name, path in zip(names, result.paths, strict=True):
            if len(result.paths) > 1 and path.suffix.lower() != ".docx":
                continue  # the workbooks and dumps of a package; a single file that is no docx is refused
            noted = annotate(path.read_bytes(), path.name, remarks, name)
            self._put(target, path.stem, ".docx", noted, one_of_many=len(result.paths) > 1)

    def _put(self, target: Path, name: str, ending: str, content: bytes, *, one_of_many: bool = False) -> None:
        """Write to the file named, or to one of its own in the folder named."""
        folder = self.many or one_of_many or target.is_dir()
        path = target / f"{name}{ending}" if folder else target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
