"""Spoken, spaced and traditional spellings of a quantity, written as a press release prints it."""

import regex

from extractor.fold import fold

_SPACE = regex.compile(r"(?<!\d)\s+|\s+(?!\d)")
_SPELLINGS = str.maketrans("仟佰圆", "千百元")
_DECIMALS_LAST = regex.compile(r"(?P<whole>\d+)(?P<unit>[秒米])(?P<decimals>\d{1,2})$")
# 12块5 and 三块五毛 are money, 三块 need not be.
_YUAN_LAST = regex.compile(r"(?<=[\d一二三四五六七八九十百千万])块(?P<tail>\d|[一二三四五六七八九])$")
# 五五折 is 5.5折.
_DISCOUNT = regex.compile(r"^(?P<whole>[一二三四五六七八九])(?P<tenth>[一二三四五六七八九])折$")
_YUAN = regex.compile(r"块(?=.+[毛角分])")


def as_printed(text: str) -> str:
    """The quantity in the plain spelling that the parser reads.

    >>> as_printed("近 500 家"), as_printed("10 000"), as_printed("零下5度"), as_printed("三个亿")
    ('近500家', '10 000', '-5度', '三亿')
    >>> as_printed("12块5"), as_printed("十二块五"), as_printed("12秒93"), as_printed("２．４萬個")
    ('12.5元', '十二点五元', '12.93秒', '2.4万个')

    A space between two figures stays, so that 10 000 is refused and not read as 10.
    """
    text = _SPACE.sub("", fold(text)).translate(_SPELLINGS)
    text = text.replace("(含)", "").replace("零下", "-").replace("个亿", "亿")
    text = _DECIMALS_LAST.sub(r"\g<whole>.\g<decimals>\g<unit>", text)
    if match := _YUAN_LAST.search(text):
        point = "." if match["tail"].isascii() else "点"
        text = f"{text[: match.start()]}{point}{match['tail']}元"
    text = _DISCOUNT.sub(r"\g<whole>点\g<tenth>折", text)
    return _YUAN.sub("元", text)
