"""PDFs that cannot be read, or only in part: each says why and what to do."""

from __future__ import annotations

import pytest
from tests.reading.formats.pdf_builder import Page, paragraphs, pdf, read

from hengji.documents.document import Document
from hengji.reading.errors import BrokenFileError, EncryptedFileError, NoTextError, ReadError
from hengji.reading.formats import pdf as reader
from hengji.reading.formats.pdf import read_pdf

GOOD = Page().text(72, 100, "收入合计12.50万元。")
PICTURE = Page().raw("q 500 0 0 700 40 40 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q")
FRAME = Page().grid((72, 200, 300), (100, 120, 140))


def problems(document: Document) -> list[str]:
    return [problem.message for problem in document.problems]


@pytest.mark.parametrize("pages", [[PICTURE], [PICTURE, FRAME], [Page()]])
def test_a_file_of_pictures_says_that_it_has_no_text(pages: list[Page]) -> None:
    with pytest.raises(NoTextError, match=f"全部 {len(pages)} 页都没有文字层") as caught:
        read(*pages)
    assert "OCR" in (caught.value.hint or "")


@pytest.mark.parametrize(("page", "says"), [(PICTURE, "只有图片"), (FRAME, "只有框线或图形")])
def test_a_page_without_text_among_others_is_reported(page: Page, says: str) -> None:
    document = read(GOOD, page)
    assert paragraphs(document) == ["收入合计12.50万元。"]
    (problem,) = document.problems
    assert problem.message.startswith("第2页没有文字")
    assert says in problem.message
    assert problem.place is not None
    assert problem.place.as_json()["page"] == 2


def test_an_empty_page_is_no_problem() -> None:
    assert not read(GOOD, Page()).problems


def test_glyphs_that_stand_for_no_character_are_reported() -> None:
    (said,) = problems(read_pdf(pdf(GOOD, to_unicode=False), "报告.pdf"))
    assert said.startswith("第1页的文字取不出来")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"x" * 500, pdf(GOOD)[:300]])
def test_a_broken_file_says_so(data: bytes) -> None:
    with pytest.raises(BrokenFileError):
        read_pdf(data, "报告.pdf")


def test_every_cut_gives_a_document_or_a_sentence() -> None:
    whole = pdf(GOOD, FRAME)
    for length in range(20, len(whole), 97):
        try:
            found = read_pdf(whole[:length], "报告.pdf")
        except ReadError as error:
            assert str(error).startswith("读不了“报告.pdf”")  # noqa: PT017 - either outcome is right
        else:
            assert found.blocks


def test_a_file_whose_table_of_objects_is_wrong_is_still_read() -> None:
    whole = pdf(GOOD)
    damaged = whole.replace(b"startxref\n", b"startxref\n9")
    assert damaged != whole
    assert paragraphs(read_pdf(damaged, "报告.pdf")) == ["收入合计12.50万元。"]


@pytest.mark.parametrize(("password", "opens"), [("secret", False), ("", True)])
def test_a_password_to_open_is_asked_away_and_one_to_print_does_not_matter(password: str, opens: bool) -> None:
    data = locked(password)
    if opens:
        assert paragraphs(read_pdf(data, "报告.pdf")) == ["A 12.50"]
    else:
        with pytest.raises(EncryptedFileError) as caught:
            read_pdf(data, "报告.pdf")
        assert "PDF" in (caught.value.hint or "")


def test_pages_beyond_the_limit_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    document = read(GOOD, Page(), GOOD)
    assert len(document.blocks) == 1
    assert problems(document) == ["文件有 3 页，只读了前 2 页；请拆成几份再读。"]


def locked(user: str) -> bytes:
    """A one-page file locked by the standard handler (RC4, 40 bit), with an owner's password of its own."""
    import hashlib

    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    identity = b"0123456789abcdef"
    owner = rc4(hashlib.md5((b"owner" + pad)[:32]).digest()[:5], (user.encode() + pad)[:32])  # noqa: S324 - the format's
    seed = (user.encode() + pad)[:32] + owner + (0xFFFFFFFC).to_bytes(4, "little") + identity
    key = hashlib.md5(seed).digest()[:5]  # noqa: S324
    check = rc4(key, pad)
    stream = b"BT /F1 12 Tf 72 700 Td (A 12.50) Tj ET"
    salted = hashlib.md5(key + (4).to_bytes(3, "little") + b"\0\0").digest()[:10]  # noqa: S324
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 7 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n".encode() + rc4(salted, stream) + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{check.hex()}> >>".encode(),
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 8\n0000000000 65535 f \n" + b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    trailer = f"<< /Size 8 /Root 1 0 R /Encrypt 6 0 R /ID [<{identity.hex()}> <{identity.hex()}>] >>"
    return bytes(out) + f"trailer {trailer}\nstartxref\n{start}\n%%EOF\n".encode()


def rc4(key: bytes, data: bytes) -> bytes:
    """The stream cipher of old PDFs."""
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
