"""jieba and rjieba cut and tag alike with the HMM off, so that either may stand for the other."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import Rules
from extractor.segment import dictionary_tag, segmenter

pytest.importorskip("rjieba")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "corpora"
BULK = SHARED / "bulk" / "news.jsonl.gz"
# Every so many-th article of the bulk, which holds 13 MB of text: jieba alone takes seconds a megabyte.
BULK_STEP = 25


def lines(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()


def bulk_lines() -> Iterator[str]:
    with gzip.open(BULK, "rt", encoding="utf-8") as file:
        for number, record in enumerate(file):
            if number % BULK_STEP == 0:
                yield from json.loads(record)["text"].splitlines()


def assert_same(texts: Iterator[str], words: tuple[str, ...], *, at_least: int) -> None:
    """Both engines on all of ``texts``, which hold ``at_least`` so many characters.

    Characters, not tokens: the more words of its own the lexicon has, the fewer tokens the same text gives.
    """
    ours, others = segmenter(words, engine="jieba"), segmenter(words, engine="rjieba")
    characters = 0
    for text in texts:
        tokens = ours(text)
        assert others(text) == tokens, text
        assert "".join(word for word, _ in tokens) == text
        characters += len(text)
    assert characters >= at_least


def test_on_the_corpus(rules: Rules) -> None:
    assert_same(lines(ROOT / "corpus"), rules.segmented_whole, at_least=9_000)


def test_on_the_corpus_without_own_words() -> None:
    assert_same(lines(ROOT / "corpus"), (), at_least=9_000)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development corpus is not here")
def test_on_the_development_corpus(rules: Rules) -> None:
    assert_same(lines(SHARED / "dev"), rules.segmented_whole, at_least=18_000)


@pytest.mark.skipif(not BULK.is_file(), reason="the bulk corpus is not here")
def test_on_a_sample_of_the_bulk(rules: Rules) -> None:
    assert_same(bulk_lines(), rules.segmented_whole, at_least=175_000)


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市发明专利授权量", "全市/n 发明专利/l 授权量/n"),
        ("查获盗版图书", "查获/v 盗版/v 图书/n"),
        ("3.2 GB", "3/m ./x 2/m  /x GB/eng"),
        ("重复率2.5", "重复/d 率/v 2/m ./x 5/m"),
        ("，。", "，/x 。/x"),
        ("锟斤拷", "锟/g 斤/m 拷/zg"),
        ("", ""),
    ],
)
def test_words_with_their_tags(engine: str, text: str, expected: str) -> None:
    cut = segmenter(("发明专利",), engine=engine)
    assert " ".join(f"{word}/{tag}" for word, tag in cut(text)) == expected


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
def test_own_words_are_kept_whole(engine: str) -> None:
    cut, plain = segmenter(("知识产权质押",), engine=engine), segmenter(engine=engine)
    assert [word for word, _ in cut("知识产权质押融资")] == ["知识产权质押", "融资"]
    assert "知识产权质押" not in [word for word, _ in plain("知识产权质押融资")]


def test_jiebas_own_segmenter_is_left_alone() -> None:
    import jieba

    segmenter(("知识产权质押",), engine="jieba")("知识产权质押融资")
    assert "知识产权质押" not in jieba.lcut("知识产权质押融资", HMM=False)


@pytest.mark.parametrize(("word", "tag"), [("企业", "n"), ("查获", "v"), ("北京", "ns"), ("全市专利", "x")])
def test_the_dictionarys_tag(word: str, tag: str) -> None:
    assert dictionary_tag(word) == tag


def test_an_unknown_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rjieba", None)
    segmenter.cache_clear()
    with pytest.raises(ImportError):
        segmenter(engine="rjieba")
    assert segmenter()("企业") == [("企业", "n")]
    segmenter.cache_clear()
