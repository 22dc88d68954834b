"""Mentions: where they stand, which rule wins, and how long one may take."""

import pytest

from extractor import mentions as module
from extractor.errors import RuleTimeout
from extractor.mentions import find_mentions, matches
from extractor.patterns import compile_characters
from extractor.rulefile import RuleSource
from extractor.rules import Rule, Rules


def rule(name: str, kind: str, pattern: str) -> Rule:
    source = RuleSource(id=name, about="", pattern=pattern, path="mentions/own.toml", line=3, kind=kind)
    return Rule(source, "mentions", compile_characters(pattern, {}, {}))


PERCENT = rule("percent", "percent", r"\d+(?:\.\d+)? %")
COUNT = rule("count", "quantity", r"(?P<number> \d+(?:\.\d+)? ) (?P<scale> 万 )? [件册%]")
DATE = rule("date", "date", r"\d+ 年 (?: \d+ 月 )?")


def spans(text: str, *rules: Rule) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.rule) for one in find_mentions(text, rules)]


@pytest.mark.parametrize(
    ("text", "rules", "expected"),
    [
        ("2023年授权19.4万件", [DATE, COUNT], [("2023年", "date"), ("19.4万件", "count")]),
        ("2023年授权19.4万件", [COUNT, DATE], [("2023年", "date"), ("19.4万件", "count")]),
        ("增长5%", [PERCENT, COUNT], [("5%", "percent")]),
        ("增长5%", [COUNT, PERCENT], [("5%", "count")]),
        ("没有数字", [COUNT, PERCENT], []),
        ("", [COUNT], []),
    ],
)
def test_the_earlier_rule_wins_and_order_is_that_of_the_text(
    text: str, rules: list[Rule], expected: list[tuple[str, str]]
) -> None:
    assert spans(text, *rules) == expected


def test_a_mention_is_taken_whole_or_not_at_all() -> None:
    assert spans("2023年12月", rule("month", "date", r"\d+月"), DATE) == [("12月", "month")]


def test_named_groups_are_kept() -> None:
    (mention,) = matches("授权19.4万件", COUNT)
    assert (mention.start, mention.end, mention.kind, mention.rule) == (2, 8, "quantity", "count")
    assert mention.groups == {"number": ((2, 6),), "scale": ((6, 7),)}


def test_a_group_that_took_no_part_is_left_out() -> None:
    (mention,) = matches("授权194件", COUNT)
    assert mention.groups == {"number": ((2, 5),)}


@pytest.mark.parametrize("name", ["name", "span"])
def test_a_group_of_the_kinds_name_or_span_is_the_mention(name: str) -> None:
    (mention,) = matches("题为《专利年报》的报告", rule("title", "name", rf"《(?P<{name}>[^》]+)》"))
    assert (mention.start, mention.end, mention.groups) == (3, 7, {})


def test_every_capture_of_a_group_is_kept() -> None:
    (mention,) = matches(
        "增长3%、5%", rule("pair", "list", r"增长 (?P<number>\d+)% (?: 、 (?P<number>\d+)% )*")
    )
    assert mention.groups["number"] == ((2, 3), (5, 6))


def test_empty_matches_are_no_mentions() -> None:
    assert matches("件", rule("nothing", "count", r"\d*")) == []


def test_a_pattern_that_backtracks_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIME_LIMIT", 0.05)
    slow = rule("slow", "count", r"(?: [一二]+ )+ [件册]")
    with pytest.raises(RuleTimeout) as error:
        matches("一二" * 200 + "个", slow)
    assert str(error.value) == (
        "mentions/own.toml:3: rule slow: ran over 0.05 s on a sentence of 401 characters "
        "(一二一二一二一二一二一二一二一二一二一二…); make its pattern backtrack less"
    )


@pytest.mark.parametrize(
    ("text", "mention", "kind"),
    [
        ("立案审批时间压缩,查扣3,200件商品", "3,200件", "quantity"),
        ("物价上涨2.3个百分点", "2.3个百分点", "points"),
        ("同比增长22.41%", "22.41%", "percent"),
        ("查获盗版图书261万余册", "261万余册", "quantity"),
        ("1-4月,全市", "1-4月", "period"),
    ],
)
def test_the_bundled_rules_refuse_to_truncate(text: str, mention: str, kind: str, rules: Rules) -> None:
    found = {text[one.start : one.end]: one.kind for one in find_mentions(text, rules.mentions)}
    assert found.get(mention) == kind
