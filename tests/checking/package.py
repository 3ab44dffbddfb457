"""A made-up filing in which every figure agrees, and slips of the pen to put into it: no real unit's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from hengji.checking.subject import Subject
from hengji.facts.fact import FactStore, State, Statement

FINAL_ACCOUNTS = """2023年度部门决算
收入支出决算总表
单位：万元
| 收入 | 支出 |
| 项目 | 行次 | 决算数 | 项目 | 行次 | 决算数 |
| 栏次 | | 1 | 栏次 | | 2 |
| 一、一般公共预算财政拨款收入 | 1 | 483.62 | 一、一般公共服务支出 | 9 | 431.27 |
| 二、政府性基金预算财政拨款收入 | 2 | | 八、社会保障和就业支出 | 10 | 52.38 |
| 四、上级补助收入 | 3 | | | 11 | |
| 八、其他收入 | 4 | 12.75 | | 12 | |
| 本年收入合计 | 5 | 496.37 | 本年支出合计 | 13 | 483.65 |
| 使用非财政拨款结余 | 6 | | 结余分配 | 14 | |
| 年初结转和结余 | 7 | 23.46 | 年末结转和结余 | 15 | 36.18 |
| 总计 | 8 | 519.83 | 总计 | 16 | 519.83 |

支出决算表
单位：万元
| 项目 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出 |
| 功能分类科目编码 | 科目名称 | | | | | | |
| 栏次 | 1 | 2 | 3 | 4 | 5 | 6 |
| 合计 | 483.65 | 372.19 | 111.46 | | | |
| 201 | 一般公共服务支出 | 431.27 | 319.81 | 111.46 | | | |
| 20131 | 党委办公厅（室）及相关机构事务 | 431.27 | 319.81 | 111.46 | | | |
| 2013101 | 行政运行 | 319.81 | 319.81 | | | | |
| 2013102 | 一般行政管理事务 | 111.46 | | 111.46 | | | |
| 208 | 社会保障和就业支出 | 52.38 | 52.38 | | | | |
| 20805 | 行政事业单位养老支出 | 52.38 | 52.38 | | | | |
| 2080505 | 机关事业单位基本养老保险缴费支出 | 52.38 | 52.38 | | | | |

一般公共预算财政拨款支出决算表
单位：万元
| 项目 | 本年支出合计 | 基本支出 | 项目支出 |
| 功能分类科目编码 | 科目名称 | | | |
| 栏次 | 1 | 2 | 3 |
| 合计 | 470.93 | 372.19 | 98.74 |
| 201 | 一般公共服务支出 | 418.55 | 319.81 | 98.74 |
| 20131 | 党委办公厅（室）及相关机构事务 | 418.55 | 319.81 | 98.74 |
| 2013101 | 行政运行 | 319.81 | 319.81 | |
| 2013102 | 一般行政管理事务 | 98.74 | | 98.74 |
| 208 | 社会保障和就业支出 | 52.38 | 52.38 | |
| 20805 | 行政事业单位养老支出 | 52.38 | 52.38 | |
| 2080505 | 机关事业单位基本养老保险缴费支出 | 52.38 | 52.38 | |

一般公共预算财政拨款基本支出决算表
单位：万元
| 人员经费 | 公用经费 |
| 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 |
| 301 | 工资福利支出 | 308.42 | 302 | 商品和服务支出 | 47.56 | 310 | 资本性支出 | 3.87 |
| 30101 | 基本工资 | 128.36 | 30201 | 办公费 | 18.24 | 31002 | 办公设备购置 | 3.87 |
| 30102 | 津贴补贴 | 97.18 | 30207 | 邮电费 | 4.93 | | | |
| 30103 | 奖金 | 30.50 | 30211 | 差旅费 | 13.72 | | | |
| 30108 | 机关事业单位基本养老保险缴费 | 52.38 | 30217 | 公务接待费 | 2.85 | | | |
| 303 | 对个人和家庭的补助 | 12.34 | 30228 | 工会经费 | 7.82 | | | |
| 30302 | 退休费 | 12.34 | | | | | | |
| 人员经费合计 | 320.76 |
| 公用经费合计 | 51.43 |

第三部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收、支总计519.83万元。
二、收入决算情况说明
本年收入合计496.37万元，其中：财政拨款收入483.62万元，占97.43%；其他收入12.75万元，占2.57%。
三、支出决算情况说明
本年支出合计483.65万元，其中：基本支出372.19万元，占76.95%；项目支出111.46万元，占23.05%。
四、一般公共预算财政拨款基本支出决算情况说明
2023年度财政拨款基本支出372.19万元，其中：人员经费320.76万元，占基本支出的86.18%；公用经费51.43万元，占基本支出的13.82%。
"""


@dataclass(frozen=True)
class Mutation:
    """One figure printed wrong: which, by what slip, and what stood there before."""

    statement: Statement
    kind: str
    wrong: Decimal


def slips(value: Decimal, others: list[Decimal]) -> Iterator[tuple[str, Decimal]]:
    """What may be printed instead of a figure."""
    text = f"{value:.2f}"
    whole = text.replace(".", "")
    for index in range(len(whole) - 1):
        if whole[index] != whole[index + 1] and whole[index + 1] != "0":
            swapped = whole[:index] + whole[index + 1] + whole[index] + whole[index + 2 :]
            yield "swap", Decimal(swapped).scaleb(-2)
            break
    digit = str((int(whole[0]) + 4) % 9 + 1)
    yield "digit", Decimal(digit + whole[1:]).scaleb(-2) if digit != whole[0] else value + 1
    yield "decimal", value * 10
    yield "unit", value * 10000
    yield from (("copy", one) for one in others[:1])


def mutations(subject: Subject, checked: set[str]) -> Iterator[Mutation]:
    """Every slip of every amount that takes part in a check."""
    amounts = [one for one in subject.facts if one.value and one.unit == "万元" and one.id in checked]
    for index, one in enumerate(amounts):
        value = one.value or Decimal(0)
        others = [
            other.value for other in amounts[index + 1 :] + amounts[:index] if other.value and other.value != value
        ]
        for kind, wrong in slips(value, others):
            if wrong != value:
                yield Mutation(one, kind, wrong)


def with_mutation(subject: Subject, mutation: Mutation) -> Subject:
    """The filing with one figure printed wrong."""
    wrong = replace(mutation.statement, value=mutation.wrong, state=State.REPORTED)
    store = FactStore(wrong if one.id == wrong.id else one for one in subject.facts)
    return Subject(subject.parts, store, subject.lines)
