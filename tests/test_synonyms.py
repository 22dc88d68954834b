"""Declared names fold, others are only proposed."""

from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.synonyms import Synonyms, candidates


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("有效发明专利量", "发明专利有效量"),
        ("发明专利授权量", "发明专利授权量"),
        ("GDP", "地区生产总值"),
        ("ＧＤＰ", "地区生产总值"),
        ("pm2.5年均浓度", "细颗粒物年均浓度"),
        ("出口", "出口"),
        ("", ""),
    ],
)
def test_folding(name: str, folded: str) -> None:
    assert Synonyms.bundled().fold(name) == folded


def test_candidates_are_proposed_and_never_merged() -> None:
    names = ["发明专利有效量", "有效发明专利量", "规上工业企业利润", "规上工业企业总利润"]
    (found,) = candidates(names)
    assert (found.one, found.other) == ("规上工业企业利润", "规上工业企业总利润")
    assert 0.85 <= found.similarity < 1
    folded = Synonyms.bundled().fold
    assert folded(found.one) != folded(found.other)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = 1\n[names]\nA = ['X']\nB = ['X']", "X: stands under A and B"),
        ("[names]\nA = ['X']", "needs a whole number `version`"),
        ("version = 1\n[names]\nA = 'X'", "A: is no list of names"),
        ("version = ", "cannot be read as TOML"),
    ],
    ids=["twice", "no-version", "no-list", "no-toml"],
)
def test_errors(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "synonyms.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        Synonyms.load(tmp_path)


def test_no_list(tmp_path: Path) -> None:
    assert Synonyms.load(tmp_path) == Synonyms({}, 0)
