"""What an anchor says: value, bound and unit of a quantity (annotation guide, sections 2.1 and 2.4)."""

import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.bounds import inner_bound, outer_bound
from extractor.numerals import read_numeral, read_share
from extractor.rules import bundled_folder
from extractor.spelling import as_printed
from extractor.units import Unit, find_unit, read_units

# No anchor is longer; a run of figures and dashes is a table gone wrong.
_LONGEST = 48
_SEPARATOR = regex.compile(r"(?<!^)(?:至|到|[-—–―─~～〜]{1,2})(?!$)")
# 二三十, 两三万, 十七八, 三五百: neighbouring digits, or three and five, are the two ends of a range,
# but not behind 点: 六十一点三五亿.
_NEIGHBOURS = regex.compile(
    r"(?<![零一二三四五六七八九两\d]|点[零一二三四五六七八九]*)(?:一、?二|[二两]、?三|三、?[四五]|四、?五|五、?六|六、?七|七、?八|八、?九)(?![零一二三四五六七八九\d])"
)
_LAST_PLACES = regex.compile(r"(?<=[\d一二三四五六七八九两])[百千万亿]+$")
_LAST_SCALE = regex.compile(r"(?<=[^万亿])[万亿]+$")
# 三块二, spoken: two tenths.
_SPOKEN = regex.compile(r"(?P<whole>[^块]+)块(?P<tenths>[一二三四五六七八九])")
_HALF_UNIT = regex.compile(r"(?:(?P<count>.+)个)?半(?P<unit>.+)")
_GROWTH_WORDS = {"持平": 0, "零增长": 0, "减半": -50, "腰斩": -50}
_MULTIPLIED = regex.compile(r"翻了?(?P<count>.*?)(?P<word>番|倍)")
_PER = regex.compile(r"每(?P<per>\D{1,4}?)(?P<rest>[\d一二三四五六七八九十百千万亿].*)")
# 收入比为2.61:1; 3:1 is the score of a match.
_RATIO = regex.compile(r"(?P<value>\d+\.\d+):1")
_SIGN = regex.compile(r"(?P<sign>US\$|HK\$|[￥¥$€£])(?P<rest>.+)")
_CURRENCIES = {"￥": "元", "¥": "元", "$": "美元", "US$": "美元", "HK$": "港元", "€": "欧元", "£": "英镑"}
_CURRENCY_FIRST = regex.compile(r"(?P<currency>\p{Han}{2,3}?)(?P<rest>[\d一二两三四五六七八九十百千].*元)")
_PART = regex.compile(
    r"(?P<numeral>[\d.,零一二三四五六七八九十百千万亿两]+)(?P<unit>[^\d.,零一二三四五六七八九十百千万亿两]+)"
)
# How many of the second unit make one of the first. With decimal parts the value stays in the first unit
# (123元1角 is 123.1元), with others it goes over to the last (5小时30分 is 330分钟), so that it is exact.
_DECIMAL_PARTS = {
    ("元", "角"): 10, ("角", "分"): 10, ("元", "分"): 100, ("斤", "两"): 10,
    ("公里", "米"): 1000, ("米", "厘米"): 100, ("吨", "公斤"): 1000, ("吨", "千克"): 1000,
}  # fmt: skip
_OTHER_PARTS = {
    ("年", "个月"): (12, "个月"), ("天", "小时"): (24, "小时"), ("小时", "分钟"): (60, "分钟"),
    ("小时", "分"): (60, "分钟"), ("分钟", "秒"): (60, "秒"), ("分", "秒"): (60, "秒"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact value in its canonical unit; `value_max` is the upper end of a range, else None.

    `bound` is one of the guide's words (`exact`, `approx`, `over`, `under`, `at_least`,
    `at_most`, `range`), `unit_kind` a dimension of `extractor.units`; both unit cells may be empty.
    """

    value: Decimal
    value_max: Decimal | None
    bound: str
    unit: str
    unit_kind: str


def parse_quantity(text: str, *, units: Mapping[str, Unit] | None = None) -> Quantity | None:
    """The quantity that an anchor says, or None where it says none or says it vaguely (数百, 若干).

    >>> parse_quantity("317万余元")
    Quantity(value=Decimal('3170000'), value_max=None, bound='over', unit='元', unit_kind='money')
    >>> parse_quantity("1.5至2万吨")
    Quantity(value=Decimal('15000'), value_max=Decimal('20000'), bound='range', unit='吨', unit_kind='mass')
    >>> parse_quantity("约三成"), parse_quantity("数十亿元")
    (Quantity(value=Decimal('30'), value_max=None, bound='approx', unit='%', unit_kind='share'), None)

    Growth words are the percentage they mean: 翻一番 is 100 %, 翻两番 300 %,
    翻两倍 200 %, 持平 0. Of 2.4万件以上 and the like the modifier sets the bound; the
    first of two does. `units` are the package's own unless given.
    """
    units = _bundled_units() if units is None else units
    if len(text) > _LONGEST:
        return None
    text = as_printed(text)
    if (grown := _growth_word(text)) is not None:
        return grown
    if (match := _PER.fullmatch(text)) and (quantity := parse_quantity(match["rest"], units=units)):
        unit = find_unit(f"{quantity.unit}/{match['per']}", units)
        return replace(quantity, unit=unit.canonical, unit_kind=unit.dimension) if unit else None
    if (match := _CURRENCY_FIRST.fullmatch(text)) and match["currency"] in units:
        quantity = parse_quantity(match["rest"], units=units)
        currency = units[match["currency"]]
        return replace(quantity, unit=currency.canonical) if quantity and quantity.unit == "元" else None
    if ratio := _RATIO.fullmatch(text):
        return Quantity(Decimal(ratio["value"]), None, "exact", "", "")
    before, bound, text = outer_bound(text)
    if before == "上" and not text.startswith(("十", "百", "千", "万", "亿")):
        return None
    if quantity := _range(text, units):
        return quantity
    quantity = _single(text, units, bare=bool(before) and bound != "exact")
    return replace(quantity, bound=bound) if quantity and bound else quantity


@functools.cache
def _bundled_units() -> Mapping[str, Unit]:
    return read_units(bundled_folder() / "units.csv")


def _growth_word(text: str) -> Quantity | None:
    """持平, 减半, 翻番, 翻两番 (twice doubled: four times), 翻两倍 (plus 200 %)."""
    if text in _GROWTH_WORDS:
        return Quantity(Decimal(_GROWTH_WORDS[text]), None, "exact", "%", "share")
    if text.endswith("多"):
        found = _growth_word(text[:-1])
        return found and replace(found, bound="over")
    if not (match := _MULTIPLIED.fullmatch(text)):
        return None
    _, bound, count = outer_bound(match["count"])
    times = read_numeral(count) if count else Decimal(1)
    if times is None or times <= 0 or (match["word"] == "番" and (times % 1 or times > 10)):
        return None
    percent = (2 ** int(times) - 1) * 100 if match["word"] == "番" else times * 100
    return Quantity(Decimal(percent), None, bound or "exact", "%", "share")


def _range(text: str, units: Mapping[str, Unit]) -> Quantity | None:
    for low_text, high_text in _ends(text):
        if "分之" in low_text and "分之" not in high_text:  # 百分之三十到四十
            high_text = low_text[: low_text.index("分之") + 2] + high_text
        high = _single(high_text, units, bare=False)
        if high is None or high.bound != "exact":
            continue
        for candidate in _low_ends(low_text, high_text, units):
            low = _single(candidate, units, bare=False)
            if low and low.bound == "exact" and low.value < high.value and low.unit in ("", high.unit):
                return replace(high, value=low.value, value_max=high.value, bound="range")
    return None


def _ends(text: str) -> Iterator[tuple[str, str]]:
    for dash in _SEPARATOR.finditer(text):
        yield text[: dash.start()], text[dash.end() :]
    if match := _NEIGHBOURS.search(text):
        # Both ends keep what stands around the digits: 二三十家 is 二十家 to 三十家.
        before, after = text[: match.start()], text[match.end() :]
        yield before + match[0][0] + after, before + match[0][-1] + after


def _low_ends(low: str, high: str, units: Mapping[str, Unit]) -> Iterator[str]:
    """The lower end as it may be completed from the upper: 1.5(万)至2万吨, 三(成)至五成, but 5000至1万."""
    numeral, _ = _split(high, units) or ("", None)
    if low[-1:].isdigit() or low[-1:] in "一二三四五六七八九两":
        if "成" in high and "成" not in low:
            yield low + "成"
            return
        if places := _LAST_PLACES.search(numeral):
            yield low + places[0]
    if (scale := _LAST_SCALE.search(numeral)) and low[-1:] not in "万亿":
        yield low + scale[0]
    yield low


def _single(text: str, units: Mapping[str, Unit], *, bare: bool) -> Quantity | None:
    """One value with its unit, 余, 多, 几 or 来 within."""
    bound, text = inner_bound(text)
    bare, bound = bare or bool(bound), bound or "exact"
    if text == "半":  # 过半, 近半
        return Quantity(Decimal(50), None, bound, "%", "share") if bare else None
    if text[-1:] in ("强", "弱") and (share := read_share(text[:-1])) is not None:  # 四分之一强
        return Quantity(share, None, "over" if text[-1] == "强" else "under", "%", "share")
    if (share := read_share(text)) is not None:
        return Quantity(share, None, bound, "%", "share")
    if match := _SIGN.fullmatch(text):
        value = read_numeral(match["rest"])
        return None if value is None else Quantity(value, None, bound, _CURRENCIES[match["sign"]], "money")
    found = _halves(text, units) or _whole(text, units, bare=bare) or _parts(text, units)
    return replace(found, bound=bound) if found else None


def _whole(text: str, units: Mapping[str, Unit], *, bare: bool) -> Quantity | None:
    if (found := _split(text, units, bare=bare)) is None:
        return None
    numeral, unit = found
    value = read_numeral(numeral, bare=bare)
    assert value is not None
    return Quantity(value, None, "exact", unit.canonical if unit else "", unit.dimension if unit else "")


def _split(text: str, units: Mapping[str, Unit], *, bare: bool = False) -> tuple[str, Unit | None] | None:
    """The numeral and the longest unit behind it: 3千米 is 3 and 千米, 3千件 is 3千 and 件."""
    for index in range(1, len(text)):
        unit = find_unit(text[index:], units)
        if unit and read_numeral(text[:index], bare=bare) is not None:
            return text[:index], unit
    return (text, None) if read_numeral(text, bare=bare) is not None else None


def _halves(text: str, units: Mapping[str, Unit]) -> Quantity | None:
    """半年, 两个半月, 三年半; 三点半 is a time of day."""
    if text.endswith("半") and (found := _whole(text[:-1], units, bare=False)):
        if found.value % 1 or found.unit in ("", "点"):
            return None
        return replace(found, value=found.value + Decimal("0.5"))
    if not (match := _HALF_UNIT.fullmatch(text)):
        return None
    unit = find_unit("个" + match["unit"], units) or find_unit(match["unit"], units)
    whole = read_numeral(match["count"] or "零")
    if unit is None or whole is None or whole % 1:
        return None
    return Quantity(whole + Decimal("0.5"), None, "exact", unit.canonical, unit.dimension)


def _parts(text: str, units: Mapping[str, Unit]) -> Quantity | None:
    """A value told in two or three units: 123元1角1分, 5小时30分."""
    if match := _SPOKEN.fullmatch(text):
        text = f"{match['whole']}元{match['tenths']}角"
    parts = list(_PART.finditer(text))
    if len(parts) < 2 or "".join(part[0] for part in parts) != text:
        return None
    told = [_whole(part[0], units, bare=False) for part in parts]
    if any(part is None for part in told):
        return None
    values = [part for part in told if part]
    total, share = values[0], Decimal(1)
    for larger, smaller in itertools.pairwise(values):
        pair = (larger.unit, smaller.unit)
        size, unit = _OTHER_PARTS.get(pair, (_DECIMAL_PARTS.get(pair, 0), ""))
        if larger.value % 1 or not 0 <= smaller.value < size:
            return None
        if unit:
            total = replace(total, value=total.value * size + smaller.value, unit=unit, unit_kind="time")
        else:
            share /= size
            total = replace(total, value=total.value + smaller.value * share)
    if total.unit == "角":  # 5角6分 is 0.56元
        total = replace(total, value=total.value / 10, unit="元")
    return total
