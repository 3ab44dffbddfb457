"""`hengji check … --list`: which unit handed in what, which files are copies or older versions, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hengji.checking.run import Checked
from hengji.checking.wording.names import short_form
from hengji.cli.terminal import say_error
from hengji.engine.roster import Line, Paper, papers_of, roster
from hengji.packs.words import WordList
from hengji.reading.lines import lines_of
from hengji.reading.result import Reading
from hengji.writing.list_workbook import Entry, ListSheet, write_lists

STATUS = {"read": "读全", "partly read": "只读了一部分", "not read": "没有内容"}
MISSING = "缺"


class Listing:
    """Gathers the papers of a command's files and writes them as a workbook."""

    def __init__(self, target: Path, units: Path | None = None) -> None:
        self.target = target
        self.papers: list[Paper] = []
        self.words: dict[str, WordList] = {}
        self.expected = lines_of(units) if units is not None else []

    def add(self, reading: Reading, checked: Checked) -> None:
        """Take up the papers of a file that was checked."""
        errors = Counter(finding.component for finding in checked.findings if finding.severity == "error")
        self.papers.extend(papers_of(reading, errors))
        for part in reading.parts:
            self.words.update(reading.pack_of(part.id).words)

    def write(self) -> bool:
        """Write the workbook; False, and said so, where that cannot be done."""
        known = [paper for paper in self.papers if paper.label]
        lines = roster(known)
        kinds = dict(pair for paper in known for pair in paper.needs)
        kinds |= {paper.kind: paper.label for paper in known}
        sheets = [self._units(lines, kinds), self._files()]
        try:
            self.target.write_bytes(write_lists(sheets))
        except OSError as error:
            say_error(f"清单写不进去：{error.strerror}。", self.target)
            return False
        return True

    def _units(self, lines: list[Line], kinds: dict[str, str]) -> ListSheet:
        heads = (
            "单位",
            "年度",
            "缺少",
            *kinds.values(),
            "错误数",
            "较早的版本",
            "重复的文件",
            "分不清先后的文件",
            "名称写法",
        )
        rows = [tuple(_row(line, kinds)) for line in lines]
        present = {paper.short for paper in self.papers if paper.label}
        wanted = [name.strip() for name in self.expected if name.strip()]
        absent = [name for name in wanted if short_form(name, self.words) not in present]
        rows += [(Entry(name), Entry(), Entry("全部", alarm=True), *(Entry() for _ in heads[3:])) for name in absent]
        return ListSheet("各单位", "各单位报送情况", heads, tuple(rows))

    def _files(self) -> ListSheet:
        heads = ("文件", "单位", "年度", "内容", "读取情况", "错误数")
        rows = tuple(
            (
                Entry(paper.file),
                Entry(paper.unit or "单位不明", alarm=not paper.unit),
                Entry(paper.year if paper.year is not None else "年度不明", alarm=paper.year is None),
                Entry(paper.label or "认不出是哪种材料", alarm=not paper.label),
                Entry(STATUS[paper.status], alarm=paper.status != "read"),
                Entry(paper.errors, alarm=bool(paper.errors)),
            )
            for paper in self.papers
        )
        return ListSheet("各文件", "各文件的内容", heads, rows)


def _row(line: Line, kinds: dict[str, str]) -> Iterator[Entry]:
    missing = [kinds[kind] for kind in line.missing()]
    yield Entry(line.unit or "单位不明", alarm=not line.unit)
    yield Entry(line.year if line.year is not None else "年度不明", alarm=line.year is None)
    yield Entry("、".join(missing), alarm=bool(missing))
    for kind, label in kinds.items():
        paper = line.newest.get(kind)
        yield Entry(paper.file) if paper is not None else Entry(MISSING if label in missing else "", alarm=True)
    errors = sum(paper.errors or 0 for paper in line.newest.values())
    yield Entry(errors, alarm=errors > 0)
    for papers in (line.older, line.copies, line.unclear):
        yield Entry("\n".join(f"{paper.file}（{paper.label}）" for paper in papers), alarm=papers is line.unclear)
    yield Entry("、".join(sorted(line.names)) if len(line.names) > 1 else "")
