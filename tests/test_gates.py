"""A gate spares searches and loses no match."""

from itertools import product
from pathlib import Path

import pytest
import regex

from extractor import Article, Rules
from extractor.analysis import mentions_of
from extractor.gates import OPEN, features, gate
from extractor.linking import token_matches
from extractor.mentions import matches
from extractor.patterns import compile_characters
from extractor.rulefile import RuleSource
from extractor.rules import Rule
from extractor.sieve import passing
from extractor.tokens import tokenize

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("居 | 位居", [["居"], ["位居"]]),
        ("同? 比 上年", [["比上", "年"]]),
        ("[今昨] [天日]", [["今天 今日 昨天 昨日"]]),
        ("国 务 院 (?! 台 )", [["国务", "院"]]),
        ("[一二三] 家", [["一家 二家 三家"]]),
        ("[一二三]+ 家", [["一 二 三", "家"]]),
        ("(?! 第 ) [一二三]", [["一 二 三"]]),
        ("家 (?= [,。] )", [[", 。", "家"]]),
        ("家 (?= [,。] | $ )", [["家"]]),
        ("(?<= 达到 ) 家", [["家", "达到"]]),
        ("(?: 约 | 近 )? (?P<number> [1-3] | 两 )", [["1 2 3"], ["两"]]),
        (r"\d+ 家", [[r"\d", "家"]]),
        ("(?P<a> 甲 )? (?(a) 乙 | 丙 ) 丁", [["丁"]]),
        ("家{2,} 人{0,3} 户{,2}", [["家"]]),
    ],
)
def test_a_gate_is_what_a_matching_text_holds(pattern: str, expected: list[list[str]]) -> None:
    found = gate(regex.compile(pattern, regex.VERBOSE))
    told = {frozenset(" ".join(sorted(demand)) for demand in alternative) for alternative in found}
    wanted = {frozenset(" ".join(sorted(demand.split())) for demand in one) for one in expected}
    assert told == wanted


@pytest.mark.parametrize("pattern", ["居?", "家 *", ".", "[^家]", "(?i) km", r"\w+", "居 | ", r"\b"])
def test_nothing_is_said_where_nothing_is_known(pattern: str) -> None:
    assert gate(regex.compile(pattern, regex.VERBOSE)) == OPEN


def test_a_list_is_told_by_its_words() -> None:
    pattern = regex.compile(r"\L<unit>", regex.VERBOSE, unit=["万件", "平方米", "亩"])
    assert gate(pattern) == ((frozenset({"万件", "平方米", "亩"}),),)


@pytest.mark.parametrize(
    ("text", "passes"), [("二级巡视员", True), ("二级", False), ("巡视员", True), ("级巡", False)]
)
def test_of_a_word_the_whole_must_stand_there(text: str, passes: bool) -> None:
    pattern = compile_characters(r"\L<post>", {}, {"post": ("二级巡视员", "巡视员", "巡视长")})
    source = RuleSource(id="post", about="", pattern=pattern.pattern, path="own.toml", line=1, kind="post")
    assert bool(passing(text, [Rule(source, "mentions", pattern)])) is passes


def test_digits_of_any_script_are_a_feature() -> None:
    digits = r"\d"
    assert digits in features("增长٣家")
    assert digits not in features("增长三家")


def test_many_alternatives_stay_few() -> None:
    choice = "(?: " + " | ".join("甲乙丙丁戊己庚辛") + " ) 一"
    found = gate(regex.compile(choice * 3, regex.VERBOSE))
    assert 0 < len(found) <= 16
    for text in map("一".join, product("甲乙丙", repeat=3)):
        assert any(all(not demand.isdisjoint(features(text + "一")) for demand in one) for one in found)


RULES = Rules.bundled()
SENTENCES = [sentence for path in sorted(CORPUS.glob("*.txt")) for sentence in Article.read(path).sentences]
assert SENTENCES


@pytest.mark.parametrize("rule", [*RULES.mentions, *RULES.context], ids=lambda rule: rule.id)
def test_no_match_in_the_corpus_is_lost(rule: Rule) -> None:
    texts = [sentence.folded for sentence in SENTENCES]
    texts += [example.replace("[", "").replace("]", "") for example in rule.source.yes]
    for text in texts:
        if not passing(text, [rule]):
            assert matches(text, rule) == []


def test_no_match_of_a_claim_rule_in_the_corpus_is_lost() -> None:
    spared = 0
    for sentence in SENTENCES:
        line = tokenize(sentence.folded, mentions_of(sentence.folded, RULES), RULES)
        tried = passing(line.symbols, RULES.claims)
        for rule in RULES.claims:
            if rule not in tried:
                spared += 1
                assert token_matches(line, rule) == []
    assert spared


def test_the_rules_that_pass_keep_their_order() -> None:
    tried = passing("全市专利授权量19.4万件,位居全国第一,同比增长5%。", RULES.mentions)
    assert tried == [rule for rule in RULES.mentions if rule in tried]
    assert {"quantity", "rank-with-verb", "percentage", "year-on-year"} <= {rule.id for rule in tried}
    assert not {"title", "web-address", "era"} & {rule.id for rule in tried}
