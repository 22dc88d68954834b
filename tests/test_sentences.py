"""Whole sentences against the claims that they state: segmentation, rules, linking and normalising together."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.article import Article
from extractor.claim import Claim
from extractor.extract import extract
from extractor.rules import Rules

TABLE = tomllib.loads(
    (Path(__file__).parent / "test_sentences" / "claims.toml").read_text(encoding="utf-8"),
    parse_float=Decimal,
)["sentence"]


def told(claim: Claim, cells: dict[str, Any]) -> dict[str, Any]:
    """The claim's cells that the table writes, an empty one as an empty text."""
    return {name: "" if (cell := getattr(claim, name)) is None else cell for name in cells}


@pytest.mark.parametrize("row", TABLE, ids=[row["about"] for row in TABLE])
def test_the_claims_of_a_sentence(row: dict[str, Any], rules: Rules) -> None:
    claims = extract(Article(row["text"], published="2024-07-05"), rules)
    assert [claim.text for claim in claims] == [cells["text"] for cells in row["claims"]]
    assert [told(*pair) for pair in zip(claims, row["claims"], strict=True)] == row["claims"]
