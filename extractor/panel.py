"""Indicators over time: a panel of indicator, region and period, and the order of periods."""

import calendar
import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import regex

from extractor.article import Article
from extractor.audit.across import place_of
from extractor.audit.findings import RELATIVE
from extractor.synonyms import Synonyms

if TYPE_CHECKING:
    import pandas as pd

_UNIT = regex.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)


def period_end(period: str) -> datetime.date | None:
    """The last day of an ISO period of the guide's columns, by which periods are put in order.

    >>> [str(period_end(period)) for period in ("2023", "2023-H1", "2023-Q3", "2023-02", "../2023-12-31")]
    ['2023-12-31', '2023-06-30', '2023-09-30', '2023-02-28', '2023-12-31']
    >>> str(period_end("2021/2023")), str(period_end("2023-07/..")), period_end("“十四五”以来")
    ('2023-12-31', '2023-07-31', None)

    A period without an end is put where it begins.
    """
    first, _, last = period.partition("/")
    match = _UNIT.fullmatch(last if last not in ("", "..") else first)
    if match is None:
        return None
    year, month = int(match["year"]), 12
    if match["half"]:
        month = 6 * int(match["half"])
    elif match["quarter"]:
        month = 3 * int(match["quarter"])
    elif match["month"]:
        month = int(match["month"])
    if not 1 <= month <= 12 or year < 1:
        return None
    last_day = calendar.monthrange(year, month)[1]
    day = int(match["day"] or last_day)
    return datetime.date(year, month, day) if 1 <= day <= last_day else None


def panel(
    frame: "pd.DataFrame",
    *,
    articles: Iterable[Article] = (),
    synonyms: Synonyms | None = None,
    modality: Iterable[str] = ("reported",),
) -> "pd.DataFrame":
    """One row for each indicator, region and period that claims give a level of, in the order of time.

    The index is (`indicator`, `region`, `period`), the indicator folded by the declared synonyms;
    columns are `value` (the last told), `unit`, `growth`, `growth_unit`, `growth_basis`, `claims` (how
    many tell it), `values` (how many different values they tell: above 1, ask the audit), `doc_ids`.
    Shares and changes (占, 增加) are other measures and stay out, targets and forecasts too unless
    `modality` names them. 全市 and the like are another place in another article: they become the
    place that `articles` tell of themselves, and without them carry their article's `doc_id`.
    """
    import pandas as pd

    rows = level_rows(frame, articles=articles, synonyms=synonyms)
    rows = rows[rows["modality"].isin(list(modality))]
    keys = ["indicator", "region", "period", "unit"]
    told = rows.groupby(keys, sort=False, dropna=False)
    table = told.agg(
        value=("value", "last"),
        growth=("growth", "last"),
        growth_unit=("growth_unit", "last"),
        growth_basis=("growth_basis", "last"),
        claims=("value", "size"),
        values=("value", "nunique"),
        doc_ids=("doc_id", lambda ids: "；".join(dict.fromkeys(ids))),
        end=("end_date", "last"),
    ).reset_index()
    table = table.sort_values(["indicator", "region", "end", "period"], kind="stable", na_position="first")
    columns = ["value", "unit", "growth", "growth_unit", "growth_basis", "claims", "values", "doc_ids"]
    index = pd.MultiIndex.from_frame(table[["indicator", "region", "period"]])
    return table[columns].set_axis(index, axis=0)


def level_rows(
    frame: "pd.DataFrame", *, articles: Iterable[Article] = (), synonyms: Synonyms | None = None
) -> "pd.DataFrame":
    """The rows that say how much of an indicator there was: name folded, place and `end_date` told."""
    import pandas as pd

    synonyms = Synonyms.bundled() if synonyms is None else synonyms
    rows = frame[(frame["kind"] == "quantity") & frame["indicator"].notna()].copy()
    rows = rows[~rows["action"].isin(list(RELATIVE))]
    rows["indicator"] = rows["indicator"].map(synonyms.fold)
    for column in ("region", "period", "unit"):
        rows[column] = rows[column].fillna("")
    known = {article.doc_id: article for article in articles}
    pairs = zip(rows["region"], rows["doc_id"], strict=True)
    rows["region"] = pd.Series([_place(*pair, known) for pair in pairs], index=rows.index, dtype="object")
    rows["end_date"] = pd.to_datetime(rows["period"].map(period_end))
    return rows


def _place(region: str, doc_id: str, articles: Mapping[str, Article]) -> str:
    """The region, told apart from the 全市 of other articles; without a region the article is the place."""
    if doc_id in articles:
        place = place_of(region, articles[doc_id])
    else:
        place = place_of(region, Article("", doc_id=doc_id))
    return place or f"{region}（{doc_id}）"
