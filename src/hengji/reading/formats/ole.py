"""The names of the streams in an OLE compound file: they tell a .doc from an .xls and from an encrypted .docx."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
HEADER = 512
END = 0xFFFFFFFA  # sector numbers from here on are signs: end of chain, free, table of sectors
MAX_SECTORS = 65_536


def stream_names(data: bytes) -> frozenset[str]:
    """The names in the directory, as far as it can be followed: a cut-off file gives those that are left."""
    if not data.startswith(MAGIC) or len(data) < HEADER:
        return frozenset()
    (shift,) = struct.unpack_from("<H", data, 30)
    size = 1 << shift if shift in {9, 12} else HEADER
    (first,) = struct.unpack_from("<I", data, 48)
    names = set()
    for start in _chain(data, first, size):
        for offset in range(start, min(start + size, len(data) - ENTRY + 1), ENTRY):
            (length,) = struct.unpack_from("<H", data, offset + 64)
            if 2 < length <= 64:
                names.add(data[offset : offset + length - 2].decode("utf-16-le", "replace"))
    return frozenset(names)


def _chain(data: bytes, sector: int, size: int) -> Iterator[int]:
    """The byte offsets of the sectors of one chain, each sector at most once."""
    table = _sector_table(data, size)
    seen: set[int] = set()
    while sector < END and sector not in seen and len(seen) < MAX_SECTORS:
        seen.add(sector)
        start = (sector + 1) * size
        if start >= len(data):
            return
        yield start
        where = sector // (size // 4)
        offset = table[where] + sector % (size // 4) * 4 if where < len(table) else len(data)
        if offset + 4 > len(data):
            return
        (sector,) = struct.unpack_from("<I", data, offset)


def _sector_table(data: bytes, size: int) -> list[int]:
    """The byte offsets of the sectors of the allocation table that the header names; they serve files up to 7 MB.

    The directory of a larger file is still found as long as its own chain lies in that range.
    """
    return [(sector + 1) * size for sector in struct.unpack_from("<109I", data, 76) if sector < END]
