"""The exact value of a numeral in Chinese or Arabic figures.

One numeral, nothing around it: no unit, no 近 or 余, no range; those are the
business of `extractor.quantities`. A numeral that can be read in two ways is
refused, never guessed (annotation guide, section 2.4).

Libraries looked at, each run on the numerals of the guide:

* cn2an 0.5.24 is the best kept, and right on plain numerals, but it computes in floats and
  integers (0.123456789123万 becomes 1234), refuses 1,100.9亿, 一点五亿 and 十几万, and
  accepts 3点5, 007 and 12百;
* jionlp 1.5.31 reads 1亿2000万 as 220020000, 1.2.3 as 6 and 1,23 as 123;
* pycnnum 2.1.1 reads 三百二十万 as 30200000;
* chinese2digits 6.0.2 cuts 1,100.9亿 into 1 and 10090000000, and 1亿2000万 into two numbers;
* the Python port of Recognizers-Text (1.0.1) cannot be imported as installed; repaired by
  hand it reads 三成五 as 3 and 5, and has no bounds.

So the package reads numerals itself.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

import regex

from extractor.fold import fold

# A run of more characters is a code or a table gone wrong, not a quantity.
_LONGEST = 32
# Enough for the longest numeral and any scale without rounding.
_EXACT = Context(prec=64)

_SPELLINGS = str.maketrans(
    "〇○壹贰叁参肆伍陆柒捌玖拾佰仟",
    "零零一二三三四五六七八九十百千",
)
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"亿": 10**8, "万": 10**4}

_ARABIC = regex.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?")
_TAIL = regex.compile(r"[1-9]\d*", regex.ASCII)
_COUNT = regex.compile(r"[1-9]")
_DECIMAL_PLACE = regex.compile(r"(?P<number>\d+\.\d+)(?P<place>[百千])")
# In tables of statistics: 103千公顷, 56千人.
_THOUSANDS = regex.compile(r"\d{2,3}千")
_DECIMAL = regex.compile(r"(?P<whole>[^点]+)点(?P<digits>[零一二三四五六七八九]+)")
_DIGIT_STRING = regex.compile(r"[一二三四五六七八九][零一二三四五六七八九]{2,}|[一二三四五六七八九]零")
_ELLIPSIS = regex.compile(r"[百千][一二三四五六七八九]$")
_TRAILING_DECIMAL = regex.compile(r"(?P<whole>.+[万亿])点(?P<digits>[零一二三四五六七八九]+)")
_FRACTION = regex.compile(r"(?:[-负]?)(?:(?P<whole>.+)分之|(?P<whole>[百千万])分)(?P<part>.+)")
_SLASHED = regex.compile(r"-?(?P<part>[1-9]\d{0,2})/(?P<whole>[1-9]\d{0,2})")
_HALVES = {"一半": 50, "半数": 50, "半成": 5}
_TENTHS = regex.compile(r"(?P<tenths>.+)成(?P<hundredths>[一二三四五六七八九半])?")


def read_numeral(text: str, *, bare: bool = False) -> Decimal | None:
    """The exact value of a numeral, or None where it is none or can be read in two ways.

    >>> read_numeral("110.7394万"), read_numeral("1,100.9亿"), read_numeral("3千5百万")
    (Decimal('1107394'), Decimal('110090000000'), Decimal('35000000'))
    >>> read_numeral("三百二十万"), read_numeral("一点五亿"), read_numeral("两千零八"), read_numeral("负十二")
    (Decimal('3200000'), Decimal('150000000'), Decimal('2008'), Decimal('-12'))
    >>> [read_numeral(text) for text in ("1,23", "10 000", "1.2.3", "007", "3点5", "一亿两千")]
    [None, None, None, None, None, None]

    Decimals keep the zeros they are written with (20.20), unless a scale is
    multiplied out. With `bare`, a scale without a coefficient is one of it, as in
    近百家, 上千, 万亿: outside such words it is too vague to be read. 兆 is refused, being a
    million in one country and a trillion in another.
    """
    text = fold(text).translate(_SPELLINGS)
    if not text or len(text) > _LONGEST:
        return None
    sign, magnitude = (-1, text[1:]) if text[0] in "-负" else (1, text.removeprefix("+"))
    magnitude = _spell_out_tens(magnitude)
    if bare and magnitude and magnitude[0] in "百千万亿":
        magnitude = "一" + magnitude
    if _THOUSANDS.fullmatch(magnitude):
        value: Decimal | None = Decimal(magnitude[:-1]) * 1000
    else:
        value = _scaled(magnitude.replace("万万", "亿"))
    if value is None:
        return None
    return -value if sign < 0 else value


def read_share(text: str) -> Decimal | None:
    """The percentage that a fraction, 成 or 半数 stands for, or None.

    >>> read_share("百分之十五点三"), read_share("三成五"), read_share("半数"), read_share("三分之一")
    (Decimal('15.3'), Decimal('35'), Decimal('50'), Decimal('33.33'))

    Fractions of a power of ten are exact (千分之三 is 0.3), others have two decimals
    (annotation guide, section 2.4). 1/3 is read, 24/7/365 is not.
    """
    text = fold(text).translate(_SPELLINGS)
    if len(text) > _LONGEST:
        return None
    if text in _HALVES:
        return Decimal(_HALVES[text])
    if match := _TENTHS.fullmatch(text):
        tenths = read_numeral(match["tenths"])
        extra = {"半": 5, None: 0}.get(match["hundredths"], _DIGITS.get(match["hundredths"] or "", 0))
        if tenths is None or (extra and tenths % 1):
            return None
        return _tidy(tenths * 10 + extra)
    if match := _FRACTION.fullmatch(text) or _SLASHED.fullmatch(text):
        whole, part = (read_numeral(match[name], bare=True) for name in ("whole", "part"))
        if whole is None or part is None or whole <= 0 or whole % 1:
            return None
        if text.startswith(("-", "负")):
            part = -part
        return _percentage(part, whole)
    return None


def _percentage(part: Decimal, whole: Decimal) -> Decimal:
    if whole.normalize().as_tuple().digits == (1,):
        return part if whole == 100 else _tidy(_EXACT.divide(part * 100, whole))
    return _tidy(_EXACT.divide(part * 100, whole).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _tidy(value: Decimal) -> Decimal:
    """The same value without an exponent and without trailing decimal zeros."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize(_EXACT)


def _spell_out_tens(text: str) -> str:
    """廿 and 卅 as they are pronounced: 廿三 is 二十三."""
    if text[:1] in ("廿", "卅"):
        return ("二十" if text[0] == "廿" else "三十") + text[1:]
    return text


def _scaled(text: str) -> Decimal | None:
    """The value of a numeral with 亿 and 万 in it; the highest scale is split off first."""
    if match := _TRAILING_DECIMAL.fullmatch(text):  # 四万点六 is 40000.6
        integer = _scaled(match["whole"])
        return None if integer is None else _with_decimals(integer, match["digits"])
    for mark, size in _SCALES.items():
        head, found, tail = text.rpartition(mark)
        if not found:
            continue
        if _ELLIPSIS.search(head):  # 一千五万 may be 1500万 or 1005万
            return None
        # 万亿 is a trillion (13.81万亿元); 亿亿 is not in use.
        if mark in head or (mark == "万" and "亿" in head):
            return None
        coefficient = _scaled(head)
        if coefficient is None:
            return None
        rest = _remainder(tail, size, coefficient)
        return None if rest is None else _tidy(_EXACT.add(_EXACT.multiply(coefficient, Decimal(size)), rest))
    return _section(text)


def _remainder(text: str, size: int, coefficient: Decimal) -> Decimal | None:
    """What follows a scale: 2000万 in 1亿2000万, 零五百 in 三万零五百, and the 2 of 一万二."""
    if not text:
        return Decimal(0)
    if coefficient % 1:
        return None
    if text in _DIGITS and text not in ("零", "两"):
        return Decimal(_DIGITS[text] * size // 10)
    value = _scaled(text.removeprefix("零"))
    if value is None or value >= size:
        return None
    # 一亿两千 is said for 1.2亿 and, by the book, is 100002000; 1万2 likewise: without 零 both stay unread.
    short = size == 10**8 and value < 10**4 or text[-1].isascii() and value * 10 < size
    if short and not text.startswith("零"):
        return None
    return value


def _section(text: str) -> Decimal | None:
    """The value of a numeral below 万, in either script or mixed (3千5百)."""
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if match := _DECIMAL_PLACE.fullmatch(text):  # 1.2千, and 33.86千万
        return _tidy(_EXACT.multiply(Decimal(match["number"]), Decimal(_TENS[match["place"]])))
    if match := _DECIMAL.fullmatch(text):
        whole = _section(match["whole"])
        # 3点5 may be five past three.
        if whole is None or match["whole"][-1].isascii():
            return None
        return _with_decimals(whole, match["digits"])
    if _DIGIT_STRING.fullmatch(text):
        return Decimal("".join(str(_DIGITS[digit]) for digit in text))
    if text in _DIGITS:
        return Decimal(_DIGITS[text])
    return _places(text)


def _with_decimals(whole: Decimal, digits: str) -> Decimal | None:
    if whole % 1:
        return None
    return Decimal(f"{whole}.{''.join(str(_DIGITS[digit]) for digit in digits)}")


def _places(text: str) -> Decimal | None:
    """The value of digits each with its 千, 百 or 十: 三百二十, 两千零八, 九百九, 3千5百."""
    total, last_place, index = 0, 10**4, 0
    gap = False
    while index < len(text):
        character = text[index]
        if character == "零":
            if gap or not total:
                return None
            gap, index = True, index + 1
            if _TAIL.fullmatch(text, index) and int(text[index:]) < last_place:  # 1千零20, but not 1千零20.5
                return total + Decimal(text[index:])
            continue
        if character == "十" and (index == 0 or gap or last_place == 100):
            digit, mark = 1, character  # 十二, 一百十五
        else:
            digit = int(character) if _COUNT.fullmatch(character) else _DIGITS.get(character, 0)
            mark = text[index + 1 : index + 2]
            index += 1
        if not digit or (character == "两" and mark not in ("百", "千")):
            return None
        if not mark:  # 两千零八, 二十三; without a gap 九百九 is 990
            if character.isdigit() and character.isascii():
                return None
            return Decimal(total + digit * (1 if gap or last_place <= 10 else last_place // 10))
        place = _TENS.get(mark)
        if place is None or place >= last_place:
            return None
        total, last_place, gap, index = total + digit * place, place, False, index + 1
    return None if gap or not total else Decimal(total)
