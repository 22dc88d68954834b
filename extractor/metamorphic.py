"""Variants of a sentence whose claims must not change, or only in a declared way: metamorphic relations.

Each transformation keeps the meaning. It is applied to a sentence alone, so that it is the
sentence's own reading that is compared, and its claims are compared in the cells that the
numbers and the words around them fill.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from extractor.article import Article
from extractor.claim import Claim
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
_SMALL_FIGURE = regex.compile(r"(?<![\d.,A-Za-z-])([2-9])(?=[家项件名个](?![百千万亿月人]))")
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
    """Small figures before a measure word as Chinese numerals: 4家 → 四家, 2家 → 两家."""
    return _SMALL_FIGURE.sub(
        lambda found: "两" if found.group(1) == "2" else _DIGITS[int(found.group(1))], text
    )


def spaced_lines(text: str) -> str:
    """The sentence between blank lines and with blanks around it, as copied from a page."""
    return f"\n\n  {text}  \n\n"


def clauses_swapped(text: str) -> str:
    """The parts around a semicolon in the other order: they are of equal rank and share nothing."""
    body, stop = (text[:-1], text[-1]) if text[-1:] in "。！" else (text, "")
    parts = regex.split(r"[；;]", body)
    return text if len(parts) < 2 else "；".join(reversed(parts)) + stop


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
    import importlib

    # OpenCC tells mypy less than nothing of its types.
    converter: Any = importlib.import_module("opencc").OpenCC
    return converter("s2t").convert, converter("t2s").convert


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
