"""The line of areas: a sentence in which the names of areas stand as symbols.

Thousands of names would slow a pattern; one look-up a character does not. Every
word of a list is replaced, character for character, by its list's symbol and
fillers, so a pattern says `(?&place)` and a match's offsets are the sentence's.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import RulesError
from extractor.gates import features
from extractor.rulefile import RuleFile, read_rulefile

FILLER = "\ue000"
AREA_SYMBOLS = "\ue001-\ue0ff"
WHOLE = "\ue003"
TAIL = "\ue008"
_SYMBOL = re.compile(r"\\u(E\w{3})")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# Words that only hold a name: 发展中国家.
ORDINARY = "word"
_BEFORE_TOWN = "在于从到由自和与及"
PLACES = "places.toml"
REGIONS = "context/regions.toml"


@dataclass(frozen=True)
class Areas:
    """The known names: by their first two characters, each with its list, the longest first."""

    by_start: Mapping[str, tuple[tuple[str, str], ...]]
    symbols: Mapping[str, str]
    bound: frozenset[str]

    @functools.cached_property
    def pairs(self) -> frozenset[str]:
        """The characters that names begin with."""
        return frozenset(self.by_start)

    def line(self, text: str) -> str:
        """The line of areas of a folded sentence, of the same length; the text itself where it names none.

        >>> from extractor import Rules
        >>> line = Rules.bundled().areas.line("去年北京市新增3家")
        >>> line[:2], line[2] == line[3], line[3] == line[4] == FILLER, line[5:]
        ('去年', False, True, '新增3家')
        """
        if _PRIVATE.search(text):
            text = _PRIVATE.sub("\ufffd", text)
        by_start = self.by_start
        pieces = []
        done = -1
        for start in self._starts(text):
            if start >= done:
                for word, listed in by_start[text[start : start + 2]]:
                    if text.startswith(word, start) and self._stands(text, start, word, listed, done):
                        done = start + len(word)
                        if listed != ORDINARY:
                            pieces.append((start, self.symbols[listed] + FILLER * (len(word) - 1)))
                        break
        return _written(text, pieces) if pieces else text

    def _starts(self, text: str) -> list[int]:
        """Where a name may begin: most texts hold few of the pairs of characters that names begin with."""
        starts = []
        for pair in features(text) & self.pairs:
            start = text.find(pair)
            while start >= 0:
                starts.append(start)
                start = text.find(pair, start + 1)
        return sorted(starts)

    def _stands(self, text: str, start: int, word: str, listed: str, done: int) -> bool:
        """Whether the word is what it seems: 北京市 is not in 北京市民, nor 在苏 in 在苏州."""
        if listed == "county":
            return start == done
        if listed == "town":
            return (
                start == done
                or start == 0
                or text[start - 1] in _BEFORE_TOWN
                or not text[start - 1].isalnum()
            )
        if listed == "at":
            return text[start + 1 : start + 3] not in self.by_start
        end = start + len(word)
        return (
            listed == ORDINARY
            or word[-1] + text[end : end + 1] not in self.bound
            or not self._knows(word[:-1])
        )

    def _knows(self, word: str) -> bool:
        return any(other == word for other, _ in self.by_start.get(word[:2], ()))


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
    # A town that stands by itself is a place like any other.
    symbols["town"] = symbols.get("place", FILLER)
    words: dict[str, str] = {}
    for lists in (places.words, regions.words):
        for name, listed in lists.items():
            if name in symbols or name == ORDINARY:
                words.update(dict.fromkeys(listed, name))
    by_start: dict[str, list[tuple[str, str]]] = {}
    for word, listed_in in sorted(words.items(), key=lambda item: -len(item[0])):
        by_start.setdefault(word[:2], []).append((word, listed_in))
    return Areas(
        {pair: tuple(found) for pair, found in by_start.items()},
        symbols,
        frozenset(regions.words.get("bound", ())),
    )
