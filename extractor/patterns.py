"""Patterns compiled: regexes over characters, and regexes over tokens with *one token one character*.

A token pattern is an ordinary `regex` in verbose mode in which braces match one
token: `{noun}` a token of that kind or word list, `{同比}` a token of that text,
`{居|位居}` either, `{verb !trend}` the one but not the other, `{!comma}` any but that.
Every distinct set of names that a token can bear gets one private-use character,
so a sentence is a short string and a match's span an index into its tokens.
"""

import difflib
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import regex

from extractor.pattern_cache import Lists, PatternCache
from extractor.pattern_tree import LIST, PIECE
from extractor.quick_patterns import quick_pattern

NO_CACHE = PatternCache(None)

_BRACES = regex.compile(r"\{([^{}]*)\}")
_QUANTIFIER = regex.compile(r"\d*,?\d*")
# Stands for the beginning of a word in a list: *率 is 发病率 and 治愈率, *群众 is 受灾群众 and their like.
ANY = "*"
# How many characters such an ending may have: the longer one tells more.
_ENDINGS = (2, 1)
# Stands for any verb of one character: 归 of 归母净利润, which the dictionary cuts apart.
ONE = "?"
# 力量 and 质量 are no measures, 发电量 and 使用量 are.
_SHORTEST_ENDED = 3
_FIRST_SYMBOL = 0xE000
_LAST_SYMBOL = 0xF8FF
_Listed = TypeVar("_Listed")
_UNLISTED = "; list it under [kinds] or [words]"


class PatternError(Exception):
    """A pattern that cannot be compiled; the message says what and how to mend it."""


@dataclass(frozen=True)
class Alphabet:
    """The characters that stand for tokens.

    `of_kind` gives the character of a token that is known by its kind alone;
    `of_word` that of a word which a list or a pattern names; `names` the names each bears.
    """

    of_kind: Mapping[str, str]
    of_word: Mapping[str, str]
    names: Mapping[str, frozenset[str]]

    @functools.cached_property
    def symbols_by_name(self) -> Mapping[str, frozenset[str]]:
        by_name: dict[str, set[str]] = {}
        for symbol, names in self.names.items():
            for name in names:
                by_name.setdefault(name, set()).add(symbol)
        return {name: frozenset(symbols) for name, symbols in by_name.items()}

    @functools.cached_property
    def class_by_content(self) -> dict[str, str]:
        """Regex classes made so far: the same braces stand in all patterns, since pieces do."""
        return {}

    def symbol(self, word: str, kind: str) -> str:
        """The character of a token.

        A listed `*率` or `*群众` stands for every longer noun, a listed `?` for every verb of one
        character, that is in no `[words]` list itself.
        """
        symbol = self.of_word.get(word)
        if symbol is None and kind == "noun":
            symbol = _by_ending(word, self.of_word)
        elif symbol is None and kind == "verb" and len(word) == 1:
            symbol = self.of_word.get(ONE)
        return symbol or self.of_kind[kind]


def build_alphabet(
    kinds: Iterable[str], names_of_words: Mapping[str, frozenset[str]], kind_of: Mapping[str, str]
) -> Alphabet:
    """One character for each kind, and one for each set of names that some listed word bears."""
    kinds = frozenset(kinds)
    of_listed = {
        word: names | _names_by_ending(word, kind_of[word], names, names_of_words) | {kind_of[word]}
        for word, names in names_of_words.items()
    }
    # Words of a kind stand side by side, so that a class of their symbols is a few ranges.
    bearers = sorted(
        {*(frozenset({kind}) for kind in kinds), *of_listed.values()},
        key=lambda names: (sorted(names & kinds), sorted(names - kinds)),
    )
    if len(bearers) > _LAST_SYMBOL - _FIRST_SYMBOL + 1:
        raise PatternError("the rules tell apart more kinds of words than there are symbols; merge lists")
    symbols = {names: chr(_FIRST_SYMBOL + place) for place, names in enumerate(bearers)}
    of_kind = {kind: symbols[frozenset({kind})] for kind in kinds}
    of_word = {word: symbols[names] for word, names in of_listed.items()}
    return Alphabet(of_kind, of_word, {symbol: names for names, symbol in symbols.items()})


def _names_by_ending(
    word: str, kind: str, names: frozenset[str], names_of_words: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """What `*率` and the like add to a word that only a kind or a pattern names: 参保率, {支持率}."""
    if kind != "noun" or names - {word}:
        return frozenset()
    return _by_ending(word, names_of_words) or frozenset()


def _by_ending(word: str, listed: Mapping[str, _Listed]) -> _Listed | None:
    """What the list has for the ending of a word of three or more characters."""
    if len(word) < _SHORTEST_ENDED:
        return None
    endings = (listed.get(ANY + word[-length:]) for length in _ENDINGS)
    return next((found for found in endings if found is not None), None)


def literals(pattern: str) -> set[str]:
    """The words that a token pattern names by their text.

    >>> sorted(literals("{noun} {居|位居} {verb !trend}{2,3}"))
    ['位居', '居']
    """
    found: set[str] = set()
    for braces in _BRACES.finditer(pattern):
        if not _QUANTIFIER.fullmatch(braces.group(1)):
            found.update(name for name in _names(braces.group(1)) if not name.isascii())
    return found


def inline(pattern: str, pieces: Mapping[str, str]) -> str:
    """The pattern with every `(?&piece)` replaced by the piece's source, pieces within pieces too."""
    return _inline(pattern, pieces, ())


def _inline(pattern: str, pieces: Mapping[str, str], open_pieces: tuple[str, ...]) -> str:
    def source(call: "regex.Match[str]") -> str:
        name = call.group(1)
        if name in open_pieces:
            raise PatternError(f"piece {name} calls itself; write it without recursion")
        if name not in pieces:
            raise PatternError(f"no piece is called {name!r}{_hint(name, pieces)}; add it under [pieces]")
        return f"(?:{_inline(pieces[name], pieces, (*open_pieces, name))}\n)"

    return PIECE.sub(source, pattern)


def compile_characters(
    pattern: str, pieces: Mapping[str, str], words: Lists, *, cache: PatternCache = NO_CACHE
) -> "regex.Pattern[str]":
    """A regex over the characters of a sentence, its pieces inlined and its word lists bound."""
    source = inline(pattern, pieces)
    used = set(LIST.findall(source))
    for name in used - words.keys():
        raise PatternError(f"no list of words is called {name!r}{_hint(name, words)}; add it under [words]")
    return cache.pattern(source, {name: words[name] for name in used}, _compile)


def compile_tokens(
    pattern: str, pieces: Mapping[str, str], alphabet: Alphabet, *, cache: PatternCache = NO_CACHE
) -> "regex.Pattern[str]":
    """A regex over the line of tokens, braces turned into classes of the alphabet's characters."""
    source = inline(pattern, pieces)

    return cache.pattern(_BRACES.sub(lambda braces: _class(braces[1], alphabet), source), {}, _compile)


def _class(content: str, alphabet: Alphabet) -> str:
    """A regex class for what stands in braces; a quantifier such as `{2,3}` stays as it is."""
    known = alphabet.class_by_content.get(content)
    if known is None:
        known = f"{{{content}}}" if _QUANTIFIER.fullmatch(content) else _new_class(content, alphabet)
        alphabet.class_by_content[content] = known
    return known


def _new_class(content: str, alphabet: Alphabet) -> str:
    wanted, _, unwanted = content.partition("!")
    symbols = set(alphabet.names) if not wanted.strip() else _symbols(wanted, alphabet)
    symbols -= _symbols(unwanted, alphabet)
    if not symbols:
        raise PatternError(f"{{{content}}} can match no token; name another kind")
    return f"[{''.join(sorted(symbols))}]"


def _symbols(names: str, alphabet: Alphabet) -> set[str]:
    symbols: set[str] = set()
    for name in _names(names):
        if name not in alphabet.symbols_by_name:
            hint = _hint(name, alphabet.symbols_by_name)
            raise PatternError(f"no kind of token is called {name!r}{hint or _UNLISTED}")
        symbols |= alphabet.symbols_by_name[name]
    return symbols


def _names(content: str) -> list[str]:
    return [name.strip() for name in content.replace("!", "|").split("|") if name.strip()]


def _hint(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _compile(source: str, lists: Lists) -> "regex.Pattern[str]":
    try:
        return quick_pattern(source, lists)
    except regex.error as error:
        # The position is left out: it is one in the pattern as compiled, not as written.
        what = str(error).partition(" at position ")[0]
        raise PatternError(f"the pattern does not compile ({what}); correct it") from None
