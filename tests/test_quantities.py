"""Anchors as quantities: value, bound and unit by the annotation guide, and what is no quantity."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.gold import read_gold
from extractor.quantities import Quantity, parse_quantity
from extractor.units import Unit

DATA = Path(__file__).parent / "test_quantities"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("anchor", table("anchors.csv"), ids=lambda anchor: anchor["text"])
def test_anchor(anchor: dict[str, str]) -> None:
    assert parse_quantity(anchor["text"]) == Quantity(
        Decimal(anchor["value"]),
        Decimal(anchor["value_max"]) if anchor["value_max"] else None,
        anchor["bound"],
        anchor["unit"],
        anchor["unit_kind"],
    )


@pytest.mark.parametrize("text", ["", *(row["text"] for row in table("refused.csv"))])
def test_no_quantity(text: str) -> None:
    assert parse_quantity(text) is None


def test_values_print_as_plain_decimals() -> None:
    texts = ["1.5万亿元", "20.20%", "1亿元", "三成", "123元1角1分"]
    assert [str(q.value) for q in map(parse_quantity, texts) if q] == [
        "1500000000000",
        "20.20",
        "100000000",
        "30",
        "123.11",
    ]


def test_units_can_be_those_of_other_rules() -> None:
    units = {"担": Unit("担", "担", "mass")}
    assert parse_quantity("3万担", units=units) == Quantity(Decimal(30000), None, "exact", "担", "mass")
    assert parse_quantity("3万件", units=units) is None


def test_the_reference_gold_is_what_its_anchors_say(corpus: Path) -> None:
    wrong = []
    for claim in read_gold(corpus / "beijing-ip-2023.csv"):
        if claim.kind == "quantity":
            found = parse_quantity(claim.text)
            cells = (claim.value, claim.value_max, claim.bound, claim.unit)
            if not found or (found.value, found.value_max, found.bound, found.unit) != cells:
                wrong.append((claim.text, found))
    assert wrong == []


def test_the_development_gold_is_what_its_anchors_say(dev_corpus: Path) -> None:
    """Bound and unit may come from words apart from the anchor (约占四成, 每亩增收16元), the value not."""
    anchors = [
        claim for path in dev_corpus.glob("*-*.csv") for claim in read_gold(path) if claim.kind == "quantity"
    ]
    found = [(parse_quantity(claim.text), claim) for claim in anchors]
    agreed = [c for q, c in found if q and (q.value, q.value_max) == (c.value, c.value_max)]
    assert len(agreed) >= 0.97 * len(anchors)


@given(
    st.text(
        alphabet="近约超上千百万亿十两三几多余至到—-0123456789.,%个件元吨半成分之一番翻倍(次)/每 ",
        max_size=24,
    )
)
def test_any_string_is_read_or_refused(text: str) -> None:
    found = parse_quantity(text)
    if found and found.value_max is not None:
        assert found.bound == "range" and found.value < found.value_max


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("六十一点三五亿元", "6135000000"),
        ("百分之十二点八九", "12.89"),
        ("一点二六万个", "12600"),
        ("零点四五个百分点", "0.45"),
        ("一点二三四五万人", "12345"),
    ],
)
def test_neighbouring_digits_behind_a_point_are_no_range(text: str, value: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.value, quantity.value_max, quantity.bound) == (Decimal(value), None, "exact")
