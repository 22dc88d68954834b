"""Every check of lint finds what it is for in a folder that is otherwise sound, which has no finding."""

import json
from pathlib import Path

import pytest

from extractor import Article, Rules, extract
from extractor.errors import RuleTimeout
from extractor.finding import to_sarif
from extractor.lint import checks, lint
from extractor.rules import bundled_folder

COUNTS, GROWTH = "claims/counts.toml", "claims/growth.toml"
NUMBERS, WORDS = "mentions/numbers.toml", "lexicon/words.toml"

NEW_RULE = """
[[rule]]
id = "{id}"
about = "Another rule."
pattern = '''{pattern}'''
yes = ['[专利](indicator)[19.4万件](quantity)。', '[案件](indicator)[3件](quantity)。']
no = ['一批企业']
"""
SHADOWED = NEW_RULE.format(id="noun-then-count", pattern="(?P<indicator> (?&np) ) (?P<quantity> {quantity} )")

AGAIN = NEW_RULE.format(
    id="again",
    pattern="(?P<indicator> (?&np) ) (?P<basis> {basis} )?  (?&trend) (?P<growth> {percent} )",
)

# check, file, what is replaced, by what, and what the finding must say
CASES = [
    ("does-not-load", GROWTH, "{percent}", "{percnt}", "did you mean 'percent'"),
    (
        "few-examples",
        GROWTH,
        "yes = ['[专利](indicator)[同比](basis)[增长](trend)[6.1%](growth)。', ",
        "yes = [",
        "has 1 yes and 1 no",
    ),
    ("unused-kind", WORDS, 'stop = "。"', 'stop = "。"\nspare = "备用"', "kinds.spare"),
    ("unused-words", WORDS, "[words]", '[words]\nspare = "备用"', "words.spare"),
    ("unused-piece", WORDS, "[pieces]", "[pieces]\nspare = '''{noun}'''", "pieces.spare"),
    ("word-twice", WORDS, "查获 新增 立案", "查获 新增 立案 查获", "kinds.act holds 查获 2 times"),
    (
        "unread-role",
        GROWTH,
        "(?P<basis> {basis} )?",
        "(?P<basiss> {basis} )?",
        "nobody reads the role basiss",
    ),
    (
        "duplicate-rule",
        GROWTH,
        "",
        AGAIN,
        "says what indicator-then-growth says",
    ),
    (
        "dead-alternative",
        GROWTH,
        "(?P<basis> {basis} )?",
        "(?: {copula} | {act} | {copula} )? (?P<basis> {basis} )?",
        "'{copula}'",
    ),
    (
        "dead-alternative",
        GROWTH,
        "(?P<basis> {basis} )?",
        "{act|查获}? (?P<basis> {basis} )?",
        "查获 adds no token to act",
    ),
    ("style", GROWTH, 'id = "indicator-then-growth"', 'id = "rule-2"', "a number tells nothing"),
    ("style", GROWTH, 'id = "indicator-then-growth"', 'id = "Growth_Rule"', "lower-case words"),
    ("style", GROWTH, 'about = "Growth without a level."', "", "has no about"),
    ("answered-by-another", COUNTS, "", SHADOWED, "is answered by indicator-then-count"),
    ("shadowed-rule", COUNTS, "", SHADOWED, "all its"),
    (
        "unneeded-waiver",
        GROWTH,
        'id = "indicator',
        "waive = ['style: none']\nid = \"indicator",
        "waives style",
    ),
    ("backtracking", NUMBERS, "'''同比'''", r"'''(?: [\p{Han}\d]+ )+ 同比'''", "backtracking"),
]


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


@pytest.fixture
def small(shared_datadir: Path) -> Path:
    return shared_datadir / "small"


def test_sound_rules_are_clean(small: Path) -> None:
    assert lint(small) == []


@pytest.mark.parametrize(
    ("check", "file", "old", "new", "says"),
    CASES,
    ids=[f"{case[0]}-{number}" for number, case in enumerate(CASES)],
)
def test_a_check_finds_what_it_is_for(
    small: Path, check: str, file: str, old: str, new: str, says: str
) -> None:
    rewrite(small / file, old, new)
    found = [finding for finding in lint(small) if finding.check == check]
    assert found
    assert any(says in str(finding) for finding in found)
    assert all(finding.path == file for finding in found)


def test_every_check_is_tried_above_and_documented() -> None:
    assert {case[0] for case in CASES} == checks().keys()
    assert all(what.endswith(".") for what in checks().values())


def test_a_finding_names_the_line_of_its_rule_or_list(small: Path) -> None:
    rewrite(small / WORDS, "查获 新增 立案", "查获 新增 立案 查获")
    [finding] = lint(small)
    line = (small / WORDS).read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert line.startswith("act =")


def test_a_rule_waives_a_check_with_its_reason(small: Path) -> None:
    waived = SHADOWED + "waive = ['answered-by-another: kept for a time', 'shadowed-rule: the same']\n"
    rewrite(small / COUNTS, "", waived)
    assert lint(small) == []


def test_a_check_is_left_out_by_name(small: Path) -> None:
    rewrite(small / WORDS, "查获 新增 立案", "查获 新增 立案 查获")
    assert lint(small, waive=["word-twice"]) == []


def test_rules_compete_over_the_corpus_that_is_given(small: Path) -> None:
    rewrite(small / COUNTS, "", SHADOWED)
    found = [
        f for f in lint(small, texts=["案件738件。", "企业4家，单位5家。"]) if f.check == "shadowed-rule"
    ]
    assert "all its 3 matches go to indicator-then-count" in found[0].message


def test_sarif_holds_rules_results_and_places(small: Path) -> None:
    rewrite(small / WORDS, "查获 新增 立案", "查获 新增 立案 查获")
    log = json.loads(to_sarif(lint(small), checks(), version="1.0"))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    [result] = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "word-twice"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == WORDS
    assert place["region"]["startLine"] > 1


def test_a_rule_that_blows_up_is_named_by_lint_and_stopped_at_run_time(small: Path) -> None:
    rewrite(small / NUMBERS, "'''同比'''", r"'''(?: \p{Han} | \p{Han}\p{Han} )+ 同比'''")
    assert "year-on-year" in {finding.rule for finding in lint(small) if finding.check == "backtracking"}
    with pytest.raises(RuleTimeout, match=r"mentions/numbers.toml:\d+: rule year-on-year: ran over 2 s"):
        extract(Article("一" * 200 + "，同比3件。"), Rules.load(small))


def test_the_bundled_rules_are_clean() -> None:
    found = lint(bundled_folder())
    assert [str(finding) for finding in found] == []
