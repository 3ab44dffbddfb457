"""Blank forms that cannot be filled in: one class per reason, each with its Chinese sentence and what to do."""

from __future__ import annotations

from hengji.errors import HengjiError


class FillingError(HengjiError):
    """A blank form that cannot be filled in."""

    code = "fill.error"


class NotFillableError(FillingError):
    """A file of a format, or in a state, in which nothing can be entered."""

    code = "fill.not-fillable"

    def __init__(self, name: str, reason: str, hint: str = "") -> None:
        super().__init__(
            f"《{name}》填不进去：{reason}。",
            hint=hint or "空表要是 Word（.docx）或 Excel（.xlsx）文件，请用 Word、Excel 或 WPS 打开，另存一份再填。",
        )


class NoFormError(FillingError):
    """A file in which no table was recognised as a form."""

    code = "fill.no-form"

    def __init__(self, name: str, tables: int) -> None:
        super().__init__(
            f"《{name}》里没有认出要填的表（共有 {tables} 张表格）。",
            hint="请确认给的是财政部门下发的空表；是别的地区的，用 --pack 指定规则包（hengji pack list 列出有哪些）。",
        )


class OtherYearError(FillingError):
    """A blank form of another fiscal year than the data."""

    code = "fill.other-year"

    def __init__(self, name: str, blank: int, data: int) -> None:
        super().__init__(
            f"《{name}》印的是 {blank} 年度，数据是 {data} 年度的，没有填。", hint="请换成同一年度的空表或数据。"
        )


class SameFileError(FillingError):
    """The filled file would take the place of the blank one, or of the data."""

    code = "fill.same-file"

    def __init__(self, name: str) -> None:
        super().__init__(f"填好的文件不能盖掉《{name}》。", hint="请用 -o 写到别的文件名或文件夹。")
