"""A page that shows a document and what was found in it side by side.

One HTML file, nothing loaded from elsewhere and no script. On the left the document as it was read, each place of a
remark underlined and numbered; on the right the remarks. A number on either side leads to the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from hengji.documents.document import Block, Cell, Merge, Paragraph, Table, Text
from hengji.facts.place import PdfPlace, Place, SheetPlace
from hengji.records import dataclass
from hengji.writing.characters import FORBIDDEN
from hengji.writing.remark import SEVERITIES, Remark
from hengji.writing.review_style import STYLE

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HEADINGS = {1: "h3", 2: "h4", 3: "h5"}


@dataclass(frozen=True, slots=True)
class Review:
    """A document with the remarks on it; ``summary`` are lines that say what was read and checked."""

    title: str
    blocks: Sequence[Block]
    remarks: Sequence[Remark]
    summary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    """A span of a paragraph or cell that a remark is about, and which of the remark's places it is."""

    start: int
    end: int
    remark: Remark
    index: int


def write_review(review: Review) -> bytes:
    """The review as the bytes of an HTML page in UTF-8."""
    page = _Page(review)
    document, remarks = page.document(), page.remarks()
    title = _said(f"{review.title}：核对结果")
    summary = "".join(f"<p>{_said(line)}</p>\n" for line in review.summary)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#remarks">跳到问题清单</a>\n'
        f'<header><h1>{title}</h1>\n<div class="summary">{page.counts()}{summary}</div></header>\n'
        f'<div class="panes">\n<main id="document" tabindex="0" aria-label="文件原文">\n{document}</main>\n'
        f'<aside id="remarks" tabindex="0" aria-label="问题清单">\n{remarks}</aside>\n</div>\n</body>\n</html>\n'
    ).encode()


class _Page:
    """Draws both sides; which places were found in the document is known after the left side is drawn."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.hits: dict[tuple[object, ...], list[_Hit]] = {}
        self.shown: set[str] = set()
        for remark in review.remarks:
            for index, (place, _) in enumerate(remark.spots):
                hit = _Hit(place.start, place.end, remark, index)
                self.hits.setdefault(place.anchor(), []).append(hit)

    def counts(self) -> str:
        """How many remarks there are of each grade."""
        found = [
            f'<span class="{grade}">{word} {sum(one.severity == grade for one in self.review.remarks)}</span>'
            for grade, word in SEVERITIES.items()
        ]
        return f'<p class="counts">{" ".join(found)}</p>\n'

    def document(self) -> str:
        """The blocks in order; a line where a new file, sheet or page begins."""
        drawn: list[str] = []
        before = ""
        for block in self.review.blocks:
            place = block.text.whole() if isinstance(block, Paragraph) else block.place
            where = _part_of(place)
            if where != before:
                drawn.append(f'<p class="part">{_said(where)}</p>\n')
                before = where
            drawn.append(self._paragraph(block) if isinstance(block, Paragraph) else self._table(block))
        return "".join(drawn)

    def _paragraph(self, block: Paragraph) -> str:
        tag = HEADINGS.get(block.level, "h6") if block.level is not None else "p"
        said = self._text(block.text)
        return f"<{tag}>{_said(block.marker)}{said}</{tag}>\n" if said or block.marker else ""

    def _table(self, table: Table) -> str:
        rows = "".join(f"<tr>{''.join(self._cells(row.cells))}</tr>\n" for row in table.rows)
        return f'<div class="scroll"><table>\n{rows}</table></div>\n'

    def _cells(self, cells: Sequence[Cell]) -> Iterator[str]:
        for cell in cells:
            if cell.merge is Merge.CONTINUE:
                continue
            spans = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
            spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
            inner = "".join(self._table(table) for table in cell.nested)
            yield f"<td{spans}>{self._text(cell.text)}{inner}</td>"

    def _text(self, text: Text) -> str:
        """The text with the spans of remarks marked; of spans that overlap the earlier keeps its mark, both numbers."""
        drawn: list[str] = []
        done = 0
        for start, end, hit in sorted(self._spans(text), key=lambda span: (span[0], -span[1])):
            first = max(start, done)
            if start == end == first:
                drawn.append(_said(text.value[done:first]))
            elif end > first:
                drawn.append(_said(text.value[done:first]))
                drawn.append(f'<mark class="{hit.remark.severity}">{_said(text.value[first:end])}</mark>')
            drawn.append(self._number(hit))
            done = max(done, end)
        drawn.append(_said(text.value[done:]))
        return "".join(drawn).replace("\n", "<br>")

    def _spans(self, text: Text) -> Iterator[tuple[int, int, _Hit]]:
        """Where the remarks' places stand in this text."""
        for position, (offset, base) in enumerate(text.anchors):
            limit = text.anchors[position + 1][0] if position + 1 < len(text.anchors) else len(text.value)
            for hit in self.hits.get(base.anchor(), ()):
                start, end = offset + hit.start - base.start, offset + hit.end - base.start
                quote = hit.remark.spots[hit.index][1]
                if text.value[start:end] != quote and quote in text.value[offset:limit]:
                    # automatic numbers stand in the text and are no characters of the file
                    start = text.value.index(quote, offset)
                    end = start + len(quote)
                if offset <= start <= limit:
                    yield start, min(end, limit), hit

    def _number(self, hit: _Hit) -> str:
        name = f"p{hit.remark.number}-{hit.index + 1}"
        if name in self.shown:
            return ""
        self.shown.add(name)
        return (
            f'<a class="ref {hit.remark.severity}" id="{name}" href="#r{hit.remark.number}" '
            f'title="{_said(hit.remark.says)}">{hit.remark.number}</a>'
        )

    def remarks(self) -> str:
        """The remarks by component."""
        drawn: list[str] = []
        part = None
        for remark in self.review.remarks:
            if remark.part != part:
                part = remark.part
                drawn.append(f"<h2>{_said(part or '其他')}</h2>\n")
            drawn.append(self._remark(remark))
        return "".join(drawn) or "<p>没有发现问题。</p>\n"

    def _remark(self, remark: Remark) -> str:
        places = "".join(f"<li>{self._place(remark, index, said)}</li>" for index, said in enumerate(remark.where()))
        lines: Mapping[str, str] = {"算式": remark.working, "请核对": remark.repair, "建议": remark.advice}
        said = "".join(f"<p><b>{name}</b> {_said(text)}</p>" for name, text in lines.items() if text)
        follows = "".join(
            f"<li>{_said(one.says)}{f'（{_said(one.working)}）' if one.working else ''}</li>" for one in remark.follows
        )
        after = f"<p><b>由此引起</b></p><ul>{follows}</ul>" if follows else ""
        return (
            f'<article id="r{remark.number}" class="{remark.severity}">\n'
            f'<h3><span class="number">{remark.number}</span> '
            f'<span class="grade">{remark.grade}</span> {_said(remark.says)}</h3>\n{said}'
            f'<ul class="places">{places}</ul>{after}'
            f'<p class="source">依据：{_said(remark.source)}（{_said(remark.rule)}）</p>\n</article>\n'
        )

    def _place(self, remark: Remark, index: int, said: str) -> str:
        name = f"p{remark.number}-{index + 1}"
        return f'<a href="#{name}">{_said(said)}</a>' if name in self.shown else _said(said)


def _part_of(place: Place) -> str:
    """The file, sheet or page a block stands in, for a line above it; "" where there is only one."""
    where = f"《{place.file}》" if place.file else ""
    if isinstance(place, SheetPlace):
        where += f"工作表“{place.sheet}”"
    if isinstance(place, PdfPlace):
        where += f"第{place.page}页"
    return where


def _said(text: str) -> str:
    """Escaped; characters no page may hold are shown as a box rather than refused, the document is not ours."""
    return escape(FORBIDDEN.sub("□", text), quote=True)
