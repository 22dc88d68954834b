"""A pattern rewritten so that it matches the same and fails sooner.

`regex` tries alternatives one after the other, and where nothing matches a pattern spends its time on
those that cannot: on the words of a list, on what an alternative looks ahead or back for before its first
character is looked at. So choices between words become trees of characters, classes of many characters
become ranges, and a choice that costs much to enter gets a look at the first character that it can match.
A look at what must stand there anyway takes no match away and adds none.
"""

import contextlib
import copyreg
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import regex

from extractor.first_characters import CONDITION, MARKED, first_characters
from extractor.pattern_tree import LIST, Element, parse
from extractor.word_tree import character_class, guarded, word_tree

Lists = Mapping[str, Sequence[str]]
Branches = tuple[tuple[Element, ...], ...]

# What `regex` lets its patterns be pickled with.
_reduce: Callable[[Any], tuple[Any, ...]] = copyreg.dispatch_table[regex.Pattern]  # type: ignore[assignment]
_rebuild = _reduce(regex.compile(""))[0]

# Case and the newer syntax of classes would have to be read otherwise.
_OTHER_SYNTAX = regex.compile(r"\(\?[a-zA-Z]*[iV]")
# Shorter classes are left as they are.
_LONG_CLASS = 12
# A look at a class of more characters costs more than it spares.
_WIDEST = 160
# How many steps before the first character is looked at make a look at it pay, and how many a lookaround is.
_DEAR = 5
_LOOK = 6
# Fewer words are no tree.
_FEWEST_WORDS = 4


def quick_pattern(source: str, lists: Lists) -> "regex.Pattern[str]":
    r"""The compiled pattern: it runs as `quickened` writes it, and shows source and lists as they are.

    >>> pattern = quick_pattern(r"\L<body> 表示", {"body": ["市统计局", "财政局"]})
    >>> pattern.search("市统计局表示").span(), pattern.pattern
    ((0, 6), '\\L<body> 表示')
    """
    written = quickened(source, lists)
    if written != source:
        # Of a source with a mistake the mistake is told; and what cannot be rebuilt runs as it stands.
        with contextlib.suppress(regex.error, TypeError, ValueError, RuntimeError):
            # Only its code is needed: `regex` would keep the whole of it too, 90 MB over all rules.
            quick = regex.compile(written, regex.VERBOSE, cache_pattern=False)
            _, flags, code, groups, names, _, _, *rest = _reduce(quick)[1]
            listed = {name: frozenset(lists[name]) for name in LIST.findall(source)}
            shown: regex.Pattern[str] = _rebuild(source, flags, code, groups, names, listed, [], *rest)
            return shown
    # The stubs take every keyword for a flag; these are the lists of \L<name>.
    return regex.compile(source, regex.VERBOSE, **lists)  # type: ignore[arg-type]


def quickened(source: str, lists: Lists) -> str:
    r"""The source in verbose syntax of a pattern that matches what this one does, with no lists.

    >>> quickened(r"(?r) \L<body> (?: 表示 | 介绍 | 显示 | 说 )", {"body": ["市统计局", "财政局"]})
    '(?r) (?:(?:市统计|财政)局) (?: (?:(?:[显表]示|介绍|说)) )'
    """
    if _OTHER_SYNTAX.search(source):
        return source
    writer = _Writer(source, lists)
    writer.rewrite(parse(source), source.lstrip().startswith("(?r)"), None)
    parts = []
    done = 0
    for start, end, text in sorted(writer.edits, key=lambda edit: edit[:2]):
        parts += [source[done:start], text]
        done = end
    return "".join(parts) + source[done:]


@dataclass
class _Writer:
    """Notes what of a source is to be written otherwise: from where to where, and how."""

    source: str
    lists: Lists
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def rewrite(self, branches: Branches, leftwards: bool, known: frozenset[str] | None) -> None:
        """Alternatives; `known` are the characters one of which is known to stand here."""
        words = [self._word(branch) for branch in branches]
        place = 0
        while place < len(branches):
            end = place
            while end < len(branches) and words[end]:
                end += 1
            run = words[place:end]
            if len(run) >= _FEWEST_WORDS and _longest_first(run, leftwards):
                start, stop = branches[place][0].start, branches[end - 1][-1].end
                self.edits.append((start, stop, _tree_of(tuple(run), leftwards)))
                place = end
            else:
                self._sequence(branches[place], leftwards, known)
                place += 1

    def _sequence(self, elements: Sequence[Element], leftwards: bool, known: frozenset[str] | None) -> None:
        first, empty = first_characters(elements, self.source, self.lists, leftwards)
        if first and not empty and self._pays(elements, first, leftwards, known):
            place = elements[-1].end if leftwards else elements[0].start
            self.edits.append((place, place, guarded("", _class_of(first), leftwards)))
            known = first
        for element in reversed(elements) if leftwards else elements:
            self._element(element, leftwards, known)
            if element.kind != "look":
                known = None

    def _pays(
        self,
        elements: Sequence[Element],
        first: frozenset[str],
        leftwards: bool,
        known: frozenset[str] | None,
    ) -> bool:
        width = _width(first)
        told_enough = known is not None and 2 * width > _width(known)
        return width <= _WIDEST and not told_enough and self._cost(elements, leftwards) >= _DEAR

    def _element(self, element: Element, leftwards: bool, known: frozenset[str] | None) -> None:
        text = self.source[element.start : element.atom_end]
        if listed := LIST.fullmatch(text):
            tree = _tree_of(tuple(self.lists[listed[1]]), leftwards)
            self.edits.append((element.start, element.atom_end, tree))
        elif text[0] == "[":
            if len(text) > _LONG_CLASS and not MARKED.search(text, 1):
                negated = "^" * (text[1] == "^")
                content = character_class(text[1 + len(negated) : -1]).strip("[]")
                self.edits.append((element.start, element.atom_end, f"[{negated}{content}]"))
        elif text.startswith(CONDITION):
            # Read as a group whose first branch begins with the condition: (?(name) yes | no ).
            yes, *no = element.branches
            for branch in (yes[2:], *no):
                for one in branch:
                    self._element(one, leftwards, None)
        else:
            behind = text.startswith(("(?<=", "(?<!"))
            same_way = leftwards if element.kind != "look" else behind
            self.rewrite(element.branches, same_way, known if same_way == leftwards else None)

    def _word(self, branch: Sequence[Element]) -> str:
        """The word that a branch is, empty if it is none."""
        characters = [self._literal(element) for element in branch]
        return "".join(characters) if all(characters) else ""

    def _literal(self, element: Element) -> str:
        text = self.source[element.start : element.end]
        if element.kind != "character" or len(text) > 2 or text in (".", "^", "$"):
            return ""
        if len(text) == 1:
            return text
        return text[1] if text[0] == "\\" and not text[1].isalnum() else ""

    def _cost(self, elements: Sequence[Element], leftwards: bool) -> int:
        """Roughly how many steps are taken before the first character that must stand here fails."""
        steps = 0
        for element in reversed(elements) if leftwards else elements:
            if element.kind == "look":
                steps += _LOOK
            elif element.branches:
                steps += sum(self._cost(branch, leftwards) for branch in element.branches)
            else:
                steps += 1
            if element.kind != "look" and not element.optional(self.source):
                break
        return steps


def _longest_first(words: Sequence[str], leftwards: bool) -> bool:
    """Whether the words stand in the order of their tree: none before one that it begins (ends)."""
    begins = str.endswith if leftwards else str.startswith
    return not any(
        longer != word and begins(longer, word)
        for place, longer in enumerate(words)
        for word in words[:place]
    )


# Pieces are written out in many patterns, so the same classes and lists come up again.
@lru_cache(maxsize=512)
def _class_of(first: frozenset[str]) -> str:
    plain = character_class(one for one in first if len(one) == 1)
    contents = "".join(sorted(one for one in first if len(one) > 1))
    return f"[{plain.removeprefix('[').removesuffix(']')}{contents}]" if contents else plain


@lru_cache(maxsize=512)
def _tree_of(words: tuple[str, ...], leftwards: bool) -> str:
    return word_tree(words, leftwards=leftwards)


def _width(first: frozenset[str]) -> int:
    return len(_class_of(first))
