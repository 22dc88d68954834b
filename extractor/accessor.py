"""`df.claims`: what an analyst asks of a table of claims, on pandas.

>>> from extractor import Article, extract
>>> df = extract(Article("2023年，全市专利授权量19.4万件，同比增长5%。")).to_frame()
>>> df.claims.growth_table()[["indicator", "growth", "growth_basis"]].values.tolist()
[['专利授权量', 5.0, 'yoy']]
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from extractor import charts
from extractor.article import Article
from extractor.claim import GOLD_COLUMNS
from extractor.claims import Claims
from extractor.errors import ExtractorError, InputError
from extractor.notebook import claims_html
from extractor.panel import level_rows, panel
from extractor.rules import bundled_folder
from extractor.synonyms import Candidate, Synonyms, candidates
from extractor.units import find_unit, read_units

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Shown:
    """Claims to look at: highlighted in a notebook, a list elsewhere."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims

    def __repr__(self) -> str:
        return repr(self._claims)

    def _repr_html_(self) -> str:
        return claims_html(self._claims)


class ClaimsAccessor:
    """Methods of a DataFrame with the columns of the annotation guide, as `Claims.to_frame` makes it."""

    def __init__(self, frame: pd.DataFrame) -> None:
        missing = [column for column in GOLD_COLUMNS if column not in frame.columns]
        if missing:
            names = ", ".join(missing)
            raise AttributeError(f"the table has no column {names}; take one that to_frame() made")
        self._frame = frame

    def show(self) -> Shown:
        """The claims, highlighted in their sentences, with their table below."""
        return Shown(Claims.from_frame(self._frame))

    def growth_table(self) -> pd.DataFrame:
        """The rows that have growth, largest first, with indicator, period, region and level."""
        columns = [
            "doc_id", "indicator", "period", "region", "growth", "growth_unit", "growth_basis",
            "value", "unit",
        ]  # fmt: skip
        rows = self._frame[self._frame["growth"].notna()]
        return rows[columns].sort_values("growth", ascending=False, kind="stable").reset_index(drop=True)

    def by_indicator(self, *, synonyms: Synonyms | None = None) -> pd.DataFrame:
        """For each indicator, declared synonyms folded, its claims, articles, units and periods."""
        synonyms = Synonyms.bundled() if synonyms is None else synonyms
        rows = self._frame[self._frame["indicator"].notna()].copy()
        rows["indicator"] = rows["indicator"].map(synonyms.fold)

        def joined(cells: "pd.Series[Any]") -> str:
            return "；".join(dict.fromkeys(str(cell) for cell in cells.dropna()))

        table = rows.groupby("indicator", sort=False).agg(
            claims=("text", "size"),
            articles=("doc_id", "nunique"),
            units=("unit", joined),
            periods=("period", joined),
        )
        return table.sort_values("claims", ascending=False, kind="stable")

    def timeline(self, indicator: str, *, synonyms: Synonyms | None = None) -> pd.DataFrame:
        """The levels of an indicator in the order of time, with where each is told.

        Declared synonyms count as one indicator; `end_date` is the last day of the period. There are
        no rows if nothing tells of it.
        """
        synonyms = Synonyms.bundled() if synonyms is None else synonyms
        rows = level_rows(self._frame, synonyms=synonyms)
        rows = rows[rows["indicator"] == synonyms.fold(indicator)]
        columns = [
            "period", "end_date", "region", "value", "value_max", "bound", "unit", "growth", "growth_unit",
            "growth_basis", "modality", "text", "doc_id",
        ]  # fmt: skip
        return rows.sort_values("end_date", kind="stable")[columns].reset_index(drop=True)

    def panel(self, *, articles: Iterable[Article] = (), synonyms: Synonyms | None = None) -> pd.DataFrame:
        """Indicator × region × period, as `extractor.panel.panel` makes it."""
        return panel(self._frame, articles=articles, synonyms=synonyms)

    def synonym_candidates(self, *, at_least: float = 0.85) -> list[Candidate]:
        """Names of indicators that are alike and not declared synonyms; a person decides."""
        return candidates(self._frame["indicator"].dropna(), at_least=at_least)

    def to_pint(self, registry: Any = None) -> "pd.Series[Any]":
        """The values as pint quantities, `None` where the unit is none that pint knows (件, 元, 户).

        The names come from the column `pint` of `rules/units.csv`: 公里 is `kilometer`.
        A registry of one's own may be given. The table itself stays as it is.
        """
        try:
            import pint
        except ImportError:
            raise ExtractorError(
                "to_pint needs pint; install it with: pip install 'extractor[pint]'"
            ) from None
        registry = pint.UnitRegistry() if registry is None else registry
        units = read_units(bundled_folder() / "units.csv")
        by_name = {unit.canonical: unit.pint for unit in units.values() if unit.pint}

        def quantity(value: float, unit: object) -> Any:
            if pd.isna(value) or not isinstance(unit, str):
                return None
            found = find_unit(unit, units)
            name = by_name.get(unit) or (found.pint if found else "")
            try:
                return registry.Quantity(value, name) if name else None
            except pint.UndefinedUnitError:
                raise InputError(
                    f"rules/units.csv: {unit}: pint has no unit {name!r}; mend its pint column"
                ) from None

        cells = [quantity(*pair) for pair in zip(self._frame["value"], self._frame["unit"], strict=True)]
        return pd.Series(cells, index=self._frame.index, dtype=object, name="quantity")

    def plot_timeline(self, indicator: str, *, ax: "Axes | None" = None) -> "Axes":
        """The levels of an indicator over time, as `extractor.charts.plot_timeline`."""
        return charts.plot_timeline(self._frame, indicator, ax=ax)

    def plot_growth(self, *, most: int = 15, ax: "Axes | None" = None) -> "Axes":
        """The largest growth figures, as `extractor.charts.plot_growth`."""
        return charts.plot_growth(self._frame, most=most, ax=ax)

    def plot_indicators(self, *, unit: str, most: int = 15, ax: "Axes | None" = None) -> "Axes":
        """The largest levels in one unit, as `extractor.charts.plot_indicators`."""
        return charts.plot_indicators(self._frame, unit=unit, most=most, ax=ax)

    def plot_sources(self, *, most: int = 15, ax: "Axes | None" = None) -> "Axes":
        """How many claims each source states, as `extractor.charts.plot_sources`."""
        return charts.plot_sources(self._frame, most=most, ax=ax)
