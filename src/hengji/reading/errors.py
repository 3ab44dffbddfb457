"""Files that cannot be read: one class per reason, each with its Chinese sentence and what to do about it.

A file that is read in part raises nothing: what is missing stands in ``Document.problems``.
"""

from __future__ import annotations

from hengji.errors import HengjiError

MEBIBYTE = 1024 * 1024


class ReadError(HengjiError):
    """A file that cannot be read at all; ``name`` is the file as the user knows it."""

    code = "read.error"

    def __init__(self, name: str, why: str, *, hint: str = "") -> None:
        super().__init__(f"读不了“{name}”：{why}。", hint=hint)
        self.name = name


class MissingFileError(ReadError):
    """The path leads to no file, or to one that this user may not open."""

    code = "read.missing"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why, hint="请核对文件名和所在的文件夹，并确认文件没有被别的程序占用。")


class EmptyFileError(ReadError):
    """A file of no bytes, as an interrupted copy or download leaves behind."""

    code = "read.empty"

    def __init__(self, name: str) -> None:
        super().__init__(name, "文件是空的（0 字节）", hint="可能没有复制或下载完，请重新取得这份文件。")


class EncryptedFileError(ReadError):
    """A file that opens only with a password."""

    code = "read.encrypted"

    def __init__(
        self, name: str, *, hint: str = "请用 Word 或 WPS 输入密码打开，取消密码后另存一份，再读另存的文件。"
    ) -> None:
        super().__init__(name, "文件设了打开密码", hint=hint)


class NoTextError(ReadError):
    """A PDF of pictures only, as a scanner makes it: there is no text layer to read."""

    code = "read.no-text"

    def __init__(self, name: str, pages: int) -> None:
        super().__init__(
            name,
            f"全部 {pages} 页都没有文字层，可能是扫描件或图片",
            hint="请改用当初的 Word 或 Excel 文件；没有的，先用文字识别（OCR）软件转成 Word，核对数字后再读。",
        )


class BrokenFileError(ReadError):
    """A file whose bytes are not what its format demands: cut off, damaged, or missing its main part."""

    code = "read.broken"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            name, why, hint="请重新复制或下载；若 Word 或 WPS 还打得开，请在那里另存一份，再读另存的文件。"
        )


class TooLargeError(ReadError):
    """A file beyond what one filing can reasonably be; the limits are constants of its reader."""

    code = "read.too-large"

    def __init__(self, name: str, what: str, size: int, limit: int) -> None:
        super().__init__(
            name,
            f"{what}有 {_mebibytes(size)}，超过上限 {_mebibytes(limit)}",
            hint="请拆成几份，或压缩、删去其中的图片后再读。",
        )


class UnsafeFileError(ReadError):
    """A file built to harm its reader: a compression bomb, entity declarations, bottomless nesting."""

    code = "read.unsafe"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why, hint="正常的办公软件不会存出这样的文件，请向来文单位核实来源，要一份重新另存的。")


class NothingToReadError(ReadError):
    """A file that opens and holds no text at all: only pictures, or nothing."""

    code = "read.nothing"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why, hint="扫描件和照片里的字读不出来，请改用当初填报的 Word 或 Excel 文件。")


class UnsupportedFormatError(ReadError):
    """A file of a format that this release has no reader for; ``found`` is the format in Chinese."""

    code = "read.unsupported"

    def __init__(self, name: str, found: str, *, hint: str) -> None:
        super().__init__(name, f"它的内容是{found}，本版还不能读", hint=hint)


class NoConverterError(UnsupportedFormatError):
    """A format that only LibreOffice can convert, on a machine without it; ``target`` is what to save it as."""

    code = "read.no-converter"

    def __init__(self, name: str, found: str, target: str) -> None:
        ReadError.__init__(
            self,
            name,
            f"它的内容是{found}，要靠 LibreOffice 转换，这台机器没有装",
            hint=f"请用 Word 或 WPS 打开，另存为 .{target} 后再读（只改扩展名没有用）；或者装上 LibreOffice。",
        )


def _mebibytes(size: int) -> str:
    """The size as people say it, one decimal."""
    return f"{size / MEBIBYTE:.1f} MB"
