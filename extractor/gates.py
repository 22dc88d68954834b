"""What a text must hold for a pattern to match at all: a test that costs far less than the search.

A gate is read off the pattern's own structure, so it can only spare a search, never lose a
match. It is a choice of demands: a text that the pattern matches meets every demand of one
alternative at least. A demand is a set of characters, pairs of characters and words of which the
text holds one; what lookaheads and lookbehinds ask for counts as well, since they see the text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import add

import regex

from extractor.pattern_tree import LIST, Element, parse

Demand = frozenset[str]
Alternative = tuple[Demand, ...]
Gate = tuple[Alternative, ...]

# The gate of a pattern of which nothing can be said.
OPEN: Gate = ((),)

_FOLDS_CASE = regex.compile(r"\(\?[a-z]*i")
_RANGE = regex.compile(r"(?P<low>[^\\])-(?P<high>[^\\])", regex.DOTALL)
# Stands for any script's digits, of which there are hundreds.
_DIGIT = r"\d"
_ANY_DIGIT = re.compile(_DIGIT)
_DIGITS = frozenset((_DIGIT, *"0123456789"))
# A class with more characters than this stops nothing.
_WIDEST = 800
# Two classes side by side are told as pairs up to this many of them.
_MOST_PAIRS = 64
# More alternatives, and more demands of each, cost more than they spare.
_MOST_ALTERNATIVES = 16
_MOST_DEMANDS = 5
_MOST_MERGED = 3
_MOST_STARTS = 6
# How often a sentence holds one, roughly: decides which demand of several is kept.
_ODDS_OF_DIGITS, _ODDS_OF_CHARACTER, _ODDS_OF_PAIR = 0.6, 0.03, 0.0005
_WEAK = 0.9


def gate(pattern: "regex.Pattern[str]") -> Gate:
    """The alternatives of which a matching text meets one, the empty one where nothing can be said.

    >>> gate(regex.compile("(?: 位 )? 居 (?: 首位 | 榜首 )", regex.VERBOSE))
    ((frozenset({'首位'}), frozenset({'居'})), (frozenset({'榜首'}), frozenset({'居'})))
    >>> gate(regex.compile("居?", regex.VERBOSE))
    ((),)
    """
    if _FOLDS_CASE.search(pattern.pattern) or not pattern.flags & regex.VERBOSE:
        return OPEN
    reader = _Reader(pattern.pattern, pattern.named_lists)
    return _without_needless(reader.branches(parse(pattern.pattern)))


@lru_cache(maxsize=8)
def features(text: str) -> frozenset[str]:
    """The characters of a text, its pairs of characters, and `\\d` if it holds a digit.

    >>> sorted(features("第1位"))
    ['1', '1位', '\\\\d', '位', '第', '第1']

    The last texts are remembered, as the rules come in several groups.
    """
    digit = (_DIGIT,) if _ANY_DIGIT.search(text) else ()
    return frozenset(text).union(map(add, text, text[1:]), digit)


@dataclass(frozen=True)
class _Reader:
    """Reads the demands of a pattern's elements."""

    source: str
    lists: Mapping[str, Iterable[str]]

    def branches(self, branches: tuple[tuple[Element, ...], ...]) -> list[Alternative]:
        found = [one for branch in branches for one in self.sequence(branch)]
        return found if 0 < len(found) <= _MOST_ALTERNATIVES else [_merged(found)]

    def sequence(self, elements: tuple[Element, ...]) -> list[Alternative]:
        alternatives: list[Alternative] = [()]
        # The class of the element before, while it can be told as a pair with the next one.
        before: Demand | None = None
        for element in elements:
            optional = element.optional(self.source)
            own = None if optional else self._of_character(element)
            if own and before and _single(own) and len(before) * len(own) <= _MOST_PAIRS:
                own, before = frozenset(one + two for one in before for two in own), None
            if before:
                alternatives = [(*one, before) for one in alternatives]
            before = None
            if own and _single(own) and not element.quantifier(self.source):
                before = own
            elif own:
                alternatives = [(*one, own) for one in alternatives]
            elif element.kind != "character" and not optional:
                alternatives = _both(alternatives, self._of_group(element))
        return [_best((*one, before) if before else one) for one in alternatives]

    def _of_group(self, element: Element) -> list[Alternative]:
        opening = self.source[element.start : element.start + 4]
        # Of (?(name) yes | no ) either may match; (?! … ) and (?<! … ) demand nothing.
        if opening.startswith("(?(") or (element.kind != "group" and not opening.startswith(("(?=", "(?<="))):
            return [()]
        return self.branches(element.branches)

    def _of_character(self, element: Element) -> Demand | None:
        if element.kind != "character":
            return None
        text = self.source[element.start : element.atom_end].strip()
        if text == _DIGIT:
            return frozenset((_DIGIT,))
        if listed := LIST.fullmatch(text):
            words = frozenset(self.lists.get(listed[1], ()))
            return words if all(words) and words else None
        if text.startswith("["):
            return _of_class(text[1:-1])
        if text.startswith("\\"):
            return frozenset(text[1]) if len(text) == 2 and not text[1].isalnum() else None
        return frozenset(text) if len(text) == 1 and text not in ".^$" else None


def _single(demand: Demand) -> bool:
    return max(map(len, demand)) == 1


def _both(one: list[Alternative], other: list[Alternative]) -> list[Alternative]:
    """What meets an alternative of the one and an alternative of the other."""
    if len(one) * len(other) > _MOST_ALTERNATIVES:
        other = [_merged(other)]
    return [_best((*first, *second)) for first in one for second in other]


def _merged(alternatives: list[Alternative]) -> Alternative:
    """One alternative that each of them meets: demands of which each holds one, the rarest first."""
    merged: list[Demand] = []
    while alternatives and all(alternatives) and len(merged) < _MOST_MERGED:
        common = narrowest(alternatives)
        merged.append(common)
        alternatives = [tuple(one for one in demands if not one <= common) for demands in alternatives]
    return tuple(merged)


def narrowest(alternatives: Iterable[Alternative]) -> Demand:
    """A demand that holds one of each alternative's, as narrow as is easily found."""
    alternatives = tuple(alternatives)
    often = Counter(demand for demands in alternatives for demand in demands).most_common(_MOST_STARTS)
    found = []
    for start, _ in often:
        together: Demand = start
        for demands in alternatives:
            if not any(demand <= together for demand in demands):
                together |= min(demands, key=lambda demand: _odds(frozenset(demand - together)))
        found.append(together)
    return min(found, key=_odds)


def _best(demands: Alternative) -> Alternative:
    ordered = sorted(dict.fromkeys(demands), key=_odds)
    return tuple(demand for demand in ordered[:_MOST_DEMANDS] if _odds(demand) < _WEAK)


def _odds(demand: Demand) -> float:
    digits = _ODDS_OF_DIGITS if not demand.isdisjoint(_DIGITS) else 0
    pairs = sum(len(key) > 1 for key in demand)
    return digits + pairs * _ODDS_OF_PAIR + (len(demand) - pairs) * _ODDS_OF_CHARACTER


def _without_needless(alternatives: Iterable[Alternative]) -> Gate:
    """Without the alternatives that are met only where another is met too."""
    kept: list[Alternative] = []
    for one in sorted(dict.fromkeys(alternatives), key=len):
        if not any(set(other) <= set(one) for other in kept):
            kept.append(one)
    return tuple(kept)


def _of_class(content: str) -> Demand | None:
    if content.startswith("^") or "[" in content or "&&" in content or "--" in content or "||" in content:
        return None
    found: set[str] = set()
    if _DIGIT in content:
        found.add(_DIGIT)
        content = content.replace(_DIGIT, "")
    if "\\" in content:
        return None
    for span in _RANGE.finditer(content):
        found.update(map(chr, range(ord(span["low"]), ord(span["high"]) + 1)))
        if len(found) > _WIDEST:
            return None
    return frozenset(found.union(_RANGE.sub("", content)))
