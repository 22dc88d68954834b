"""The line of areas: a sentence in which the names of areas stand as symbols.

Thousands of names would slow a pattern; one look-up a character does not. Every
word of a list is replaced, character for character, by its list's symbol and
fillers, so a pattern says `(?&place)` and a match's offsets are the sentence's.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from operator import add
from pathlib import Path

from extractor.errors import RulesError
from extractor.rulefile import RuleFile, read_rulefile

FILLER = "\ue000"
AREA_SYMBOLS = "\ue001-\ue0ff"
WHOLE = "\ue003"
TAIL = "\ue008"
_SYMBOL = re.compile(r"\\u(E\w{3})")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
PLACES = "places.toml"
REGIONS = "context/regions.toml"


@dataclass(frozen=True)
class Areas:
    """The known names: by their first two characters, each with its symbol, the longest first.

    The symbol is empty for an ordinary word that only holds a name (发展中国家).
    """

    by_start: Mapping[str, tuple[tuple[str, str], ...]]
    bound: frozenset[str]
    letters: str
    inner: str

    def line(self, text: str) -> str:
        """The line of areas of a folded sentence.

        >>> areas = load_areas(bundled_folder())
        >>> areas.line("去年北京市新增3家").replace(FILLER, "~").encode("ascii", "namereplace").decode()[:0]
        ''
        """
        return self._replaced(_PRIVATE.sub("\ufffd", text) if _PRIVATE.search(text) else text)

    def _replaced(self, text: str) -> str:
        by_start = self.by_start
        pieces = []
        done = -1
        for start, pair in enumerate(map(add, text, text[1:])):
            if pair in by_start and start >= done:
                for word, symbol in by_start[pair]:
                    if symbol == self.inner and start != done:
                        continue
                    if text.startswith(word, start) and self._stands(text, start, word, symbol):
                        if symbol:
                            pieces.append((start, symbol + FILLER * (len(word) - 1)))
                        done = start + len(word)
                        break
        return _written(text, pieces) if pieces else text

    def _stands(self, text: str, start: int, word: str, symbol: str) -> bool:
        end = start + len(word)
        if symbol and word[-1] + text[end : end + 1] in self.bound and word[:-1] in self.shorter(word):
            return False
        return symbol != self.letters or text[start + 1 : start + 3] not in self.by_start

    def shorter(self, word: str) -> frozenset[str]:
        return frozenset(other for other, _ in self.by_start.get(word[:2], ()))


def _written(text: str, pieces: list[tuple[int, str]]) -> str:
    parts = []
    done = 0
    for start, piece in pieces:
        parts += [text[done:start], piece]
        done = start + len(piece)
    return "".join(parts) + text[done:]


@functools.cache
def load_areas(folder: Path) -> Areas:
    """The names that the rules of a folder know: `places.toml`, and the lists of `context/regions.toml`.

    A list's symbol is the one that the piece of its name in `context/regions.toml` matches.
    """
    problems: list[str] = []
    places, regions = (
        # A folder of rules need not know any place.
        read_rulefile(folder / name, name, problems) if (folder / name).is_file() else RuleFile(name)
        for name in (PLACES, REGIONS)
    )
    if problems:
        raise RulesError(tuple(problems))
    symbols = {
        name: chr(int(found.group(1), 16))
        for name, piece in regions.pieces.items()
        if (found := _SYMBOL.search(piece))
    }
    words: dict[str, str] = {}
    for lists in (places.words, regions.words):
        for name, listed in lists.items():
            if name in symbols or name == "word":
                words.update(dict.fromkeys(listed, symbols.get(name, "")))
    by_start: dict[str, list[tuple[str, str]]] = {}
    for word, symbol in sorted(words.items(), key=lambda item: -len(item[0])):
        by_start.setdefault(word[:2], []).append((word, symbol))
    return Areas(
        {pair: tuple(found) for pair, found in by_start.items()},
        frozenset(regions.words.get("bound", ())),
        symbols.get("at", "\0"),
        symbols.get("county", "\0"),
    )
