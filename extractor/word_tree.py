"""A choice between many words, written as a tree of their characters.

`regex` tries the words of a list one after the other at every place of a text. Words that
share their first characters (their last ones, where a pattern is read leftwards) share a
branch of the tree, and a class before the branches turns most places down at once.
"""

from collections.abc import Iterable

# With fewer branches a class before them costs more than it spares.
_BRANCHES_WITHOUT_CLASS = 6

_Node = dict[str, "_Node"]
# Marks the end of a word in a node.
_END = ""


def word_tree(words: Iterable[str], *, leftwards: bool = False) -> str:
    """A group in verbose syntax that matches what the words one after the other do, the longest first.

    >>> word_tree(["介绍", "介绍说", "解说", "说"])
    '(?:(?:介绍(?:说|)|解说|说))'
    >>> word_tree(["介绍", "介绍说", "解说", "说"], leftwards=True)
    '(?:(?:介绍|(?:介绍|解|)说))'

    At one place the words that match begin (end, leftwards) each other, so the tree tries them in
    the order of a list's words: from the longest to the shortest.
    """
    root: _Node = {}
    for word in words:
        node = root
        for character in reversed(word) if leftwards else word:
            node = node.setdefault(character, {})
        node[_END] = {}
    return f"(?:{_written(root, leftwards)})"


def _written(node: _Node, leftwards: bool) -> str:
    # Characters with the same continuation are one class.
    alike: dict[str, list[str]] = {}
    for character, after in node.items():
        if character != _END:
            alike.setdefault(_written(after, leftwards), []).append(character)
    if not alike:
        return ""
    branches = []
    for rest, characters in alike.items():
        first = character_class(characters) if len(characters) > 1 else escaped(characters[0])
        branches.append(rest + first if leftwards else first + rest)
    if len(branches) == 1 and _END not in node:
        return branches[0]
    choice = "|".join(branches)
    if len(branches) > _BRANCHES_WITHOUT_CLASS:
        choice = guarded(f"(?:{choice})", character_class(sorted(node.keys() - {_END})), leftwards)
    return f"(?:{choice}|)" if _END in node else f"(?:{choice})"


def character_class(characters: Iterable[str]) -> str:
    """The characters as a class of verbose syntax, those in a row as a range; a single one as itself.

    >>> character_class("七一-万丁市")
    '[\\\\-一丁七万市]'
    """
    rows: list[list[str]] = []
    for character in sorted(set(characters)):
        if rows and ord(character) == ord(rows[-1][-1]) + 1:
            rows[-1].append(character)
        else:
            rows.append([character])
    written = "".join(
        f"{escaped(row[0])}-{escaped(row[-1])}" if len(row) > 2 else "".join(map(escaped, row))
        for row in rows
    )
    return written if len(rows) == 1 == len(rows[0]) else f"[{written}]"


def escaped(character: str) -> str:
    """The character as it stands for itself in verbose syntax, in a class or alone."""
    plain = character.isalnum() or not (character.isascii() or character.isspace())
    return character if plain else f"\\{character}"


def guarded(pattern: str, first: str, leftwards: bool) -> str:
    """The pattern behind a look at the first character that it is to match."""
    return f"{pattern}(?<={first})" if leftwards else f"(?={first}){pattern}"
