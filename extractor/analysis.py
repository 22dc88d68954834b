"""One sentence taken apart: its mentions, its tokens, and the rows that rules link in it."""

from dataclasses import dataclass, replace

import regex

from extractor.article import Sentence
from extractor.linking import Linked, link
from extractor.mentions import Mention, find_mentions
from extractor.normalise import Row, normalise
from extractor.regions import find_regions
from extractor.rules import Rules
from extractor.tokens import Line, tokenize

# A sentence with none of these states no number: 居全国首位, 销量冠军 and 持平 do without a numeral.
_NUMERAL = regex.compile(r"[\d零〇一二三四五六七八九十百千万亿两半几数]|首|冠|榜|持平|翻番|翻倍")


@dataclass(frozen=True, slots=True)
class Analysis:
    """A sentence with all that the rules saw in it."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    line: Line
    linked: Linked
    rows: tuple[Row, ...]


def analyse_sentence(sentence: Sentence, rules: Rules) -> Analysis | None:
    """The sentence's analysis, or None where it holds nothing that could be a number."""
    if not _NUMERAL.search(sentence.folded):
        return None
    mentions = mentions_of(sentence.folded, rules)
    line = tokenize(sentence.folded, mentions, rules)
    linked = link(line, rules.claims)
    rows = [row for draft in linked.drafts if (row := normalise(draft, line, sentence.folded, rules))]
    return Analysis(sentence, mentions, line, linked, tuple(_joined(rows, sentence.folded)))


def mentions_of(text: str, rules: Rules) -> tuple[Mention, ...]:
    """All mentions of a folded sentence, regions among them."""
    before, after = rules.mentions_around_regions
    first = find_mentions(text, before)
    regions = [
        Mention(region.start, region.end, "region", region.kind, {})
        for region in find_regions(text, rules.areas, rules.regions)
    ]
    return tuple(find_mentions(text, after, [*first, *regions]))


def _joined(rows: list[Row], text: str) -> list[Row]:
    """Growth and ranks moved to the quantity they are about, where the sentence renames its measure.

    北京市版权保护中心总登记量110.7394万件，…连续16年版权登记量居全国首位 is one row.
    """
    joined: list[Row] = []
    for row in rows:
        if row.draft.kind != "quantity" and joined and _same_measure(joined[-1], row, text):
            before = joined[-1]
            joined[-1] = replace(
                before, numbers=before.numbers + row.numbers, cells={**row.cells, **before.cells}
            )
        else:
            joined.append(row)
    return joined


# Two names of one measure share its head: 总登记量 and 版权登记量, but not 出口 and 进出口.
_SHARED_HEAD = 3


def _same_measure(quantity: Row, other: Row, text: str) -> bool:
    if quantity.draft.kind != "quantity" or quantity.indicator is None or other.indicator is None:
        return False
    if quantity.cells.keys() & other.cells.keys() & {"growth", "rank"}:
        return False
    one, two = text[slice(*quantity.indicator)], text[slice(*other.indicator)]
    if other.draft.kind == "growth":
        return one == two
    return one[-_SHARED_HEAD:] == two[-_SHARED_HEAD:]
