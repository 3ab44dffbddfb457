"""The commands of `hengji ledger`: what each takes. What they do stands in the modules they import when called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from hengji.cli.declaring import Argument, Commands, Option
from hengji.cli.person_commands import commands as person_commands

commands = Commands("台账：登记、收名册、核对、比对、查数、抽查、测算。")
commands.groups["persons"] = person_commands

Folder = Annotated[Path, Argument(metavar="台账文件夹", help="放台账文件的文件夹。", show_default=False)]
PackId = Annotated[
    str | None, Option("--pack", metavar="编号", help="用哪个规则包的台账；不写用全国的。", show_default=False)
]
AsJson = Annotated[bool, Option("--json", help="输出 JSON（给程序用）。")]
Year = Annotated[int, Option("--year", metavar="年度", help="哪一年度的数。")]
Day = Annotated[str, Option("--day", metavar="日期", help="截至哪一天；不写是年末。", show_default=False)]
Known = Annotated[
    str, Option("--known", metavar="日期", help="按哪一天所知道的：那以后才登记、更正的不算。", show_default=False)
]
Unit = Annotated[str, Option("--unit", metavar="单位", help="哪个单位（含下属）；不写是全部。", show_default=False)]


@commands.command("list")
def registers(pack: PackId = None, as_json: AsJson = False) -> int:
    """列出所有台账和各自的业务。"""
    from hengji.cli.ledger import list_registers

    return list_registers(pack, as_json=as_json)


@commands.command("show")
def show(
    register: Annotated[str, Argument(metavar="台账", help="台账的名称或编号。", show_default=False)],
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """看一本台账：栏目、业务、时限、规则和依据。"""
    from hengji.cli.ledger import show_register

    return show_register(register, pack, as_json=as_json)


@commands.command("measures")
def measures(pack: PackId = None, as_json: AsJson = False) -> int:
    """列出所有台账指标和算法。"""
    from hengji.cli.ledger import list_measures

    return list_measures(pack, as_json=as_json)


@commands.command("check")
def check(
    folder: Folder,
    pack: PackId = None,
    year: Annotated[
        int | None, Option("--year", metavar="年度", help="这一年度台账之间的关系也核对。", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> int:
    """核对台账：读不进的、违反规则的、与应有数不符的，逐行说明依据和办法。"""
    from hengji.cli.ledger import check_folder

    return check_folder(folder, pack, year, as_json=as_json)


@commands.command("count")
def count(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    folder: Folder,
    names: Annotated[
        list[str] | None, Argument(metavar="指标…", help="指标的名称或编号；不写则全部列出。", show_default=False)
    ] = None,
    year: Year = 0,
    day: Day = "",
    known: Known = "",
    unit: Unit = "",
    by_unit: Annotated[bool, Option("--by-unit", help="逐个单位列出。")] = False,
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """查数：由台账算出各项指标。"""
    from hengji.cli.ledger import count_measures
    from hengji.cli.ledger_asking import asked

    return count_measures(folder, names or [], asked(year, day, known, unit), pack, by=by_unit, as_json=as_json)


@commands.command("rows")
def rows(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    folder: Folder,
    measure: Annotated[str, Argument(metavar="指标", help="指标的名称或编号。", show_default=False)],
    year: Year = 0,
    day: Day = "",
    known: Known = "",
    unit: Unit = "",
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """看依据：一个指标由哪些登记算出来，在哪个文件哪一行。"""
    from hengji.cli.ledger import show_rows
    from hengji.cli.ledger_asking import asked

    return show_rows(folder, measure, asked(year, day, known, unit), pack, as_json=as_json)


@commands.command("add")
def add(
    folder: Folder,
    register: Annotated[str, Argument(metavar="台账", help="记在哪本台账。", show_default=False)],
    values: Annotated[
        list[str],
        Argument(metavar="栏目=内容…", help="如 业务=入编 生效日期=2023-09-01 单位=某局。", show_default=False),
    ],
    pack: PackId = None,
    dry_run: Annotated[bool, Option("--dry-run", help="只看能不能登记，不写入。")] = False,
) -> int:
    """登记一笔：不合规则的不登记，说明依据和办法。"""
    from hengji.cli.ledger import add_event

    return add_event(folder, register, values, pack, dry=dry_run)


@commands.command("import")
def import_(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    folder: Folder,
    files: Annotated[
        list[Path],
        Argument(metavar="名册…", help="各单位导出的工作簿或文本表格，原样即可。", show_default=False),
    ],
    wanted: Annotated[
        str, Option("--as", metavar="名册", help="是哪一种名册或台账；不写则按表头认。", show_default=False)
    ] = "",
    day: Annotated[
        str, Option("--date", metavar="日期", help="名册是哪一天的情况，如 2023-12-31。", show_default=False)
    ] = "",
    without_persons: Annotated[
        bool, Option("--without-persons", help="姓名、身份证号等栏不收（不写则收进加密的人员文件）。")
    ] = False,
    dry_run: Annotated[bool, Option("--dry-run", help="只看会收进什么，不写入。")] = False,
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """收名册：导出的名册、明细、登记册原样收进台账；再导一次不会重复，改过的成为更正。"""
    from hengji.cli.ledger_import import Order, import_files

    return import_files(folder, files, Order(wanted, day, without_persons, dry_run, as_json), pack)


@commands.command("compare")
def compare(
    roster: Annotated[
        Path | None, Option("--roster", metavar="文件", help="在编人员名册。", show_default=False)
    ] = None,
    payroll: Annotated[
        Path | None, Option("--payroll", metavar="文件", help="发工资的名册。", show_default=False)
    ] = None,
    budget: Annotated[
        Path | None, Option("--budget", metavar="文件", help="列预算的人员名单。", show_default=False)
    ] = None,
    folder: Annotated[
        Path | None,
        Option("--ledgers", metavar="台账文件夹", help="用其中的机构名称认单位；不写则按字面。", show_default=False),
    ] = None,
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """三方比对：实名制、工资、预算名单逐人核对，按种类列出差异和在哪个文件哪一行。"""
    from hengji.cli.ledger_import import compare_files

    given = {"roster": roster, "payroll": payroll, "budget": budget}
    return compare_files(
        {name: file for name, file in given.items() if file is not None}, folder, pack, as_json=as_json
    )


@commands.command("draw")
def draw(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    folder: Folder,
    share: Annotated[str, Option("--share", metavar="比例", help="抽取比例，如 1%。", show_default=False)] = "",
    number: Annotated[
        int, Option("--number", metavar="家数", help="抽几家（和比例只写一样）。", show_default=False)
    ] = 0,
    seed: Annotated[
        str, Option("--seed", metavar="文字", help="公开的随机种子，如当天公布的开奖号码。", show_default=False)
    ] = "",
    year: Annotated[
        int, Option("--year", metavar="年度", help="哪一年抽过的不再抽；不写是抽取那天的年份。", show_default=False)
    ] = 0,
    day: Annotated[str, Option("--day", metavar="日期", help="哪天抽；不写是今天。", show_default=False)] = "",
    per_object: Annotated[int, Option("--per-object", metavar="人数", help="每家几名检查人员。")] = 2,
    output: Annotated[
        Path | None,
        Option(
            "-o",
            "--output",
            metavar="文件",
            help="记录写到哪里：.json（可复核）、.xlsx、.docx 等。",
            show_default=False,
        ),
    ] = None,
    verify: Annotated[
        Path | None, Option("--verify", metavar="记录", help="不抽，复核一份 .json 记录。", show_default=False)
    ] = None,
    kind: Annotated[
        str, Option("--kind", metavar="名称", help="抽哪一种；只有一种时不用写。", show_default=False)
    ] = "",
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """双随机抽取：谁被抽中、派谁检查，任何人都能照样重算。"""
    from hengji.cli.ledger_draw import Wish, make_draw, verify_draw

    if verify is not None:
        return verify_draw(folder, verify, pack, as_object=as_json)
    return make_draw(folder, Wish(share, number, seed, year, day, per_object, kind), output, pack, as_object=as_json)


@commands.command("norm")
def norm(
    name: Annotated[
        str | None, Argument(metavar="标准", help="测算标准的名称或编号；不写则全部列出。", show_default=False)
    ] = None,
    values: Annotated[
        list[str] | None, Argument(metavar="输入=值…", help="如 床位=300；不写则说明要填什么。", show_default=False)
    ] = None,
    on: Annotated[str, Option("--on", metavar="日期", help="按哪天管用的参数；不写是今天。", show_default=False)] = "",
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """测算标准：列出，或照某一项测算，写明算式、依据和把握。"""
    from hengji.cli.ledger_norm import list_norms, reckon

    if name is None:
        return list_norms(pack, on, as_json=as_json)
    return reckon(name, values or [], on, pack, as_json=as_json)


@commands.command("forecast")
def forecast(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    folder: Folder,
    first: Annotated[int, Option("--from", metavar="年度", help="从哪年起；不写是今年。", show_default=False)] = 0,
    last: Annotated[int, Option("--until", metavar="年度", help="到哪年止；不写是十年。", show_default=False)] = 0,
    day: Annotated[
        str,
        Option(
            "--day", metavar="日期", help="按哪天在册的人；不写是起始年度的上年末（不晚于今天）。", show_default=False
        ),
    ] = "",
    unit: Unit = "",
    by_unit: Annotated[bool, Option("--by-unit", help="逐个单位列出。")] = False,
    kind: Annotated[
        str, Option("--kind", metavar="名称", help="哪一种预测；只有一种时不用写。", show_default=False)
    ] = "",
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """预测：各年有多少人到龄退休，分编制类型、分单位；资料不全的另列。"""
    from hengji.cli.ledger_outlook import forecast_years

    return forecast_years(folder, (first, last), day, unit, kind, pack, by=by_unit, as_json=as_json)


@commands.command("due")
def due(
    folder: Folder,
    on: Annotated[str, Option("--on", metavar="日期", help="截至哪天；不写是今天。", show_default=False)] = "",
    days: Annotated[int, Option("--days", metavar="天数", help="几天之内到期的算快到期。")] = 30,
    unit: Unit = "",
    whole: Annotated[bool, Option("--all", help="离到期还早的也列出。")] = False,
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """看期限：哪些超期、哪些快到期，逐本逐件列出到期日和依据。"""
    from hengji.cli.ledger_due import tell_due

    return tell_due(folder, on, days, unit, pack, whole=whole, as_json=as_json)


@commands.command("case")
def case(
    folder: Folder,
    register: Annotated[str, Argument(metavar="台账", help="哪本台账。", show_default=False)],
    case: Annotated[
        str, Argument(metavar="哪一件", help="单位、人员编号、案号等；由几栏确定的用“/”隔开。", show_default=False)
    ],
    day: Annotated[str, Option("--day", metavar="日期", help="只看到哪一天。", show_default=False)] = "",
    known: Known = "",
    pack: PackId = None,
    as_json: AsJson = False,
) -> int:
    """看一件的来龙去脉：每一笔、何人何时凭何文号所办，更正作废的也在。"""
    from hengji.cli.ledger_case import show_case

    return show_case(folder, register, case, day, known, pack, as_json=as_json)
