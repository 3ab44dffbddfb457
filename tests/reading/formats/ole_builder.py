"""Builds the smallest OLE compound file with given streams: enough of one to tell what it is."""

from __future__ import annotations

import struct

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(*streams: str) -> bytes:
    """A header, one sector of allocation table, and as many of directory as the names need."""
    names = ["Root Entry", *streams]
    sectors = -(-len(names) // 4)
    header = bytearray(SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    chain = [TABLE, *[2 + index for index in range(sectors - 1)], END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    directory = b"".join(_entry(name) for name in names).ljust(sectors * SECTOR, b"\x00")
    return bytes(header) + table + directory


def _entry(name: str) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    return encoded.ljust(64, b"\x00") + struct.pack("<H", len(encoded)) + bytes(62)
