"""Sentences that are made to be hard give their claims, or the name of the rule that they are too much for."""

import importlib.util
from pathlib import Path

import pytest

from extractor import Article, Rules, analyse, extract
from extractor.errors import RuleTimeout

_PATH = Path(__file__).parent.parent / "benchmarks" / "growth.py"
_SPEC = importlib.util.spec_from_file_location("growth", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
growth = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(growth)

RULES = Rules.bundled()
# A list of a thousand numbers without a comma is more than the rules for objects bear.
TOO_MUCH = {"enumeration", "quantities"}


@pytest.mark.parametrize("name", [*growth.INNER, *growth.NESTED])
@pytest.mark.parametrize("size", [0, 1, 300, 6000])
def test_what_stands_around_is_found_or_a_rule_is_named(name: str, size: int) -> None:
    text = growth.sentence(name, size)
    try:
        claims = extract(Article(text), RULES)
    except RuleTimeout as error:
        assert name in TOO_MUCH
        assert size == 6000
        assert ": rule " in str(error)
        assert "2 s" in str(error)
    else:
        assert (claims[0].text, claims[0].speaker) == ("3万家", "张三")
        last = claims[-1]
        assert (last.text, last.end) == ("3万家", len(text) - 1)


@pytest.mark.parametrize("name", ["claims", "quantities and commas", "sources", "areas", "brackets"])
def test_the_whole_analysis_gives_the_same_claims(name: str) -> None:
    article = Article(growth.sentence(name, 1000))
    assert list(analyse(article, RULES).claims) == list(extract(article, RULES))


def test_one_such_article_stops_no_batch() -> None:
    pa = pytest.importorskip("pyarrow")
    from extractor.arrow import extract_batches

    texts = ["新增企业3万家。", growth.sentence("quantities", 20000), "新增企业5万家。"]
    batch = pa.RecordBatch.from_pydict({"doc_id": ["a", "b", "c"], "text": texts})
    rows = [row for one in extract_batches([batch]) for row in one.to_pylist()]
    assert [row["text"] for row in rows if not row["problem"]] == ["3万家", "5万家"]
    (problem,) = [row["problem"] for row in rows if row["problem"]]
    assert ": rule " in problem
