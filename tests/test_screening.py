"""What a sentence is spared for cannot have stated a claim."""

from pathlib import Path

import pytest

from extractor import Article, Rules, analyse, extract
from extractor.analysis import mentions_of
from extractor.screening import can_link, numbers

CORPUS = Path(__file__).parent.parent / "corpus"
RULES = Rules.bundled()


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_claims_are_those_of_the_whole_analysis(path: Path) -> None:
    article = Article.read(path)
    extraction = analyse(article, RULES)
    assert list(extract(article, RULES)) == list(extraction.claims)
    spared = 0
    for one in extraction.analyses:
        if not (numbers(one.sentence.folded, RULES) is not None and can_link(one.mentions, RULES)):
            spared += 1
            assert one.rows == ()
    assert spared


def test_no_example_of_a_claim_rule_is_spared() -> None:
    for rule in RULES.claims:
        for example in rule.source.yes:
            text = "".join(character for character in example if character not in "[]")
            assert numbers(text, RULES) is not None or "{" in text, example


@pytest.mark.parametrize(
    ("text", "states", "links"),
    [
        ("新增19.4万件", True, True),
        ("同比增长5%", True, True),
        ("位居全国第一", True, True),
        ("减少一个工作日", True, True),
        ("3月5日召开第二次会议", False, False),
        ("进一步落实一系列措施", True, False),
        ("详见www.cnipa.gov.cn", False, False),
        ("《新增3万件》", True, False),
    ],
)
def test_what_can_state_a_claim(text: str, states: bool, links: bool) -> None:
    assert (numbers(text, RULES) is not None) is states
    assert can_link(mentions_of(text, RULES), RULES) is links


@pytest.mark.parametrize(
    "text",
    [
        "“新增3万件。第二天结案5件。”张某说。\n第三天又来了。\n市统计局局长李晓明介绍，全市立案4万件。",
        "2023年，全市新增企业3万户。5月，各地举办活动。新增5户。",
        "一、二〇二三年工作\n立案3件。\n二、第二项\n结案5件。",
        "《2023年报告》第3章显示，全市新增企业3万户。第4章另述。",
    ],
)
def test_spared_sentences_still_tell_period_and_source(text: str) -> None:
    article = Article(text, published="2024-05-01")
    claims = extract(article, RULES)
    assert list(claims) == list(analyse(article, RULES).claims)
    assert len(claims) > 0


def test_rules_without_claims_spare_everything(tmp_path: Path) -> None:
    (tmp_path / "contents.toml").write_text("mentions = []\n", encoding="utf-8")
    rules = Rules.load(tmp_path)
    assert not can_link([], rules)
    assert list(extract(Article("新增19.4万件。"), rules)) == []
