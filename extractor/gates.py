"""What a text must hold for a pattern to match at all: a test that costs far less than the search.

A gate is a set of characters of which every match holds at least one. It is read off the
pattern's own structure, so it can only spare a search, never lose a match.
"""

import sys
import unicodedata
from functools import cache

import regex

from extractor.pattern_tree import Element, parse

_OPTIONAL = regex.compile(r"[?*]|\{0?,|\{0\}")
_FOLDS_CASE = regex.compile(r"\(\?[a-z]*i")
_LIST = regex.compile(r"\\L<(\w+)>")
_RANGE = regex.compile(r"(?P<low>[^\\])-(?P<high>[^\\])", regex.DOTALL)
# A class with more characters than this stops nothing.
_WIDEST = 800


def gate(pattern: "regex.Pattern[str]") -> frozenset[str] | None:
    """The characters of which a match needs one, or None where nothing can be said.

    >>> sorted(gate(regex.compile("(?: 位 )? 居 (?: 首位 | 榜首 )", regex.VERBOSE)))
    ['居']
    >>> gate(regex.compile("居?"))
    """
    if _FOLDS_CASE.search(pattern.pattern) or not pattern.flags & regex.VERBOSE:
        return None
    return _of_branches(parse(pattern.pattern), pattern)


def _of_branches(
    branches: tuple[tuple[Element, ...], ...], pattern: "regex.Pattern[str]"
) -> frozenset[str] | None:
    needed: frozenset[str] = frozenset()
    for branch in branches:
        found = _of_sequence(branch, pattern)
        if found is None:
            return None
        needed |= found
    return needed if branches else None


def _of_sequence(elements: tuple[Element, ...], pattern: "regex.Pattern[str]") -> frozenset[str] | None:
    sets = [
        found
        for element in elements
        if not _OPTIONAL.match(element.quantifier(pattern.pattern))
        and (found := _of_element(element, pattern)) is not None
    ]
    return min(sets, key=len, default=None)


def _of_element(element: Element, pattern: "regex.Pattern[str]") -> frozenset[str] | None:
    if element.kind == "group":
        return _of_branches(element.branches, pattern)
    if element.kind != "character":
        return None
    text = pattern.pattern[element.start : element.atom_end].strip()
    if text == r"\d":
        return _digits()
    if listed := _LIST.fullmatch(text):
        words = pattern.named_lists.get(listed[1], ())
        return frozenset(word[0] for word in words) if words and all(words) else None
    if text.startswith("["):
        return _of_class(text[1:-1])
    if text.startswith("\\"):
        return frozenset(text[1]) if len(text) == 2 and not text[1].isalnum() else None
    return frozenset(text) if len(text) == 1 and text not in ".^$" else None


def _of_class(content: str) -> frozenset[str] | None:
    if content.startswith("^") or "[" in content or "&&" in content or "--" in content or "||" in content:
        return None
    found: set[str] = set()
    if r"\d" in content:
        found |= _digits()
        content = content.replace(r"\d", "")
    if "\\" in content:
        return None
    for span in _RANGE.finditer(content):
        found.update(map(chr, range(ord(span["low"]), ord(span["high"]) + 1)))
        if len(found) > _WIDEST:
            return None
    return frozenset(found.union(_RANGE.sub("", content)))


@cache
def _digits() -> frozenset[str]:
    """All that a regex's digit class matches: any script's decimal digits."""
    return frozenset(
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) == "Nd"
    )
