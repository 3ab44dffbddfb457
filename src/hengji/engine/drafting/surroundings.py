"""What stands around a table: its title and annex number, the lines under the title, notes and signature lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hengji.engine.drafting.nearest import similar_label
from hengji.engine.drafting.sample import ATTACHMENT, FIELD, NOTE, Sample, Squares, only_text
from hengji.engine.drafting.work import Mapped, Work
from hengji.facts.fact import Kind
from hengji.packs.difference import Tree
from hengji.packs.labels import bare, plain
from hengji.packs.layout import Layout

OWNER = re.compile(r"(?P<label>[\u4e00-\u9fff（）()]*(?:单位|部门)(?:名称)?)\s*[:：]\s*(?P<said>.*)\Z")
PRINTED_NUMBER = re.compile(r"公开\s*\d+\s*表")
SIDES = re.compile(r"\t+|\s{4,}|\u3000{3,}")
Above = list[dict[str, str]]


def title_at(sample: Sample, lines: Sequence[str], layout: Layout | None) -> int | None:
    """Which of the lines above a table is its title: one like a known title, else the last that can be one."""
    titles = (layout.title, *layout.titles) if layout is not None else ()
    for number, line in reversed(list(enumerate(lines))):
        if any(similar_label(line, title) >= 1.0 for title in titles):
            return number
    able = [number for number, line in enumerate(lines) if _may_be_title(line, sample)]
    return able[-1] if able else None


def _may_be_title(line: str, sample: Sample) -> bool:
    word = plain(line)
    return (
        len(word) > 3
        and not ATTACHMENT.match(word)
        and ":" not in word
        and not PRINTED_NUMBER.fullmatch(word)
        and bool(sample.rows)
    )


def surroundings(work: Work, lines: Sequence[str], below: Sequence[str], layout: Layout | None) -> None:
    """Write what stands around a table into the drawing, where it is not what the edition has."""
    at = title_at(work.sample, lines, layout)
    if at is not None:
        _title(work, lines[at], layout)
    attached = next(
        (line.strip() for line in lines[: at if at is not None else len(lines)] if ATTACHMENT.match(plain(line))), ""
    )
    _attachment(work, plain(attached).rstrip(":"), layout)
    _above(work, lines[at + 1 :] if at is not None else [], layout)
    notes = [line.strip() for line in below if NOTE.match(line.strip())]
    if [plain(note) for note in notes] != [plain(note) for note in (layout.notes if layout is not None else ())]:
        _set(work.layout, "notes", [work.sample.template(note) for note in notes])
    _fields(work, [line for line in below if not NOTE.match(line.strip())])


def _set(tree: Mapped, key: str, value: Tree) -> None:
    if value:
        tree[key] = value
    else:
        tree.pop(key, None)


def _title(work: Work, line: str, layout: Layout | None) -> None:
    title = work.sample.template(plain(line) if "\t" in line else line)
    if layout is None or plain(title) != plain(layout.title):
        work.layout["title"] = title
        if layout is not None:
            work.say(f"标题是“{title}”（那里是“{layout.title}”）")


def _attachment(work: Work, attached: str, layout: Layout | None) -> None:
    before = layout.attachment if layout is not None else ""
    if attached != before and (attached or work.sample.above):
        _set(work.layout, "attachment", attached)
        if layout is not None:
            work.say(f"附件号是“{attached or '没有'}”（那里是“{before or '没有'}”）")


def _above(work: Work, lines: Sequence[str], layout: Layout | None) -> None:
    """The lines between title and table: whose table it is on the left, number and unit on the right."""
    drawn: Above = []
    for line in lines:
        left, right = _halves(line)
        drawn.append({"left": _whose(work, left), "right": work.sample.template(right)})
    number = next((plain(found.group()) for line in lines if (found := PRINTED_NUMBER.search(line))), "")
    if layout is not None and number and number != plain(layout.number):
        work.layout["number"] = number
        work.say(f"表号是{number}（那里是{layout.number or '没有'}）")
    printed = str(work.layout.get("number") or "")
    before: Above = [
        {"left": left.replace("{number}", printed), "right": right.replace("{number}", printed)}
        for left, right in (layout.above if layout is not None else ())
    ]
    if layout is not None and _texts(before) == _texts(drawn):
        return
    _set(work.layout, "above", [dict(one) for one in drawn])


def _halves(line: str) -> tuple[str, str]:
    """What stands left and right in a line; a line that begins with room stands right."""
    parts = [part.strip() for part in SIDES.split(line) if part.strip()]
    if len(parts) == 1:
        return ("", parts[0]) if SIDES.match(line) or not OWNER.match(parts[0]) else (parts[0], "")
    return parts[0], "　".join(parts[1:])


def _whose(work: Work, text: str) -> str:
    found = OWNER.fullmatch(text)
    if found is None or work.naming.above.unit(plain(found["said"])) is not None:
        return work.sample.template(text)
    return f"{found['label']}：{{organisation}}"


def _texts(above: Above) -> list[str]:
    return sorted(plain(text) for one in above for text in one.values() if plain(text))


def _fields(work: Work, lines: Sequence[str]) -> None:
    """The labels of a signature line with what they mean."""
    known = work.layout.get("fields")
    had = {bare(label): (label, concept) for label, concept in known.items()} if isinstance(known, dict) else {}
    found: dict[str, Tree] = {}
    for label in (match["label"] for line in lines for match in FIELD.finditer(line)):
        if bare(label) in had:
            name, concept = had[bare(label)]
            found[name] = concept
            continue
        concept = work.naming.known(label, (Kind.TEXT, Kind.DATE, Kind.CODE)) or work.naming.coin(
            label, Kind.TEXT, personal=True
        )
        found[label] = concept
        if had:
            work.say(f"落款多一项“{label}”")
    lost = [label for bare_label, (label, _) in had.items() if bare_label not in {bare(name) for name in found}]
    if not found and not lines:
        return
    for label in lost:
        work.say(f"落款没有“{label}”")
    _set(work.layout, "fields", found)


def caption_line(row: Squares, columns: int) -> str:
    """A row above the heads of a sheet as a line: what stands left, then what stands right; empty where it is none."""
    said = [one for one in row if one.text.strip() and not one.continued]
    whole = len(said) == 1 and only_text(row) and said[0].span == columns
    if not said or not (whole or all(_around(plain(one.text)) for one in said)):
        return ""
    texts = "\t".join(one.text.strip() for one in said)
    return texts if said[0].first == 0 else f"\t{texts}"


def caption_rows(sample: Sample, rows: Sequence[Squares], layout: Layout | None) -> list[str]:
    """The first rows of a table that stand above its heads; one of them is a title, unless one stands above."""
    found: list[str] = []
    titled = title_at(sample, sample.above, layout) is not None
    for row in rows:
        line = caption_line(row, sample.columns)
        around = all(_around(plain(part)) for part in line.split("\t") if part)
        if not line or (titled and not around):
            break
        titled = titled or not around
        found.append(line)
    return found


def trailing_lines(rows: Sequence[Squares]) -> tuple[int, list[str]]:
    """The row behind the last of a table, and the notes and signature lines that are its last rows."""
    end = len(rows)
    found: list[str] = []
    while end:
        text = only_text(rows[end - 1])
        if text and (NOTE.match(text) or (FIELD.match(text) and len(FIELD.findall(text)) > 1)):
            found.insert(0, text)
        elif any(one.text.strip() or one.continued for one in rows[end - 1]) or len(rows[end - 1]) > 1:
            break
        end -= 1
    return end, found


def _around(word: str) -> bool:
    """Whether a text is one that stands around tables: whose it is, its unit, its number."""
    return bool(ATTACHMENT.match(word) or PRINTED_NUMBER.fullmatch(word) or OWNER.fullmatch(word))
