"""Mutants are made of every part that they should be, and are noticed by examples and by gold."""

from pathlib import Path

import pytest

from extractor import Rules
from extractor.cli import main
from extractor.corpus import articles_with_gold
from extractor.mutation import mutants, mutate, score


@pytest.fixture
def folder(shared_datadir: Path) -> Path:
    return shared_datadir / "small"


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_part_is_weakened_once(folder: Path) -> None:
    rewrite(
        folder / "claims/growth.toml", "(?P<basis> {basis} )?", "(?P<basis> {basis} ){0,2} {增长|上升|act}?"
    )
    rule = Rules.load(folder)["indicator-then-growth"]
    assert [(mutant.operator, mutant.part) for mutant in mutants(rule)] == [
        ("drop optional part", "(?P<basis> {basis} ){0,2}"),
        ("widen quantifier", "{0,2}"),
        ("drop optional part", "{增长|上升|act}?"),
        ("drop word", "{增长|上升|act}"),
        ("drop word", "{增长|上升|act}"),
    ]
    patterns = [mutant.pattern for mutant in mutants(rule)]
    assert any("{basis} ){0,}" in pattern for pattern in patterns)
    assert any("{上升|act}?" in pattern for pattern in patterns)


def test_examples_hold_an_optional_part_in_place(folder: Path) -> None:
    verdicts = list(mutate(Rules.load(folder), only=["indicator-then-growth"]))
    assert [verdict.killed_by for verdict in verdicts] == ["example"]
    assert score(verdicts) == 1


def test_without_its_example_the_mutant_survives(folder: Path) -> None:
    rewrite(folder / "claims/growth.toml", "[同比](basis)", "")
    rules = Rules.load(folder)
    assert [verdict.killed_by for verdict in mutate(rules, only=["indicator-then-growth"])] == [""]


def test_gold_notices_what_no_example_does(folder: Path, shared_datadir: Path) -> None:
    rewrite(folder / "claims/counts.toml", "[专利](indicator)总计[19.4万件]", "[专利](indicator)[19.4万件]")
    rules = Rules.load(folder)
    gold = list(articles_with_gold(shared_datadir / "corpus"))
    verdicts = {
        verdict.mutant.part: verdict.killed_by
        for verdict in mutate(rules, gold, only=["indicator-then-count"])
    }
    assert verdicts["{copula}?"] == "gold"
    assert {v.mutant.part: v.killed_by for v in mutate(rules, only=["indicator-then-count"])}[
        "{copula}?"
    ] == ""


def test_a_sample_is_the_same_each_time(folder: Path) -> None:
    rules = Rules.load(folder)
    one, two = (list(mutate(rules, sample=2)) for _ in range(2))
    assert one == two
    assert max(sum(v.mutant.rule.id == rule.id for v in one) for rule in rules.all) == 2


def test_the_command_tells_the_survivors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--rules", str(folder), "--mutate", "--only", "count"]) == 0
    told = capsys.readouterr().out
    assert "mentions/numbers.toml:11: rule count: drop assertion" in told
    assert "survive," in told


def test_a_sample_of_the_bundled_rules_gets_its_verdicts(rules: Rules) -> None:
    names = [rule.id for rule in rules.claims[:6]]
    verdicts = list(mutate(rules, only=names, sample=2))
    assert verdicts
    assert any(verdict.killed_by == "example" for verdict in verdicts)
