"""Where the annotation guide reads a number otherwise than other projects' suites do, and why.

A policy is decided by what a case is like, never by its name, and cites the guide's section.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from extractor import Rules
from extractor.fold import fold
from extractor.quantities import Quantity, parse_quantity
from extractor.units import find_unit

RULES = Rules.bundled()
IN_SCOPE = {"number", "percent", "money", "range", "quantity"}
# What the suites call currencies and units; other names are compared by value alone.
UNIT_NAMES = {
    "Chinese yuan": "元", "¥": "元", "块/毛": "元", "块钱": "元", "United States dollar": "美元",
    "Dollar": "美元", "$": "美元", "Euro": "欧元", "€": "欧元", "£": "英镑", "Japanese yen": "日元",
    "Hong Kong dollar": "港元",
    "New Taiwan dollar": "新台币", "Swiss franc": "瑞士法郎", "Nigerian naira": "奈拉", "Bitcoin": "比特币",
    "₩": "韩元", "A$": "澳元", "₽": "卢布", "RM": "林吉特", "度电": "度", "Mu": "亩", "Kilogram": "公斤",
    "Centimeter": "厘米", "Ton": "吨", "Meter": "米", "Jin": "斤", "Gram": "克", "Liang": "两",
    "Kilowatt": "千瓦", "Microgram": "微克",
}  # fmt: skip
SAME_UNIT = [{"公里", "千米"}, {"公斤", "千克"}, {"公里/小时", "千米/小时"}, {"度", "°"}]


@dataclass(frozen=True)
class Item:
    """One expected number: its words, its two ends (equal for a single value), its unit, and what we read."""

    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    read: tuple[Quantity, ...]

    @property
    def first(self) -> Quantity | None:
        return self.read[0] if self.read else None


def close(ours: Decimal | None, theirs: Decimal | None) -> bool:
    """Equal, or as near as the suites' binary floats allow."""
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) <= abs(theirs) * Decimal("1e-9")


def same_unit(item: Item, quantity: Quantity) -> bool:
    theirs = UNIT_NAMES.get(item.unit) or canonical(item.unit)
    ours = quantity.unit
    if not ours:  # their words may end before the unit
        return not theirs or bool(NUMERAL.match(item.text[-1]))
    return not theirs or ours == theirs or {ours, theirs} in SAME_UNIT


def canonical(unit: str) -> str:
    found = find_unit(unit, RULES.units) if unit else None
    return found.canonical if found else ""


def agrees(item: Item, quantity: Quantity) -> bool:
    if item.unit == "fraction" or not same_unit(item, quantity):
        return False
    if item.low == item.high:
        return quantity.value_max is None and close(quantity.value, item.low)
    if item.high is None:
        return quantity.bound in ("over", "at_least") and close(quantity.value, item.low)
    if item.low is None:
        return quantity.bound in ("under", "at_most") and close(quantity.value, item.high)
    return close(quantity.value, item.low) and close(quantity.value_max, item.high)


def is_percentage_of_fraction(item: Item) -> bool:
    return bool(
        item.first and item.first.unit == "%" and item.low is not None and "%" not in item.unit
        and abs(item.first.value - item.low * 100) <= Decimal("0.006")
    )  # fmt: skip


def is_lower_end(item: Item) -> bool:
    q = item.first
    return bool(
        q
        and q.bound != "range"
        and item.low != item.high
        and close(q.value, item.low)
        and re.search("[余多几]", item.text)
    )


def is_other_unit(item: Item) -> bool:
    return bool(
        item.first
        and item.first.unit in ("百分点", "折", "千分点", "块", "‰", "角", "分")
        and not agrees(item, item.first)
    )


def is_end_of_range(item: Item) -> bool:
    return bool(item.first and item.first.bound == "range" and close(item.first.value_max, item.high))


def is_noun_after_unit(item: Item) -> bool:
    return bool(item.first and item.first.unit == "个" and close(item.first.value, item.low))


def is_scaled(item: Item) -> bool:
    """Ours and theirs differ by a power of ten: 三千比特 is 3 of one unit or 3000 of another."""
    q = item.first
    if not q or not item.low or item.low <= 0 or q.value <= 0 or not re.search("[十百千万亿兆]", item.text):
        return False
    ratio = (q.value / item.low).normalize()
    return ratio != 1 and set(ratio.as_tuple().digits) == {1}


def is_shared_scale(item: Item) -> bool:
    return bool(
        item.first
        and item.first.bound == "range"
        and close(item.first.value_max, item.high)
        and is_scaled(item)
    )


def are_ends_apart(item: Item) -> bool:
    """大于20小于35: both ends are read, each with words of its own."""
    numerals = re.findall(
        r"[-负\d.,零〇一二两三四五六七八九十百千万亿点]+|\d+/\d+|百分之\S+|.分之.",
        fold(item.text).replace(" ", ""),
    )
    values = [q.value for text in numerals if (q := parse_quantity(text.strip(",")))]
    values += [value / 100 for value in values if "分之" in item.text or "/" in item.text]
    ends = [end for end in (item.low, item.high) if end is not None]
    apart = item.low != item.high or item.text.startswith(("等于", "位于", "在", "比"))
    return apart and all(any(close(value, end) for value in values) for end in ends)


def has(pattern: str) -> Callable[[Item], bool]:
    return lambda item: bool(re.search(pattern, fold(item.text)))


@dataclass(frozen=True)
class Policy:
    """A reason to read a case otherwise: the guide's section, why, and whether it holds for an item."""

    section: str
    why: str
    holds: Callable[[Item], bool]


NUMERAL = re.compile(r"\d|[零一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾佰仟兩萬億貳參陸倆]")
NEIGHBOURS = re.compile(r"[一二两三四五六七八]、?[二三四五六七八九][十百千万亿个]")
POLICIES = (
    Policy(
        "1",
        "letters and signs glued to figures (15k, 2.7e-1, 2^3) are codes",
        has(r"(?i)\d\s*[kmgtwe^]|^-?\.\d"),
    ),
    Policy(
        "2.4",
        "a figure cut by spaces or odd grouping (1, 234; 10 000; 20，300) is refused",
        has(r"\d,? +\d|\d·\d{3}|\d,\d{1,2}(?!\d)|[一二三四五六七八九成] [一二三四五六七八九十點点折]"),
    ),
    Policy("2.1", "two ends with one unit are a range", is_end_of_range),
    Policy("2.1", "no noun after the unit: 20个比特币 is 20个", is_noun_after_unit),
    Policy("2.4", "a fraction is a percentage with two decimals", is_percentage_of_fraction),
    Policy("2.4", "余, 多 and 几 give the lower end with the bound `over`", is_lower_end),
    Policy("1", "an indefinite number (几十万, 数十亿) is no row", has(r"^(?:[^\d]{0,3}[几数])")),
    Policy("2.4", "no conversion between units: 个百分点, 折, 块 and 角 stay what they are", is_other_unit),
    Policy("2.1", "two ends share the scale that stands once (1.5至2万吨)", is_shared_scale),
    Policy("2.4", "the scale is multiplied out, the unit stays as written", is_scaled),
    Policy(
        "2.1",
        "a modifier that stands apart is outside the anchor: each end is read by itself",
        are_ends_apart,
    ),
    Policy("2.4", "a value is an exact decimal: mixed fractions (三又三分之一) have none", has("又")),
    Policy("2.4", "兆 and 京 stand for more than one size", has("[兆京]")),
    Policy("2.4", "no conversion between units: 打, 双 and 对 are not multiplied", has("[打双雙对對]")),
    Policy(
        "2.4",
        "a numeral that can be read in two ways (一亿两千) is refused",
        has("亿[零一二两三四五六七八九]千|億[兩一二三四五]千"),
    ),
)
