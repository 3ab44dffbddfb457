"""What a ledger refuses names the rule, the source and the way out: the refusals every office meets.

The cases of every rule stand in `tests/cases/ledgers`; here are the ones the work of an office turns on, with the words
a clerk reads.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.ledgers.made_ledgers import ledger_of, made_code, rows_of

from hengji.ledgers.admitting import read_entry
from hengji.ledgers.errors import RefusedError
from hengji.ledgers.judging import enter

LEDGERS = {
    "机构": """生效日期, 业务, 机构编号, 机构名称, 上级机构, 机构性质
        2010-01-04, 设立, J1, 某县编办, , 党委机关
        2015-01-05, 设立, J2, 某县中心, J1, 事业单位
        2010-01-04, 设立, J3, 某县旧局, , 政府机关
        2020-12-31, 撤销, J3, , ,""",
    "编制": """生效日期, 业务, 单位, 编制类型, 编制数
        2010-01-04, 下达总额, , 行政, 9
        2015-01-05, 下达总额, , 事业, 9
        2010-02-01, 核定, J1, 行政, 1
        2015-02-02, 核定, J2, 事业, 3""",
    "用编计划": """生效日期, 业务, 核准单号, 单位, 编制类型, 用途, 申报数, 核准数, 有效期至
        2022-01-10, 申报计划, Y1, J2, 事业, 事业招聘, 1, ,
        2022-02-10, 审核计划, Y1, , , , , ,
        2022-03-10, 下达计划, Y1, , , , , ,
        2022-04-11, 核准用编, Y1, , , , , 1, 2022-12-31""",
    "实名制": """生效日期, 业务, 人员编号, 单位, 编制类型, 渠道
        2016-03-01, 入编, P1, J1, 行政, 公务员招录
        2017-03-01, 入编, P2, J2, 事业, 事业招聘""",
    "赋码": f"""生效日期, 业务, 单位, 统一社会信用代码, 类别, 名称
        2017-03-01, 首次赋码, J1, {made_code("1", 1)}, 机关, 某县编办""",
    "事业单位": f"""生效日期, 业务, 单位, 名称, 统一社会信用代码
        2018-03-01, 期初登记, J2, 某县中心, {made_code("2", 2)}""",
    "年度报告": """生效日期, 业务, 单位, 报告年度
        2022-12-31, 应报, J2, 2022""",
}
WRONG_CODE = made_code("1", 1)[:-1] + ("A" if made_code("1", 1)[-1] != "A" else "B")
HIRE = "生效日期, 业务, 人员编号, 单位, 编制类型, 渠道, 用编核准单, 经办角色"
QUOTA = "生效日期, 业务, 单位, 编制类型, 编制数"
CODE = "生效日期, 业务, 单位, 统一社会信用代码, 类别, 名称"
REPORT = "生效日期, 业务, 单位, 报告年度"
OLD = "机关, 某县旧局"
# What is wrong → register, heading, row, the rule that refuses, and words of the refusal.
CASES = {
    "没有空编": ("实名制", HIRE, "2022-03-01, 入编, P9, J1, 行政, 调入, ,", "staff.vacancy", "超出 1"),
    "机构已经撤销": ("编制", QUOTA, "2022-03-01, 核定, J3, 行政, 1", "quota.alive", "已于 2020-12-31 撤销"),
    "早于设立日期": ("编制", QUOTA, "2014-03-03, 核定, J2, 行政, 1", "quota.alive", "2015-01-05 才设立"),
    "代码重复": ("赋码", CODE, f"2022-03-01, 首次赋码, J3, {made_code('1', 1)}, {OLD}", "uscc.once", "已经用"),
    "代码校验码不对": ("赋码", CODE, f"2022-03-01, 首次赋码, J3, {WRONG_CODE}, {OLD}", "uscc.value", "校验码"),
    "核准单过期": ("实名制", HIRE, "2023-03-01, 入编, P9, J2, 事业, 事业招聘, Y1,", "staff.grant_valid", "有效期至"),
    "角色不对": ("实名制", HIRE, "2022-06-01, 入编, P9, J2, 事业, 事业招聘, Y1, 受理人", "staff.role", "受理人不能办"),
    "过了报送季节": ("年度报告", REPORT, "2023-05-04, 报送, J2, 2022", "annual.season", "3月31日"),
}


@pytest.mark.parametrize("name", CASES)
def test_refusal(name: str) -> None:
    ledger = ledger_of(LEDGERS)
    assert [str(one) for one in ledger.troubles] == []
    label, heading, row, rule, words = CASES[name]
    register = ledger.book.named(label)
    assert register is not None
    (heads, cells) = rows_of(f"{heading}\n{row}")
    texts: Mapping[str, str] = dict(zip(heads, cells, strict=True))
    with pytest.raises(RefusedError) as refused:
        enter(ledger, read_entry(ledger, register, texts))
    trouble = next((one for one in refused.value.troubles if one.rule == rule), None)
    assert trouble is not None, [(one.rule, one.says) for one in refused.value.troubles]
    assert words in trouble.says
    assert trouble.way_out
    assert trouble.source
