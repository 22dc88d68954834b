"""Scores of a check, the differences behind them, and the report that holds both.

Annotation guide, section 3. scikit-learn's precision, recall and F1 are made
from label arrays, which paired rows with missed and invented ones are not; from
counts each is one division, written out in `Score`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from extractor.cells import aligned
from extractor.claim import GOLD_COLUMNS
from extractor.errors import InputError

SCORED_COLUMNS: tuple[str, ...] = GOLD_COLUMNS[1:]
"""The columns that are scored: `kind` to `modality`. `doc_id` is the same in every pair."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of true positives, false positives and false negatives, and what follows from them.

    >>> score = Score(tp=8, fp=2, fn=0)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.8, 1.0, 0.889)
    >>> score + Score(tp=2, fp=0, fn=2)
    Score(tp=10, fp=2, fn=2)

    Where there was nothing to find and nothing was found all three are 1; where
    only one side is empty, what would divide by zero is 0.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """The share of what was extracted that is right."""
        return self._share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self._share(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return self._share(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    def _share(self, part: int, whole: int) -> float:
        if whole:
            return part / whole
        return 0.0 if self.fp or self.fn else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of one article, or of several added up.

    In `detection` and `core_exact`, tp + fn are the gold rows and tp + fp the extracted
    ones. `indicator_char_f1` is the column `indicator` again, where a character F1 of 0.8 is enough.
    """

    detection: Score
    core_exact: Score
    indicator_char_f1: Score
    columns: Mapping[str, Score]

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(
            self.detection + other.detection,
            self.core_exact + other.core_exact,
            self.indicator_char_f1 + other.indicator_char_f1,
            {name: score + other.columns[name] for name, score in self.columns.items()},
        )


_NOTHING = Scores(Score(), Score(), Score(), dict.fromkeys(SCORED_COLUMNS, Score()))


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which an extracted row and gold part.

    `what` is `missed` (a gold row nobody extracted), `invented` (an extracted
    row without gold) or `wrong` (a pair whose cells in `column` differ). The span and `text` are the
    gold row's, unless the row is invented. `gold` and `extracted` are cells as a CSV file has them;
    for a missed or invented row, which has no `column`, the row in brief. `rule` made the extracted row.
    """

    doc_id: str
    start: int
    end: int
    text: str
    what: Literal["missed", "invented", "wrong"]
    column: str
    gold: str
    extracted: str
    rule: str


@dataclass(frozen=True)
class Report:
    """What a check found: scores by article, their sums, and every difference.

    `str(report)` is for reading: the scores as a table, then the differences,
    both lined up for a terminal in which a Chinese character takes two columns.
    """

    articles: Mapping[str, Scores]
    differences: tuple[Difference, ...] = ()

    @cached_property
    def total(self) -> Scores:
        """The scores over all rows of all articles (micro-average: a row counts as much as any other)."""
        return sum(self.articles.values(), start=_NOTHING)

    @property
    def detection(self) -> Score:
        """Precision, recall and F1 over paired rows."""
        return self.total.detection

    @property
    def core_exact(self) -> Score:
        """Rows that agree in every core column: recall over the gold rows, precision over the extracted."""
        return self.total.core_exact

    @property
    def indicator_char_f1(self) -> Score:
        """The column `indicator`, where a character F1 of 0.8 with the gold counts as equal."""
        return self.total.indicator_char_f1

    @property
    def columns(self) -> Mapping[str, Score]:
        """A score for each column from `kind` to `modality`."""
        return self.total.columns

    def per_article(self) -> dict[str, "Report"]:
        """A report for each article, by `doc_id`."""
        return {
            doc_id: Report({doc_id: scores}, tuple(d for d in self.differences if d.doc_id == doc_id))
            for doc_id, scores in self.articles.items()
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The report as one JSON object: the total's scores, `articles` with theirs, and `differences`."""
        content = _scores_json(self.total) | {
            "articles": {doc_id: _scores_json(scores) for doc_id, scores in self.articles.items()},
            "differences": [asdict(difference) for difference in self.differences],
        }
        return json.dumps(content, ensure_ascii=False, indent=indent)

    def __str__(self) -> str:
        blocks = [_count_line(self), _score_table(self.total)]
        if len(self.articles) > 1:
            blocks.append(_article_table(self.articles))
        if self.differences:
            blocks.append(_difference_table(self.differences))
        return "\n\n".join(blocks)


def merge(reports: Iterable[Report]) -> Report:
    """One report of all that the reports hold, so a corpus can be checked article by article.

    An article that stands in two of them is an `InputError`: its rows would count twice.
    """
    articles: dict[str, Scores] = {}
    differences: list[Difference] = []
    for report in reports:
        for doc_id in report.articles:
            if doc_id in articles:
                raise InputError(f"{doc_id}: the article is in two of the reports; merge it once")
        articles.update(report.articles)
        differences.extend(report.differences)
    return Report(articles, tuple(differences))


def _count_line(report: Report) -> str:
    score = report.detection
    articles = len(report.articles)
    return (
        f"{articles} article{'' if articles == 1 else 's'}: {score.tp + score.fn} gold rows, "
        f"{score.tp + score.fp} extracted, {score.tp} paired"
    )


def _score_table(scores: Scores) -> str:
    lines = {
        "detection": scores.detection,
        "core-exact": scores.core_exact,
        "indicator, character F1 ≥ 0.8": scores.indicator_char_f1,
        **scores.columns,
    }
    header = ("", "precision", "recall", "F1", "tp", "fp", "fn")
    rows = [
        (
            name,
            *(f"{share:.3f}" for share in (score.precision, score.recall, score.f1)),
            *map(str, (score.tp, score.fp, score.fn)),
        )
        for name, score in lines.items()
    ]
    return "\n".join(aligned([header, *rows], right=range(1, 7)))


def _article_table(articles: Mapping[str, Scores]) -> str:
    header = ("article", "gold", "extracted", "detection F1", "core-exact F1")
    rows = [
        (
            doc_id,
            str(scores.detection.tp + scores.detection.fn),
            str(scores.detection.tp + scores.detection.fp),
            f"{scores.detection.f1:.3f}",
            f"{scores.core_exact.f1:.3f}",
        )
        for doc_id, scores in articles.items()
    ]
    return "\n".join(aligned([header, *rows], right=range(1, 5)))


def _difference_table(differences: tuple[Difference, ...]) -> str:
    header = ("article", "span", "text", "difference", "gold", "extracted", "rule")
    rows = [
        (d.doc_id, f"{d.start}:{d.end}", d.text, f"{d.what} {d.column}", d.gold, d.extracted, d.rule)
        for d in differences
    ]
    return "\n".join(aligned([header, *rows]))


def _scores_json(scores: Scores) -> dict[str, Any]:
    return {
        "detection": _score_json(scores.detection),
        "core_exact": _score_json(scores.core_exact),
        "indicator_char_f1": _score_json(scores.indicator_char_f1),
        "columns": {name: _score_json(score) for name, score in scores.columns.items()},
    }


def _score_json(score: Score) -> dict[str, Any]:
    return asdict(score) | {"precision": score.precision, "recall": score.recall, "f1": score.f1}
