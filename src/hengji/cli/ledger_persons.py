"""`hengji ledger persons`: the encrypted file of persons beside the ledgers, shown with stars unless asked plainly."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Mapping, Sequence
from getpass import getpass
from pathlib import Path

from hengji.cli.ledger_asking import book_of, pair_of, telling, today
from hengji.cli.terminal import FOUND, OK, console, print_json
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.folder.tables import TABLES, tables_of
from hengji.ledgers.sheet import Sheet
from hengji.ledgers.vault.identity import judge
from hengji.ledgers.vault.key import VARIABLE, VaultKey
from hengji.ledgers.vault.person import Person
from hengji.ledgers.vault.splitting import PersonalColumns, split
from hengji.ledgers.vault.vault import Vault
from hengji.packs.errors import similar
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.person_column import PersonColumn

TOKEN, NAME, IDENTITY, PHONE, ACCOUNT, MORE = "token", "name", "identity", "phone", "account", "more"
SHOWN = "已显示 {number} 人的明文，请注意保密；用完请清屏，不要截屏、转发。"
ERASED = "信息已删除，编号照常计数"


def _typed(ask: str) -> VaultKey:
    """The passphrase typed on a terminal, unseen."""
    return VaultKey(getpass(ask))


def _key(file: Path | None, *, typed: bool = False) -> VaultKey:
    """The key of a file, else that of the environment, else typed; ``typed`` asks for it wherever somebody sits."""
    if file is not None:
        return VaultKey.read(file)
    if sys.stdin.isatty() and (typed or not os.environ.get(VARIABLE)):
        return _typed("人员文件的口令：")
    return VaultKey.from_environment()


def _new_key(file: Path | None) -> VaultKey:
    """A new key: of a file, or typed twice."""
    if file is not None or not sys.stdin.isatty():
        return _key(file)
    first, again = _typed("新口令（至少12个字）："), _typed("再输一遍：")
    if first.bytes() != again.bytes():
        raise LedgerError("两次输入的口令不一样。", hint="请重新输入。")
    return first


@telling
def create_vault(folder: Path, key: Path | None, *, as_json: bool) -> int:
    """An empty vault in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    vault = Vault.create(folder, _new_key(key) if key or not os.environ.get(VARIABLE) else _key(None))
    if as_json:
        print_json({"file": str(vault.path), "cipher": vault.cipher})
        return OK
    screen = console()
    screen.print(f"已建人员文件 {vault.path}（{vault.cipher}）。", markup=False)
    screen.print("口令丢了谁也打不开：请另存一份，不要和台账放在一起。")
    return OK


@telling
def show_persons(folder: Path, tokens: Sequence[str], key: Path | None, *, plain: bool, as_json: bool) -> int:
    """All persons, or those of some tokens: with stars, or plainly, which is said."""
    vault = Vault.open(folder, _key(key, typed=plain))
    wanted = list(tokens) or list(vault.tokens)
    forgotten = vault.forgotten
    found = {one: vault.get(one) for one in wanted if one not in forgotten}
    told = found if plain else {token: person.masked() for token, person in found.items()}
    if as_json:
        print_json(
            {
                "plain": plain,
                "persons": [{"token": token, **_parts(person)} for token, person in told.items()],
                "forgotten": [one for one in wanted if one in forgotten],
                "problems": [one.message for one in vault.problems],
            }
        )
    else:
        screen = console()
        for one in wanted:
            says = "　".join(filter(None, _texts(told[one]))) if one in told else ERASED
            screen.print(f"{one}　{says}", markup=False)
        for problem in vault.problems:
            screen.print(f"  [red]损坏[/red]  {problem.message}")
        screen.print(f"共 {len(wanted)} 人，其中已删除 {len(wanted) - len(told)} 人。")
    if plain:
        print(SHOWN.format(number=len(told)), file=sys.stderr)
    return FOUND if vault.problems else OK


@telling
def add_person(folder: Path, pairs: Sequence[str], key: Path | None, pack: str | None, *, as_json: bool) -> int:
    """One person; the token that stands for them in the ledgers."""
    person = _person(book_of(pack), pairs)
    if not person.name:
        raise LedgerError("没有写姓名。", hint="例如：姓名=张某某。")
    vault = Vault.open(folder, _key(key))
    known = set(vault.tokens)
    token = vault.add(person)
    problems = [one.message for one in judge(person.identity).problems] if person.identity else []
    if as_json:
        print_json({"token": token, "new": token not in known, "problems": problems})
        return OK
    screen = console()
    for problem in problems:
        screen.print(f"  [yellow]提示[/yellow]  {problem}")
    screen.print(f"人员编号 {token}" + ("（已有此人，补记了新填的）。" if token in known else "。"))
    return OK


@telling
def correct_person(folder: Path, token: str, pairs: Sequence[str], key: Path | None, pack: str | None) -> int:
    """What is stated of a person anew; the rest stays as it was."""
    person = _person(book_of(pack), pairs)
    vault = Vault.open(folder, _key(key))
    vault.correct(token, vault.get(token).merged(person))
    console().print(f"{token} 已更正；原来写的留在加密的历史里。")
    return OK


@telling
def import_persons(folder: Path, file: Path, output: Path, key: Path | None, pack: str | None, *, as_json: bool) -> int:
    """A list with its persons in the vault and tokens in their place; the rest written to a file of its own."""
    if output.exists():
        raise LedgerError(f"{output} 已经有了，不覆盖。", hint="请换一个文件名。")
    sheet = _sheet(file)
    columns = _columns(book_of(pack), sheet)
    heading = [one.strip() for one in sheet.heading]
    lines = _lines(sheet)
    rows = [dict(zip(heading, cells, strict=True)) for _, cells in lines]
    vault = Vault.open(folder, _key(key))
    before = len(vault.tokens)
    found = split(rows, columns, vault, on=today())
    personal = set(columns.all())
    kept = [columns.token, *(one for one in heading if one not in personal)]
    text = io.StringIO()
    writer = csv.DictWriter(text, kept, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found.rows)
    with output.open("xb") as stream:
        stream.write(text.getvalue().encode("utf-8-sig"))
    problems = [
        {"line": lines[one.row - 1][0], "token": one.token, "says": one.problem.message} for one in found.problems
    ]
    new = len(vault.tokens) - before
    if as_json:
        print_json({"rows": len(rows), "new": new, "file": str(output), "problems": problems})
        return OK
    screen = console()
    for problem in problems:
        screen.print(f"  [yellow]提示[/yellow]  第{problem['line']}行：{problem['says']}")
    screen.print(f"导入 {len(rows)} 人，新增 {new} 人；不含个人信息的名册写在 {output}。", markup=False)
    screen.print(f"原来的 {file.name} 还有个人信息，请妥善保管或删除。", markup=False)
    return OK


@telling
def forget_person(folder: Path, token: str, key: Path | None, *, sure: bool) -> int:
    """A person's particulars erased for good; the token goes on counting."""
    if not sure:
        if not sys.stdin.isatty():
            raise LedgerError("删除后不能恢复，需要确认。", hint="确要删除，请加 --yes。")
        if input(f"删除后不能恢复。确要删除 {token} 的信息，请再输一遍编号：").strip() != token:
            raise LedgerError("编号不符，没有删除。")
    Vault.open(folder, _key(key)).forget(token)
    console().print(f"{token} 的信息已删除，编号照常计数。以前的备份里还有：备份请到期销毁，或换密钥后销毁旧密钥。")
    return OK


@telling
def rotate_key(folder: Path, key: Path | None, new_key: Path | None) -> int:
    """Everything sealed anew under another key."""
    vault = Vault.open(folder, _key(key))
    if new_key is None and not sys.stdin.isatty():
        raise LedgerError("没有给新密钥。", hint="请用 --new-key 写明存放新口令的文件。")
    vault.rotate(_new_key(new_key))
    console().print(f"已换密钥（{len(vault.tokens)} 人）。旧密钥打不开现在的文件，但还打得开以前的备份：请销毁。")
    return OK


def _person(book: LedgerBook, pairs: Sequence[str]) -> Person:
    """A person of name=value pairs by the words the pack knows."""
    said: dict[str, str] = {}
    more: dict[str, str] = {}
    for name, value in map(pair_of, pairs):
        column = _known(book).get(name)
        if column is None or column.part == TOKEN:
            words = [one.label for one in book.persons.values() if one.part != TOKEN]
            raise LedgerError(f"人员没有“{name}”一栏。", hint=similar(name, words) or f"可填：{'、'.join(words)}。")
        if column.part == MORE:
            more[column.id] = value
        else:
            said[column.part] = value
    return Person(said.get(NAME, ""), said.get(IDENTITY, ""), said.get(PHONE, ""), said.get(ACCOUNT, ""), more)


def _known(book: LedgerBook) -> Mapping[str, PersonColumn]:
    return {word: one for one in book.persons.values() for word in (one.label, one.id, *one.aliases)}


def _sheet(file: Path) -> Sheet:
    """The one table of a list."""
    if file.suffix.lower() not in TABLES:
        raise LedgerError(f"{file.name} 不是表格。", hint=f"名册请用 {'、'.join(TABLES)}。")
    found = [one for one in tables_of(file) if one.rows]
    if len(found) != 1:
        says = "没有内容" if not found else f"有 {len(found)} 张工作表"
        raise LedgerError(f"{file.name} {says}。", hint="请给出只有一张表的名册，第一行是表头。")
    return found[0]


def _lines(sheet: Sheet) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, with their lines, as wide as the heading."""
    width = len(sheet.heading)
    return [
        (sheet.first + place, [*row[:width], *[""] * (width - len(row))])
        for place, row in enumerate(sheet.rows)
        if any(map(str.strip, row))
    ]


def _columns(book: LedgerBook, sheet: Sheet) -> PersonalColumns:
    """Which columns of a list are personal; raises `LedgerError` where there is no name, or a column stands twice."""
    heading = [one.strip() for one in sheet.heading]
    twice = next((one for one in heading if heading.count(one) > 1), None)
    if twice is not None:
        raise LedgerError(f"{sheet.file} 的表头“{twice}”写了两次。", hint="请改成不同的名称。")
    known = _known(book)
    own: dict[str, list[str]] = {}
    for one in heading:
        if one in known:
            own.setdefault(known[one].part, []).append(one)
    for part, columns in own.items():
        if part != MORE and len(columns) > 1:
            says = f"{sheet.file} 有几栏都是一样的个人信息：{'、'.join(columns)}。"
            raise LedgerError(says, hint="请只留一栏。")

    def of(part: str) -> str:
        return next(iter(own.get(part, ())), "")

    if not of(NAME):
        words = next((one.label for one in book.persons.values() if one.part == NAME), "")
        raise LedgerError(f"{sheet.file} 没有“{words}”一栏（现有：{'、'.join(heading)}）。", hint="请核对表头。")
    token = next((one.label for one in book.persons.values() if one.part == TOKEN), TOKEN)
    return PersonalColumns(of(TOKEN) or token, of(NAME), of(IDENTITY), of(PHONE), of(ACCOUNT), tuple(own.get(MORE, ())))


def _texts(person: Person) -> list[str]:
    return [person.name, person.identity, person.phone, person.account, *person.more.values()]


def _parts(person: Person) -> dict[str, object]:
    return {
        NAME: person.name,
        IDENTITY: person.identity,
        PHONE: person.phone,
        ACCOUNT: person.account,
        MORE: dict(person.more),
    }
