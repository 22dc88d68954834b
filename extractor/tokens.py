"""A sentence as one line of tokens: its mentions, and jieba's words in the gaps between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from extractor.mentions import Mention
from extractor.rules import Rules
from extractor.segment import Segmenter, TaggedWords, segmenter


class Token(NamedTuple):
    """A mention or a word: `kind`, offsets within the sentence, and the mention if it is one."""

    text: str
    start: int
    end: int
    kind: str
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a sentence, and `symbols`: one character a token, for the patterns to run over."""

    tokens: Sequence[Token]
    symbols: str


def tokenize(text: str, mentions: Iterable[Mention], rules: Rules) -> Line:
    """The line of tokens of a folded sentence whose mentions are known.

    White space is no token, but where it parts the clauses of a headline it is a comma.
    """
    cut = _segmenter_of(rules)
    alphabet, kind_of_word, kind_of_tag = rules.alphabet, rules.kind_of_word, rules.kind_of_tag
    tokens: list[Token] = []
    symbols: list[str] = []

    def add_words(start: int, end: int) -> None:
        for word, tag in _unfused(cut(text[start:end]), cut, rules):
            if word.isspace():
                if _parts_clauses(text, start, start + len(word)):
                    tokens.append(Token(word, start, start + len(word), "comma"))
                    symbols.append(alphabet.of_kind["comma"])
            else:
                kind = kind_of_word.get(word) or kind_of_tag.get(tag) or _kind_of_unknown(word)
                tokens.append(Token(word, start, start + len(word), kind))
                symbols.append(alphabet.symbol(word, kind))
            start += len(word)

    position = 0
    for mention in mentions:
        if position < mention.start:
            add_words(position, mention.start)
        tokens.append(
            Token(text[mention.start : mention.end], mention.start, mention.end, mention.kind, mention)
        )
        symbols.append(alphabet.of_kind[mention.kind])
        position = mention.end
    if position < len(text):
        add_words(position, len(text))
    return Line(tokens, "".join(symbols))


@lru_cache(maxsize=8)
def _segmenter_of(rules: Rules) -> Segmenter:
    # The words that are kept whole are thousands: to look the segmenter up by them takes as long as it does.
    return segmenter(rules.segmented_whole)


_HAN = regex.compile(r"[\p{Han}”》)]")


def _parts_clauses(text: str, start: int, end: int) -> bool:
    """Whether the white space stands between words: 签约项目150个 总投资1852亿元."""
    return _HAN.match(text, start - 1, start) is not None and _HAN.match(text, end) is not None


# The dictionary holds phrases as words: 价格下降, 持续增长, 挽回损失, 发放贷款, 严格执行. A verb of growth at
# their end, a verb that governs an object at their head and a verb after its adverb are words of their own.
_TRENDS = frozenset({"up", "down"})
_GOVERNING = frozenset({"act", "up", "down"})
_DEEDS = frozenset({"act", "soft"})
_ADVERBIAL = frozenset({"d", "ad", "vd"})
_VERB_LENGTH = 2
_PHRASE_LENGTH = 4


def _unfused(words: TaggedWords, cut: Segmenter, rules: Rules) -> Iterator[tuple[str, str]]:
    """The words, phrases among them cut into their own words unless a list or a pattern names them."""
    kind_of_word, named = rules.kind_of_word, rules.alphabet.of_word
    for word, tag in words:
        if len(word) <= _VERB_LENGTH or word in named:
            yield word, tag
        elif kind_of_word.get(ending := word[-_VERB_LENGTH:]) in _TRENDS:
            yield from cut(word[:-_VERB_LENGTH])
            yield ending, "v"
        elif len(word) == _PHRASE_LENGTH and kind_of_word.get(word[:_VERB_LENGTH]) in _GOVERNING:
            yield word[:_VERB_LENGTH], "v"
            yield from cut(word[_VERB_LENGTH:])
        elif (
            len(word) == _PHRASE_LENGTH
            and kind_of_word.get(ending) in _DEEDS
            and _is_adverb(how := cut(word[:-_VERB_LENGTH]))
        ):
            yield from how
            yield ending, "v"
        else:
            yield word, tag


def _is_adverb(words: TaggedWords) -> bool:
    return len(words) == 1 and words[0][1] in _ADVERBIAL


def _kind_of_unknown(word: str) -> str:
    if word.isalnum():
        return "latin" if word.isascii() else "noun"
    return "mark"
