"""Numerals: exact values, and refusals where a numeral can be read in two ways."""

import csv
from decimal import Decimal, localcontext
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.numerals import read_numeral, read_share

DATA = Path(__file__).parent / "test_numerals"


def table(name: str) -> list[tuple[str, ...]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


@pytest.mark.parametrize(("text", "value"), table("values.csv"))
def test_value(text: str, value: str) -> None:
    assert str(read_numeral(text)) == value


@pytest.mark.parametrize("text", ["", "1" * 40, *(text for (text,) in table("refused.csv"))])
def test_refusal(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    {"百": 100, "千": 1000, "百万": 10**6, "千亿": 10**11, "万亿": 10**12, "十万": 10**5}.items(),
)
def test_bare_scale_is_one_of_it(text: str, value: int) -> None:
    assert read_numeral(text, bare=True) == value


@pytest.mark.parametrize(("text", "value"), table("shares.csv"))
def test_share(text: str, value: str) -> None:
    assert str(read_share(text)) == value


@pytest.mark.parametrize(
    "text", ["", "成", "半", "一", "15%", "分之一", "三分之", "零分之一", "24/7/365", "5/0", "1.5分之一"]
)
def test_refused_share(text: str) -> None:
    assert read_share(text) is None


def spelled(number: int) -> str:
    """A whole number below 10**12 as textbooks spell it, by another way than the reader's."""
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    for size, mark in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if rest and rest * 10 < size else ""
            return spelled(head) + mark + (gap + spelled(rest) if rest else "")
    raise AssertionError(number)


@given(st.integers(0, 10**12 - 1))
def test_spelled_numbers_come_back(number: int) -> None:
    assert read_numeral(spelled(number)) == number


@given(st.integers(0, 10**9), st.integers(0, 10**4 - 1), st.sampled_from(["", "万", "亿", "万亿"]))
def test_figures_with_a_scale_are_exact(whole: int, decimals: int, scale: str) -> None:
    size = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    with localcontext() as context:
        context.prec = 60
        assert read_numeral(f"{whole}.{decimals:04}{scale}") == Decimal(f"{whole}.{decimals:04}") * size


@example("1千零91.5")
@example("两千零1,000")
@example("9" * 32)
@settings(max_examples=400)
@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿点负-+.,0123456789半成分之/ ", max_size=40))
def test_any_string_is_read_or_refused(text: str) -> None:
    for value in (read_numeral(text), read_numeral(text, bare=True), read_share(text)):
        # Tables hold float64, so no numeral is read that it cannot hold.
        assert value is None or isfinite(float(value))
