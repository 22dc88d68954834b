"""Highlighted HTML keeps the text, marks what the rows say, and escapes everything."""

import re
from html import unescape

import pytest

from extractor import Article, extract
from extractor.claim import Claim
from extractor.markup import Mark, claim_marks, highlighted, sentence_span, table, tooltip

TEXT = "据市统计局统计，2023年全市专利授权量19.4万件，同比增长5%。\n高价值发明专利29.9万件，居全国第一。"


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_highlighting_changes_no_character() -> None:
    claims = extract(Article(TEXT))
    assert plain(highlighted(TEXT, claim_marks(claims, TEXT))) == TEXT


def test_anchors_indicators_and_sources_are_marked() -> None:
    claims = extract(Article(TEXT))
    marks = claim_marks(claims, TEXT)
    found = {(mark.kind, TEXT[mark.start : mark.end]) for mark in marks}
    assert {("quantity", "19.4万件"), ("indicator", "专利授权量"), ("source", "市统计局")} <= found
    html = highlighted(TEXT, marks)
    assert '<a id="a0" href="#r0" class="quantity"' in html
    assert "rule: " in html


def test_an_anchor_that_is_not_there_is_not_marked() -> None:
    claim = Claim("a", "quantity", 0, 3, "19件")
    assert claim_marks([claim], TEXT) == []


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([], "3家&lt;b&gt;企业"),
        ([Mark(0, 2, "quantity", 4)], '<a id="a4" href="#r4" class="quantity">3家</a>&lt;b&gt;企业'),
        (
            [Mark(0, 2, "quantity", 0), Mark(0, 7, "indicator")],
            (
                '<a id="a0" href="#r0" class="quantity indicator">3家</a>'
                '<mark class="indicator">&lt;b&gt;企业</mark>'
            ),
        ),
        (
            [Mark(0, 5, "indicator"), Mark(2, 7, "source")],
            (
                '<mark class="indicator">3家</mark><mark class="indicator source">&lt;b&gt;</mark>'
                '<mark class="source">企业</mark>'
            ),
        ),
        (
            [Mark(0, 2, "rank", 0), Mark(1, 7, "growth", 1)],
            '<a id="a0" href="#r0" class="rank">3家</a>&lt;b&gt;企业',
        ),
        ([Mark(5, 99, "indicator")], "3家&lt;b&gt;企业"),
    ],
    ids=["none", "anchor", "indicator-over-anchor", "overlap", "two-anchors", "beyond-the-end"],
)
def test_marks(marks: list[Mark], html: str) -> None:
    assert highlighted("3家<b>企业", marks) == html


def test_a_tooltip_cannot_leave_its_attribute() -> None:
    claim = Claim("a", "quantity", 0, 2, "3家", indicator='"><script>')
    html = highlighted("3家", [Mark(0, 2, "quantity", 0, tooltip(claim))])
    assert "<script" not in html
    assert "<script" not in table([claim])


def test_sentences_end_at_stops_and_lines() -> None:
    start, end = sentence_span(TEXT, TEXT.index("29.9"))
    assert TEXT[start:end] == "高价值发明专利29.9万件，居全国第一。"


def test_the_table_has_the_columns_that_are_filled() -> None:
    claims = extract(Article(TEXT))
    html = table(claims)
    assert html.count("<tr ") == len(claims)
    assert "<th scope='col'>rank</th>" in html
    assert "value_max" not in html
