"""The commands of `hengji ledger persons`: what each takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from hengji.cli.declaring import Argument, Commands, Option

commands = Commands("人员：姓名、证件号码单独加密存放，台账里只有人员编号。")

Folder = Annotated[Path, Argument(metavar="台账文件夹", help="放台账文件的文件夹。", show_default=False)]
Key = Annotated[
    Path | None,
    Option(
        "--key",
        metavar="文件",
        help="存放口令的文件（不能放在台账文件夹里）；不写用环境变量 HENGJI_LEDGER_KEY 指明的，都没有就当场输入。",
        show_default=False,
    ),
]
PackId = Annotated[
    str | None, Option("--pack", metavar="编号", help="用哪个规则包；不写用全国的。", show_default=False)
]
AsJson = Annotated[bool, Option("--json", help="输出 JSON（给程序用）。")]
Token = Annotated[str, Argument(metavar="编号", help="谁。", show_default=False)]
Values = Annotated[
    list[str], Argument(metavar="栏目=内容…", help="如 姓名=张某某 手机=13800000000。", show_default=False)
]


@commands.command("create")
def create(folder: Folder, key: Key = None, as_json: AsJson = False) -> int:
    """建立加密的人员文件。"""
    from hengji.cli.ledger_persons import create_vault

    return create_vault(folder, key, as_json=as_json)


@commands.command("show")
def show(
    folder: Folder,
    tokens: Annotated[
        list[str] | None, Argument(metavar="编号…", help="只看哪些人；不写是全部。", show_default=False)
    ] = None,
    key: Key = None,
    plain: Annotated[bool, Option("--plain", help="不打星号，显示明文（要输入口令，并提示已显示）。")] = False,
    as_json: AsJson = False,
) -> int:
    """看人员，默认打星号。"""
    from hengji.cli.ledger_persons import show_persons

    return show_persons(folder, tokens or [], key, plain=plain, as_json=as_json)


@commands.command("add")
def add(folder: Folder, values: Values, key: Key = None, pack: PackId = None, as_json: AsJson = False) -> int:
    """加一个人，得到人员编号；已有的人补记新填的。"""
    from hengji.cli.ledger_persons import add_person

    return add_person(folder, values, key, pack, as_json=as_json)


@commands.command("correct")
def correct(folder: Folder, token: Token, values: Values, key: Key = None, pack: PackId = None) -> int:
    """更正一个人的信息，编号不变。"""
    from hengji.cli.ledger_persons import correct_person

    return correct_person(folder, token, values, key, pack)


@commands.command("import")
def import_(
    folder: Folder,
    file: Annotated[Path, Argument(metavar="名册", help="有姓名等个人信息的表格。", show_default=False)],
    output: Annotated[
        Path,
        Option(
            "-o",
            "--output",
            metavar="文件",
            help="不含个人信息、带人员编号的名册写到哪里（.csv）。",
            show_default=False,
        ),
    ],
    key: Key = None,
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """导入名册：个人信息进加密文件，其余连同人员编号另存。"""
    from hengji.cli.ledger_persons import import_persons

    return import_persons(folder, file, output, key, pack, as_json=as_json)


@commands.command("forget")
def forget(
    folder: Folder,
    token: Token,
    key: Key = None,
    yes: Annotated[bool, Option("--yes", help="不再询问，直接删除。")] = False,
) -> int:
    """按规定删除一个人的信息，编号照常计数。"""
    from hengji.cli.ledger_persons import forget_person

    return forget_person(folder, token, key, sure=yes)


@commands.command("rotate")
def rotate(
    folder: Folder,
    key: Key = None,
    new_key: Annotated[
        Path | None, Option("--new-key", metavar="文件", help="存放新口令的文件；不写当场输入。", show_default=False)
    ] = None,
) -> int:
    """换密钥：全部重新加密，旧密钥不再能用。"""
    from hengji.cli.ledger_persons import rotate_key

    return rotate_key(folder, key, new_key)
