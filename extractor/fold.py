"""Full-width and traditional characters folded one to one, so that offsets stay those of the stored text.

NFKC would turn ㎡ into m2 and ½ into 1⁄2 and so move every later offset; this
table maps one code point to one code point and nothing else (annotation guide,
section 2: offsets are those of the text exactly as stored). Traditional characters
follow OpenCC's table of single characters, which `traditional.txt` holds with its licence;
a converter of phrases would turn some of them better (乾 is 干 or 乾) and may change lengths.
"""

import re
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
# 20，300人 may be 20,300 of them or 20 and then 300: a dot between figures is what no rule reads as either.
_AMBIGUOUS = re.compile(r"，(?<=[0-9]，)(?=[0-9]{3}(?![0-9]))")


def fold(text: str) -> str:
    """The text with full-width ASCII and traditional characters folded, of the same length.

    >>> fold("同比增长２２．４１％，共１０．８万件。"), fold("專利授權量10.8萬件")
    ('同比增长22.41%,共10.8万件。', '专利授权量10.8万件')

    Chinese marks without an ASCII twin (。、“”《》) stay as they are. A full-width comma that would
    group the half-width figures around it becomes a dot, so that the number is refused, not guessed:

    >>> fold("新增20，300人"), fold("新增２０，３００人"), fold("新增20,300人，2，3月")
    ('新增20·300人', '新增20,300人', '新增20,300人,2,3月')
    """
    if _NEEDS_FOLDING.isdisjoint(text):
        return text
    if _AMBIGUOUS.search(text):
        text = _AMBIGUOUS.sub("·", text)
    return text.translate(_TABLE)
