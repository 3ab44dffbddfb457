"""Short lists a person keeps as a text file (units, withheld items): their lines, whatever wrote the file."""

from __future__ import annotations

from pathlib import Path

from hengji.reading.errors import ReadError
from hengji.reading.formats.decoding import decode
from hengji.reading.formats.registry import bytes_of


def lines_of(path: Path) -> list[str]:
    """The lines of a list in UTF-8, GB18030 or UTF-16.

    Raises:
        ReadError: it cannot be opened, or is no text.
    """
    text = decode(bytes_of(path, path.name))
    if text is None or "\0" in text:
        raise ReadError(path.name, "它不是文本", hint="请用记事本另存为文本文件（.txt），一行一个。")
    return text.splitlines()
