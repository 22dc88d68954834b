"""Text cut into words by jieba's dictionary, each with the dictionary's tag.

`jieba` is the reference. Where `rjieba` is installed (extra `fast`), the Rust
binding of the same algorithm and dictionary is used in its place: with the HMM
off both give the same words. The tags are the dictionary's own, so no tagger
runs. Each segmenter is a private instance: jieba's global one is left alone.
"""

import functools
import logging
from collections.abc import Callable, Iterable

TaggedWords = list[tuple[str, str]]
Segmenter = Callable[[str], TaggedWords]


@functools.cache
def segmenter(words: tuple[str, ...] = (), *, engine: str = "") -> Segmenter:
    """A function that cuts text into (word, tag) pairs; `words` are kept whole.

    >>> segmenter(("发明专利",))("全市发明专利授权")
    [('全市', 'n'), ('发明专利', 'l'), ('授权', 'v')]

    `engine` is `"jieba"`, `"rjieba"`, or empty for the faster one that is installed.
    A word that no dictionary knows has the tag `"x"`.
    """
    if engine != "jieba":
        try:
            return _rjieba_segmenter(words)
        except ImportError:
            if engine:
                raise
    return _jieba_segmenter(words)


def dictionary_tag(word: str) -> str:
    """The tag that jieba's dictionary gives the word, `"x"` where it has none.

    >>> dictionary_tag("企业"), dictionary_tag("查获"), dictionary_tag("锟斤拷锟")
    ('n', 'v', 'x')
    """
    tagged = segmenter()(word)
    return tagged[0][1] if len(tagged) == 1 else "x"


def _rjieba_segmenter(words: Iterable[str]) -> Segmenter:
    import rjieba

    jieba = rjieba.Jieba()
    for word in words:
        # 打掉 is in the dictionary, but rarer than 打 beside 掉: it is cut unless it is added anew.
        if jieba.cut(word, False) != [word]:
            jieba.add_word(word, None, "x")
    tag = jieba.tag
    return lambda text: tag(text, False)


def _jieba_segmenter(words: Iterable[str]) -> Segmenter:
    import jieba

    jieba.default_logger.setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in words:
        if list(tokenizer.cut(word, HMM=False)) != [word]:
            tokenizer.add_word(word)
    tags = _jieba_tags()

    def cut(text: str) -> TaggedWords:
        return [(word, tags.get(word) or _tag_of_unknown(word)) for word in tokenizer.cut(text, HMM=False)]

    return cut


def _tag_of_unknown(word: str) -> str:
    if not word.isascii() or not any(map(str.isalnum, word)):
        return "x"
    return "m" if word.replace(".", "", 1).isdigit() else "eng"


@functools.cache
def _jieba_tags() -> dict[str, str]:
    import jieba

    tags = {}
    with jieba.Tokenizer().get_dict_file() as file:
        for line in file:
            word, _, tag = line.decode("utf-8").split(" ")
            tags[word] = tag.strip()
    return tags
