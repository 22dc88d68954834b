"""`df.claims`, the panel, pint, and what notebooks show."""

import datetime
import re

import pandas as pd
import pytest

import extractor.accessor as accessor
from extractor import Article, Claims, Rules, analyse, extract
from extractor.errors import InputError
from extractor.panel import panel, period_end

ONE = Article(
    "据市统计局统计，2023年，全市专利授权量19.4万件，同比增长5%。有效发明专利量3万件。预计2024年专利授权量达到21万件。",
    doc_id="one",
    title="临岚市统计公报",
    published="2024-03-01",
)
TWO = Article(
    "2022年，全市专利授权量18.5万件，同比下降2.5%。高速公路里程310公里，占全省的12%。",
    doc_id="two",
    title="临岚市统计公报",
    published="2023-03-01",
)
OTHER = Article(
    "2023年，全市专利授权量7万件。", doc_id="other", title="石桥市统计公报", published="2024-03-01"
)


@pytest.fixture
def frame() -> pd.DataFrame:
    return (extract(ONE) + extract(TWO) + extract(OTHER)).to_frame()


def test_the_accessor_is_there(frame: pd.DataFrame) -> None:
    assert isinstance(frame.claims, accessor.ClaimsAccessor)
    with pytest.raises(AttributeError, match="no column kind"):
        _ = pd.DataFrame({"doc_id": ["a"]}).claims


def test_growth_table(frame: pd.DataFrame) -> None:
    table = frame.claims.growth_table()
    assert table[["indicator", "growth"]].values.tolist() == [["专利授权量", 5.0], ["专利授权量", -2.5]]


def test_by_indicator_folds_synonyms(frame: pd.DataFrame) -> None:
    table = frame.claims.by_indicator()
    assert table.loc["专利授权量", ["claims", "articles"]].tolist() == [4, 3]
    assert "发明专利有效量" in table.index and "有效发明专利量" not in table.index


def test_timeline_is_in_the_order_of_time(frame: pd.DataFrame) -> None:
    table = frame.claims.timeline("专利授权量")
    assert table["period"].tolist() == ["2022", "2023", "2023", "2024"]
    assert table["modality"].tolist()[-1] == "forecast"
    assert frame.claims.timeline("没有的指标").empty


def test_the_panel_tells_places_apart(frame: pd.DataFrame) -> None:
    table = panel(frame, articles=[ONE, TWO, OTHER])
    patents = table.loc["专利授权量"]
    assert [*patents.index] == [("临岚市", "2022"), ("临岚市", "2023"), ("石桥市", "2023")]
    assert patents["value"].tolist() == [185000, 194000, 70000]
    assert patents["growth"].tolist()[:2] == [-2.5, 5.0]
    without = panel(frame).loc["专利授权量"]
    assert {place for place, _ in without.index} == {"全市（one）", "全市（two）", "全市（other）"}


def test_the_panel_counts_what_differs() -> None:
    again = Article("2023年，全市专利授权量19.6万件。", doc_id="again", title="临岚市要闻")
    frame = (extract(ONE) + extract(again)).to_frame()
    row = panel(frame, articles=[ONE, again]).loc[("专利授权量", "临岚市", "2023")]
    assert (row["claims"], row["values"], row["doc_ids"]) == (2, 2, "one；again")


def test_targets_stay_out_unless_asked_for(frame: pd.DataFrame) -> None:
    everything = panel(frame, articles=[ONE], modality=["reported", "forecast"])
    assert ("专利授权量", "临岚市", "2024") not in panel(frame, articles=[ONE]).index
    assert any(period == "2024" for _, _, period in everything.index)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2023", "2023-12-31"),
        ("2024-02", "2024-02-29"),
        ("2023-Q1/2023-Q3", "2023-09-30"),
        ("../2023-12", "2023-12-31"),
        ("2020-03/..", "2020-03-31"),
        ("2025-01-14/2025-02-22", "2025-02-22"),
    ],
)
def test_period_ends(period: str, end: str) -> None:
    assert period_end(period) == datetime.date.fromisoformat(end)


@pytest.mark.parametrize("period", ["", "2023-13", "2023-02-30", "“十四五”以来", "0000"])
def test_no_period_end(period: str) -> None:
    assert period_end(period) is None


def test_pint_quantities(frame: pd.DataFrame) -> None:
    pint = pytest.importorskip("pint", reason="pint is not installed: pip install 'extractor[pint]'")
    quantities = frame.claims.to_pint(pint.UnitRegistry())
    assert quantities.index.equals(frame.index)
    (road,) = [one for one in quantities.dropna() if one.check("[length]")]
    assert road.to("meter").magnitude == 310000
    assert quantities[frame["unit"] == "件"].isna().all()


def test_every_unit_with_a_pint_name_is_one() -> None:
    pint = pytest.importorskip("pint", reason="pint is not installed: pip install 'extractor[pint]'")
    from extractor.rules import bundled_folder
    from extractor.units import read_units

    registry = pint.UnitRegistry()
    units = {
        unit.pint: unit.canonical for unit in read_units(bundled_folder() / "units.csv").values() if unit.pint
    }
    assert len(units) > 50
    for name, canonical in units.items():
        assert registry.Quantity(1, name).units is not None, canonical


def test_show_is_plain_text_elsewhere(frame: pd.DataFrame) -> None:
    shown = frame.claims.show()
    assert repr(shown) == repr(Claims.from_frame(frame))
    assert '<mark class="indicator">专利授权量</mark>' in shown._repr_html_()


def test_claims_show_their_sentences() -> None:
    html = extract(ONE)._repr_html_()
    assert html.count("专利授权量19") + html.count('class="quantity"') >= 3
    assert "rule: " in html and '<mark class="source">市统计局</mark>' in html and "<table" in html


def test_gold_rows_without_sentences_are_shown_too() -> None:
    from dataclasses import replace

    claims = Claims(replace(claim, sentence="") for claim in extract(ONE))
    assert "19.4万件" in claims._repr_html_()


def test_an_analysed_article_shows_its_whole_text() -> None:
    extraction = analyse(ONE)
    html = extraction._repr_html_()
    assert "预计2024年" in html and 'class="quantity"' in html
    assert repr(extraction).startswith("one: ")


def test_an_article_shows_its_text_with_its_claims() -> None:
    article = Article("标题<b>\n全市新增企业3家。", title="题", published="2024")
    html = article._repr_html_()
    assert "<h3>题</h3>" in html and "<b>标题&lt;b&gt;</b>" in html and " · 2024</small>" in html
    assert re.search(r'<a id="(\S+)a0" href="#\1r0" class="quantity" title="indicator: 企业[^"]*rule: ', html)
    assert '<mark class="indicator" title="indicator">企业</mark>' in html and "<table" in html
    assert repr(article).startswith("Article(text='标题<b>")


def test_an_article_is_shown_where_its_claims_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Rules:
        raise InputError("rules/claims/<a>.toml: no such file; put it back")

    monkeypatch.setattr(Rules, "bundled", broken)
    html = ONE._repr_html_()
    assert "专利授权量19.4万件" in html and "shown without claims: rules/claims/&lt;a&gt;.toml" in html


def test_a_very_long_article_is_shown_without_claims() -> None:
    html = Article("全市3家。" * 20_001)._repr_html_()
    assert "100005 characters are too many" in html and "<a id" not in html


def test_many_claims_are_cut_short() -> None:
    claims = Claims([*extract(ONE)] * 100)
    html = claims._repr_html_()
    assert f"200 of {len(claims)} claims" in html


def test_what_has_no_claims_says_so() -> None:
    assert Article("本报讯。")._repr_html_().endswith("<p>本报讯。</p></div><p>no claims</p></div>")
    assert Claims()._repr_html_().endswith("<p>no claims</p>")
