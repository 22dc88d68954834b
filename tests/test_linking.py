"""Claim rules over tokens: which words go with which number, and which rule wins."""

from pathlib import Path

import pytest

from extractor import linking as module
from extractor.errors import RuleTimeout
from extractor.linking import Linked, link, token_matches
from extractor.mentions import find_mentions
from extractor.rules import Rules
from extractor.tokens import Line, tokenize

RULES = """
about = "Rules to link with."
"""
RULE = """
[[rule]]
id = "{id}"
about = "A rule to link with."
pattern = '''{pattern}'''
yes = ['[19.4万件](quantity)', '[3件](quantity)']
no = ['没有']
"""


@pytest.fixture
def small(shared_datadir: Path) -> Path:
    return shared_datadir / "small"


def load(folder: Path, **patterns: str) -> Rules:
    """The small rules with the claim rules given in place of their own, in that order."""
    rules = [RULE.format(id=name.replace("_", "-"), pattern=pattern) for name, pattern in patterns.items()]
    (folder / "claims" / "own.toml").write_text("".join([RULES, *rules]), encoding="utf-8")
    contents = (folder / "contents.toml").read_text(encoding="utf-8").split("claims =")[0]
    (folder / "contents.toml").write_text(contents + 'claims = ["claims/own.toml"]\n', encoding="utf-8")
    return Rules.load(folder)


def tokens(text: str, rules: Rules) -> Line:
    return tokenize(text, find_mentions(text, rules.mentions), rules)


def linked(text: str, rules: Rules) -> Linked:
    return link(tokens(text, rules), rules.claims)


def drafts(text: str, rules: Rules) -> list[tuple[str, dict[str, str]]]:
    """The rule of each draft, and the text of each of its roles."""
    found = tokens(text, rules).tokens
    return [
        (
            draft.rule.id,
            {
                role: "".join(token.text for token in found[slice(*span)])
                for role, span in draft.roles.items()
            },
        )
        for draft in linked(text, rules).drafts
    ]


NOUN_COUNT = "(?P<indicator> {noun}+ ) (?P<quantity> {quantity} )"
COUNT_NOUN = "(?P<quantity> {quantity} ) (?P<indicator> {noun}+ )"


def test_the_first_rule_takes_the_number(small: Path) -> None:
    text = "专利3件商品"
    one = load(small, before=NOUN_COUNT, after=COUNT_NOUN)
    assert drafts(text, one) == [("before", {"quantity": "3件", "indicator": "专利"})]
    other = load(small, after=COUNT_NOUN, before=NOUN_COUNT)
    assert drafts(text, other) == [("after", {"quantity": "3件", "indicator": "商品"})]


def test_the_second_rule_takes_what_is_left(small: Path) -> None:
    rules = load(small, verb="(?P<action> {act} ) " + COUNT_NOUN, noun=NOUN_COUNT)
    assert drafts("专利3件,查获4件商品", rules) == [
        ("noun", {"quantity": "3件", "indicator": "专利"}),
        ("verb", {"quantity": "4件", "indicator": "商品", "action": "查获"}),
    ]


def test_a_match_with_several_numbers_makes_several_rows(small: Path) -> None:
    rules = load(
        small, both="(?P<indicator> {noun} ) {comma} (?P<indicator> {noun} ) (?&trend) "
        "(?P<growth> {percent} ) {comma} (?P<growth> {percent} )"
    )  # fmt: skip
    assert drafts("专利,商品增长3%,5%", rules) == [
        ("both", {"growth": "3%", "indicator": "专利", "trend": "增长"}),
        ("both", {"growth": "5%", "indicator": "商品", "trend": "增长"}),
    ]


def test_what_is_said_once_holds_for_all(small: Path) -> None:
    rules = load(
        small, list="(?P<action> {act} ) (?: (?P<quantity> {quantity} ) (?P<indicator> {noun} ) {comma}? )+"
    )
    assert drafts("查获3件商品,4件专利", rules) == [
        ("list", {"quantity": "3件", "indicator": "商品", "action": "查获"}),
        ("list", {"quantity": "4件", "indicator": "专利", "action": "查获"}),
    ]


def test_growth_belongs_to_its_level(small: Path) -> None:
    rules = load(small, level=NOUN_COUNT + " {comma} (?P<basis> {basis} ) (?&trend) (?P<growth> {percent} )")
    assert drafts("专利3件,同比下降5%", rules) == [
        ("level", {"quantity": "3件", "indicator": "专利", "basis": "同比", "trend": "下降", "growth": "5%"})
    ]


def test_a_growth_that_is_taken_is_no_role_of_another(small: Path) -> None:
    growth = "(?&trend) (?P<growth> {percent} )"
    rules = load(small, growth=growth, level=NOUN_COUNT + " {comma} " + growth)
    assert drafts("专利3件,增长5%", rules) == [
        ("level", {"quantity": "3件", "indicator": "专利", "trend": "增长"}),
        ("growth", {"growth": "5%", "trend": "增长"}),
    ]


def test_numbers_set_aside(small: Path) -> None:
    rules = load(
        small, none="{up} (?P<aside> {percent} )", level=NOUN_COUNT, growth="(?P<growth> {percent} )"
    )
    found = linked("专利3件,增长5%", rules)
    assert [draft.rule.id for draft in found.drafts] == ["level"]
    assert {index: rule.id for index, rule in found.aside.items()} == {4: "none"}


def test_no_number_no_row(small: Path) -> None:
    rules = load(small, nouns="(?P<indicator> {noun}+ )", level=NOUN_COUNT)
    assert drafts("商品。", rules) == []


def test_a_rule_that_backtracks_without_end_is_stopped(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIME_LIMIT", 0.05)
    rules = load(small, slow="(?: (?: {noun} | {noun} {noun} )+ )+ {act|comma} {stop}")
    line = tokens("专利商品" * 100 + "3件,查获专利。", rules)
    with pytest.raises(RuleTimeout) as error:
        token_matches(line, rules.claims[0])
    assert str(error.value) == (
        "claims/own.toml:4: rule slow: ran over 0.05 s on a sentence of 205 tokens; "
        "make its pattern backtrack less"
    )
