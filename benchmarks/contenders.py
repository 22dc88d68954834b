"""One contender in a process of its own: reads texts, works on them for a while, prints its figures as JSON.

Run by speed.py with the Python of the contender's environment; needs nothing but the contender itself.

    python contenders.py NAME TEXTS.jsonl SECONDS
"""

import json
import re
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

Run = Callable[[str], int]
"""Works on one text and gives the number of things found in it."""


def floor() -> Run:
    """What no extractor can be faster than in Python: split at the ends of sentences, one scan for digits."""
    ends, digits = re.compile(r"[。！？!?\n]"), re.compile(r"[0-9０-９]+")
    return lambda text: sum(len(digits.findall(sentence)) for sentence in ends.split(text))


def ours_rjieba() -> Run:
    """This project, all columns, cut by rjieba."""
    import rjieba  # noqa: F401 (it must be there)

    return _ours()


def ours_jieba() -> Run:
    """This project, all columns, cut by jieba."""
    sys.modules["rjieba"] = None  # type: ignore[assignment]
    return _ours()


def _ours() -> Run:
    from extractor import Article, Rules, extract

    rules = Rules.bundled()
    return lambda text: len(extract(Article(text, published="2024-04-23"), rules))


def jieba_lcut() -> Run:
    """jieba.lcut alone, as everyone calls it."""
    import logging

    import jieba

    jieba.default_logger.setLevel(logging.WARNING)
    jieba.initialize()
    return lambda text: len(jieba.lcut(text))


def rjieba_cut() -> Run:
    """rjieba.cut alone."""
    import rjieba

    return lambda text: len(rjieba.cut(text))


def jionlp() -> Run:
    """JioNLP: amounts of money found and parsed; it has no other quantities."""
    import jionlp as jio

    return lambda text: len(jio.ner.extract_money(text, with_parsing=True))


def recognizers() -> Run:
    """Recognizers-Text: currencies, dimensions, percentages: numbers with units."""
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    kinds = (recognize_currency, recognize_dimension, recognize_percentage)
    return lambda text: sum(len(kind(text, Culture.Chinese)) for kind in kinds)


def cn2an() -> Run:
    """cn2an.transform: numerals rewritten as digits; it finds no quantities and fails on some texts."""
    import cn2an as library

    def run(text: str) -> int:
        library.transform(text)
        return 0

    return run


CONTENDERS = {
    "floor": floor,
    "ours-rjieba": ours_rjieba,
    "ours-jieba": ours_jieba,
    "jieba.lcut": jieba_lcut,
    "rjieba.cut": rjieba_cut,
    "JioNLP": jionlp,
    "Recognizers-Text": recognizers,
    "cn2an": cn2an,
}


def main(name: str, path: str, seconds: str) -> None:
    warnings.simplefilter("ignore")
    begun = time.perf_counter()
    run = CONTENDERS[name]()
    run("全市专利授权量19.4万件，同比增长5%。")
    started = time.perf_counter() - begun
    texts = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    done, found, errors, budget = 0, 0, 0, float(seconds)
    begun = time.perf_counter()
    elapsed = 0.0
    rounds = 0
    # At least once through, or until the time is up; short texts again and again until half of it is.
    while elapsed < budget / 2:
        for text in texts:
            try:
                found += run(text)
            except Exception:  # a peer that fails on a text is charged with the time it took
                errors += 1
            done += len(text.encode())
            elapsed = time.perf_counter() - begun
            if elapsed > budget:
                break
        rounds += 1
    print(
        json.dumps(
            {
                "mb_per_s": done / 1e6 / elapsed,
                "found_per_s": found / elapsed,
                "start_s": started,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "bytes": done,
                "errors": errors,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
