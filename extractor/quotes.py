"""Which sentences stand inside a quotation that an earlier one began."""

from collections.abc import Sequence

from extractor.article import Sentence


def open_quotes(sentences: Sequence[Sentence]) -> list[int]:
    """For each sentence the one in which a quote that is open at its start began, else -1.

    A paragraph's end closes what its writer left open.

    >>> from extractor.article import Article
    >>> open_quotes(Article("他说：“今年增收5%。明年更好。”大家都笑了。").sentences)
    [-1, 0, -1]
    """
    begun = []
    opened, paragraph = -1, -1
    for index, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            opened, paragraph = -1, sentence.paragraph
        begun.append(opened)
        for mark in sentence.folded:
            if mark == "“" and opened < 0:
                opened = index
            elif mark == "”":
                opened = -1
    return begun
