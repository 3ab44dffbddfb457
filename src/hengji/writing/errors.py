"""What can keep a document from being written: each refusal builds its own Chinese sentence."""

from __future__ import annotations

from collections.abc import Sequence

from hengji.errors import HengjiError

_EXCERPT = 12
"""Characters of context shown on each side of a bad character."""


class WritingError(HengjiError):
    """A publication that cannot be written in the format asked for."""

    code = "writing.error"


class ControlCharacterError(WritingError):
    """A text holds a character that no office file may hold (XML 1.0 section 2.2, and the C1 controls)."""

    code = "writing.control-character"

    def __init__(self, text: str, position: int) -> None:
        before = text[max(position - _EXCERPT, 0) : position]
        after = text[position + 1 : position + 1 + _EXCERPT]
        quote = "".join(c for c in f"{before}□{after}" if c.isprintable())
        super().__init__(
            f"文字“{quote}”里有一个看不见的控制字符（U+{ord(text[position]):04X}，在□处），不能写进文件。",
            hint="请删去这个字符（多是从别处粘贴时带进来的），再重新生成。",
        )


class UnevenRowError(WritingError):
    """The spans of a row do not add up to the number of grid columns of its table."""

    code = "writing.uneven-row"

    def __init__(self, table: str, row: int, found: int, wanted: int) -> None:
        super().__init__(
            f"表“{table}”第{row}行的单元格共占{found}列，表格是{wanted}列。",
            hint="请核对版式声明里这一行各格的跨列数。",
        )


class BrokenMergeError(WritingError):
    """A cell continues a vertical merge that no cell above it with the same columns began."""

    code = "writing.broken-merge"

    def __init__(self, table: str, row: int, column: int) -> None:
        super().__init__(
            f"表“{table}”第{row}行第{column}列写着接上一行合并，可上一行没有同样宽的合并格。",
            hint="请核对版式声明里的纵向合并。",
        )


class UnknownOperandError(WritingError):
    """A formula names an address that no cell of the workbook has."""

    code = "writing.unknown-operand"

    def __init__(self, table: str, formula: str, operand: str) -> None:
        super().__init__(
            f"表“{table}”的公式 {formula} 用到 [{operand}]，工作簿里没有这个格。",
            hint="请核对公式里的地址（栏块/行/列）。",
        )


class AmbiguousOperandError(WritingError):
    """A formula names an address that several cells have."""

    code = "writing.ambiguous-operand"

    def __init__(self, table: str, formula: str, operand: str) -> None:
        super().__init__(
            f"表“{table}”的公式 {formula} 用到 [{operand}]，有几个格都叫这个地址，不知取哪一个。",
            hint="请让每个格的地址各不相同。",
        )


class TextTooLongError(WritingError):
    """A text is longer than the format can hold in one cell (Excel: 32,767 characters)."""

    code = "writing.text-too-long"

    def __init__(self, text: str, limit: int) -> None:
        super().__init__(
            f"“{text[:_EXCERPT]}……”一段有{len(text)}个字，Excel 一格最多放{limit}个。",
            hint="请分成几段，或改用 docx。",
        )


class MissingFontError(WritingError):
    """No font on this machine can draw Chinese (or one that was chosen turned out not to be there)."""

    code = "writing.missing-font"

    def __init__(self, wanted: str, searched: Sequence[str] = ()) -> None:
        places = f"（找过：{'、'.join(searched)}）" if searched else ""
        super().__init__(
            f"没有找到能排{wanted}的字体，PDF 没有生成{places}。",
            hint="请运行 .venv/bin/python tools/fetch-fonts 补装思源字体，或安装系统字体 fonts-noto-cjk，"
            "也可以把字体文件放进一个文件夹，并让环境变量 HENGJI_FONTS 指向它。其他格式不受影响。",
        )


class TypesettingError(WritingError):
    """The typesetter refused what we gave it: our mistake, not the publication's."""

    code = "writing.typesetting"

    def __init__(self, reason: str) -> None:
        super().__init__(f"PDF 排版没有成功：{reason}。", hint="这是程序的问题，请把这句话和所用的数据报给开发者。")


class UnwritablePartError(WritingError):
    """A part of somebody's file that cannot be changed in place; ``reason`` is the parser's own."""

    code = "writing.unwritable-part"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"文件里的 XML 不能就地改写（{reason}）。",
            hint="请用 Word、Excel 或 WPS 打开，另存一份，再填另存的文件。",
        )
