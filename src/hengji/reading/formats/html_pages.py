"""The pages of a web file as characters: one for a plain page, several for a web archive (MHTML) of a workbook."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from typing import Final

from hengji.reading.errors import BrokenFileError, TooLargeError
from hengji.reading.formats.decoding import decode, decode_damaged
from hengji.records import dataclass

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_PARTS: Final = 2000
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_ENVELOPE: Final = re.compile(rb"\s*(?:from|mime-version|content-type|subject|date|x-[\w-]+)\s*:", re.IGNORECASE)
_NAVIGATION: Final = re.compile(r"(?:^|/)tabstrip\.html?$", re.IGNORECASE)
"""The strip of sheet tabs that Excel adds to a workbook saved as a web archive."""


@dataclass(frozen=True, slots=True)
class Page:
    """The characters of one page; ``lost`` counts those that could not be told."""

    text: str
    lost: int = 0


def pages_of(data: bytes, name: str) -> list[Page]:
    """The pages in ``data``, in the order they are shown.

    Raises:
        ReadError: too large, or an archive without any page.
    """
    if len(data) > MOST_BYTES:
        raise TooLargeError(name, "网页", len(data), MOST_BYTES)
    head = data[:4096].lstrip(b"\xef\xbb\xbf")
    if not _ENVELOPE.match(head) or b"<html" in head.partition(b"\n\n")[0].lower():
        return [_page(data, "")]
    pages = _in_archive(data, name)
    if not pages:
        raise BrokenFileError(name, "它是网页归档（MHTML），里面却没有网页，或者已经损坏")
    return pages


def _in_archive(data: bytes, name: str) -> list[Page]:
    """The pages of a web archive; pictures, style sheets and the strip of tabs are left packed."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = [part for _, part in zip(range(MOST_PARTS), message.walk(), strict=False)]
    except (MessageError, RecursionError, ValueError) as error:
        raise BrokenFileError(name, "网页归档（MHTML）已经损坏") from error
    pages = []
    for part in parts:
        location = str(part.get("Content-Location", ""))
        if part.get_content_type() not in {"text/html", "application/xhtml+xml"} or _NAVIGATION.search(location):
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            pages.append(_page(payload, str(part.get_content_charset() or "")))
    return pages


def _page(data: bytes, envelope: str) -> Page:
    declared = envelope or _declared(data)
    text = decode(data, declared)
    return Page(text) if text is not None else Page(*decode_damaged(data, declared))


def _declared(data: bytes) -> str:
    """The encoding a page names in its head."""
    found = _CHARSET.search(data[:8192]) or _XML_ENCODING.match(data[:400])
    return found[1].decode("ascii", "replace") if found else ""
