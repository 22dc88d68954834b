"""Folding keeps every offset, and leaves simplified text as it is."""

from pathlib import Path

import pytest

from extractor import Article, account, analyse, extract
from extractor.fold import fold

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＢ１２％（家）；＋", "AB12%(家);+"),
        ("﹙約﹚﹪", "(约)%"),
        ("專利授權量１０．８萬件，環比下降", "专利授权量10.8万件,环比下降"),
        ("臺灣地區、覆蓋後於內", "台湾地区、覆盖后于内"),
        ("乾县著作权", "乾县著作权"),
        ("。、“”《》㎡½", "。、“”《》㎡½"),
    ],
)
def test_folded(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_simplified_text_keeps_its_characters(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(fold(text)) == len(text)
    assert [pair for pair in zip(text, fold(text), strict=True) if pair[0] != pair[1] > "\u3000"] == []


def test_cells_out_of_the_text_stay_as_written() -> None:
    article = Article("2023年，全市專利授權量19.4萬件，環比下降2.1%。")
    [claim] = extract(article)
    assert (claim.text, claim.indicator, claim.region) == ("19.4萬件", "專利授權量", "全市")
    assert (claim.value, claim.unit, claim.growth_basis) == (194000, "件", "mom")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市新增人口20，300人。", []),
        ("全市新增人口20，300，400人。", []),
        ("新增企业1200家，300家已投产。", ["1200家", "300家"]),
        ("全市新增人口20,300人。", ["20,300人"]),
        ("全市新增人口２０，３００人。", ["２０，３００人"]),
    ],
)
def test_a_comma_that_may_group_or_part_figures_is_not_guessed(text: str, found: list[str]) -> None:
    article = Article(text)
    assert [claim.text for claim in extract(article)] == found
    states = {numeral.text: numeral.state for numeral in account(analyse(article))}
    assert set(states.values()) == ({"claim"} if found else {"unexplained"})


def test_a_number_too_long_costs_no_other_row() -> None:
    article = Article(f"全市新增人口{'9' * 400}人，其中女性1200人。")
    claims = extract(article)
    assert claims.to_frame()["value"].tolist() == [1200.0]
    long, short = account(analyse(article))
    assert (long.state, long.text, short.state) == ("unexplained", "9" * 400, "claim")
