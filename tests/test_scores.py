import json

import pytest

from extractor.errors import InputError
from extractor.scores import SCORED_COLUMNS, Difference, Report, Score, Scores, merge


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        (Score(8, 2, 0), 0.8, 1.0, 16 / 18),
        (Score(3, 1, 3), 0.75, 0.5, 0.6),
        (Score(0, 0, 0), 1.0, 1.0, 1.0),
        (Score(0, 4, 0), 0.0, 0.0, 0.0),
        (Score(0, 0, 4), 0.0, 0.0, 0.0),
        (Score(0, 1, 1), 0.0, 0.0, 0.0),
    ],
    ids=["precise", "both", "nothing to find", "only invented", "only missed", "none right"],
)
def test_score(score: Score, precision: float, recall: float, f1: float) -> None:
    assert (score.precision, score.recall, score.f1) == pytest.approx((precision, recall, f1))


def scores(tp: int, fp: int, fn: int) -> Scores:
    score = Score(tp, fp, fn)
    return Scores(score, score, score, dict.fromkeys(SCORED_COLUMNS, score))


LEFT = Report({"a": scores(1, 2, 3)}, (Difference("a", 3, 5, "1部", "missed", "", "作品 1部", "", ""),))
RIGHT = Report({"b": scores(10, 0, 0), "c": scores(0, 1, 0)})


def test_merged_reports_add_up() -> None:
    report = merge([LEFT, RIGHT])
    assert list(report.articles) == ["a", "b", "c"]
    assert report.detection == report.core_exact == report.indicator_char_f1 == Score(11, 3, 3)
    assert report.columns == dict.fromkeys(SCORED_COLUMNS, Score(11, 3, 3))
    assert report.differences == LEFT.differences
    assert report.per_article()["a"] == LEFT
    assert merge(report.per_article().values()) == report


def test_an_article_counts_once() -> None:
    with pytest.raises(InputError, match="^b: the article is in two of the reports; merge it once$"):
        merge([LEFT, RIGHT, RIGHT])


def test_a_report_of_nothing() -> None:
    report = merge([])
    assert report == Report({})
    assert report.detection.f1 == 1.0
    assert str(report).startswith("0 articles: 0 gold rows, 0 extracted, 0 paired\n")


def test_json() -> None:
    content = json.loads(merge([LEFT, RIGHT]).to_json())
    assert set(content) == {
        "detection", "core_exact", "indicator_char_f1", "columns", "articles", "differences"
    }  # fmt: skip
    assert content["columns"]["agency"] == {
        "tp": 11, "fp": 3, "fn": 3, "precision": 11 / 14, "recall": 11 / 14, "f1": 11 / 14
    }  # fmt: skip
    assert content["articles"]["b"]["core_exact"]["tp"] == 10
    assert content["differences"] == [
        {"doc_id": "a", "start": 3, "end": 5, "text": "1部", "what": "missed", "column": "",
         "gold": "作品 1部", "extracted": "", "rule": ""}
    ]  # fmt: skip
    assert "作品" in LEFT.to_json(indent=1)
