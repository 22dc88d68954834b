"""How far two annotators agree: rows found by both, and their cells beyond chance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.cells import aligned, written
from extractor.check import check
from extractor.claim import Claim
from extractor.errors import ExtractorError
from extractor.pairing import pair
from extractor.scores import SCORED_COLUMNS, Report


@dataclass(frozen=True, slots=True)
class Agreement:
    """The check of one annotator by the other, and Cohen's kappa of each column over the paired rows.

    Detection F1 is the same whoever is taken as gold. `kappa` is None for a column in which
    both wrote one and the same value throughout: agreement by chance is then certain.
    """

    report: Report
    kappa: Mapping[str, float | None]
    paired: int

    def __str__(self) -> str:
        rows = [["column", "F1", "kappa"]]
        for column, score in self.report.columns.items():
            if column in self.kappa:
                kappa = self.kappa[column]
                rows.append([column, f"{score.f1:.3f}", "" if kappa is None else f"{kappa:.3f}"])
        found = self.report.detection
        rows_of = f"{found.tp} rows of both, {found.fn} of A only, {found.fp} of B only"
        head = f"detection F1 {found.f1:.3f}: {rows_of}"
        return "\n".join([head, "", *aligned(rows, right=[1, 2])])


# Offsets and text are the pairing itself: a kappa of them says nothing.
_JUDGED = tuple(column for column in SCORED_COLUMNS if column not in ("start", "end", "text"))


def agree(one: Sequence[Claim], other: Sequence[Claim]) -> Agreement:
    """The agreement of two annotations of the same articles.

    >>> claim = Claim("a", "quantity", 0, 2, "3家", "企业")
    >>> agreement = agree([claim], [claim])
    >>> agreement.report.detection.f1, agreement.paired
    (1.0, 1)

    Rows are paired as for a check; kappa is scikit-learn's, an empty cell a category like any other.
    """
    try:
        from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]
    except ImportError:
        raise ExtractorError(
            "agree needs scikit-learn; install it with: pip install 'extractor[agree]'"
        ) from None
    pairs: list[tuple[Claim, Claim]] = []
    for doc_id in dict.fromkeys(claim.doc_id for claim in (*one, *other)):
        left, right = _of(one, doc_id), _of(other, doc_id)
        pairs += [(left[i], right[j]) for i, j in pair(left, right)]
    kappa: dict[str, float | None] = {}
    for column in _JUDGED:
        left_cells = [written(getattr(a, column)) for a, _ in pairs]
        right_cells = [written(getattr(b, column)) for _, b in pairs]
        certain = len({*left_cells, *right_cells}) < 2
        kappa[column] = None if certain else float(cohen_kappa_score(left_cells, right_cells))
    return Agreement(check(other, one), kappa, len(pairs))


def _of(claims: Iterable[Claim], doc_id: str) -> list[Claim]:
    return [claim for claim in claims if claim.doc_id == doc_id]
