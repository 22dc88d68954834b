"""Every numeral of a text has one state and a reason."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractor import Article, Rules, account, analyse
from extractor.explain import Numeral


def states(text: str, rules: Rules) -> list[tuple[str, str]]:
    return [(numeral.text, numeral.state) for numeral in account(analyse(Article(text), rules))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市专利授权量19.4万件。", [("19.4", "claim"), ("万", "claim")]),
        ("全市专利授权量19.4万件,同比增长5.02%。", [("19.4", "claim"), ("万", "claim"), ("5.02", "claim")]),
        ("查扣3,200件商品。", [("3,200", "claim")]),
        ("截至2023年12月，已办理。", [("2023", "aside"), ("12", "aside")]),
        ("在第24届评选中获奖。", [("24", "aside")]),
        ("召开统一部署会。", [("一", "aside")]),
        ("湖边很安静。", []),
        ("编码8848。", [("8848", "unexplained")]),
        ("全市专利授权量１９.４万件。", [("１９.４", "claim"), ("万", "claim")]),
    ],
)
def test_states(text: str, expected: list[tuple[str, str]], rules: Rules) -> None:
    assert states(text, rules) == expected


def test_each_state_has_its_reason(reference: Article, rules: Rules) -> None:
    # The words of a region are set aside as such, whichever of its rules found them.
    ids = {rule.id for rule in rules.all} | {"region"}
    for numeral in account(analyse(reference, rules)):
        reason, _, word = numeral.rule.partition(":")
        assert reason in ids or numeral.text in word


def test_offsets_are_those_of_the_article(reference: Article, rules: Rules) -> None:
    numerals = account(analyse(reference, rules))
    assert all(reference.text[one.start : one.end] == one.text for one in numerals)
    assert all(one.end <= other.start for one, other in zip(numerals, numerals[1:], strict=False))


def test_no_digit_is_left_out(reference: Article, rules: Rules) -> None:
    covered = {index for one in account(analyse(reference, rules)) for index in range(one.start, one.end)}
    digits = {index for index, character in enumerate(reference.text) if character.isdecimal()}
    assert digits <= covered


def test_nothing_is_unexplained_where_the_reason_is_gone(rules: Rules) -> None:
    extraction = analyse(Article("全市专利授权量19.4万件。"), replace(rules, claims=()))
    assert account(extraction) == (
        Numeral("19.4", 7, 11, "unexplained", ""),
        Numeral("万", 11, 12, "unexplained", ""),
    )


def test_the_development_corpus_is_accounted_for(dev_corpus: Path, rules: Rules) -> None:
    for path in sorted(dev_corpus.glob("*.txt")):
        article = Article.read(path)
        covered = {index for one in account(analyse(article, rules)) for index in range(one.start, one.end)}
        missing = [
            i for i, character in enumerate(article.text) if character.isdecimal() and i not in covered
        ]
        assert not missing, path.stem
