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
    """The byte offsets of the sectors of the allocation table: the header names some, chained sectors more."""
    names = list(struct.unpack_from("<109I", data, 76))
    (sector,) = struct.unpack_from("<I", data, 68)
    while sector < END and (sector + 2) * size <= len(data) and len(names) < MAX_SECTORS:
        *more, sector = struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
        names += more
    return [(name + 1) * size for name in names if name < END]


def stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """The bytes of the first stream of one of these names; empty where there is none or it cannot be followed."""
    if not data.startswith(MAGIC) or len(data) < HEADER:
        return b""
    (shift,) = struct.unpack_from("<H", data, 30)
    size = 1 << shift if shift in {9, 12} else HEADER
    (first, small_below, small_first) = struct.unpack_from("<I4xII", data, 48)
    entries: list[tuple[str, int, int]] = []
    for start in _chain(data, first, size):
        for offset in range(start, min(start + size, len(data) - ENTRY + 1), ENTRY):
            (length,) = struct.unpack_from("<H", data, offset + 64)
            begin, count = struct.unpack_from("<II", data, offset + 116)
            entries.append((data[offset : offset + max(length - 2, 0)].decode("utf-16-le", "replace"), begin, count))
    for name, begin, count in entries:
        if name not in names:
            continue
        if count >= small_below:
            return _joined(data, begin, size)[:count]
        pool, table = _joined(data, entries[0][1], size), _joined(data, small_first, size)
        return _small(pool, table, begin)[:count]
    return b""


def _joined(data: bytes, first: int, size: int) -> bytes:
    return b"".join(data[start : start + size] for start in _chain(data, first, size))


def _small(pool: bytes, table: bytes, sector: int) -> bytes:
    """A small stream: 64 bytes each from the pool, chained by a table of its own."""
    pieces: list[bytes] = []
    while sector < END and sector * 4 + 4 <= len(table) and len(pieces) * 64 <= len(pool):
        pieces.append(pool[sector * 64 : sector * 64 + 64])
        (sector,) = struct.unpack_from("<I", table, sector * 4)
    return b"".join(pieces)
