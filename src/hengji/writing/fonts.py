"""Which installed fonts stand for 仿宋, 楷体, 黑体, 宋体 and 小标宋 when a PDF is set.

Searched in this order: the folders of the environment variable HENGJI_FONTS, the folder ``share/hengji/fonts`` of this
Python environment (where tools/fetch-fonts puts Noto Serif SC and Noto Sans SC), the fonts of the system. The
typesetter is only ever given families it has reported itself, under the names it reports: it calls FandolFang
"FandolFang R", and a name it does not know it would replace by another face without failing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hengji.records import dataclass
from hengji.writing.errors import MissingFontError

if TYPE_CHECKING:
    import typst

ENVIRONMENT = "HENGJI_FONTS"

_SONG = (
    *("SimSun", "NSimSun", "STSong", "FandolSong", "FandolSong R", "Noto Serif SC", "Noto Serif CJK SC"),
    *("Source Han Serif SC", "Source Han Serif CN", "AR PL SungtiL GB", "AR PL UMing CN"),
)
_HEI = (
    *("SimHei", "STHeiti", "FandolHei", "FandolHei R", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC"),
    *("Source Han Sans CN", "Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
)
_KAI = (
    "KaiTi_GB2312",
    "KaiTi",
    "STKaiti",
    "FandolKai",
    "FandolKai R",
    "LXGW WenKai",
    "AR PL UKai CN",
    "AR PL KaitiM GB",
)
_FANGSONG = ("FangSong_GB2312", "FangSong", "STFangsong", "FandolFang", "FandolFang R")
_TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05_GBK")
_LATIN = ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes", "Nimbus Roman", "Libertinus Serif")
_FULLEST = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun")
"""Faces with the rare characters of names (喆 堃 昇 淏 玥 䶮), which 仿宋 and 楷体 stand-ins lack."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The families to set with, each a first choice and what steps in for single missing characters."""

    fangsong: tuple[str, ...]
    kai: tuple[str, ...]
    hei: tuple[str, ...]
    song: tuple[str, ...]
    title: tuple[str, ...]
    latin: str
    title_is_display: bool
    """Whether the title face is a real 小标宋; a stand-in is set bolder."""


def choose_faces(families: Collection[str], searched: Sequence[str] = ()) -> Faces:
    """The best of the available families for each use.

    Where 仿宋 or 楷体 has no stand-in, 宋体 takes its place; where there is no 宋体, any Chinese face does.

    Raises:
        MissingFontError: none of them is Chinese; ``searched`` says where it was looked for.
    """
    chinese = _available(families, (*_SONG, *_FANGSONG, *_HEI, *_KAI, *_TITLE))
    if not chinese:
        raise MissingFontError("中文", searched)
    rest = _available(families, _FULLEST)
    title = _available(families, _TITLE)

    def stack(wanted: tuple[str, ...]) -> tuple[str, ...]:
        first = _available(families, wanted)[:1] or chinese[:1]
        return (*first, *(name for name in rest[:1] if name not in first))

    latin = _available(families, _LATIN)
    return Faces(
        fangsong=stack(_FANGSONG),
        kai=stack(_KAI),
        hei=stack(_HEI),
        song=stack(_SONG),
        title=stack((*_TITLE, *_SONG)),
        latin=latin[0] if latin else chinese[0],
        title_is_display=bool(title),
    )


def _available(families: Collection[str], wanted: Sequence[str]) -> list[str]:
    return [name for name in wanted if name in families]


def font_folders(environment: Mapping[str, str] | None = None, prefix: str | None = None) -> list[Path]:
    """The existing folders to search before the system's, in order."""
    environment = os.environ if environment is None else environment
    own = [Path(name) for name in environment.get(ENVIRONMENT, "").split(os.pathsep) if name]
    own.append(Path(sys.prefix if prefix is None else prefix) / "share" / "hengji" / "fonts")
    return [folder for folder in own if folder.is_dir()]


@lru_cache(maxsize=4)
def find_fonts(folders: tuple[Path, ...], *, system: bool = True) -> tuple[typst.Fonts, Faces]:
    """The typesetter's font list over these folders (and the system's fonts) with the faces chosen from it.

    Raises:
        MissingFontError: there is no Chinese font.
    """
    import typst  # noqa: PLC0415 - 30 MB that only a PDF needs

    fonts = typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=list(map(str, folders)))
    searched = [*map(str, folders), *(["系统字体"] if system else [])]
    return fonts, choose_faces(frozenset(fonts.families()), searched)
