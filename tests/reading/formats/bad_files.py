"""Files that nobody should have to read, by what is wrong with them; and what the answer to each must say."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped] # ships no type information
from tests.reading.formats.docx_builder import docx, p, packed, part, relations, tbl, tr
from tests.reading.formats.ole_builder import compound
from tests.reading.formats.pdf_builder import Page, pdf

MAIN = relations({"word/document.xml": "officeDocument"})
GOOD = docx(p("正文") * 50)
PHOTO = b"\xff\xd8\xff\xe0" + bytes(200)


def document(xml: str | bytes) -> bytes:
    """A docx of this main part."""
    return packed({"_rels/.rels": MAIN, "word/document.xml": xml})


def book() -> bytes:
    """A small workbook."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    workbook.add_worksheet("表一").write_row(0, 0, ["项目", 5])
    workbook.close()
    return buffer.getvalue()


def doctype(entity: str) -> bytes:
    """A docx whose body declares an entity and uses it."""
    xml = part("document", f"<w:body>{p('&x;')}</w:body>").partition("?>")[2]
    return document(f'<?xml version="1.0"?><!DOCTYPE x [{entity}]>{xml}')


def laughs() -> str:
    """Entities that double eleven times over."""
    doubled = "".join(f'<!ENTITY x{n} "&x{n - 1};&x{n - 1};">' for n in range(1, 40))
    return f'<!ENTITY x0 "哈哈">{doubled}<!ENTITY x "&x39;">'


def bomb() -> bytes:
    """A docx of some kilobytes whose body unpacks to sixty megabytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", MAIN)
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return buffer.getvalue()


def sheet_bomb() -> bytes:
    """A workbook that unpacks to 300 megabytes."""
    buffer = io.BytesIO()
    packing = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(buffer, "w", packing, compresslevel=1) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/media/x.xml", b" " * 300_000_000)
    return buffer.getvalue()


def lying_size() -> bytes:
    """A docx whose directory says that the body is huge, while it is not."""
    data = bytearray(GOOD)
    where = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    struct.pack_into("<I", data, where + 24, 0xFFFFFFF0)
    return bytes(data)


def photo_only() -> bytes:
    """A docx that holds a picture and nothing else."""
    drawing = '<w:p><w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r></w:p>'
    return packed(
        {
            "_rels/.rels": MAIN,
            "word/document.xml": part("document", f"<w:body>{drawing}</w:body>"),
            "word/media/image1.jpeg": PHOTO,
        }
    )


def stray_cell() -> bytes:
    """A workbook with one cell at the far end."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    sheet = workbook.add_worksheet("表一")
    sheet.write(0, 0, "甲")
    sheet.write(1048575, 16383, "乙")
    workbook.close()
    return buffer.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("空.docx", lambda: b"", "0 字节"),
    "photo": ("照片.jpg", lambda: PHOTO, "图片"),
    "photo-named-docx": ("照片.docx", lambda: PHOTO, "图片"),
    "photo-in-docx": ("扫描件.docx", photo_only, "图片"),
    "encrypted": ("加密.docx", lambda: compound("EncryptionInfo", "EncryptedPackage"), "密码"),
    "encrypted-xlsx": ("加密.xlsx", lambda: compound("EncryptionInfo", "EncryptedPackage"), "密码"),
    "cut-docx": ("半截.docx", lambda: GOOD[: len(GOOD) // 2], "不完整"),
    "cut-xlsx": ("半截.xlsx", lambda: book()[:2000], "不是完整"),
    "bomb": ("炸弹.docx", bomb, "压缩炸弹"),
    "sheet-bomb": ("炸弹.xlsx", sheet_bomb, "上限"),
    "lying-size": ("谎报.docx", lying_size, "上限"),
    "laughs": ("实体.docx", lambda: doctype(laughs()), "DOCTYPE"),
    "outside": ("外部.docx", lambda: doctype('<!ENTITY x SYSTEM "file:///etc/hostname">'), "DOCTYPE"),
    "deep-xml": ("嵌套.docx", lambda: document(part("document", "<w:body>" + "<w:sdt>" * 5000)), "没有尽头"),
    "deep-html": ("嵌套.html", lambda: b"<html>" + b"<div>" * 9000, "没有尽头"),
    "random": ("乱码.docx", lambda: random.Random(1).randbytes(5000), "无法识别"),  # noqa: S311 - no secret
    "no-body": ("缺正文.docx", lambda: packed({"_rels/.rels": MAIN, "word/styles.xml": "<x/>"}), "没有正文"),
    "archive": ("打包.zip", lambda: packed({"报告.docx": GOOD}), "压缩包"),
    "zeros": ("零.txt", lambda: bytes(3000), "无法识别"),
    "stray-cell": ("零散.xlsx", stray_cell, "零散单元格"),
}
"""Name, content, and a word of the answer."""


def many_tables() -> bytes:
    """A docx of two thousand tables."""
    return docx((tbl(tr("项目", "1.00"), tr("合计", "1.00")) + p("正文")) * 2000)


def long_sheet() -> bytes:
    """A workbook of a hundred thousand rows of three cells each."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    sheet = workbook.add_worksheet("表一")
    for row in range(100_000):
        sheet.write_row(row, 0, ["某项", row, 2.5])
    workbook.close()
    return buffer.getvalue()


def traversing() -> bytes:
    """A docx with entries that lead out of its folder, and one twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("../../../../hengji-traversal", "x")
        new.writestr("/hengji-traversal", "x")
    return buffer.getvalue()


def macros() -> bytes:
    """A docx with macros."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old:
        parts: dict[str, str | bytes] = {name: old.read(name) for name in old.namelist()}
    return packed({**parts, "word/vbaProject.bin": compound("VBA", "dir")})


READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx-named-xls": ("报告.xls", lambda: GOOD),
    "docx-named-txt": ("报告.txt", lambda: GOOD),
    "docx-named-pdf": ("报告.pdf", lambda: GOOD),
    "xlsx-named-doc": ("数据.doc", book),
    "xlsx-named-html": ("数据.html", book),
    "html-named-xls": ("数据.xls", "<html><table><tr><td>项目<td>1<tr><td>合计<td>1</table>".encode),
    "html-named-docx": ("报告.docx", lambda: "<html><p>正文</p>".encode("gbk")),
    "text-named-docx": ("说明.docx", lambda: "一、概况\n本单位共3人。".encode("gb18030")),
    "macros": ("带宏.docm", macros),
    "traversal": ("穿越.docx", traversing),
    "many-tables": ("多表.docx", many_tables),
    "long-sheet": ("长表.xlsx", long_sheet),
    "controls": ("控制符.txt", lambda: b"a\x01\x02\x1b[31m\x7f " + "支出5万元。\n".encode() * 3),
    "control-html": ("控制符.html", "<html><p>\x01支出&#0;5&#xD800;万元</p>".encode),
}
"""Files that must be read, whatever they are called and whatever hangs on them."""


RIGHT: dict[str, Callable[[], bytes]] = {
    "docx": lambda: GOOD,
    "xlsx": book,
    "html": "<html><body><p>一、概况</p><table><tr><td>项目<td>1</table></body></html>".encode,
    "txt": "一、概况\n本单位共3人。".encode,
    "pdf": lambda: pdf(Page().text(72, 100, "本单位共3人。")),
}
"""A good file of each format that needs no other program."""

ENDINGS = ("docx", "doc", "wps", "xlsx", "xls", "et", "pdf", "txt", "csv", "md", "rtf", "odt", "jpg", "zip", "bak", "")


def filled(line: bytes, head: bytes = b"") -> Callable[[Path], None]:
    """A writer of 200 MB of one line again and again."""

    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(head)
            for _ in range(201):
                file.write((line * (1_000_000 // len(line) + 1))[:1_000_000])

    return write


def pictured(path: Path, size: int = 200_000_000) -> None:
    """A docx with so many bytes of pictures."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for number in range(size // 10_000_000):
            new.writestr(f"word/media/image{number}.jpeg", PHOTO[:4] + bytes(10_000_000))


def sparse(path: Path) -> None:
    """A file of a gigabyte that holds nothing."""
    with path.open("wb") as file:
        file.truncate(1_000_000_000)


HUGE: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "text": ("大.txt", filled("一、本年支出1,234.56万元。\n".encode()), "上限"),
    "one-line": ("一行.txt", filled(b"5"), "上限"),
    "html": ("大.html", filled("<p>支出5万元</p>".encode(), b"<html><body>"), "上限"),
    "pdf": ("大.pdf", filled(b"x", b"%PDF-1.7\n"), "损坏"),
    "docx": ("图多.docx", pictured, "上限"),
    "rows": ("大.csv", filled("项目,1.00,2.00\n".encode()), "上限"),
    "nothing": ("空洞.xlsx", sparse, "上限"),
}
"""Files of 200 MB and more: name, how one is made, and a word of the answer."""
