"""Variants of the gold sentences keep their claims."""

from pathlib import Path

import pytest

from extractor import Rules
from extractor.corpus import articles_with_gold
from extractor.metamorphic import (
    TRANSFORMATIONS,
    clauses_swapped,
    grouped,
    in_chinese,
    relation,
    spaced_lines,
    traditional,
)

ENOUGH = 0.95


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """The sentences of the project's own corpus that hold a gold row."""
    corpus = Path(__file__).parent.parent / "corpus"
    return [
        sentence.text
        for one in articles_with_gold(corpus)
        for sentence in one.article.sentences
        if any(sentence.start <= row.start < sentence.end for row in one.gold)
    ]


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_claims_hold(name: str, sentences: list[str], rules: Rules) -> None:
    found = relation(name, TRANSFORMATIONS[name], sentences, rules)
    assert found.held
    assert found.share >= ENOUGH, f"{name} holds on {found.share:.1%}: {found.broken}"


def test_claims_hold_in_traditional_characters(sentences: list[str], rules: Rules) -> None:
    pytest.importorskip("opencc")
    there, back = traditional()
    found = relation("traditional", there, sentences, rules, back=back)
    assert found.share >= ENOUGH, f"traditional holds on {found.share:.1%}: {found.broken}"


@pytest.mark.parametrize(
    ("transform", "text", "variant"),
    [
        (grouped, "民事案件88286件，2023年。", "民事案件88,286件，2023年。"),
        (grouped, "拨打12345热线", "拨打12345热线"),
        (in_chinese, "新增4家企业、2项标准，近3年，第5名", "新增四家企业、两项标准，近3年，第5名"),
        (
            in_chinese,
            "5%至8%，-3.5%，0.5%，1205人，15.05万元",
            "5%至8%，-3.5%，百分之零点五，一千二百零五人，十五点零五万元",
        ),
        (spaced_lines, "新增4家。", "\n\n  新增4家。  \n\n"),
        (clauses_swapped, "出口增长5%；进口下降3%。", "进口下降3%；出口增长5%。"),
        (clauses_swapped, "出口增长5%。", "出口增长5%。"),
    ],
)
def test_transformations(transform: "object", text: str, variant: str) -> None:
    assert callable(transform)
    assert transform(text) == variant


def test_a_broken_relation_is_told(rules: Rules) -> None:
    sentences = ["全市专利授权量19.4万件。", "没有数字。"]
    found = relation("harm", lambda text: text.replace("19.4", "19.5"), sentences, rules)
    assert (found.held, found.broken, found.share) == (0, (sentences[0],), 0.0)
