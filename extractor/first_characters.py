"""The characters with which what an element of a pattern matches can begin."""

from collections.abc import Mapping, Sequence

import regex

from extractor.pattern_tree import LIST, Element

# The characters, and contents of classes that are no plain characters, or None where they cannot be told; and
# whether nothing can match too.
First = tuple[frozenset[str] | None, bool]

# What is not just a character in a class.
MARKED = regex.compile(r"[\\\[-]")
# (?(name) yes | no ) is read as a group whose first branch begins with the condition.
CONDITION = "(?("

_ZERO_WIDTH = ("^", "$", r"\b", r"\B", r"\A", r"\Z")
# A class with these cannot be joined with another one.
_UNFIT = regex.compile(r"^[-^]|\[|\\[^dsu]|-$")
_NOTHING: First = (frozenset(), True)
_UNKNOWN: First = (None, False)


def first_characters(
    elements: Sequence[Element], source: str, lists: Mapping[str, Sequence[str]], leftwards: bool
) -> First:
    """Of a sequence of elements of a source: its first characters, or `leftwards` its last ones.

    >>> from extractor.pattern_tree import parse
    >>> source = "(?: 约 | 近 )? (?! 第 ) [一二] 家"
    >>> characters, empty = first_characters(parse(source)[0], source, {}, False)
    >>> "".join(sorted(characters)), empty
    ('一二约近', False)
    """
    found: frozenset[str] = frozenset()
    for element in reversed(elements) if leftwards else elements:
        first, empty = _of_element(element, source, lists, leftwards)
        if first is None:
            return _UNKNOWN
        found |= first
        if not empty and not element.optional(source):
            return found, False
    return found, True


def _of_element(element: Element, source: str, lists: Mapping[str, Sequence[str]], leftwards: bool) -> First:
    text = source[element.start : element.atom_end]
    if element.kind == "look" or text in _ZERO_WIDTH:
        return _NOTHING
    if element.kind == "character":
        return _of_character(text, lists, leftwards), False
    if element.kind != "group" or text.startswith(CONDITION):
        return _UNKNOWN
    found: frozenset[str] = frozenset()
    empty = False
    for branch in element.branches:
        first, nothing = first_characters(branch, source, lists, leftwards)
        if first is None:
            return _UNKNOWN
        found, empty = found | first, empty or nothing
    return found, empty


def _of_character(text: str, lists: Mapping[str, Sequence[str]], leftwards: bool) -> frozenset[str] | None:
    if listed := LIST.fullmatch(text):
        words = lists[listed[1]]
        ends = [word[-1 if leftwards else 0] for word in words if word]
        return frozenset(ends) if len(ends) == len(words) else None
    if text[0] == "[":
        content = text[1:-1]
        if _UNFIT.search(content):
            return None
        return frozenset((content,)) if MARKED.search(content) else frozenset(content)
    if text in (r"\d", r"\s") or text.startswith(r"\u"):
        return frozenset((text,))
    if len(text) > 1:
        return frozenset(text[1]) if len(text) == 2 and not text[1].isalnum() else None
    return frozenset(text) if text != "." else None
