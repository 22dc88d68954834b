"""A gate spares searches and loses no match."""

from pathlib import Path

import pytest
import regex

from extractor import Article, Rules
from extractor.gates import gate
from extractor.mentions import matches
from extractor.rules import Rule

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("居 | 位居", {"居", "位"}),
        ("同? 比 上年", {"比"}),
        ("[一二三] 家", {"家"}),
        ("(?! 第 ) [一二三]", {"一", "二", "三"}),
        ("(?: 约 | 近 )? (?P<number> [1-3] | 两 )", {"1", "2", "3", "两"}),
        ("家 *", None),
        (".", None),
        ("[^家]", None),
        ("(?i) km", None),
        (r"\w+", None),
    ],
)
def test_a_gate_is_what_every_match_holds(pattern: str, expected: set[str] | None) -> None:
    assert gate(regex.compile(pattern, regex.VERBOSE)) == expected


def test_a_list_opens_by_its_first_characters() -> None:
    assert gate(regex.compile(r"\L<unit>", regex.VERBOSE, unit=["万件", "亩"])) == {"万", "亩"}


RULES = Rules.bundled()


@pytest.mark.parametrize("rule", RULES.mentions, ids=lambda rule: rule.id)
def test_no_match_in_the_corpus_is_lost(rule: Rule) -> None:
    if rule.gate is None:
        pytest.skip("this rule has no gate")
    for path in CORPUS.glob("*.txt"):
        for sentence in Article.read(path).sentences:
            if rule.gate.isdisjoint(sentence.folded):
                assert matches(sentence.folded, rule) == []
