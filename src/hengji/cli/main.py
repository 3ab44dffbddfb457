"""The commands of Hengji: what each takes, what it prints, how it ends.

Status 0: nothing at error level; 1: errors found; 2: something could not be read or done.
"""

from __future__ import annotations

import gc
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from hengji.cli.declaring import Argument, Commands, Option
from hengji.cli.ledger_commands import commands as ledger_commands
from hengji.cli.plain import Call, plain_call
from hengji.errors import HengjiError

if TYPE_CHECKING:
    from hengji.cli.listing import Listing
    from hengji.cli.outputs import Outputs

FAULT, UNDONE, STOPPED = 1, 2, 130
GARBAGE = 100_000
"""Objects made before Python looks for rings among them; its own 700 costs a short command a tenth of its time."""

commands = Commands("衡绩：部门整体支出绩效自评与部门决算公开——读、查、打分、成文。")
commands.groups["ledger"] = ledger_commands
packs = commands.groups["pack"] = Commands("规则包：各地的表样、句式、核对关系和评分办法。")


class Severity(StrEnum):
    """How serious a finding must be to be shown."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Edition(StrEnum):
    """Which edition of the package is written."""

    REPORT = "报送"
    PUBLIC = "公开"
    BOTH = "两版"


Files = Annotated[
    list[Path],
    Argument(
        metavar="文件或文件夹…", help="Word、WPS、Excel、PDF、网页或文本文件，也可以是文件夹。", show_default=False
    ),
]
PackId = Annotated[
    str | None,
    Option("--pack", metavar="编号", help="用哪个规则包；不写则按文件里的地名选。", show_default=False),
]
LastYear = Annotated[
    Path | None,
    Option(
        "--previous",
        metavar="文件",
        help="上年的同一种材料：上年数、名称和不变的文字从里面取，并列出要确认的。",
        show_default=False,
    ),
]
Together = Annotated[bool, Option("--together", help="把这些文件当作一个单位的一套材料，互相核对。")]
AsJson = Annotated[bool, Option("--json", help="输出 JSON（给程序用）。")]


@commands.command()
def read(files: Files, pack: PackId = None, as_json: AsJson = False, together: Together = False) -> int:
    """读文件：列出组成部分、表格和读到的每个数，没有读懂的也列出来。"""
    from hengji.cli.reading import read_files

    return read_files(files, pack, as_json=as_json, together=together)


@commands.command()
def check(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    files: Files,
    pack: PackId = None,
    as_json: AsJson = False,
    min_severity: Annotated[Severity, Option("--min-severity", help="只列这一级及以上的问题。")] = Severity.NOTE,
    html: Annotated[
        Path | None,
        Option("--html", metavar="结果.html", help="把原文和问题并排写成一个网页。", show_default=False),
    ] = None,
    annotate: Annotated[
        Path | None,
        Option("--annotate", metavar="批注.docx", help="另存一份 Word 文件，在每处问题旁加批注。", show_default=False),
    ] = None,
    opinion: Annotated[
        Path | None,
        Option("--opinion", metavar="意见.docx", help="写一份审核意见（docx、xlsx、pdf、html）。", show_default=False),
    ] = None,
    together: Together = False,
    previous: Annotated[
        Path | None,
        Option("--previous", metavar="文件", help="上年的同一种材料：核对上年数，列出照抄未改的。", show_default=False),
    ] = None,
    ledgers: Annotated[
        Path | None,
        Option(
            "--ledgers",
            metavar="台账文件夹",
            help="用台账对证：文件里的数与台账算出的不一致的，都列出来。",
            show_default=False,
        ),
    ] = None,
    listing: Annotated[
        Path | None,
        Option("--list", metavar="清单.xlsx", help="写一份清单：谁报了什么、缺什么、哪些重复。", show_default=False),
    ] = None,
    units: Annotated[
        Path | None,
        Option("--units", metavar="名单.txt", help="应报单位的名单，一行一个，用于 --list。", show_default=False),
    ] = None,
) -> int:
    """查矛盾：把文件里的数放在一起核对，说出每处矛盾的两个位置、算式和该看哪里。"""
    from hengji.cli.checking import check_files

    rows = _listing(listing, units) if listing is not None else None
    if listing is not None and rows is None:
        return UNDONE
    return check_files(
        files,
        pack,
        as_json=as_json,
        least=min_severity.value,
        together=together,
        previous=previous,
        ledgers=ledgers,
        listing=rows,
        outputs=_outputs(html, annotate, opinion) if html or annotate or opinion else None,
    )


def _listing(listing: Path, units: Path | None) -> Listing | None:
    """The list to be written; None, and said so, where the list of units cannot be read."""
    from hengji.cli.listing import Listing
    from hengji.cli.terminal import say_error

    try:
        return Listing(listing, units)
    except HengjiError as error:
        say_error(error)
        return None


def _outputs(html: Path | None, annotate: Path | None, opinion: Path | None) -> Outputs:
    from hengji.cli.outputs import Outputs

    return Outputs(html, annotate, opinion)


@commands.command()
def score(
    file: Annotated[Path, Argument(metavar="文件", help="自评表所在的文件，或填好的工作簿。", show_default=False)],
    pack: PackId = None,
    as_json: AsJson = False,
    explain: Annotated[bool, Option("--explain", help="写出每项得分的算式和依据。")] = False,
    goals: Annotated[
        Path | None,
        Option("--goals", metavar="目标表", help="批复的绩效目标表：列出批复以后改了什么。", show_default=False),
    ] = None,
) -> int:
    """打分：按公布的办法逐项计算得分，与自评得分对照。"""
    from hengji.cli.scoring import score_file

    return score_file(file, pack, as_json=as_json, explain=explain, approved=goals)


@commands.command()
def new(
    pack: Annotated[str, Option("--pack", metavar="编号", help="用哪个规则包（见 hengji pack list）。")],
    year: Annotated[int, Option("--year", metavar="年度", help="预算年度，如 2023。")],
    output: Annotated[Path, Option("-o", "--output", metavar="工作簿", help="写到哪个 xlsx 文件。")],
    organisation: Annotated[str, Option("--organisation", metavar="单位", help="单位名称，可以以后再填。")] = "",
    previous: LastYear = None,
) -> int:
    """新建填报工作簿：一张表一个工作表，合计自动算。"""
    from hengji.cli.building import new_workbook

    return new_workbook(pack, year, output, organisation, previous)


@commands.command()
def build(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    data: Annotated[
        list[Path],
        Argument(
            metavar="数据…",
            help="填好的工作簿、决算软件导出的工作簿、YAML 或 JSON 数据，或已有的文件；要汇总的，每个单位一个。",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        Option("-o", "--output", metavar="文件夹", help="成套材料放在哪个文件夹；用 --into 时也可以是文件。"),
    ],
    pack: PackId = None,
    edition: Annotated[
        Edition, Option("--edition", help="报送版保留填表人、电话，公开版去掉；两版是一次都做。")
    ] = Edition.REPORT,
    withhold: Annotated[
        Path | None,
        Option(
            "--withhold", metavar="清单.txt", help="公开版里不公开的内容，一行一个“内容：理由”。", show_default=False
        ),
    ] = None,
    previous: LastYear = None,
    ledgers: Annotated[
        Path | None,
        Option(
            "--ledgers",
            metavar="台账文件夹",
            help="空着的数由台账取；取了哪些、与手填的差在哪里，另列一张清单。",
            show_default=False,
        ),
    ] = None,
    formats: Annotated[
        str, Option("--formats", metavar="格式", help="要哪几种，用逗号隔开。")
    ] = "docx,xlsx,pdf,html,json,csv",
    rollup: Annotated[
        str | None, Option("--rollup", metavar="部门", help="把各单位的数据汇总成这个部门的。", show_default=False)
    ] = None,
    units: Annotated[
        Path | None,
        Option("--units", metavar="名单.txt", help="应汇总的单位，一行一个，用于 --rollup。", show_default=False),
    ] = None,
    into: Annotated[
        Path | None,
        Option(
            "--into",
            metavar="空表",
            help="不另做材料，把数填进财政下发的空表（docx、xlsx），空表的其他地方一点不动。",
            show_default=False,
        ),
    ] = None,
    overwrite: Annotated[bool, Option("--overwrite", help="用 --into 时：原来已填的格也改成数据里的。")] = False,
    add_rows: Annotated[
        bool, Option("--add-rows", help="用 --into 时：空表的行不够，照原样加行（只限 docx）。")
    ] = False,
) -> int:
    """成文：由数据做出成套表格和报告，打分、核对一并完成；或把数填进财政下发的空表。"""
    if into is not None or overwrite or add_rows:
        from hengji.cli.filling import Into, fill_into
        from hengji.cli.terminal import FAILED, say_error

        if len(data) > 1 or rollup is not None:
            say_error("空表一次只填一个单位的数据；汇总的请先用 --rollup 做成 数据.json，再填。")
            return FAILED
        order = Into(into, edition.value, withhold, previous, overwrite, add_rows)
        return fill_into(data[0], order, output, pack)
    from hengji.cli.building import Department, Wanted, build_package

    wanted = Wanted(output, pack, edition.value, formats, withhold, previous, ledgers)
    return build_package(data, wanted, Department(rollup, units) if rollup is not None else None)


@packs.command("list")
def pack_list(as_json: AsJson = False) -> int:
    """列出所有规则包。"""
    from hengji.cli.packs import list_packs

    return list_packs(as_json=as_json)


@packs.command("show")
def pack_show(
    pack: Annotated[str, Argument(metavar="编号", show_default=False)],
    resolved: Annotated[
        bool, Option("--resolved", help="列出合并上级包之后的每一项，和它写在哪个文件哪一行。")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """看一个规则包里有什么、每一项从哪里来。"""
    from hengji.cli.packs import show_pack

    return show_pack(pack, resolved=resolved, as_json=as_json)


@packs.command("validate")
def pack_validate(
    folders: Annotated[
        list[Path] | None,
        Argument(metavar="文件夹…", help="规则包文件夹；不写则检查随程序带的。", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """检查规则包：错在哪个文件哪一行，应当怎样写。"""
    from hengji.cli.packs import validate_packs

    return validate_packs(folders or [], as_json=as_json)


@packs.command("draft")
def pack_draft(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    sample: Annotated[Path, Argument(metavar="样表", help="县里下发的样表，空表或填好的都行。", show_default=False)],
    output: Annotated[Path, Option("-o", "--output", metavar="文件夹", help="起草的规则包放在哪个空文件夹。")],
    identifier: Annotated[
        str, Option("--id", metavar="编号", help="cn-六位区划代码-拼音；不写则用文件夹的名称。")
    ] = "",
    label: Annotated[str, Option("--label", metavar="名称", help="是哪个县，如 示例市新溪县。")] = "",
    parent: Annotated[str, Option("--parent", metavar="编号", help="上级规则包。")] = "cn",
    source: Annotated[str, Option("--source", metavar="来源", help="样表从哪里来，写进注释。")] = "",
    answers: Annotated[
        Path | None,
        Option("--answers", metavar="答案", help="上次起草留下、填好的待定.txt。", show_default=False),
    ] = None,
    yes: Annotated[bool, Option("--yes", help="不问，定不下来的先按暂定的写。")] = False,
) -> int:
    """由样表起草：照一张没见过的表写出规则包，说明与最近的样式差在哪里。"""
    from hengji.cli.drafting import Wish, draft

    return draft(Wish(sample, output, identifier, label, parent, source, answers, yes))


def main() -> None:
    """Run the command."""
    gc.set_threshold(GARBAGE)
    call = plain_call(commands, sys.argv[1:])
    if call is None:
        from hengji.cli.app import app_of

        app_of(commands)()
    else:
        status = run(call)
        gc.freeze()  # what is left goes with the process, and is not gone through once more
        sys.exit(status)


def run(call: Call) -> int:
    """Runs a command; stopping it and closing its output are no faults of it."""
    try:
        return call.function(**call.given)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more can be written when Python ends
        return FAULT
