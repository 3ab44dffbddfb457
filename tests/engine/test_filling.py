"""The finance bureau's blank attachment, filled in: what gets where, what does not, and that nothing else changes."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine.blank_forms import (
    BASIC_DATA,
    EMPTY,
    EVALUATION,
    LOOK,
    PERCENT,
    TWO_PLACES,
    longhui,
    paragraph,
    run,
    sheet_file,
    word_file,
    word_table,
)
from tests.engine.same_file import assert_only_cells_differ, parts_of
from tests.packs.test_longhui import FILLED, dump
from tests.reading.formats.ole_builder import compound

from hengji.documents.document import Paragraph
from hengji.engine.filling.errors import NoFormError, NotFillableError, OtherYearError
from hengji.engine.filling.outcome import Filled
from hengji.engine.filling.planning import Options
from hengji.engine.filling.run import Blank, fill, fill_from
from hengji.engine.publishing import Package
from hengji.facts.fact import FactStore, State
from hengji.packs.library import Library
from hengji.reading.errors import EncryptedFileError
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading
from hengji.writing.docx import write_docx
from hengji.writing.drawing import DrawnParagraph, Publication, Style
from hengji.writing.fill import Context, Filler

LIBRARY = Library.builtin()
PLAIN = Options()


def data(text: str = FILLED) -> Reading:
    """A made-up filing of the county as data."""
    return read(read_document(dump(text), "数据.txt"), LIBRARY)


def filled(blank: bytes, name: str = "空表.docx", text: str = FILLED, options: Options = PLAIN) -> Filled:
    return fill(data(text), Blank(blank, name), LIBRARY, None, options)


def values(content: bytes, name: str) -> dict[str, str]:
    """What a file says, by address: figures without the digits they are printed with."""
    facts = read(read_document(content, name), LIBRARY, LIBRARY.get("cn-430524-longhui")).facts
    stated = [one for one in facts if one.state is not State.BLANK and one.address.count("!") == 1]
    return {one.address: f"{one.value.normalize():f}" if one.value is not None else one.text for one in stated}


def by_key(reading: Reading) -> set[tuple[object, ...]]:
    stated = [one for one in reading.facts if one.state is not State.BLANK]
    return {(one.key.concept, one.key.scenario, one.key.dimensions, one.value, one.text, one.state) for one in stated}


def document(content: bytes) -> str:
    return parts_of(content)["word/document.xml"].decode()


# ------------------------------------------------------------------------------------------------- the attachment


def test_the_blank_attachment_filled_says_what_the_data_say() -> None:
    blank = longhui()
    done = filled(blank)
    again = read(read_document(done.content, "空表.docx"), LIBRARY, LIBRARY.get("cn-430524-longhui"))
    assert by_key(again) == by_key(data())
    assert not done.half
    assert len([one for one in done.plan.wanted if one.statement is not None]) == 114
    assert_only_cells_differ(blank, done)


def test_every_byte_outside_the_target_cells_is_the_same() -> None:
    blank, done = longhui(), filled(longhui())
    before, after = document(blank), document(done.content)
    # what was put in are whole runs, or text at the end of a label's run: taken out again, the file is as issued
    for wanted in done.plan.wanted:
        if wanted.spot.table >= 0 and not wanted.spot.text.value:
            new = f'<w:r><w:rPr>{LOOK}</w:rPr><w:t xml:space="preserve">{wanted.said}</w:t></w:r>'
            assert new in after
            after = after.replace(new, "", 1)
        elif wanted.spot.table >= 0:
            there = wanted.spot.text.value
            after = after.replace(f">{there}{wanted.said}<", f">{there}<", 1)
    room = re.compile(r"(?<=preserve\">)填表人.*?(?=</w:t>)")
    assert room.sub("", after) == room.sub("", before)


def test_a_figure_takes_the_looks_of_the_empty_paragraph() -> None:
    assert f"{EMPTY.removesuffix('</w:p>')}<w:r><w:rPr>{LOOK}</w:rPr>" in document(filled(longhui()).content)


def test_the_same_data_in_the_same_blank_give_the_same_bytes() -> None:
    assert filled(longhui()).content == filled(longhui()).content


def test_what_is_empty_for_want_of_data_is_told() -> None:
    done = filled(longhui(), text=FILLED.replace("严格执行各项开支标准。", ""))
    assert [one.label for one in done.plan.empty if one.spot.table == 0] == ["厉行节约保障措施"]
    assert not done.half


def test_the_signature_line_keeps_its_labels_in_place() -> None:
    line = next(one for one in re.findall(r">(填表人.*?)<", document(filled(longhui()).content)))
    assert re.sub(r" +", " ", line) == (
        "填表人：某某 填报日期：2024年12月30日 联系电话：0739-0000000 单位负责人签字：某某某"
    )


def test_the_public_edition_leaves_personal_items_blank_and_says_so() -> None:
    done = filled(longhui(), options=Options(public=True))
    assert "某某" not in document(done.content)
    assert "0739" not in document(done.content)
    assert {one.why for one in done.removals} == {"个人信息"}
    assert values(done.content, "空表.docx")["cn.basic_data!cost/reception/actual"] == "0.7"


# ------------------------------------------------------------------------------------------------- rows of lists

MORE = FILLED.replace(
    "|||时效指标|", "||||指标2：回访示例对象|≥1次|1次|0|0|\n||||指标3：复核示例事项|≥1次|1次|0|0|\n|||时效指标|"
).replace(
    "|公用经费|25", "|3、丙专项|1.00|1.00|1.00\n|4、丁专项|1.00|1.00|1.00\n|5、戊专项|1.00|1.00|1.00\n|公用经费|25"
)


def test_rows_the_blank_lacks_are_listed_and_the_rest_is_filled() -> None:
    done = filled(longhui(), text=MORE)
    assert [(one.label, one.say()) for one in done.plan.left_over] == [
        ("部门整体支出绩效评价基础数据表", "丁专项"),
        ("部门整体支出绩效评价基础数据表", "戊专项"),
        ("部门整体支出绩效自评表", "产出指标 / 质量指标 / 复核示例事项"),
    ]
    assert done.half
    assert done.unplaced == []
    assert values(done.content, "空表.docx")["cn.basic_data!cost/project_item#3/actual"] == "1"
    assert_only_cells_differ(longhui(), done)


def test_lines_are_added_only_when_asked_and_look_like_the_line_above() -> None:
    done = filled(longhui(), text=MORE, options=Options(add_rows=True))
    assert (done.added_rows, done.plan.left_over, done.half) == (3, [], False)
    again = read(read_document(done.content, "空表.docx"), LIBRARY, LIBRARY.get("cn-430524-longhui"))
    assert by_key(again) == by_key(data(MORE))
    before, after = document(longhui()), document(done.content)
    assert after.count("<w:tr ") + after.count("<w:tr>") == before.count("<w:tr ") + 3
    assert "指标3：复核示例事项" in after


def test_a_row_whose_name_is_printed_takes_its_own_figures() -> None:
    named = BASIC_DATA.replace("1、 | _", "1、示例平台运行维护专项 | _").replace("2、 | _", "2、示例普查专项 | _")
    blank = word_file(paragraph("部门整体支出绩效评价基础数据表") + word_table(named))
    found = values(filled(blank).content, "空表.docx")
    assert found["cn.basic_data!cost/project_item#1/actual"] == "30"
    assert found["cn.basic_data!cost/project_item#2/actual"] == "11.5"


# ------------------------------------------------------------------------------------------------- what a blank prints

RULED = '<w:rPr><w:u w:val="single"/></w:rPr>'
CONTROL = (
    '<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr><w:alias w:val="数"/>{more}<w:showingPlcHdr/><w:text/></w:sdtPr>'
    '<w:sdtContent><w:r><w:rPr><w:rStyle w:val="a3"/></w:rPr><w:t>单击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt>'
)


def in_first_figure(content: str) -> bytes:
    """The base data form whose first figure (编制数) has this content."""
    return word_file(
        paragraph("部门整体支出绩效评价基础数据表")
        + word_table(BASIC_DATA, lambda row, cell: content if (row, cell) == (2, 1) else EMPTY)
    )


@pytest.mark.parametrize(
    ("content", "becomes"),
    [
        pytest.param(EMPTY, "20", id="an empty paragraph"),
        pytest.param("<w:p/>", "20", id="a paragraph of one tag"),
        pytest.param(f"<w:p><w:r>{RULED}</w:r></w:p>", "20", id="a run that waits"),
        pytest.param(f"<w:p>{run('      ')}</w:p>", "20", id="blanks"),
        pytest.param(f"<w:p>{run('____')}{run('人')}</w:p>", "20人", id="a line and its unit"),
        pytest.param(f"<w:p>{run('__')}{run('__人')}</w:p>", "20人", id="a line over two runs"),
        pytest.param(f"<w:p>{CONTROL.format(more='')}</w:p>", "20", id="a control in the line"),
        pytest.param(
            CONTROL.format(more="").replace("<w:r>", "<w:p><w:r>").replace("</w:r>", "</w:r></w:p>"),
            "20",
            id="a control around",
        ),
        pytest.param(f"{EMPTY}{EMPTY}", "20", id="two empty paragraphs"),
        pytest.param(
            '<w:p><w:bookmarkStart w:id="1" w:name="数"/><w:bookmarkEnd w:id="1"/></w:p>', "20", id="a bookmark"
        ),
        pytest.param(
            f'<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="某"/>{LOOK}</w:rPr></w:pPr></w:p>',
            "20",
            id="a mark that was inserted",
        ),
    ],
)
def test_a_figure_goes_where_the_blank_leaves_room_for_it(content: str, becomes: str) -> None:
    blank = in_first_figure(content)
    done = filled(blank)
    table = read_document(done.content, "空表.docx").tables()[0]
    assert table.rows[2].cells[1].text.value.strip() == becomes
    assert values(done.content, "空表.docx")["cn.basic_data!staff/only/quota"] == "20"
    assert done.differences == []
    written = document(done.content)
    assert written.count("<w:ins ") == document(blank).count("<w:ins ")
    assert "showingPlcHdr" not in written


def test_a_control_bound_to_a_property_is_left_alone_and_reported() -> None:
    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="{0}"/>'
    done = filled(in_first_figure(f"<w:p>{CONTROL.format(more=bound)}</w:p>"))
    assert [(one.label, one.wanted) for one in done.plan.held] == [("编制数", "20")]
    assert "文档属性" in done.plan.held[0].reason
    assert done.half


def test_a_field_in_the_way_is_left_alone_and_reported() -> None:
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r>'
    done = filled(
        in_first_figure(f'<w:p>{box}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'), options=Options(overwrite=True)
    )
    assert [(one.label, one.wanted) for one in done.plan.held] == [("编制数", "20")]


def test_figures_in_the_unit_printed_over_the_form() -> None:
    form = BASIC_DATA.replace("（万元） | 2023", "（元） | 2023")
    blank = word_file(paragraph("部门整体支出绩效评价基础数据表") + paragraph("金额单位：元") + word_table(form))
    done = filled(blank)
    assert values(done.content, "空表.docx")["cn.basic_data!cost/three_public/actual"] == "16000"
    assert done.differences == []


def test_a_figure_in_the_unit_printed_in_its_own_cell() -> None:
    content = f"<w:p>{run('____')}{run('元')}</w:p>"
    done = filled(
        word_file(
            paragraph("部门整体支出绩效评价基础数据表")
            + word_table(BASIC_DATA, lambda row, cell: content if (row, cell) == (4, 1) else EMPTY)
        )
    )
    assert read_document(done.content, "空表.docx").tables()[0].rows[4].cells[1].text.value == "21000.00元"
    assert done.differences == []


def test_a_per_cent_sign_in_the_head_is_not_printed_again() -> None:
    form = BASIC_DATA.replace("控制率*2", "控制率（%）*2")
    blank = word_file(paragraph("部门整体支出绩效评价基础数据表") + word_table(form))
    table = read_document(filled(blank).content, "空表.docx").tables()[0]
    assert table.rows[2].cells[3].text.value == "90"
    assert filled(blank).differences == []


def test_a_nested_form_is_filled_where_it_stands() -> None:
    frame = word_table("某某 | _", lambda _row, _cell: word_table(BASIC_DATA) + EMPTY)
    blank = word_file(paragraph("部门整体支出绩效评价基础数据表") + frame)
    done = filled(blank)
    assert done.differences == []
    assert values(done.content, "空表.docx")["cn.basic_data!cost/reception/actual"] == "0.7"
    assert_only_cells_differ(blank, done)


CHOICES = "厉行节约保障措施 | □健全 □不健全*6"


@pytest.mark.parametrize(
    ("printed", "becomes"),
    [("□健全 □不健全", "☑健全 □不健全"), ("健全□ 不健全□", "健全☑ 不健全□"), ("☐健全；☐不健全", "☑健全；☐不健全")],
)
def test_a_choice_that_is_printed_is_ticked(printed: str, becomes: str) -> None:
    form = BASIC_DATA.replace("厉行节约保障措施 | _*6", f"厉行节约保障措施 | {printed}*6")
    blank = word_file(paragraph("部门整体支出绩效评价基础数据表") + word_table(form))
    done = filled(blank, text=FILLED.replace("严格执行各项开支标准。", "健全"))
    assert becomes in document(done.content)
    assert values(done.content, "空表.docx")["cn.basic_data!thrift/only/text"] == "健全"
    assert done.differences == []


def test_a_ticked_box_is_told_so_to_its_control() -> None:
    box = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run('☐')}</w:sdtContent></w:sdt>"
    )
    content = f"<w:p>{box}{run('健全 ')}{box}{run('不健全')}</w:p>"
    blank = word_file(
        paragraph("部门整体支出绩效评价基础数据表")
        + word_table(BASIC_DATA, lambda row, _cell: content if row == 22 else EMPTY)
    )
    written = document(filled(blank, text=FILLED.replace("严格执行各项开支标准。", "不健全")).content)
    assert re.findall(r'w14:checked w14:val="(\d)"', written) == ["0", "1"]
    assert "☐" in written
    assert "☑" in written


def test_an_answer_that_is_no_choice_is_reported() -> None:
    form = BASIC_DATA.replace("厉行节约保障措施 | _*6", CHOICES)
    done = filled(word_file(paragraph("部门整体支出绩效评价基础数据表") + word_table(form)))
    assert [(one.wanted, one.reason) for one in done.plan.held] == [
        ("严格执行各项开支标准。", "表上印的选项里没有这一项")
    ]


# ------------------------------------------------------------------------------------------------- what stands there

OTHER = BASIC_DATA.replace("政府采购金额 | _*2 | _*2 | _*2", "政府采购金额 | ——*2 | 9.00*2 | 7.6*2")


def test_what_stands_there_already_is_kept_or_reported_never_overwritten() -> None:
    blank = word_file(paragraph("部门整体支出绩效评价基础数据表") + word_table(OTHER))
    done = filled(blank)
    assert [(one.label, one.there, one.wanted) for one in done.plan.held] == [
        ("政府采购金额·年初预算数", "9.00", "8.00")
    ]
    assert len([one for one in done.plan.kept if "政府采购" in one.label]) == 2
    assert values(done.content, "空表.docx")["cn.basic_data!cost/procurement/budget"] == "9"
    assert done.half


def test_with_overwrite_it_gives_way_to_the_data() -> None:
    blank = word_file(paragraph("部门整体支出绩效评价基础数据表") + word_table(OTHER))
    done = filled(blank, options=Options(overwrite=True))
    assert values(done.content, "空表.docx")["cn.basic_data!cost/procurement/budget"] == "8"
    assert (done.plan.held, done.differences) == ([], [])
    assert_only_cells_differ(blank, done)


def test_what_the_data_say_and_no_cell_takes_is_told() -> None:
    form = BASIC_DATA.replace("政府采购金额 | _*2 | _*2 | _*2\n", "")
    done = filled(word_file(paragraph("部门整体支出绩效评价基础数据表") + word_table(form)))
    signed = {"sign.preparer", "sign.date", "sign.phone", "sign.head"}  # this blank has no line to sign on
    assert {one.key.concept for one in done.unplaced} - signed == {"procurement"}
    assert done.half


# ------------------------------------------------------------------------------------------------- workbooks

FORMULAS = {"F3": 'IF(B3=0,"",D3/B3)', "B5": "B6+B9+B10", "D5": "SUM(D6,D9:D10)", "F5": "F6+F9+F10+1"}


def test_a_workbook_is_filled_and_its_formulas_follow() -> None:
    blank = sheet_file(BASIC_DATA, formulas=FORMULAS, styles={"F3": PERCENT, "B6": TWO_PLACES}, macros=True)
    done = filled(blank, "空表.xlsm")
    assert [(one.label, one.there, one.wanted) for one in done.plan.held] == [("“三公”经费·决算数", "2.6", "1.60")]
    assert "公式" in done.plan.held[0].reason
    assert (done.differences, done.uncomputed, done.plan.empty) == ([], [], [])
    found = values(done.content, "空表.xlsx")
    assert found["cn.basic_data!cost/three_public/prior"] == "2.1"
    assert found["cn.basic_data!staff/only/rate"] == "90"
    assert_only_cells_differ(blank, done)
    assert set(parts_of(blank)) == set(parts_of(done.content))


def test_a_formula_that_cannot_be_worked_out_is_told() -> None:
    done = filled(sheet_file(BASIC_DATA, formulas={"B13": "VLOOKUP(1,A1:B2,1)"}), "空表.xlsx")
    assert [one.label for one in done.uncomputed] == ["县级专项资金·示例平台运行维护专项·上年决算数"]
    assert "VLOOKUP(1,A1:B2,1)" in parts_of(done.content)["xl/worksheets/sheet1.xml"].decode()


def test_a_workbook_without_formulas_is_not_told_to_reckon() -> None:
    blank = sheet_file(EVALUATION, styles={"H3": PERCENT})
    done = filled(blank, "空表.xlsx")
    assert parts_of(done.content)["xl/workbook.xml"] == parts_of(blank)["xl/workbook.xml"]
    assert not done.half
    assert values(done.content, "空表.xlsx")["cn.self_evaluation!funding/total/rate"] == "95"
    assert_only_cells_differ(blank, done)


def test_the_signature_of_a_workbook_keeps_its_differently_looking_pieces() -> None:
    sheet = parts_of(filled(sheet_file(EVALUATION), "空表.xlsx").content)["xl/worksheets/sheet1.xml"].decode()
    signed = re.search(r"<is>(<r><rPr><b/>.*?)</is>", sheet)
    assert signed is not None
    assert "某某" in signed[1]
    assert "0739-0000000" in signed[1]


@pytest.mark.parametrize("sign", "=+-@")
def test_a_text_that_looks_like_a_formula_is_a_text(sign: str) -> None:
    text = f'{sign}HYPERLINK("http://x")'
    done = filled(sheet_file(EVALUATION), "空表.xlsx", FILLED.replace("完成年度各项任务。", text))
    sheet = parts_of(done.content)["xl/worksheets/sheet1.xml"].decode()
    assert f't="inlineStr"><is><t xml:space="preserve">{text}</t>' in sheet
    assert "<f>" not in sheet
    assert done.differences == []


def test_a_list_drawn_with_lines_and_nothing_in_them_is_room_to_fill() -> None:
    lines = EVALUATION.strip("\n").split("\n")
    end = next(number for number, line in enumerate(lines) if line.startswith("^ | 产出指标"))
    form = "\n".join([*lines[:end], *["^ | _ | _ | _ | _ | _ | _ | _ | _"] * 9])
    done = filled(sheet_file(form, signature=""), "空表.xlsx")
    assert done.plan.left_over == []
    assert done.differences == []
    assert values(done.content, "空表.xlsx")["cn.self_evaluation!indicators/indicator#8/score"] == "10"


# ------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("content", "name", "error", "says"),
    [
        (b"%PDF-1.7 no", "表.pdf", Exception, "表.pdf"),
        ("附件3\n基础数据表".encode(), "表.txt", NotFillableError, "不是 Word"),
        (word_file(paragraph("关于报送的通知")), "通知.docx", NoFormError, "没有认出要填的表"),
        (b"", "空.docx", Exception, "0 字节"),
        (word_file(paragraph("x"))[:200], "坏.docx", Exception, "坏.docx"),
    ],
)
def test_a_file_that_cannot_be_filled_is_refused_with_the_reason(
    content: bytes, name: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=re.escape(says)):
        filled(content, name)


@pytest.mark.parametrize("name", ["密.docx", "密.xlsx"])
def test_a_file_with_a_password_is_refused(name: str) -> None:
    with pytest.raises(EncryptedFileError, match="密码"):
        filled(compound("EncryptedPackage", "EncryptionInfo"), name)


@pytest.mark.parametrize(("stream", "name"), [("WordDocument", "旧.doc"), ("Workbook", "旧.xls")])
def test_an_old_office_file_is_refused_with_what_to_save_it_as(stream: str, name: str) -> None:
    with pytest.raises(NotFillableError, match=f"另存为 {name[1:]}x 再填"):
        filled(compound(stream), name)


def test_a_blank_of_another_year_is_refused() -> None:
    form = BASIC_DATA.replace("2024年", "2023年").replace(
        "2023年决算数*2 | 2023年预算数", "2022年决算数*2 | 2023年预算数"
    )
    blank = word_file(paragraph("部门整体支出绩效评价基础数据表") + word_table(form))
    with pytest.raises(OtherYearError, match="2023 年度，数据是 2024 年度"):
        filled(blank)


# ------------------------------------------------------------------------------------------------- office programs


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "blank"), [("填好.docx", longhui()), ("填好.xlsx", sheet_file(BASIC_DATA, formulas=FORMULAS))]
)
def test_libre_office_opens_the_filled_file_and_sees_the_same_figures(
    name: str, blank: bytes, tmp_path: Path, require_program: Callable[[str], str]
) -> None:
    done = filled(blank, name)
    (tmp_path / name).write_bytes(done.content)
    target, home = tmp_path / "存", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [require_program("soffice"), home, "--headless", "--convert-to", name.rpartition(".")[2]]
    subprocess.run([*command, "--outdir", target, tmp_path / name], check=True, capture_output=True, timeout=120)
    assert values((target / name).read_bytes(), name) == values(done.content, name)


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("编制部门：", "编制部门：某某局"),
        ("编制部门：            单位：元", "编制部门：某某局    单位：元"),
        ("编制部门：________", "编制部门：某某局"),
        ("编制部门：别的局", "编制部门：别的局"),
    ],
)
def test_the_unit_is_named_in_the_line_over_a_form_where_it_is_not_yet(line: str, becomes: str) -> None:
    pack = LIBRARY.get("cn-310000-shanghai")
    layout = pack.layouts_of("cn.fb.totals")[0]
    table = Filler(pack, FactStore(), Context(2026)).table(layout)
    drawn = Publication("空表", (DrawnParagraph(line, Style.BODY), replace(table, above=())))
    package = Package(pack, FactStore(), 2026, "某某局", "")
    done = fill_from(package, Blank(write_docx(drawn), "空表.docx"), LIBRARY, PLAIN)
    lines = [
        block.text.value for block in read_document(done.content, "空表.docx").blocks if isinstance(block, Paragraph)
    ]
    assert re.sub(r"  +|_+", "    ", next(one for one in lines if one.startswith("编制部门"))).rstrip() == becomes
