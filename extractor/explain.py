"""Every numeral of an article accounted for: in a claim, set aside for a reason, or unexplained."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from extractor.analysis import Analysis
from extractor.extract import Extraction
from extractor.tokens import Token

State = Literal["claim", "aside", "unexplained"]

# A numeral: digits with their points and grouping commas, or a run of Chinese numeral characters.
_NUMERAL = regex.compile(r"\d+(?:[.,]\d+)*|[〇零一二三四五六七八九十百千万亿两]+")
_COUNTING_KINDS = frozenset({"quantity", "percent", "points", "multiple", "fraction", "rank"})
_IN_A_WORD = "word"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of the article (offsets of the stored text), its state, and the rule behind the state.

    `rule` is the id of the claim rule or of the rule that set it aside; `word:统一` where
    the numeral is part of that dictionary word; empty where nothing explains it.
    """

    text: str
    start: int
    end: int
    state: State
    rule: str


def account(extraction: Extraction) -> tuple[Numeral, ...]:
    """The article's numerals in order, digits and Chinese numerals alike, each in exactly one state.

    >>> from extractor import Article, analyse
    >>> for numeral in account(analyse(Article("第24届评选中，北京地区152项专利获奖。"))):
    ...     print(numeral.text, numeral.state)
    24 aside
    152 claim
    """
    return tuple(numeral for analysis in extraction.analyses for numeral in _numerals(analysis))


def _numerals(analysis: Analysis) -> Iterator[Numeral]:
    sentence, tokens = analysis.sentence, analysis.line.tokens
    used = {index: row.draft.rule.id for row in analysis.rows for index in row.numbers}
    index = 0
    for found in _NUMERAL.finditer(sentence.folded):
        while index < len(tokens) and tokens[index].end <= found.start():
            index += 1
        state, rule = _state(analysis, index, used, found) if index < len(tokens) else ("unexplained", "")
        yield Numeral(
            sentence.text[found.start() : found.end()],
            sentence.start + found.start(),
            sentence.start + found.end(),
            state,
            rule,
        )


def _state(
    analysis: Analysis, index: int, used: dict[int, str], found: "regex.Match[str]"
) -> tuple[State, str]:
    token = analysis.line.tokens[index]
    if index in used:
        return "claim", used[index]
    if index in analysis.linked.aside:
        return "aside", analysis.linked.aside[index].id
    if token.mention is not None:
        return ("unexplained", "") if token.kind in _COUNTING_KINDS else ("aside", token.mention.rule)
    return ("aside", f"{_IN_A_WORD}:{token.text}") if _part_of_word(token, found) else ("unexplained", "")


def _part_of_word(token: Token, found: "regex.Match[str]") -> bool:
    """统一 and 一些 are words; a token that is all numeral is a number that nobody took."""
    return token.start <= found.start() and found.end() <= token.end and len(token.text) > len(found.group())
