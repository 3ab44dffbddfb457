"""Word documents (.docx): our own reader on zipfile and lxml.

What is read, and how odd constructs are understood, is described in docs/formats/docx.md, each with its test.
Order of the blocks: the body with its text boxes, headers, footers, footnotes, endnotes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from hengji.documents.document import Block, Document, Problem, Region
from hengji.reading.errors import BrokenFileError, EncryptedFileError, UnsupportedFormatError
from hengji.reading.formats import ole
from hengji.reading.formats.docx_names import RELATION, W
from hengji.reading.formats.docx_numbering import Numbering
from hengji.reading.formats.docx_package import Package
from hengji.reading.formats.docx_story import Context, Story
from hengji.reading.formats.docx_style import Styles
from hengji.reading.formats.docx_xml import MalformedPartError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MARGINS: Final = (
    (W + "headerReference", "header", Region.HEADER),
    (W + "footerReference", "footer", Region.FOOTER),
)
NOTES: Final = (("footnotes", W + "footnote"), ("endnotes", W + "endnote"))
ID: Final = W + "id"
ZIP_MAGIC: Final = b"PK"


def read_docx(data: bytes, name: str) -> Document:
    """The document in ``data``; ``name`` is the file's name for messages.

    Raises:
        ReadError: there is no document to be had; each reason is a class of its own in ``hengji.reading.errors``.
    """
    _refuse_other_formats(data, name)
    package = Package(data, name)
    reader = _Reader(package)
    blocks = reader.blocks()
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, digest, "docx", tuple(blocks), tuple(reader.context.problems))


class _Reader:
    """Puts the parts of one package together; a broken part that the body can do without is a problem, no failure."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.context = Context()
        try:
            self._main = package.main_part()
            self._root = package.tree(self._main)
        except MalformedPartError as error:
            raise BrokenFileError(package.name, f"正文已经损坏：{error}") from error
        if self._root.tag != W + "document":
            raise BrokenFileError(package.name, "压缩包里的正文不是 Word 文档")
        try:
            self._relations = package.relations(self._main)
        except MalformedPartError as error:
            self._relations = []
            self._problem(f"文档各部件的关系表损坏（{error}），编号、页眉页脚和脚注没有读入。")

    def blocks(self) -> list[Block]:
        """All blocks in the order of the module's docstring."""
        self._read_definitions()
        boxes = Story(self.context, "textbox", Region.TEXTBOX)
        body = Story(self.context, "document", Region.BODY, boxes)
        blocks = [block for element in self._root.iterchildren(W + "body") for block in body.read(element)]
        return blocks + self._margins() + self._notes()

    def _read_definitions(self) -> None:
        styles = self._optional("styles", "标题级别和样式里的编号")
        self.context.styles = Styles(styles)
        numbering = self._optional("numbering", "自动编号")
        if numbering is not None:
            self.context.numbering = Numbering.of(numbering, self.context.styles.numbering_style)

    def _margins(self) -> list[Block]:
        """Headers, then footers, each part once in the order in which sections refer to them."""
        targets = {relation.id: relation.target for relation in self._relations}
        blocks: list[Block] = []
        for tag, kind, region in MARGINS:
            story = Story(self.context, kind, region)
            used = [targets.get(reference.get(RELATION + "id", ""), "") for reference in self._root.iter(tag)]
            for part in dict.fromkeys(used):
                root = self._tree(part, "页眉" if region is Region.HEADER else "页脚") if part else None
                blocks += [] if root is None else story.read(root)
        return blocks

    def _notes(self) -> list[Block]:
        """The notes that the text refers to, in that order: separators and deleted notes are not among them."""
        blocks: list[Block] = []
        for kind, tag in NOTES:
            wanted = list(dict.fromkeys(note for of, note in self.context.notes if of == kind))
            root = self._optional(kind, "脚注" if kind == "footnotes" else "尾注") if wanted else None
            if root is not None:
                story = Story(self.context, kind, Region.NOTE)
                notes = {note.get(ID, ""): note for note in root.iterchildren(tag)}
                blocks += [block for note in wanted if note in notes for block in story.read(notes[note])]
        return blocks

    def _optional(self, kind: str, what: str) -> Element | None:
        part = next((relation.target for relation in self._relations if relation.kind == kind), "")
        return self._tree(part, what) if part else None

    def _tree(self, part: str, what: str) -> Element | None:
        """The part's tree; None, with a problem, where it is missing or broken."""
        if part not in self._package:
            self._problem(f"文件里缺少部件 {part}，{what}没有读入。")
            return None
        try:
            return self._package.tree(part)
        except MalformedPartError as error:
            self._problem(f"部件 {part} 损坏（{error}），{what}没有读入。")
            return None

    def _problem(self, message: str) -> None:
        self.context.problems.append(Problem(message))


def _refuse_other_formats(data: bytes, name: str) -> None:
    """Says what the file is where its ending promises a docx and its bytes are something else."""
    if not data or data.startswith(ZIP_MAGIC):
        return
    streams = ole.stream_names(data)
    if "EncryptedPackage" in streams:
        raise EncryptedFileError(name)
    if data.startswith(ole.MAGIC):
        raise UnsupportedFormatError(
            name, "旧版 Office（97-2003）文档", hint="请用 Word 或 WPS 打开，另存为 .docx 后再读；只改扩展名没有用。"
        )
    raise BrokenFileError(name, "它不是 docx（docx 应是压缩包），可能是改了扩展名的其他文件，或者已经损坏")
