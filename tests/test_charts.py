"""Charts are drawn with a Chinese font, no character missing; each is looked at through its axes."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

matplotlib = pytest.importorskip(
    "matplotlib", reason="matplotlib is not installed: pip install 'extractor[plot]'"
)
matplotlib.use("Agg")

from extractor import Article, Claims, extract, fonts  # noqa: E402
from extractor.charts import plot_growth, plot_indicators, plot_sources, plot_timeline  # noqa: E402
from extractor.corpus import articles_with_gold  # noqa: E402
from extractor.errors import ExtractorError, InputError  # noqa: E402


@pytest.fixture(scope="module")
def frame(corpus: Path) -> pd.DataFrame:
    claims = Claims()
    for one in articles_with_gold(corpus):
        claims += one.gold
    return claims.to_frame()


@pytest.fixture(autouse=True)
def font() -> Iterator[None]:
    try:
        fonts.cjk_family()
    except ExtractorError as error:
        pytest.skip(str(error))
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


def drawn(axes: object, path: Path) -> int:
    """Saves the figure, every missing character an error, and returns the size of the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        axes.figure.savefig(path, dpi=60)  # type: ignore[attr-defined]
    return path.stat().st_size


def test_growth(frame: pd.DataFrame, tmp_path: Path) -> None:
    axes = plot_growth(frame, most=10)
    widths = [bar.get_width() for bar in axes.patches]
    assert len(widths) == 10 and widths == sorted(widths) and min(widths) < 0 < max(widths)
    assert drawn(axes, tmp_path / "growth.png") > 5000


def test_indicators_in_one_unit(frame: pd.DataFrame, tmp_path: Path) -> None:
    axes = plot_indicators(frame, unit="元", most=5)
    assert "地区生产总值" in axes.get_yticklabels()[-1].get_text()
    assert axes.get_xlabel() == "亿元" and axes.patches[-1].get_width() == pytest.approx(5836.4)
    assert drawn(axes, tmp_path / "indicators.png") > 5000


def test_timeline_of_synonyms(frame: pd.DataFrame, tmp_path: Path) -> None:
    axes = plot_timeline(frame, "有效发明专利量")
    assert axes.get_title() == "发明专利有效量" and axes.get_ylabel() == "万件"
    labels = {text.get_text() for text in axes.get_legend().get_texts()}
    assert {"全市（beijing-ip-2023）", "全省（lanjiang-ip-2024）"} <= labels
    assert drawn(axes, tmp_path / "timeline.png") > 5000


def test_sources(frame: pd.DataFrame, tmp_path: Path) -> None:
    axes = plot_sources(frame)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[0] == "未注明来源" and "石桥海关" in labels
    assert drawn(axes, tmp_path / "sources.png") > 5000


def test_given_axes_are_used(frame: pd.DataFrame) -> None:
    import matplotlib.pyplot as plt

    _, axes = plt.subplots()
    assert plot_growth(frame, ax=axes) is axes


@pytest.mark.parametrize("kind", ["timeline", "growth", "indicators"])
def test_nothing_to_draw(kind: str) -> None:
    frame = extract(Article("企业3家获奖。")).to_frame()
    with pytest.raises(InputError):
        {
            "timeline": lambda: plot_timeline(frame, "专利授权量"),
            "growth": lambda: plot_growth(frame),
            "indicators": lambda: plot_indicators(frame, unit="元"),
        }[kind]()


def test_without_a_font_the_message_has_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.cjk_family.cache_clear()
    monkeypatch.setattr(fonts, "_draws", lambda path: False)
    with pytest.raises(ExtractorError, match="apt-get install fonts-noto-cjk"):
        fonts.cjk_family()
    monkeypatch.undo()
    fonts.cjk_family.cache_clear()
