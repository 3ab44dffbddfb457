"""Comments in somebody's Word file: every finding beside the words it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from hengji.errors import HengjiError
from hengji.facts.place import WordPlace
from hengji.reading.formats.docx_anchors import Anchor, Anchors
from hengji.reading.formats.docx_names import W
from hengji.reading.formats.docx_package import Package
from hengji.reading.formats.docx_xml import MalformedPartError
from hengji.reading.formats.registry import detect
from hengji.writing.docx_comments import Mark, lines_of, put_comments
from hengji.writing.remark import Remark


class NotCommentableError(HengjiError):
    """A file into which no comments can be put."""

    code = "review.not-commentable"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"《{name}》加不了批注：{reason}。",
            hint="批注只能加在 Word 文件（.docx）上；其他格式请用 --html 或 --opinion 看结果。",
        )


def annotate(data: bytes, name: str, remarks: Sequence[Remark], file: str = "") -> bytes:
    """The same Word file with a comment at every place of every remark.

    A remark without a place in the body (a header, a missing section) is put to the first paragraph, so that none is
    lost. ``file`` is what the places of a package call this file; remarks on other files alone are left to those.

    Raises:
        NotCommentableError: it is no docx, or its body cannot be written back as it is.
        ReadError: the file is damaged.
    """
    if detect(data, name) != "docx":
        raise NotCommentableError(name, "它不是 docx")
    package = Package(data, name)
    try:
        main = package.main_part()
        content = package.data(main)
    except MalformedPartError as error:
        raise NotCommentableError(name, str(error)) from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotCommentableError(name, f"正文的 XML 有错（{error.msg}）") from error
    if root.tag != W + "document":
        raise NotCommentableError(name, "它存成了“严格 Open XML”格式，请另存为普通的 Word 文档")
    anchors = Anchors(root)
    if anchors.first is None:
        raise NotCommentableError(name, "正文里没有段落")
    marks = [mark for remark in remarks for mark in _marks(anchors, remark, file)]
    return put_comments(data, main, root, marks)


def _marks(anchors: Anchors, remark: Remark, file: str) -> Iterator[Mark]:
    """The comments of one remark: one for each of its places, at least one if the remark is on this file."""
    placed = bool(remark.spots) and all(place.file != file for place, _ in remark.spots)
    for index, (place, _) in enumerate(remark.spots):
        anchor = anchors.at(place) if isinstance(place, WordPlace) and place.file == file else None
        if anchor is not None:
            placed = True
            start = max(place.start - anchor.offset, 0)
            end = min(max(place.end - anchor.offset, start), anchor.length)
            yield _mark(anchor, start, end, lines_of(remark, index))
    if not placed and anchors.first is not None:
        yield _mark(anchors.first, 0, anchors.first.length, lines_of(remark, None))


def _mark(anchor: Anchor, start: int, end: int, lines: tuple[str, ...]) -> Mark:
    """A comment on some characters of a paragraph; on all of it where there are none, as in an empty cell."""
    runs = tuple((run.start, run.end, run.element) for run in anchor.runs)
    if end <= start:
        start, end = 0, anchor.length
    return Mark(anchor.element, runs, start, end, lines)
