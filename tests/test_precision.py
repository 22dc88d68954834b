"""What written figures leave open."""

from decimal import Decimal

import pytest

from extractor.claim import Claim
from extractor.precision import Interval, growth_interval, implied_base, value_interval
from extractor.quantities import parse_quantity


def claim(text: str, growth: str = "") -> Claim:
    quantity = parse_quantity(text)
    assert quantity is not None
    return Claim(
        "a", "quantity", 0, len(text), text,
        value=quantity.value, value_max=quantity.value_max, bound=quantity.bound,
        unit=quantity.unit, unit_kind=quantity.unit_kind,
        growth=Decimal(growth) if growth else None, growth_unit="%" if growth else "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("19.4万件", "193500", "194499"),
        ("738件", "738", "738"),
        ("500家", "500", "500"),
        ("三家", "3", "3"),
        ("110.7394万件", "1107394", "1107394"),
        ("3,200件", "3200", "3200"),
        ("2亿人次", "150000000", "249999999"),
        ("8.4亿元", "835000000", "845000000"),
        ("262.9件", "262.85", "262.95"),
        ("98.60%", "98.595", "98.605"),
        ("三成", "25", "35"),
        ("三分之一", "33.33", "33.33"),
        ("261万余册", "2610000", None),
        ("超5000万元", "50000000", None),
        ("2.4万件以上", "24000", None),
        ("近500家", "0", "500"),
        ("1.5%以内", "0", "1.5"),
        ("约2100万元", "20000000", "22000000"),
        ("90亿至100亿元", "9000000000", "10000000000"),
        ("5小时30分", "330", "330"),
    ],
)  # fmt: skip
def test_values(text: str, low: str, high: str | None) -> None:
    interval = value_interval(claim(text))
    assert interval is not None
    assert interval == Interval(Decimal(low), None if high is None else Decimal(high))


def test_a_gold_row_counts_like_an_extracted_one() -> None:
    row = Claim("a", "quantity", 0, 6, "19.4万件", value=Decimal(194000), unit="件", bound="exact")
    assert value_interval(row) == Interval(Decimal(193500), Decimal(194499))


@pytest.mark.parametrize(
    ("growth", "low", "high"), [("5.0", "4.95", "5.05"), ("-3", "-3.5", "-2.5"), ("120", "119.5", "120.5")]
)
def test_growth(growth: str, low: str, high: str) -> None:
    row = Claim("a", "growth", 0, 1, "x", growth=Decimal(growth), growth_unit="%")
    assert growth_interval(row) == Interval(Decimal(low), Decimal(high))


def test_the_implied_base_holds_the_base() -> None:
    """10.8万件 after growth of 22.41% were 88,228 before, give or take what the rounding hides."""
    base = implied_base(claim("10.8万件", "22.41"))
    assert base is not None and base.low is not None and base.high is not None
    assert base.low < Decimal(88228) < base.high
    assert base.high - base.low < 900


@pytest.mark.parametrize(
    "row", [claim("10.8万件"), claim("10.8万件", "-100"), Claim("a", "growth", 0, 1, "x")]
)
def test_no_base(row: Claim) -> None:
    assert implied_base(row) is None


def test_intervals() -> None:
    low, high = Interval(Decimal(1), Decimal(2)), Interval(Decimal(3), None)
    assert high.above(low) and not low.above(high) and not low.meets(high)
    assert (low + high) == Interval(Decimal(4), None)
    assert low.over(low) == Interval(Decimal("0.5"), Decimal(2))
    assert high.over(low) == Interval(Decimal("1.5"), None)
