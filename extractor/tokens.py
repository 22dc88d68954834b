"""A sentence as one line of tokens: its mentions, and jieba's words in the gaps between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.mentions import Mention
from extractor.rules import Rules
from extractor.segment import segmenter


@dataclass(frozen=True, slots=True)
class Token:
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

    White space is no token.
    """
    cut = segmenter(rules.segmented_whole)
    alphabet, kind_of_word, kind_of_tag = rules.alphabet, rules.kind_of_word, rules.kind_of_tag
    tokens: list[Token] = []
    symbols: list[str] = []

    def add_words(start: int, end: int) -> None:
        for word, tag in cut(text[start:end]):
            if not word.isspace():
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


def _kind_of_unknown(word: str) -> str:
    if word.isalnum():
        return "latin" if word.isascii() else "noun"
    return "mark"
