"""Claims as a table with what the audit derives: `same_as`, and the base that growth implies."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.article import Article
from extractor.audit.findings import placed
from extractor.audit.repeats import clusters
from extractor.claim import Claim
from extractor.precision import Interval, implied_base, value_interval
from extractor.table import to_frame

if TYPE_CHECKING:
    import pandas as pd


def audit_frame(article: Article, claims: Sequence[Claim]) -> "pd.DataFrame":
    """The claims' table with columns that the text does not state, so their names begin with `derived_`.

    `derived_same_as` is the number of the row that told the fact first (rows count from 0),
    `derived_value_low` and `_high` what the figure's precision leaves open, `derived_base` the level before
    the growth, `value / (1 + growth)`, and `derived_base_low` and `_high` what both figures leave open of it.

    >>> from extractor import extract
    >>> article = Article("2023年，全市专利授权量12.1万件，同比增长10%。")
    >>> frame = audit_frame(article, extract(article))
    >>> round(frame["derived_base"][0]), round(frame["derived_value_low"][0])
    (110000, 120500)
    """
    import pandas as pd

    rows = list(claims)
    frame = to_frame(rows)
    number_of = {id(claim): number for number, claim in enumerate(rows)}
    located = placed(article, rows)
    same_as: list[int | None] = [None] * len(rows)
    for first, *others in clusters(located):
        for other in others:
            same_as[number_of[id(located[other].claim)]] = number_of[id(located[first].claim)]
    frame["derived_same_as"] = pd.array(same_as, dtype="Int64")
    frame["derived_value_low"], frame["derived_value_high"] = _ends([value_interval(row) for row in rows])
    bases = [implied_base(row) for row in rows]
    frame["derived_base"] = pd.Series(
        [
            float(row.value / (1 + row.growth / 100))
            if base is not None and row.value is not None and row.growth is not None
            else None
            for row, base in zip(rows, bases, strict=True)
        ],
        dtype="float64",
    )
    frame["derived_base_low"], frame["derived_base_high"] = _ends(bases)
    return frame


def _ends(intervals: Sequence[Interval | None]) -> "tuple[pd.Series[float], pd.Series[float]]":
    import pandas as pd

    ends = []
    for name in ("low", "high"):
        cells = [None if one is None else getattr(one, name) for one in intervals]
        ends.append(pd.Series([None if cell is None else float(cell) for cell in cells], dtype="float64"))
    return ends[0], ends[1]
