"""Charts of claims on matplotlib, in Chinese: each takes a table of claims and returns its axes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from extractor.errors import ExtractorError, InputError
from extractor.fonts import cjk_family
from extractor.panel import level_rows
from extractor.synonyms import Synonyms

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_RISE, _FALL, _INK = "#b3361e", "#1f7a4d", "#1d5fa8"
_SCALES = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


def plot_timeline(
    frame: "pd.DataFrame", indicator: str, *, ax: "Axes | None" = None, synonyms: Synonyms | None = None
) -> "Axes":
    """The levels of an indicator over the ends of its periods, a line for each place, targets hollow.

    Names that are declared synonyms count as one; 全市 of two articles are two places. An indicator
    that has no level with a period is an `InputError`.
    """
    synonyms = Synonyms.bundled() if synonyms is None else synonyms
    name = synonyms.fold(indicator)
    rows = level_rows(frame, synonyms=synonyms)
    rows = rows[(rows["indicator"] == name) & rows["end_date"].notna()].sort_values("end_date", kind="stable")
    if rows.empty:
        raise InputError(f"{indicator}: no claim gives a level of it with a period; try another name")
    unit = rows["unit"].mode().iloc[0]
    rows = rows[rows["unit"] == unit]
    scale, prefix = _scale(float(rows["value"].abs().max()))
    with _axes(ax) as axes:
        for region, told in rows.groupby("region", sort=False):
            values = told["value"] / scale
            (line,) = axes.plot(told["end_date"], values, marker="o", label=region)
            planned = told[told["modality"] != "reported"]
            colour = line.get_color()
            axes.plot(planned["end_date"], planned["value"] / scale, "o", mfc="white", mec=colour, zorder=3)
        dates = sorted(dict.fromkeys(zip(rows["end_date"], rows["period"], strict=True)))
        labels: dict[Any, str] = {}
        for date, period in dates:
            labels.setdefault(date, str(period).removeprefix("../"))
        axes.set_xticks(list(labels), list(labels.values()), rotation=30, ha="right")
        axes.margins(x=0.1, y=0.15)
        axes.set_title(name)
        axes.set_ylabel(f"{prefix}{unit}")
        axes.legend(frameon=False)
        axes.grid(axis="y", alpha=0.3)
    return axes


def plot_growth(frame: "pd.DataFrame", *, most: int = 15, ax: "Axes | None" = None) -> "Axes":
    """The largest growth figures in per cent as bars from 0, rises and falls in two colours."""
    rows = frame[frame["growth"].notna() & (frame["growth_unit"] == "%")].copy()
    rows = rows.drop_duplicates(["indicator", "growth", "period"])
    if rows.empty:
        raise InputError("no claim has growth in per cent; there is nothing to draw")
    rows = rows.reindex(rows["growth"].abs().sort_values(ascending=False).index).head(most)
    rows = rows.sort_values("growth", kind="stable")
    with _axes(ax, height=0.32 * len(rows) + 1.2) as axes:
        colours = [_RISE if growth > 0 else _FALL for growth in rows["growth"]]
        bars = axes.barh(range(len(rows)), rows["growth"], color=colours)
        axes.bar_label(bars, labels=[f"{growth:g}%" for growth in rows["growth"]], padding=3)
        axes.set_yticks(range(len(rows)), [_label(*cells) for cells in zip(*_named(rows), strict=True)])
        axes.axvline(0, color="black", linewidth=0.8)
        axes.margins(x=0.15)
        axes.set_title("增长率（%）")
    return axes


def plot_indicators(frame: "pd.DataFrame", *, unit: str, most: int = 15, ax: "Axes | None" = None) -> "Axes":
    """The largest levels in one unit as bars; a range or open bound is drawn at its stated end."""
    rows = level_rows(frame)
    rows = rows[(rows["unit"] == unit) & (rows["modality"] == "reported")]
    rows = rows.drop_duplicates(["indicator", "value", "period"]).nlargest(most, "value")
    if rows.empty:
        raise InputError(f"no reported claim has the unit {unit!r}; see df['unit'].value_counts()")
    rows = rows.sort_values("value", kind="stable")
    scale, prefix = _scale(float(rows["value"].abs().max()))
    with _axes(ax, height=0.32 * len(rows) + 1.2) as axes:
        bars = axes.barh(range(len(rows)), rows["value"] / scale, color=_INK)
        axes.bar_label(bars, labels=[str(text) for text in rows["text"]], padding=3)
        axes.set_yticks(range(len(rows)), [_label(*cells) for cells in zip(*_named(rows), strict=True)])
        axes.margins(x=0.18)
        axes.set_xlabel(f"{prefix}{unit}")
        axes.set_title(f"以“{unit}”计的指标")
    return axes


def plot_sources(frame: "pd.DataFrame", *, most: int = 15, ax: "Axes | None" = None) -> "Axes":
    """How many claims each source states, those without one last."""
    names = frame["agency"].fillna(frame["speaker"]).fillna("未注明来源").astype(str)
    counts = names.value_counts()
    if counts.empty:
        raise InputError("the table has no claims; there is nothing to draw")
    counts = counts[counts.index != "未注明来源"].head(most).iloc[::-1]
    none = int((names == "未注明来源").sum())
    labels, values = [*counts.index], [*counts]
    if none:
        labels, values = ["未注明来源", *labels], [none, *values]
    with _axes(ax, height=0.32 * len(labels) + 1.2) as axes:
        colours = ["#999999" if label == "未注明来源" else _INK for label in labels]
        bars = axes.barh(range(len(labels)), values, color=colours)
        axes.bar_label(bars, padding=3)
        axes.set_yticks(range(len(labels)), labels)
        axes.margins(x=0.12)
        axes.set_title("各来源的数据条数")
    return axes


@contextmanager
def _axes(ax: "Axes | None", *, height: float = 4.0) -> "Iterator[Axes]":
    """The given axes or new ones, with the Chinese font in force for what is drawn."""
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise ExtractorError(
            "charts need matplotlib; install it with: pip install 'extractor[plot]'"
        ) from None
    settings: Any = {
        # By name: texts keep it, while "sans-serif" would be looked up again when the figure is drawn.
        "font.family": [cjk_family(), "DejaVu Sans"],
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    figure: Figure | None = None
    if ax is None:
        # Before the context: it wakes a notebook's backend, whose settings must outlast it.
        figure = plt.figure(figsize=(8, max(height, 2.0)), layout="constrained")
    with plt.rc_context(settings):
        yield figure.subplots() if ax is None and figure is not None else cast("Axes", ax)


def _named(rows: "pd.DataFrame") -> "tuple[pd.Series[str], pd.Series[str], pd.Series[str]]":
    return rows["indicator"].fillna(""), rows["action"].fillna(""), rows["period"].fillna("")


def _label(indicator: str, action: str, period: str) -> str:
    name = f"{action}{indicator}" if action else indicator
    name = name if len(name) <= 18 else f"{name[:17]}…"
    return f"{name} {period.removeprefix('../')}".strip()


def _scale(largest: float) -> tuple[float, str]:
    """10000 and 万 for a hundred thousand: the scale that leaves few digits."""
    return next(((scale, prefix) for scale, prefix in _SCALES if largest >= scale), (1.0, ""))
