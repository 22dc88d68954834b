"""The cells of a row from the words that a rule linked: numbers, units, signs, ranks, spans."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import regex

from extractor.article import Sentence
from extractor.basis import basis_code
from extractor.bounds import outer_bound
from extractor.linking import ANCHORS, Draft
from extractor.mentions import Mention, Span
from extractor.numerals import read_numeral
from extractor.quantities import Quantity, parse_quantity
from extractor.rules import Rules
from extractor.tokens import Line
from extractor.units import find_unit

_NUMBERS = ("quantity", "growth", "rank", "streak", "basis")
_NUMERAL = regex.compile(r"\d+|[一二两三四五六七八九十百]+")
_FIRST = frozenset({"首位", "榜首", "之首", "冠军", "头名", "魁首", "首", "首席"})
_LAST = frozenset({"最后一位", "最后一名", "末位", "垫底"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells that its own sentence settles, and where its words stand (spans within the sentence).

    `numbers` are the tokens whose numerals the row holds.
    """

    draft: Draft
    numbers: tuple[int, ...]
    anchor: Span
    indicator: Span | None
    cells: Mapping[str, Any]


def normalise(draft: Draft, line: Line, sentence: Sentence, rules: Rules) -> Row | None:
    """The row of a draft, or None where its anchor turns out to say no number (数十亿).

    Cells follow the annotation guide, sections 2.2 to 2.5; what stays as written is taken from the
    stored text (较２０１９年同期).
    """
    text = sentence.folded
    anchor = line.tokens[draft.anchor]
    cells: dict[str, Any] = {}
    span = (anchor.start, anchor.end)
    per: int | None = None
    if draft.kind == "quantity":
        quantity = _parsed(line, draft.anchor, rules)
        if quantity is None:
            return None
        cells |= {
            "value": quantity.value,
            "value_max": quantity.value_max,
            "bound": quantity.bound,
            "unit": quantity.unit,
            "unit_kind": quantity.unit_kind,
        }
        per = _per(draft, line, quantity, rules)
        if per is not None:
            cells |= _per_unit(line.tokens[per].text, quantity, rules)
        if quantity.bound == "exact":
            cells["bound"] = _bound_apart(draft, line)
    if "growth" in draft.roles:
        growth = _parsed(line, draft.roles["growth"][0], rules)
        falling = "trend" in draft.roles and _names(line, draft.roles["trend"], rules) & {"down"}
        if growth is not None:
            cells |= _growth(growth, falling=bool(falling))
        elif draft.kind == "growth":
            return None
    if "basis" in draft.roles:
        cells["growth_basis"] = basis_code(_text(line, draft.roles["basis"], sentence.text))
    if "rank" in draft.roles:
        mention = line.tokens[draft.roles["rank"][0]].mention
        assert mention is not None
        cells |= _rank(mention, sentence, alone=draft.kind == "rank")
    if "streak" in draft.roles:
        mention = line.tokens[draft.roles["streak"][0]].mention
        assert mention is not None
        cells["streak"] = streak_length(text[mention.start : mention.end])
    if "action" in draft.roles:
        action = _text(line, draft.roles["action"], text)
        cells["action"] = _SHARES if action in _SHARE_VERBS else action
    indicator = None
    if "indicator" in draft.roles and not _spent(draft, line, cells, rules):
        indicator = _indicator(draft, line, text, rules)
        if per is not None and per == draft.roles["indicator"][0] and indicator[0] == line.tokens[per].start:
            indicator = (line.tokens[per].end, indicator[1])
    numbers = tuple(draft.roles[role][0] for role in _NUMBERS if role in draft.roles)
    return Row(draft, numbers, span, indicator, cells)


def _parsed(line: Line, index: int, rules: Rules) -> Quantity | None:
    """What the number says; in 2.7个和5.8个百分点 and 1503万和218万千瓦 the last one's unit holds for all."""
    token = line.tokens[index]
    quantity = parse_quantity(token.text, units=rules.units)
    while quantity is not None and not quantity.unit and _listed(line, index + 1):
        index += 2
        other = parse_quantity(line.tokens[index].text, units=rules.units)
        if other is None:
            break
        quantity = replace(quantity, unit=other.unit, unit_kind=other.unit_kind)
    if quantity is not None and token.kind == "points" and quantity.unit in ("", "个"):
        return replace(quantity, unit="百分点", unit_kind="points")
    return quantity


def _listed(line: Line, index: int) -> bool:
    """Whether a list goes on here with one more amount."""
    return (
        index + 1 < len(line.tokens)
        and line.tokens[index].kind in ("list", "and")
        and line.tokens[index + 1].kind == "quantity"
    )


# What may carry a bound word before the number or stand between both: 约为, 约占, 仅达.
_CARRIES_BOUND = frozenset({"copula", "adverb", "share", "le"})
_LINKS = frozenset({"", "为", "占", "有", "达", "合", "是", "折合", "相当于"})
_SHARES_OF = frozenset({"fraction", "multiple"})
# These say more or less only where they touch the number: 榜上有27家.
_NOT = frozenset({"不", "不得", "不能", "不会"})
_TOUCHING = frozenset({"上", "过"})
# 约合人民币20亿元: the money stands between the word and the number.
_CURRENCIES = frozenset({"人民币", "新台币", "港币"})


def _bound_apart(draft: Draft, line: Line) -> str:
    """The bound that a modifier sets which does not touch its number (annotation guide 2.1).

    It stands before the number or before its verb (约为100亿元, 突破了5000亿元, 约占全省的四成), of a share
    also before what it is of (接近全国的一半), and behind the noun (1000个县左右). A verb that
    tells a distance sets none: 超过全国9.9个百分点.
    """
    places = [draft.anchor]
    start, end = draft.roles.get("action", (0, 0))
    if 0 < end <= draft.anchor:
        distance = end < draft.anchor and not outer_bound(line.tokens[start].text)[2]
        places += [start] if distance else [end, start]
    if line.tokens[draft.anchor].kind in _SHARES_OF and line.tokens[draft.anchor - 1].kind == "de":
        places.append(_before_noun(line, draft.anchor - 1))
    for place in places:
        for index in range(place - 1, max(place - 4, -1), -1):
            token = line.tokens[index]
            denied = index and line.tokens[index - 1].text in _NOT
            before, bound, rest = outer_bound("不" + token.text if denied else token.text)
            if before and before not in _TOUCHING and rest in _LINKS:
                return bound
            if token.kind not in _CARRIES_BOUND and token.text not in _CURRENCIES:
                break
    behind = draft.roles.get("indicator", (0, 0))[1]
    if draft.anchor < behind < len(line.tokens) and line.tokens[behind].text in ("左右", "上下"):
        return "approx"
    return "exact"


_OF_NOUNS = frozenset(
    {"noun", "gerund", "region", "modifier", "locative", "latin", "time", "period", "and", "soft"}
)


def _before_noun(line: Line, place: int) -> int:
    """Where the noun phrase begins that ends at the place."""
    while place and line.tokens[place - 1].kind in _OF_NOUNS:
        place -= 1
    return place


def _per(draft: Draft, line: Line, quantity: Quantity, rules: Rules) -> int | None:
    """The token of what the quantity is reckoned by: 每亩还能节约16元.

    It holds for further amounts in the same unit: 每升分别降低0.09元和0.11元, 由每平方米3420元降至2985元.
    """
    between: list[str] = []
    for index in range(draft.anchor - 1, -1, -1):
        token = line.tokens[index]
        if token.kind == "per":
            same = all(_parsed_unit(one, rules) == quantity.unit for one in between)
            return index if same and not _of_indicator(draft, index, token.text, quantity, rules) else None
        if token.kind in ANCHORS:
            between.append(token.text)
        elif token.kind in ("comma", "stop") or (
            token.kind == "list" and line.tokens[index - 1].kind not in ANCHORS
        ):
            return None
    return None


def _parsed_unit(text: str, rules: Rules) -> str | None:
    parsed = parse_quantity(text, units=rules.units)
    return parsed.unit if parsed else None


def _of_indicator(draft: Draft, index: int, per: str, quantity: Quantity, rules: Rules) -> bool:
    """Whether the ratio is part of the indicator (annotation guide 2.4): 每万人口…拥有量262.9件.

    Neither money by measure or piece is (每亩纯收入8000元 is 8000元/亩), nor what is measured by land or
    weight (每亩小麦节约种子1.5公斤).
    """
    start, end = draft.roles.get("indicator", (0, 0))
    if not start <= index < end:
        return False
    by = find_unit(per[1:], rules.units)
    return by is None or (
        by.dimension not in _MEASURES and (quantity.unit_kind != "money" or per[1:] in _INDICATOR_KEEPS)
    )


_MEASURES = frozenset({"area", "mass", "volume"})
# 每股收益 and 每天产值 are names of measures.
_INDICATOR_KEEPS = frozenset({"股", "人", "天", "日", "周", "月", "年", "小时", "分钟", "秒"})


def _per_unit(per: str, quantity: Quantity, rules: Rules) -> dict[str, str]:
    unit = find_unit(f"{quantity.unit}/{per.removeprefix('每')}", rules.units)
    return {"unit": unit.canonical, "unit_kind": unit.dimension} if unit else {}


def _growth(growth: Quantity, *, falling: bool) -> dict[str, Any]:
    """增长1.5倍 is 150 %, 下降0.3个百分点 is -0.3 pp."""
    value = growth.value * 100 if growth.unit == "倍" else growth.value
    unit = "pp" if growth.unit in ("百分点", "千分点", "基点") else "%"
    if growth.unit == "基点":
        value /= 100
    return {"growth": -value if falling else value, "growth_unit": unit}


def _rank(mention: Mention, sentence: Sentence, *, alone: bool) -> dict[str, Any]:
    order = _group(mention, "order", sentence.folded)
    scope = _group(mention, "scope", sentence.text)
    cells: dict[str, Any] = {"rank": _rank_number(order), "rank_scope": scope}
    if order.startswith("前") and alone:
        cells["bound"] = "at_most"
    return cells


def _rank_number(order: str) -> int | None:
    """第四 is 4, 首位 1, 前十 10, 倒数第二 -2, 末位 -1."""
    if order in _FIRST:
        return 1
    if order in _LAST:
        return -1
    number = read_numeral(order.removeprefix("倒数").lstrip("第前").rstrip("位名强"))
    if number is None:
        return None
    return -int(number) if order.startswith("倒数") else int(number)


def streak_length(written: str) -> int | None:
    """For how many periods: 连续16年 is 16, 十二连增 is 12."""
    numeral = _NUMERAL.search(written)
    number = read_numeral(numeral.group()) if numeral else None
    return int(number) if number is not None else None


def _group(mention: Mention, name: str, text: str) -> str:
    spans = mention.groups.get(name)
    return text[spans[0][0] : spans[0][1]] if spans else ""


def _span(line: Line, tokens: tuple[int, int]) -> Span:
    return line.tokens[tokens[0]].start, line.tokens[tokens[1] - 1].end


# A share is one with action 占 (annotation guide 1), however it is told: 占到三成, 占比三成.
_SHARES = "占"
_SHARE_VERBS = frozenset({"占到", "占据", "占了", "占比", "约占", "占有"})


def _spent(draft: Draft, line: Line, cells: Mapping[str, Any], rules: Rules) -> bool:
    """Whether what follows is no noun but what the money is spent on: 拿出1000万元治理水土."""
    first, end = draft.roles["indicator"]
    money = draft.anchor < first < end - 1 and cells.get("unit_kind") == "money"
    return money and "purpose" in rules.alphabet.names[line.symbols[first]]


def _indicator(draft: Draft, line: Line, text: str, rules: Rules) -> Span:
    """The words' span; of an index the bare name without 《》 and year (annotation guide 2.2).

    Of what follows the number a closing word is left away that holds the things and is
    none of them: 新增4家专班成员名单.
    """
    tokens = draft.roles["indicator"]
    mention = line.tokens[tokens[0]].mention
    if tokens[1] - tokens[0] == 1 and mention is not None and "name" in mention.groups:
        return mention.groups["name"][0]
    start, end = _span(line, tokens)
    if start > line.tokens[draft.anchor].start:
        container = next(
            (word for word in rules.words.get("container", ()) if text.endswith(word, start, end)), ""
        )
        end -= len(container)
    return start, end


def _text(line: Line, tokens: tuple[int, int], text: str) -> str:
    start, end = _span(line, tokens)
    return text[start:end]


def _names(line: Line, tokens: tuple[int, int], rules: Rules) -> frozenset[str]:
    return rules.alphabet.names[line.symbols[tokens[0]]]
