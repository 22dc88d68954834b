"""The reference article comes out as it was annotated, and none of its numerals is left unexplained."""

import json
import shutil
from pathlib import Path

import pytest

from extractor import Article, Claims, Rules, account, analyse
from extractor.check import check
from extractor.cli import main
from extractor.corpus import articles_with_gold
from extractor.scores import SCORED_COLUMNS, Report


@pytest.fixture(scope="module")
def folder(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus folder that holds the reference article alone."""
    folder = tmp_path_factory.mktemp("corpus")
    for name in ("beijing-ip-2023.txt", "beijing-ip-2023.csv", "metadata.csv"):
        shutil.copy(corpus / name, folder)
    return folder


@pytest.fixture(scope="module")
def report(folder: Path, rules: Rules) -> Report:
    (one,) = articles_with_gold(folder)
    return check(analyse(one.article, rules).claims, one.gold)


@pytest.mark.parametrize("column", SCORED_COLUMNS)
def test_every_column_agrees_with_the_gold(report: Report, column: str) -> None:
    wrong = [difference for difference in report.differences if difference.column == column]
    assert not wrong
    score = report.columns[column]
    assert (score.precision, score.recall) == (1, 1)


def test_every_row_is_found_and_none_invented(report: Report) -> None:
    assert not [difference for difference in report.differences if not difference.column]
    assert (report.detection.tp, report.detection.fp, report.detection.fn) == (38, 0, 0)
    assert (report.core_exact.tp, report.core_exact.fp, report.core_exact.fn) == (38, 0, 0)


def test_no_numeral_is_unexplained(reference: Article, rules: Rules) -> None:
    numerals = account(analyse(reference, rules))
    assert len(numerals) > 100
    assert [numeral for numeral in numerals if numeral.state == "unexplained"] == []


def test_the_command_says_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder), "--min-core", "1", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["core_exact"]["f1"] == 1
    assert content["unexplained"] == []


def test_a_table_on_disk_says_the_same(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    assert main(["extract", str(folder), "-o", str(table)]) == 0
    assert main(["check", str(table), "--gold", str(folder), "--min-core", "1"]) == 0
    assert len(Claims.read(table)) == 38


def test_the_development_corpus_is_met_in_the_core(dev_corpus: Path, rules: Rules) -> None:
    claims, gold = Claims(), Claims()
    for one in articles_with_gold(dev_corpus):
        claims += analyse(one.article, rules).claims
        gold += one.gold
    assert len(gold) == 321
    assert check(claims, gold).core_exact.f1 >= 0.6
