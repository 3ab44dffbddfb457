"""What a package looks like when one filing states several forms of one set."""

from __future__ import annotations

from pathlib import Path

import pytest

from hengji.engine.building import package_of
from hengji.engine.publishing import publications
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.writing.drawing import DrawnParagraph, DrawnTable, Publication

FILING = """2023年度某某市示例区委办公室部门决算

收入支出决算总表
\t收入\n\t支出

\t项目\n\t行次\n\t决算数\n\t项目\n\t行次\n\t决算数

\t一、一般公共预算财政拨款收入\n\t1\n\t80.00\n\t一、一般公共服务支出\n\t9\n\t80.00

\t二、政府性基金预算财政拨款收入\n\t2\n\t\n\t二、外交支出\n\t10\n\t

\t本年收入合计\n\t3\n\t80.00\n\t本年支出合计\n\t11\n\t80.00

\t总计\n\t4\n\t80.00\n\t总计\n\t12\n\t80.00



支出决算表
\t项目\n\t本年支出合计\n\t基本支出\n\t项目支出\n\t上缴上级支出\n\t经营支出\n\t对附属单位补助支出

\t功能分类科目编码\n\t科目名称\n\t\n\t\n\t\n\t\n\t\n\t

\t栏次\n\t1\n\t2\n\t3\n\t4\n\t5\n\t6

\t合计\n\t80.00\n\t60.00\n\t20.00\n\t\n\t\n\t

\t201\n\t一般公共服务支出\n\t80.00\n\t60.00\n\t20.00\n\t\n\t\n\t

\t20131\n\t党委办公厅（室）及相关机构事务\n\t80.00\n\t60.00\n\t20.00\n\t\n\t\n\t
"""


@pytest.fixture(scope="module")
def publication() -> Publication:
    """The package of the filing above."""
    library = Library.builtin()
    path = Path("示例.txt")
    reading = read(read_document(FILING.encode(), path.name), library, library.get("cn"))
    (found,) = [one for _, one in publications(package_of(reading, library, None))]
    return found


def codes_of(publication: Publication, form: str) -> list[str]:
    """The texts of a form's cells."""
    (table,) = [block for block in publication.blocks if isinstance(block, DrawnTable) and block.form == form]
    return [cell.text for row in table.rows for cell in row.cells]


def test_the_totals_list_classes_only(publication: Publication) -> None:
    texts = codes_of(publication, "cn.fa.totals")
    assert any("一般公共服务支出" in text for text in texts)
    assert not any("党委办公厅" in text for text in texts)


def test_a_sparse_table_lists_only_the_codes_it_uses(publication: Publication) -> None:
    texts = codes_of(publication, "cn.fa.outlay")
    assert "20131" in texts
    assert not any("外交" in text for text in texts)


def test_headings_say_the_year(publication: Publication) -> None:
    texts = [block.text for block in publication.blocks if isinstance(block, DrawnParagraph)]
    assert not any("{" in text for text in texts)
    assert any(text.startswith("2023年度") for text in texts)
