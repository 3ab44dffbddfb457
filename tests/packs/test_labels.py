"""Labels made comparable: what is the same as printed, what is the same in meaning, and the patterns of fixed texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.packs.labels import bare, canonical, plain, template_pattern


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("公务接待费", "公务接待费"),
        ("公务 接 待　费\n", "公务接待费"),
        ("\u200b公务接待费\ufeff", "公务接待费"),
        ("“三公”经费", "三公经费"),
        ('‘三公’"经费"', "三公经费"),
        ("因公出国（境）费", "因公出国(境)费"),
        ("２０２３年度", "2023年度"),
        ("单位：万元；", "单位:万元;"),
        ("批复规模（㎡）", "批复规模(m2)"),
        ("５％", "5%"),
        ("财预〔2013〕53号【重要】", "财预[2013]53号[重要]"),
        ("其它收入", "其他收入"),
        ("其 它收入", "其他收入"),
        ("[bookmark: _GoBack]编制数", "编制数"),
        ("①办公费", "(1)办公费"),
        ("⑳其他", "(20)其他"),
        ("㈠基本支出", "(一)基本支出"),
        ("", ""),
    ],
)
def test_plain_is_the_label_as_printed(printed: str, expected: str) -> None:
    assert plain(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1、公务用车购置和维护经费", "公务用车购置和维护经费"),
        ("1．办公费", "办公费"),
        ("12.办公费", "办公费"),
        ("1、2023年档案数字化", "2023年档案数字化"),
        ("1.2023年档案数字化", "1.2023年档案数字化"),  # might be a number
        ("1)办公费", "办公费"),
        ("（1）办公费", "办公费"),
        ("一、一般公共预算财政拨款收入", "一般公共预算财政拨款收入"),
        ("（十二）其他", "其他"),
        ("①办公费", "办公费"),
        ("⑴办公费", "办公费"),
        ("㈠基本支出", "基本支出"),
        ("其中：公车购置", "公车购置"),
        ("其 中: 1、办公费", "办公费"),
        ("其中：①办公费", "办公费"),
        ("加：年初结转", "年初结转"),
        ("减：结余分配", "结余分配"),
        ("财政供养人员情况（人）", "财政供养人员情况"),
        ("批复规模（㎡）", "批复规模"),
        ("经费控制情况（单位：万元）：", "经费控制情况"),
        ("（万元）1、合计", "合计"),
        ("项目支出：", "项目支出"),
        ("三公经费。", "三公经费"),
        # what is part of a name stays
        ("加班补助", "加班补助"),
        ("减税降费", "减税降费"),
        ("2023年决算数", "2023年决算数"),
        ("1.5倍", "1.5倍"),
        ("30201办公费", "30201办公费"),
        ("台（套）", "台(套)"),
        ("一般公共预算", "一般公共预算"),
        ("十大工程", "十大工程"),
        ("因公出国（境）费", "因公出国(境)费"),
        ("：", ""),
    ],
)
def test_bare_is_the_label_in_meaning(printed: str, expected: str) -> None:
    assert bare(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1、机构 改革:", "机构改革"),
        ("（一）“三公”经费", "“三公”经费"),
        ("③其它项目；", "其他项目"),
        ("平安建设(一期),含运维", "平安建设（一期），含运维"),
        ("加班补助", "加班补助"),
        ("办公费（万元）", "办公费（万元）"),
        ("OA(v2)", "OA(v2)"),
        ("", ""),
    ],
)
def test_canonical_is_a_name_as_a_key(printed: str, expected: str) -> None:
    assert canonical(printed) == expected


labels = st.text(st.sampled_from("其中它加减一二十123０①（）()、.．:：；。 　“”【】〔〕万元㎡费支出,％A"), max_size=12)


@given(labels)
def test_made_comparable_once_is_made_comparable(label: str) -> None:
    assert plain(plain(label)) == plain(label)
    assert bare(bare(label)) == bare(label)
    assert canonical(canonical(label)) == canonical(label)


@given(labels)
def test_what_is_the_same_as_printed_is_the_same_in_meaning(label: str) -> None:
    assert bare(plain(label)) == bare(label)


@given(labels, st.sampled_from(["1、", "（一）", "一、", "①", "其中：", "加："]))
def test_numbering_in_front_changes_no_meaning(label: str, front: str) -> None:
    assert bare(front + label) == bare(label)


@pytest.mark.parametrize(
    ("template", "printed", "groups"),
    [
        ("{year}年实际在职人数", "2023年实际在职人数", {"year": "2023"}),
        ("{year}年实际在职人数", "2023 年 实际在职人数", {"year": "2023"}),
        ("{year}年实际在职人数", "本年实际在职人数", None),
        ("{prior}年决算数（{year}年）", "2022年决算数（2023年）", {"prior": "2022", "year": "2023"}),
        ("“{name}”专项（{weight}分）", "机构改革专项(10分)", {"name": "机构改革", "weight": "10"}),
        ("{n}、{project}", "3、机构改革", {"n": "3", "project": "机构改革"}),
        ("{year}年至{year}年", "2023年至2024年", {"year": "2023"}),
        ("合计（元）", "合计(元)", {}),
        ("合计.", "合计x", None),
    ],
)
def test_a_fixed_text_is_found_and_its_gaps_are_named(
    template: str, printed: str, groups: dict[str, str] | None
) -> None:
    match = template_pattern(template).fullmatch(plain(printed))
    assert (match.groupdict() if match else None) == groups
