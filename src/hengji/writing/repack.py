"""A zip package with some parts written anew, the others with their content byte for byte, in the same order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package ``data`` with these parts; a part it does not have yet comes last, without a date of its own."""
    rest = dict(changed)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for info in archive.infolist():
            content = rest.pop(info.filename, None)
            kept = archive.read(info) if content is None else content
            written.writestr(info, kept, compress_type=info.compress_type)
        for name, content in rest.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            written.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()


def spelled(data: bytes, part: str) -> str:
    """The name of a part as the package spells it: names are compared without case and with either slash."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return next((name for name in archive.namelist() if name.replace("\\", "/").lower() == part.lower()), part)
