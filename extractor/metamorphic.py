"""Variants of a sentence whose claims must not change, or only in a declared way: metamorphic relations.

Each transformation keeps the meaning. It is applied to a sentence alone, so that it is the
sentence's own reading that is compared, and its claims are compared in the cells that the
numbers and the words around them fill.
"""

import importlib.util
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from extractor.article import Article
from extractor.claim import Claim
from extractor.corpus import GoldArticle
from extractor.extract import extract
from extractor.fold import fold
from extractor.rules import Rules

Cells = tuple[object, ...]
Transformation = Callable[[str], str]

_FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)} | {
    ord(half): full
    for half, full in ((",", "，"), (";", "；"), (":", "："), ("(", "（"), (")", "）"), ("%", "％"))
}
# A figure of four digits or more with its scale or unit behind it: no year, no code, no tail of another.
_LONG_FIGURE = regex.compile(r"(?<![\d.,A-Za-z-])\d{4,}(?=[家项件名个户人元万亿吨册本箱条])")
# A figure with a scale, a measure word or % behind it, and none before it that it is a range with.
_FIGURE = regex.compile(
    r"(?<![\d.,A-Za-z:/\-—–―─~～至到第])(?P<whole>[1-9]\d{0,3}|0)(?:\.(?P<decimals>\d+))?"
    r"(?:(?P<percent>%)|(?=[万亿]?(?:余|多)?(?:[家项件名户人元吨册本箱条]|个(?!月|人))))(?![至到—])"
)
_CHANGE = regex.compile("增长|上升|提高|增加|上涨|提升|下降|减少|降低|回落|下滑|压减|缩短")
_COMPARISON = regex.compile("同比|环比|[比较]")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Relation:
    """A transformation, in how many sentences that it changes the claims held, and those `broken`."""

    name: str
    held: int
    broken: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of the sentences that held; 1 where the transformation changed none."""
        tried = self.held + len(self.broken)
        return self.held / tried if tried else 1.0


def full_width(text: str) -> str:
    """Digits and punctuation in their full-width forms.

    >>> full_width("增长5.8%,达12件")
    '增长５.８％，达１２件'
    """
    return text.translate(_FULL_WIDTH)


def grouped(text: str) -> str:
    """Figures of four digits and more with commas: 88286件 → 88,286件."""
    return _LONG_FIGURE.sub(lambda found: f"{int(found.group()):,}", text)


def in_chinese(text: str) -> str:
    """Figures before a scale, a measure word or % as Chinese numerals.

    >>> in_chinese("专利10.8万件，增长22.41%，新增2家、1200人，2023年")
    '专利十点八万件，增长百分之二十二点四一，新增两家、一千二百人，2023年'
    """
    return _FIGURE.sub(_spelt, text)


def _spelt(found: "regex.Match[str]") -> str:
    whole, decimals = int(found["whole"]), found["decimals"]
    spelt = "两" if whole == 2 and not decimals and not found["percent"] else _integer(whole)
    if decimals:
        spelt += "点" + "".join(_DIGITS[int(digit)] for digit in decimals)
    return f"百分之{spelt}" if found["percent"] else spelt


def _integer(number: int) -> str:
    """An integer below 10000 as it is said: 1205 is 一千二百零五, 15 is 十五."""
    spelt, gap = "", False
    for size, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            spelt += ("零" if gap and spelt else "") + _DIGITS[digit] + mark
        gap = not digit
    return (spelt.removeprefix("一") if 10 <= number < 20 else spelt) or "零"


def spaced_lines(text: str) -> str:
    """The sentence between blank lines and with blanks around it, as copied from a page."""
    return f"\n\n  {text}  \n\n"


def clauses_swapped(text: str) -> str:
    """The parts around a semicolon in the other order: they are of equal rank and share nothing.

    >>> clauses_swapped("出口增长5%；进口下降3%。"), clauses_swapped("出口同比增长5%；进口下降3%。")
    ('进口下降3%；出口增长5%。', '出口同比增长5%；进口下降3%。')

    Where one part takes the comparison of another they do share something (annotation guide 2.5).
    """
    body, stop = (text[:-1], text[-1]) if text[-1:] in "。！" else (text, "")
    parts = regex.split(r"[；;]", body)
    compared = [_COMPARISON.search(part) is not None for part in parts]
    leans = any(_CHANGE.search(part) and not one for part, one in zip(parts, compared, strict=True))
    if len(parts) < 2 or (leans and any(compared)):
        return text
    return "；".join(reversed(parts)) + stop


TRANSFORMATIONS: dict[str, Transformation] = {
    "full-width": full_width,
    "grouped-digits": grouped,
    "chinese-numerals": in_chinese,
    "line-breaks": spaced_lines,
    "clause-order": clauses_swapped,
}
"""By name; traditional characters need OpenCC and are made by `traditional`."""


def traditional() -> tuple[Transformation, Callable[[str], str]]:
    """A transformation to traditional characters, and the way back for the cells; needs OpenCC."""
    # OpenCC tells mypy less than nothing of its types.
    converter: Any = importlib.import_module("opencc").OpenCC
    return converter("s2t").convert, converter("t2s").convert


def relations(sentences: Sequence[str], rules: Rules) -> Iterator[Relation]:
    """How each transformation fares; traditional characters are left out where there is no OpenCC."""
    for name, transform in TRANSFORMATIONS.items():
        yield relation(name, transform, sentences, rules)
    if importlib.util.find_spec("opencc"):
        there, back = traditional()
        yield relation("traditional", there, sentences, rules, back=back)


def gold_sentences(articles: Iterable[GoldArticle]) -> list[str]:
    """The sentences of the articles that hold a gold row."""
    return [
        sentence.text
        for one in articles
        for sentence in one.article.sentences
        if any(sentence.start <= row.start < sentence.end for row in one.gold)
    ]


def relation(
    name: str,
    transform: Transformation,
    sentences: Iterable[str],
    rules: Rules,
    *,
    published: str = "",
    back: Transformation = fold,
) -> Relation:
    """How a transformation fares over sentences; those that it leaves as they are do not count.

    `back` undoes in the cells what the transformation did to their characters. The order of the
    claims is no part of the comparison.
    """
    held, broken = 0, []
    for sentence in sentences:
        changed = transform(sentence)
        if changed == sentence:
            continue
        before, after = (
            sorted(map(repr, _cells(extract(Article(text, published=published), rules), back)))
            for text in (sentence, changed)
        )
        if before == after:
            held += 1
        else:
            broken.append(sentence)
    return Relation(name, held, tuple(broken))


def _cells(claims: Iterable[Claim], back: Transformation) -> Iterator[Cells]:
    """What must stay: number, unit, growth and rank, and the words that name it, white space aside."""
    for claim in claims:
        numbers = (claim.value, claim.value_max, claim.growth)
        words = (claim.unit, claim.indicator, claim.action, claim.growth_basis, claim.rank_scope)
        yield (
            claim.kind,
            *(None if number is None else number.normalize() + Decimal(0) for number in numbers),
            claim.bound,
            claim.growth_unit,
            claim.rank,
            *("".join(fold(back(word)).split()) for word in words),
        )
