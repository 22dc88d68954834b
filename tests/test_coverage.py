"""What a corpus exercises of a folder of rules, and the table of the rules."""

from pathlib import Path

import pytest

from extractor import Article, Rules
from extractor.cli import main
from extractor.corpus import articles_with_gold
from extractor.coverage import survey


@pytest.fixture
def folder(shared_datadir: Path) -> Path:
    path = shared_datadir / "small/claims/growth.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("(?P<basis> {basis} )?", "(?: (?P<basis> {basis} ) | {copula} )?"), encoding="utf-8"
    )
    return shared_datadir / "small"


def test_rules_are_counted_and_judged(folder: Path, shared_datadir: Path) -> None:
    covered = survey(articles_with_gold(shared_datadir / "corpus"), Rules.load(folder))
    use = covered.uses["indicator-then-count"]
    assert (use.matches, use.rows, use.gold_rows, use.right, use.precision) == (2, 2, 2, 2, 1.0)
    assert covered.uses["percentage"].precision is None
    assert covered.silent == []


def test_what_never_fires_is_named(folder: Path) -> None:
    covered = survey([Article("新增近500家单位。")], Rules.load(folder))
    assert covered.silent == ["percentage", "year-on-year", "indicator-then-count", "indicator-then-growth"]
    assert covered.words["lexicon/words.toml: kinds.act"] == ("查获", "立案")
    assert covered.words["lexicon/words.toml: words.lead"] == ("约", "超")


def test_alternatives_never_taken_are_named(folder: Path) -> None:
    covered = survey([Article("专利同比增长5%。")], Rules.load(folder))
    assert covered.alternatives == {"claims/growth.toml: rule indicator-then-growth": ("{copula}",)}
    both = survey([Article("专利同比增长5%。专利为增长5%。")], Rules.load(folder))
    assert both.alternatives == {}


def test_the_commands_show_it(folder: Path, shared_datadir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, corpus = str(folder), str(shared_datadir / "corpus")
    assert main(["rules", "--rules", rules, "--corpus", corpus]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0].split() == ["file", "rule", "examples", "matches", "rows", "precision", "ms", "time"]
    assert table[5].split()[1:6] == ["indicator-then-count", "6", "2", "2", "1.000"]
    assert main(["rules", "--rules", rules, "--profile", corpus]) == 0
    assert "%" in capsys.readouterr().out
    assert main(["rules", "--rules", rules, "--coverage", corpus]) == 0
    told = capsys.readouterr().out
    assert "0 of 6 rules never match" in told
    assert "rule indicator-then-growth: {copula}" in told
    assert main(["rules", "--rules", rules, "--lint"]) == 0
    assert main(["rules", "--rules", rules, "--lint", "--waive", "nothing"]) == 2
