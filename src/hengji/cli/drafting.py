"""`hengji pack draft`: a pack proposed from a sample, what differs from known editions, and what must be asked."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hengji.cli.terminal import FAILED, OK, console, say_error
from hengji.engine.drafting.draft import Draft, draft_pack
from hengji.engine.drafting.files import ANSWERS_FILE, About
from hengji.engine.drafting.questions import AnswerError, Question
from hengji.errors import HengjiError
from hengji.packs.errors import Mark, PackError
from hengji.packs.library import Library
from hengji.packs.source import parse_yaml
from hengji.reading.formats.registry import read_document

PACK_ID = re.compile(r"[a-z]{2}-\d{6}-[a-z0-9]+\Z")
UNNAMED = "cn-000000-draft"
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was asked for; empty texts were not given."""

    sample: Path
    output: Path
    id: str = ""
    label: str = ""
    parent: str = ""
    source: str = ""
    answers: Path | None = None
    yes: bool = False


def draft(wish: Wish) -> int:
    """Draft, ask, write; 2 when the file or the answers cannot be used, or the folder already holds something."""
    if wish.output.exists() and (not wish.output.is_dir() or any(wish.output.iterdir())):
        say_error("文件夹里已经有东西了。请换一个空文件夹，免得盖掉改好的包。", wish.output)
        return FAILED
    try:
        about = _about(wish)
        library = Library.builtin()
        library.info(about.parent)
        document = read_document(wish.sample)
        answers = _given(wish.answers)
        found = draft_pack(document, library, about, answers)
        if not wish.yes and sys.stdin.isatty():
            found = _asked(found, answers, lambda said: draft_pack(document, library, about, said))
        _save(found, wish.output)
    except HengjiError as error:
        say_error(error, wish.sample)
        return FAILED
    except OSError as error:
        say_error(f"打不开或写不进：{error.strerror}。", Path(str(error.filename)) if error.filename else wish.sample)
        return FAILED
    _tell(found, wish.output)
    return OK


def _about(wish: Wish) -> About:
    """Whose pack it is to be; the folder's name is its id where that is one."""
    name = wish.id or (wish.output.name if PACK_ID.match(wish.output.name) else UNNAMED)
    if not PACK_ID.match(name):
        raise AnswerError(f"规则包编号写成了“{name}”。", hint="请写成 cn-六位区划代码-拼音，如 cn-430999-xinxi。")
    label = wish.label or "未写名称的地方"
    names = (re.sub(r"\A.*[省市州](?=.{2,}[县区市])", "", wish.label),) if wish.label else ()
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    return About(name, label, wish.parent or "cn", wish.sample.name, wish.source, day, names)


def _given(path: Path | None) -> dict[str, str]:
    """The answers of a file; questions that are still comments are not answered."""
    if path is None:
        return {}
    node = parse_yaml(path, path.name)
    if node.empty:
        return {}
    if node.map is None or any(one.text is None for one in node.map.values()):
        from hengji.packs.errors import Mistake

        raise PackError([Mistake(Mark(path.name, 1), "draft.answers", "答案应写成“问题: 答案”，一行一个。")])
    return {name: one.text or "" for name, one in node.map.items()}


def _asked(found: Draft, answers: Mapping[str, str], again: Callable[[Mapping[str, str]], Draft]) -> Draft:
    """The questions put on the screen one after the other; an answer may raise new ones."""
    said = dict(answers)
    while (question := next((one for one in found.open if one.id not in said), None)) is not None:
        said[question.id] = _answer(question)
        found = again(said)
    return found


def _answer(question: Question) -> str:
    offered = list(question.options)
    print(question.words)
    for number, (answer, meaning) in enumerate(offered, 1):
        print(f"  {number}. {meaning}{'（直接回车就是这一项）' if answer == question.assumed else ''}")
    while True:
        typed = input("请选一项：").strip()
        if not typed:
            return question.assumed
        if typed.isdigit() and 0 < int(typed) <= len(offered):
            return offered[int(typed) - 1][0]
        print(f"请输入 1 到 {len(offered)} 的数字。")


def _save(found: Draft, folder: Path) -> None:
    for name, text in found.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _tell(found: Draft, folder: Path) -> None:
    """What was drafted, in Chinese."""
    screen = console()
    for form in found.forms:
        near = f"最近的样式：{form.nearest}" if form.nearest else "没有相近的已知样式，新立一张表"
        screen.print(f"“{form.title}”　{near}", markup=False)
        for text in form.said or ["与它没有不同"] * bool(form.nearest):
            screen.print(f"  - {text}", markup=False)
    for text in found.passed_over:
        screen.print(text, markup=False)
    proof = found.proof
    screen.print(
        f"\n用起草的包读样表：{proof.figures} 个数读出 {proof.read} 个，认得 {proof.entered} 格。", markup=False
    )
    if proof.unread:
        screen.print(f"  没有读出的：{'、'.join(proof.unread[:MOST_SHOWN])}", markup=False)
    if found.open:
        screen.print(f"\n还有 {len(found.open)} 处看样表定不下来，先这样写（改 {ANSWERS_FILE}，再用 --answers 起草）：")
        for question in found.open:
            screen.print(f"  - {question.words}暂按：{question.meaning(question.assumed)}", markup=False)
    if found.about.id == UNNAMED:
        screen.print("\n没有写明是哪个县：请用 --id、--label 写明，编号会写进每个新概念里。")
    screen.print(
        f"\n已写 {len(found.files)} 个文件到 {folder}。下一步：hengji pack validate {folder}",
        markup=False,
        soft_wrap=True,
    )
