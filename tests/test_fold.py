"""Folding keeps every offset, and leaves simplified text as it is."""

from pathlib import Path

import pytest

from extractor import Article, extract
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
