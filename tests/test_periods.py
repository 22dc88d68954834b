"""Expressions of time, each with the article's date and the period it is about, and what they resolve to."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.periods import NO_PERIOD, Reference, resolve

_TABLE = Path(__file__).with_suffix("") / "resolve.tsv"


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: "/".join(list(row.values())[:3]))
def test_expression_resolves(row: dict[str, str]) -> None:
    assert resolve(row["text"], Reference(row["published"], row["current"])) == row["period"]


@pytest.mark.parametrize(
    "text", ["去年", "今年上半年", "6月", "26日", "昨日", "上周", "前三季度", "全年", "春节期间"]
)
def test_nothing_is_read_against_the_clock(text: str) -> None:
    assert resolve(text, Reference()) == ""


_WORDS = """
截至 自 从 到 今年 去年 当年 2023年 2023 前 三 两 1 12 31 30 月 日 季度 上半年 上月 底 末 以来 起 至今 至 — 、
( ) 的 同期 旬 上旬 周 世纪 年代 80 春节 全年 24时 “十四五” 目前 昨日 0 二〇二三 99 / .
"""
_PIECES = st.sampled_from(_WORDS.split())
_DATES = st.sampled_from(["", "2024", "2024-02", "2024-02-29", "2023-12-31", "2024-02-31", "2024-13-01"])
_CURRENT = st.sampled_from(
    ["", "2023", "../2023-12-31", "2022-11/..", "2023-Q3", "2023-01/2023-08", "199X", "“十四五”以来", "2030"]
)
_UNIT = r"(?:[12]\d{3}(?:-\d\d(?:-\d\d)?|-Q[1-4]|-H[12])?|\d{3}X)"
_ISO = re.compile(rf"{_UNIT}(?:/(?:{_UNIT}|\.\.))?|\.\./{_UNIT}")


@given(st.lists(_PIECES, min_size=1, max_size=6).map("".join), _DATES, _CURRENT)
def test_any_text_gives_a_period_or_none_or_itself(text: str, published: str, current: str) -> None:
    period = resolve(text, Reference(published, current))
    if _ISO.fullmatch(period) is None and period not in ("", NO_PERIOD):
        assert text.endswith(period) or period == current
