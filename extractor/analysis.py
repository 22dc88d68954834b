"""One sentence taken apart: its mentions, its tokens, and the rows that rules link in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from extractor.article import Sentence
from extractor.linking import Linked, link
from extractor.loose_ends import with_bases, with_streaks
from extractor.mentions import Mention, find_mentions
from extractor.normalise import Row, normalise
from extractor.regions import Region, find_regions
from extractor.rules import Rules
from extractor.screening import can_link, numbers
from extractor.tokens import Line, tokenize

# A sentence with none of these states no number: 居全国首位, 销量冠军 and 持平 do without a numeral.
_NUMERAL = regex.compile(r"[\d零〇一二三四五六七八九十百千万亿两半几数]|首|冠|榜|持平|翻番|翻倍")

# What a unit may stand behind, and how long the name of a currency is behind its country: 瑞典克朗.
_SCALES = frozenset("0123456789百千万亿余多")
_LONGEST_CURRENCY = 3


@dataclass(frozen=True, slots=True)
class Analysis:
    """A sentence with all that the rules saw in it."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    regions: tuple[Region, ...]
    line: Line
    linked: Linked
    rows: tuple[Row, ...]


def may_hold_number(sentence: Sentence) -> bool:
    """Whether the sentence holds anything that could be a number."""
    return _NUMERAL.search(sentence.folded) is not None


def analyse_sentence(sentence: Sentence, rules: Rules, *, rows_only: bool = False) -> Analysis | None:
    """The sentence's analysis, or None where it holds nothing that could be a number.

    With `rows_only` it is also None where no claim could stand, and the words of a sentence whose
    mentions no rule can link are not looked at.
    """
    if not may_hold_number(sentence):
        return None
    tried = numbers(sentence.folded, rules) if rows_only else {}
    if tried is None:
        return None
    regions = _regions_of(sentence.folded, rules, named=True)
    mentions = mentions_of(sentence.folded, rules, regions=regions, tried=tried)
    if rows_only and not can_link(mentions, rules):
        return Analysis(sentence, mentions, regions, Line((), ""), Linked((), {}), ())
    line = tokenize(sentence.folded, mentions, rules)
    linked = link(line, rules.claims)
    rows = [row for draft in linked.drafts if (row := normalise(draft, line, sentence, rules))]
    told = with_streaks(_joined(rows, line, sentence.folded), line, sentence.folded, rules)
    told = with_bases(told, line, sentence.text, rules)
    return Analysis(sentence, mentions, regions, line, linked, tuple(told))


def mentions_of(
    text: str,
    rules: Rules,
    *,
    regions: Sequence[Region] | None = None,
    tried: Mapping[str, Sequence[Mention]] | None = None,
) -> tuple[Mention, ...]:
    """All mentions of a folded sentence, regions among them.

    `regions` are those of `find_regions`, `tried` the matches of rules, where they are known already.
    """
    before, after = rules.mentions_around_regions
    first = find_mentions(text, before, tried=tried)
    if regions is None:
        regions = _regions_of(text, rules, named=False)
    areas = [
        Mention(region.start, region.end, "region", region.kind, {})
        for region in regions
        if region.kind != "named"
    ]
    return tuple(find_mentions(text, after, [*first, *areas], tried=tried))


def _regions_of(text: str, rules: Rules, *, named: bool) -> tuple[Region, ...]:
    """The areas of a folded sentence; a country in the unit of a number is none: 37.4亿瑞典克朗."""
    return tuple(
        region
        for region in find_regions(text, rules.areas, rules.regions, named=named)
        if not (text[region.start - 1 : region.start] in _SCALES and _in_unit(text, region, rules))
    )


def _in_unit(text: str, region: Region, rules: Rules) -> bool:
    longest = region.end + _LONGEST_CURRENCY
    return any(text[region.start : end] in rules.units for end in range(region.end + 1, longest + 1))


def _joined(rows: list[Row], line: Line, text: str) -> list[Row]:
    """Growth and ranks moved to the quantity they are about (annotation guide 1).

    A quantity is told by its place (立案738件，结案639件，分别增长5%、3%), by another name of its
    measure (总登记量110.7394万件，…版权登记量居全国首位), or is the last one that has none yet.
    """
    joined: list[Row] = []
    for row in rows:
        place = _owner(joined, row, line, text)
        if place is None:
            joined.append(row)
        else:
            owner = joined[place]
            joined[place] = replace(
                owner, numbers=owner.numbers + row.numbers, cells={**row.cells, **owner.cells}
            )
    return joined


def _owner(joined: list[Row], row: Row, line: Line, text: str) -> int | None:
    """The place of the quantity that the growth or rank belongs to, if there is one."""
    if row.draft.kind == "quantity" or _against_another(row, line):
        return None
    if "level" in row.draft.roles:
        anchor = row.draft.roles["level"][0]
        placed = (n for n, other in enumerate(joined) if other.draft.anchor == anchor)
        return next((n for n in placed if _takes(joined[n], row)), None)
    if row.indicator is not None:
        return len(joined) - 1 if joined and _same_measure(joined[-1], row, text) else None
    for place in range(len(joined) - 1, -1, -1):
        other = joined[place]
        if other.draft.kind != "quantity" or _turns(other, row, line) or _among(other, row, line):
            return None
        if not _is_change(other, line):
            return place if _takes(other, row) and _may_grow(other, row, line) else None
    return None


def _against_another(row: Row, line: Line) -> bool:
    """Whether the growth is reckoned from another thing, not from another time: 比其他品牌提升3倍."""
    basis = row.draft.roles.get("basis")
    return row.draft.kind == "growth" and basis is not None and basis[1] - basis[0] > 1


def _takes(quantity: Row, other: Row) -> bool:
    """Whether the row is a quantity that has no growth, or rank, of its own yet."""
    told = quantity.cells.keys() & other.cells.keys()
    return quantity.draft.kind == "quantity" and told.isdisjoint({"growth", "rank"})


def _may_grow(quantity: Row, growth: Row, line: Line) -> bool:
    """A share changes by points: of 超过五成的企业注册，平均提速20% the growth is something else's."""
    share = line.tokens[quantity.draft.anchor].kind in ("percent", "fraction")
    return (
        growth.draft.kind == "rank"
        or not share
        or line.tokens[growth.draft.anchor].kind in ("points", "flat")
    )


def _turns(quantity: Row, other: Row, line: Line) -> bool:
    """Whether the text turns to another time or area in between: 当月5亿元，1—5月增长3%.

    An area before a rank may be its scope: 91%，在全国机场中排名第六.
    """
    start, end = quantity.draft.anchor, other.draft.anchor
    return any(
        token.kind == "period"
        or token.kind == "region"
        and not (other.draft.kind == "rank" and line.tokens[place - 1].kind == "preposition")
        for place, token in enumerate(line.tokens[start:end], start)
    )


def _among(quantity: Row, other: Row, line: Line) -> bool:
    """Whether the quantity only tells among how many something ranks, or how many grow, in one clause.

    在190个经济体中位列46位; 9家银行增速在5%以上.
    """
    between = line.tokens[quantity.draft.anchor : other.draft.anchor]
    if any(token.kind in ("comma", "stop") for token in between):
        return False
    if other.draft.kind == "rank":
        return between[-1].text in ("中", "里", "当中", "之中")
    counted = quantity.draft.roles.get("indicator")
    return counted is not None and quantity.draft.anchor < counted[0]


def _is_change(row: Row, line: Line) -> bool:
    """Whether the row is an amount of change: 日均116.9万人次，增加9万人次、增长7.9% grows once, by 7.9%."""
    action = row.draft.roles.get("action")
    return action is not None and line.tokens[action[0]].kind in ("up", "down")


# Two names of one measure share its head: 总登记量 and 版权登记量, but not 出口 and 进出口.
_SHARED_HEAD = 3


def _same_measure(quantity: Row, other: Row, text: str) -> bool:
    if quantity.indicator is None or other.indicator is None or not _takes(quantity, other):
        return False
    one, two = text[slice(*quantity.indicator)], text[slice(*other.indicator)]
    if other.draft.kind == "growth":
        return one == two
    return one[-_SHARED_HEAD:] == two[-_SHARED_HEAD:]
