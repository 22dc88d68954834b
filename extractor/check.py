"""Extracted claims checked cell by cell against gold, as the annotation guide, section 3, defines it."""

import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, Union

from extractor.cells import gist, written
from extractor.claim import Claim
from extractor.claims import Claims
from extractor.pairing import pair
from extractor.scores import SCORED_COLUMNS, Difference, Report, Score, Scores, merge

if TYPE_CHECKING:
    import pandas as pd
    from typing_extensions import TypeIs

__all__ = ["CORE_COLUMNS", "Report", "Score", "Scores", "char_f1", "check", "merge"]

Table: TypeAlias = Union[Iterable[Claim], "pd.DataFrame", str, os.PathLike[str]]
"""Claims, a frame of the package's columns, or the path of a file of them."""

CORE_COLUMNS: tuple[str, ...] = (
    "value", "value_max", "bound", "unit", "growth", "growth_unit", "rank", "agency", "speaker",
)  # fmt: skip
"""The columns in which a core-exact pair agrees, beside `indicator` at a character F1 of 0.8."""

_LOOSE_COLUMNS = frozenset({"agency", "speaker", "indicator", "action", "region"})
_ENOUGH_CHAR_F1 = 0.8


def check(pred: Table, gold: Table, *, doc_ids: Iterable[str] | None = None) -> Report:
    """How far the extracted claims `pred` agree with `gold`: scores, and every difference.

    >>> gold = Claims([
    ...     Claim("a", "quantity", 69, 75, "10.8万件", "发明专利授权量", value=Decimal(108000), bound="exact",
    ...           unit="件", growth=Decimal("22.41"), growth_unit="%", growth_basis="yoy"),
    ...     Claim("a", "quantity", 278, 280, "1部", "作品", "荣获", Decimal(1), bound="exact", unit="部"),
    ... ])
    >>> pred = Claims([
    ...     Claim("a", "quantity", 69, 75, "10.8万件", "专利授权量", value=Decimal(108000), bound="exact",
    ...           unit="件", growth=Decimal("22.410"), growth_unit="%", growth_basis="yoy"),
    ... ])
    >>> report = check(pred, gold)
    >>> report.detection
    Score(tp=1, fp=0, fn=1)
    >>> report.columns["indicator"], report.indicator_char_f1, report.core_exact
    (Score(tp=0, fp=1, fn=2), Score(tp=1, fp=0, fn=1), Score(tp=1, fp=0, fn=1))
    >>> for difference in report.differences:
    ...     print(difference.text, difference.what, difference.column or "row", difference.gold)
    10.8万件 wrong indicator 发明专利授权量
    1部 missed row 作品 荣获 1部

    Rows are paired within their article. `value`, `growth` and the other numbers are compared as decimals (a
    frame's float64 as the shortest decimal that reads back as it); `agency`, `speaker`,
    `indicator`, `action`, `region` after NFKC and without white space; other text as it stands.

    Every article that has a row on either side counts; `doc_ids` names the articles
    instead, so one with no rows can be among them and rows of others are left aside. A file
    that cannot be read is an `InputError`.
    """
    expected, extracted = _by_article(gold), _by_article(pred)
    names = dict.fromkeys([*expected, *extracted]) if doc_ids is None else dict.fromkeys(doc_ids)
    return merge(_check_article(name, expected.get(name, []), extracted.get(name, [])) for name in names)


def char_f1(one: str, other: str) -> float:
    """F1 of the characters of two texts, each a multiset: after NFKC, without white space, in any order.

    >>> char_f1("发明专利授权量", "专利授权量")
    0.8333333333333334
    >>> char_f1("", ""), char_f1("专利", "")
    (1.0, 0.0)

    It is twice the characters they share over the characters of both. Two empty texts agree.
    """
    left, right = Counter(_loose(one)), Counter(_loose(other))
    size = left.total() + right.total()
    return 2 * (left & right).total() / size if size else 1.0


Cell: TypeAlias = str | int | Decimal | None
Cells: TypeAlias = Mapping[str, Cell]


def _by_article(table: Table) -> dict[str, list[Claim]]:
    articles: dict[str, list[Claim]] = {}
    for claim in _claims(table):
        articles.setdefault(claim.doc_id, []).append(claim)
    return articles


def _claims(table: Table) -> Iterable[Claim]:
    if isinstance(table, str | os.PathLike):
        return Claims.read(table)
    return Claims.from_frame(table) if _is_frame(table) else table


def _is_frame(table: object) -> "TypeIs[pd.DataFrame]":
    # Nobody holds a frame without pandas, and checking claims should not import it.
    return "pandas" in sys.modules and isinstance(table, sys.modules["pandas"].DataFrame)


def _check_article(doc_id: str, gold: Sequence[Claim], extracted: Sequence[Claim]) -> Report:
    gold_cells, extracted_cells = [*map(_comparable, gold)], [*map(_comparable, extracted)]
    pairs = pair(gold, extracted)
    cells = [(gold_cells[i], extracted_cells[j]) for i, j in pairs]

    def column_score(column: str, tp: int) -> Score:
        found = sum(row[column] is not None for row in extracted_cells)
        sought = sum(row[column] is not None for row in gold_cells)
        return Score(tp, found - tp, sought - tp)

    def row_score(tp: int) -> Score:
        return Score(tp, len(extracted) - tp, len(gold) - tp)

    columns = {
        column: column_score(
            column, sum(one[column] is not None and one[column] == other[column] for one, other in cells)
        )
        for column in SCORED_COLUMNS
    }
    alike = [_indicators_alike(one, other) for one, other in cells]
    named = sum(ok and one["indicator"] is not None for ok, (one, _) in zip(alike, cells, strict=True))
    core = sum(
        ok and all(one[column] == other[column] for column in CORE_COLUMNS)
        for ok, (one, other) in zip(alike, cells, strict=True)
    )
    scores = Scores(row_score(len(pairs)), row_score(core), column_score("indicator", named), columns)
    wrong = [
        _wrong(gold[i], extracted[j], column)
        for (i, j), (one, other) in zip(pairs, cells, strict=True)
        for column in SCORED_COLUMNS
        if one[column] != other[column]
    ]
    differences = wrong + _unpaired(gold, extracted, pairs)
    return Report({doc_id: scores}, tuple(sorted(differences, key=lambda found: (found.start, found.end))))


def _wrong(gold: Claim, extracted: Claim, column: str) -> Difference:
    sought, found = (written(getattr(claim, column)) for claim in (gold, extracted))
    return Difference(*_place(gold), "wrong", column, sought, found, extracted.rule)


def _unpaired(
    gold: Sequence[Claim], extracted: Sequence[Claim], pairs: Sequence[tuple[int, int]]
) -> list[Difference]:
    paired_gold = {i for i, _ in pairs}
    paired_extracted = {j for _, j in pairs}
    missed = [row for i, row in enumerate(gold) if i not in paired_gold]
    invented = [row for j, row in enumerate(extracted) if j not in paired_extracted]
    return [
        *(Difference(*_place(row), "missed", "", gist(row), "", "") for row in missed),
        *(Difference(*_place(row), "invented", "", "", gist(row), row.rule) for row in invented),
    ]


def _place(claim: Claim) -> tuple[str, int, int, str]:
    return claim.doc_id, claim.start, claim.end, claim.text


def _comparable(claim: Claim) -> Cells:
    """The row's scored cells in the form in which they are compared, `None` where empty."""
    cells: dict[str, Cell] = {}
    for column in SCORED_COLUMNS:
        cell = getattr(claim, column)
        if column in _LOOSE_COLUMNS:
            cell = _loose(cell)
        cells[column] = None if cell == "" else cell
    return cells


def _indicators_alike(one: Cells, other: Cells) -> bool:
    return char_f1(str(one["indicator"] or ""), str(other["indicator"] or "")) >= _ENOUGH_CHAR_F1


def _loose(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
