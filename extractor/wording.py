"""Names as the text has them, where rules see another form: 林晓東, who is 林晓东 to them."""

from collections.abc import Sequence

import regex

from extractor.article import Sentence
from extractor.registry import JOIN

_HAN = regex.compile(r"\p{Han}+")


def differing_sentences(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences whose characters, not only the widths of their marks, differ from what rules see."""
    return [
        sentence
        for sentence in sentences
        if sentence.text != sentence.folded and _HAN.findall(sentence.text) != _HAN.findall(sentence.folded)
    ]


def as_written(names: str, sentences: Sequence[Sentence]) -> str:
    """The names, joined with `；`, as the first of the sentences that holds them writes them.

    >>> from extractor.article import Article
    >>> as_written("林晓东", Article("市統計局局長林晓東介紹，增長5%。").sentences)
    '林晓東'
    """
    return JOIN.join(_as_written(name, sentences) for name in names.split(JOIN))


def _as_written(name: str, sentences: Sequence[Sentence]) -> str:
    for sentence in sentences:
        start = sentence.folded.find(name) if name else -1
        if start >= 0:
            return sentence.text[start : start + len(name)]
    return name
