"""A font with Chinese characters for matplotlib, found without being told."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FAMILIES: tuple[str, ...] = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB", "Heiti SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Noto Sans CJK JP", "SimHei",
    "Noto Serif CJK SC", "Noto Serif CJK JP", "SimSun", "Songti SC", "AR PL UMing CN", "Arial Unicode MS",
)  # fmt: skip
"""Fonts that have the characters, the better ones for charts first."""

# Common, and simplified only: a Japanese or Korean font without them is none for us.
_PROBE = "产权亿额区"
REMEDY = (
    "no font with Chinese characters is installed, so charts would show boxes; install one: "
    "apt-get install fonts-noto-cjk (Debian, Ubuntu), dnf install google-noto-sans-cjk-fonts (Fedora), "
    "or put a .ttf or .otf file into ~/.fonts"
)


@cache
def cjk_family() -> str:
    """The name of an installed font that has Chinese characters, as matplotlib knows it.

    Known families come first, then any installed font that draws 产权亿额区. Fonts that were installed
    after matplotlib made its list are found too. Without one: `ExtractorError` with the remedy.
    """
    from matplotlib import font_manager

    manager = font_manager.fontManager
    known = {entry.fname for entry in manager.ttflist}
    for path in font_manager.findSystemFonts():
        if path not in known:
            try:
                manager.addfont(path)
            except (OSError, RuntimeError, ValueError):
                continue  # a file that is no font matplotlib can use
    files = {entry.name: entry.fname for entry in reversed(manager.ttflist)}
    order = [name for name in FAMILIES if name in files] + sorted(set(files) - set(FAMILIES))
    for name in order:
        if Path(files[name]).is_file() and _draws(files[name]):
            return name
    raise ExtractorError(REMEDY)


def _draws(path: str) -> bool:
    from matplotlib import font_manager

    try:
        font: FT2Font = font_manager.get_font(path)
        return all(font.get_char_index(ord(char)) for char in _PROBE)
    except (OSError, RuntimeError, ValueError):
        return False
