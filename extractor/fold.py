"""Full-width and traditional characters folded one to one, so that offsets stay those of the stored text.

NFKC would turn ㎡ into m2 and ½ into 1⁄2 and so move every later offset; this
table maps one code point to one code point and nothing else (annotation guide,
section 2: offsets are those of the text exactly as stored). Traditional characters
follow OpenCC's table of single characters, which `traditional.txt` holds with its licence;
a converter of phrases would turn some of them better (乾 is 干 or 乾) and may change lengths.
"""

from pathlib import Path

_FULL_WIDTH_ASCII = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_SPACES = {0x3000: 0x20, 0xA0: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x2009: 0x20, 0x202F: 0x20}
# ﹐﹑﹒ and their like come from old Taiwanese and mainland typesetting.
_SMALL_FORMS = str.maketrans("﹐﹔﹕﹖﹗﹙﹚﹪﹢﹣", ",;:?!()%+-")
_DASHES = str.maketrans("－−﹣‐‑‒", "------")
_SIMPLIFIED = {
    ord(pair[0]): ord(pair[1])
    for pair in Path(__file__).with_name("traditional.txt").read_text(encoding="utf-8").splitlines()
    if not pair.startswith("#")
}
_TABLE = {**_SIMPLIFIED, **_FULL_WIDTH_ASCII, **_SPACES, **_SMALL_FORMS, **_DASHES}
_NEEDS_FOLDING = frozenset(map(chr, _TABLE))


def fold(text: str) -> str:
    """The text with full-width ASCII and traditional characters folded, of the same length.

    >>> fold("同比增长２２．４１％，共１０．８万件。"), fold("專利授權量10.8萬件")
    ('同比增长22.41%,共10.8万件。', '专利授权量10.8万件')

    Chinese marks without an ASCII twin (。、“”《》) stay as they are.
    """
    return text if _NEEDS_FOLDING.isdisjoint(text) else text.translate(_TABLE)
