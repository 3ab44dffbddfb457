"""Comments (批注) put into somebody's Word document: one at every place of a remark, nothing else touched.

Only the body, the comments, their relation and their content type are written anew; every other part of the package
keeps its bytes. Comments and revisions that are already there stay. Comments carry no date, so that the same remarks
on the same file give the same bytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

from hengji.records import dataclass
from hengji.writing.characters import clean
from hengji.writing.remark import Remark
from hengji.writing.repack import repacked

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
NSMAP: Final = {"w": W[1:-1]}
TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
COMMENTS_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
AUTHOR, INITIALS = "衡绩", "衡"
PLAIN_RUN: Final = frozenset({W + "rPr", W + "t"})
"""A run of nothing else can be divided between two characters."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A comment to be put: on which runs of which paragraph, from which character to which, and what it says.

    ``runs`` are (first character, behind the last, element), characters counted in the paragraph.
    """

    paragraph: Element
    runs: tuple[tuple[int, int, Element], ...]
    start: int
    end: int
    lines: tuple[str, ...]


def lines_of(remark: Remark, index: int | None) -> tuple[str, ...]:
    """What the comment at one place of a remark (none: at no place of its own) says, line by line."""
    others = [where for number, where in enumerate(remark.where()) if number != index]
    lines = [f"【{remark.grade}】{remark.number} {remark.says}"]
    if remark.working:
        lines.append(f"算式：{remark.working}")
    if others:
        lines.append(f"另见：{'；'.join(others)}")
    if remark.advice:
        lines.append(f"建议：{remark.advice}")
    lines += [f"由此引起：{one.says}{f'（{one.working}）' if one.working else ''}" for one in remark.follows]
    lines.append(f"依据：{remark.source}（{remark.rule}）")
    return tuple(clean(line) for line in lines)


def put_comments(data: bytes, main: str, root: Element, marks: Sequence[Mark]) -> bytes:
    """The package ``data`` with comments at the marks.

    ``main`` is the name of the part that holds the body, ``root`` its tree, to which the marks' elements belong.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    folder, base = posixpath.split(main)
    relations_name = names.get(f"{folder}/_rels/{base}.rels".lower(), f"{folder}/_rels/{base}.rels")
    relations = _tree(archive, names, relations_name) if relations_name in archive.namelist() else None
    if relations is None:
        relations = etree.Element(f"{RELATIONS}Relationships", nsmap={None: RELATIONS[1:-1]})
    comments_name = _comments_part(relations, folder) or f"{folder}/comments.xml"
    known = names.get(comments_name.lower())
    comments = _tree(archive, names, known) if known else etree.Element(W + "comments", nsmap=NSMAP)
    _write_marks(root, comments, marks)
    changed = {names.get(main.lower(), main): root, known or comments_name: comments}
    if known is None:
        _relate(relations, "comments.xml")
        types_name = names["[content_types].xml"]
        types = _tree(archive, names, types_name)
        etree.SubElement(types, f"{TYPES}Override", {"PartName": f"/{comments_name}", "ContentType": COMMENTS_TYPE})
        changed |= {relations_name: relations, types_name: types}
    return repacked(data, {name: _bytes(tree) for name, tree in changed.items()})


def _tree(archive: zipfile.ZipFile, names: dict[str, str], name: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(names.get(name.lower(), name)), parser)


def _comments_part(relations: Element, folder: str) -> str:
    """The part that holds comments already, "" where there is none."""
    for relation in relations.iter(f"{RELATIONS}Relationship"):
        if relation.get("Type", "").endswith("/comments"):
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return ""


def _relate(relations: Element, target: str) -> None:
    taken = {relation.get("Id") for relation in relations}
    number = next(n for n in range(1, len(taken) + 2) if f"rIdHengji{n}" not in taken)
    attributes = {"Id": f"rIdHengji{number}", "Type": COMMENTS_RELATION, "Target": target}
    etree.SubElement(relations, f"{RELATIONS}Relationship", attributes)


def _write_marks(root: Element, comments: Element, marks: Sequence[Mark]) -> None:
    used = [int(one.get(W + "id", "0")) for one in _numbered(root, comments) if one.get(W + "id", "0").isdecimal()]
    number = max(used, default=-1) + 1
    by_paragraph: dict[int, list[Mark]] = {}
    for mark in marks:
        by_paragraph.setdefault(id(mark.paragraph), []).append(mark)
    for together in by_paragraph.values():
        runs = _divided(together)
        for mark in together:
            _mark(mark, runs, str(number))
            comments.append(_comment(mark, str(number)))
            number += 1


def _numbered(root: Element, comments: Element) -> Iterator[Element]:
    yield from comments.iter(W + "comment")
    yield from root.iter(W + "commentRangeStart", W + "commentReference")


def _divided(marks: Sequence[Mark]) -> list[tuple[int, int, Element]]:
    """The runs of one paragraph, divided where a mark begins or ends."""
    cuts = sorted({cut for mark in marks for cut in (mark.start, mark.end)})
    runs: list[tuple[int, int, Element]] = []
    for start, end, whole in marks[0].runs:
        first, element = start, whole
        for cut in cuts:
            if first < cut < end and _can_be_divided(element, end - first):
                _split(element, cut - first)
                runs.append((first, cut, element))
                following = element.getnext()
                if following is None:  # pragma: no cover - the split put it there
                    break
                element, first = following, cut
        runs.append((first, end, element))
    return runs


def _can_be_divided(run: Element, length: int) -> bool:
    """Whether a run is plain text right in its paragraph; those in revisions, links and controls are left whole."""
    parent = run.getparent()
    if parent is None or parent.tag != W + "p":
        return False
    pieces = [child for child in run if child.tag == W + "t"]
    return all(child.tag in PLAIN_RUN for child in run) and sum(len(piece.text or "") for piece in pieces) == length


def _split(run: Element, at: int) -> None:
    """Divide a run behind its first ``at`` characters; the second half stands right behind it, looking the same."""
    second = deepcopy(run)
    second.tail = None
    run.addnext(second)
    for half, keep in ((run, slice(0, at)), (second, slice(at, None))):
        position = 0
        for piece in [child for child in half if child.tag == W + "t"]:
            text = piece.text or ""
            kept = text[
                max((keep.start or 0) - position, 0) : None if keep.stop is None else max(keep.stop - position, 0)
            ]
            position += len(text)
            if kept:
                piece.text = kept
                piece.set(SPACE, "preserve")
            else:
                half.remove(piece)


def _mark(mark: Mark, runs: Sequence[tuple[int, int, Element]], number: str) -> None:
    """The beginning and end of a comment's range and its sign, on the level of the paragraph itself."""
    start = etree.Element(W + "commentRangeStart", {W + "id": number}, nsmap=NSMAP)
    end = etree.Element(W + "commentRangeEnd", {W + "id": number}, nsmap=NSMAP)
    sign = etree.Element(W + "r", nsmap=NSMAP)
    etree.SubElement(sign, W + "commentReference", {W + "id": number})
    covered = [run for first, last, run in runs if first < mark.end and mark.start < last]
    if not covered:  # an empty cell or paragraph: behind its properties
        properties = mark.paragraph.find(W + "pPr")
        index = 0 if properties is None else mark.paragraph.index(properties) + 1
        for offset, element in enumerate((start, end, sign)):
            mark.paragraph.insert(index + offset, element)
        return
    _child_of(mark.paragraph, covered[0]).addprevious(start)
    behind = _child_of(mark.paragraph, covered[-1])
    behind.addnext(sign)
    behind.addnext(end)


def _child_of(paragraph: Element, run: Element) -> Element:
    """The child of a paragraph in which a run stands: itself, or the link, control or revision around it."""
    element = run
    while (parent := element.getparent()) is not None and parent is not paragraph:
        element = parent
    return element


def _comment(mark: Mark, number: str) -> Element:
    attributes = {W + "id": number, W + "author": AUTHOR, W + "initials": INITIALS}
    comment = etree.Element(W + "comment", attributes, nsmap=NSMAP)
    for line in mark.lines:
        run = etree.SubElement(etree.SubElement(comment, W + "p"), W + "r")
        text = etree.SubElement(run, W + "t")
        text.text = line
        text.set(SPACE, "preserve")
    return comment


def _bytes(tree: Element) -> bytes:
    return etree.tostring(tree.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
