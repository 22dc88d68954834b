"""A pattern's structure: its elements, groups and alternatives, each with its place in the source.

The syntax trees of `sre_parse` and of `regex` are of compiled characters; they know neither
braces nor pieces nor places, and the author has to be shown the pattern as written.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

# What opens a group, and what kind of group that is.
_OPENING = regex.compile(
    r"\((?:\?(?:P?<(?P<name>[^\W\d]\w*)>|(?P<mark>[:>=!|]|<[=!])|[A-Za-z]*(?:-[A-Za-z]+)?:))?"
)
_CALL = regex.compile(r"\(\?(?:&\w+|P[>=]\w+|R|\d+)\)|\(\?[A-Za-z-]+\)")
_CLASS = regex.compile(r"\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]", regex.DOTALL)
_ESCAPE = regex.compile(r"\\(?:[LgN]<\w+>|[pPN]\{[^}]*\}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)", regex.DOTALL)
_BRACES = regex.compile(r"\{[^{}]*\}")
_QUANTIFIER = regex.compile(r"\s*+(?P<count>[*+?]|\{\d*,?\d*\})(?P<mode>[?+]?)")
_BLANK = regex.compile(r"(?:\s|#[^\n]*(?:\n|$))+")
_OPTIONAL = regex.compile(r"[?*]|\{0?,|\{0\}")
# The call of a piece, and one word of a list, each by its name.
PIECE = regex.compile(r"\(\?&(\w+)\)")
LIST = regex.compile(r"\\L<(\w+)>")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern with its quantifier: `source[start:end]`, the quantifier from `atom_end` on.

    `kind` is `group`, `look` (an assertion), `call` (of a piece), `token` (braces) or `character`.
    `branches` are the alternatives within a group, each a sequence of elements.
    """

    kind: str
    start: int
    atom_end: int
    end: int
    name: str = ""
    branches: tuple[tuple["Element", ...], ...] = ()

    def text(self, source: str) -> str:
        """The element as written."""
        return source[self.start : self.end]

    def quantifier(self, source: str) -> str:
        """Its quantifier as written, empty where it has none."""
        return source[self.atom_end : self.end].strip()

    def optional(self, source: str) -> bool:
        """Whether its quantifier allows for none of it."""
        return _OPTIONAL.match(self.quantifier(source)) is not None


def parse(source: str) -> tuple[tuple[Element, ...], ...]:
    """The top-level alternatives of a pattern in verbose mode, each a sequence of elements.

    >>> source = "(?P<indicator> {noun}+? ) {total}? (?! {noun} )"
    >>> [(element.kind, element.text(source)) for element in parse(source)[0]]
    [('group', '(?P<indicator> {noun}+? )'), ('token', '{total}?'), ('look', '(?! {noun} )')]

    White space and comments belong to no element. The pattern must be one that compiles.
    """
    branches, _ = _alternatives(source, 0)
    return branches


def walk(branches: tuple[tuple[Element, ...], ...]) -> Iterator[Element]:
    """Every element, the outer before those within it."""
    for branch in branches:
        for element in branch:
            yield element
            yield from walk(element.branches)


def _alternatives(source: str, position: int) -> tuple[tuple[tuple[Element, ...], ...], int]:
    branches: list[tuple[Element, ...]] = []
    branch: list[Element] = []
    while position < len(source):
        character = source[position]
        if character.isspace() or character == "#":
            blank = _BLANK.match(source, position)
            position = blank.end() if blank else position + 1
        elif character == ")":
            break
        elif character == "|":
            branches.append(tuple(branch))
            branch = []
            position += 1
        else:
            element = _element(source, position)
            branch.append(element)
            position = element.end
    return (*branches, tuple(branch)), position


def _element(source: str, start: int) -> Element:
    kind, name, end = "character", "", start + 1
    branches: tuple[tuple[Element, ...], ...] = ()
    if source[start] not in "([{\\":
        # Most elements are a character that stands for itself.
        pass
    elif call := _CALL.match(source, start):
        kind, end = "call", call.end()
    elif opening := _OPENING.match(source, start):
        mark = opening.group("mark") or ""
        kind, name = "look" if mark in ("=", "!", "<=", "<!") else "group", opening.group("name") or ""
        branches, closing = _alternatives(source, opening.end())
        end = closing + 1
    elif source[start] == "{":
        braces = _BRACES.match(source, start)
        kind, end = "token", braces.end() if braces else start + 1
    elif found := (_CLASS.match(source, start) or _ESCAPE.match(source, start)):
        end = found.end()
    quantifier = _QUANTIFIER.match(source, end)
    return Element(kind, start, end, quantifier.end() if quantifier else end, name, branches)
