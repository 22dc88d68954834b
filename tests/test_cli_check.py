"""`extractor check`: a corpus or a table against gold, for reading and for machines."""

import json
from pathlib import Path

import pytest

from extractor.cli import main

Output = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("cli_data")

CORPUS = ["check", "articles", "--gold", "gold"]


def spoiled_table(old: str, new: str) -> str:
    """The table of the articles with one cell changed."""
    assert main(["extract", "articles", "-o", "claims.csv"]) == 0
    table = Path("claims.csv").read_text(encoding="utf-8")
    assert old in table
    Path("claims.csv").write_text(table.replace(old, new), encoding="utf-8")
    return "claims.csv"


def test_a_corpus(capsys: Output) -> None:
    assert main(CORPUS) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 article: 2 gold rows, 2 extracted, 2 paired"
    assert any(line.split() == ["core-exact", "1.000", "1.000", "1.000", "2", "0", "0"] for line in lines)
    assert lines[-1] == "unexplained numerals: 0"


def test_gold_beside_the_articles(capsys: Output) -> None:
    Path("articles/patents.csv").write_bytes(Path("gold/patents.csv").read_bytes())
    assert main(["check", "articles"]) == 0
    assert capsys.readouterr().out.startswith("1 article: 2 gold rows")


def test_a_corpus_for_machines(capsys: Output) -> None:
    assert main([*CORPUS, "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["core_exact"] == {"tp": 2, "fp": 0, "fn": 0, "precision": 1, "recall": 1, "f1": 1}
    assert (content["differences"], content["unexplained"]) == ([], [])


def test_a_numeral_that_nobody_explains_is_listed(capsys: Output) -> None:
    text = Path("articles/patents.txt").read_text(encoding="utf-8") + "编码8848。\n"
    Path("articles/patents.txt").write_text(text, encoding="utf-8")
    assert main([*CORPUS, "--json"]) == 0
    start = text.index("8848")
    assert json.loads(capsys.readouterr().out)["unexplained"] == [
        {"doc_id": "patents", "start": start, "end": start + 4, "text": "8848"}
    ]
    assert main(CORPUS) == 0
    assert capsys.readouterr().out.endswith(
        f"unexplained numerals: 1\n  patents [{start}:{start + 4}] 8848\n"
    )


def test_a_table_with_a_wrong_cell(capsys: Output) -> None:
    table = spoiled_table("194000,", "19400,")
    assert main(["check", table, "--gold", "gold"]) == 0
    output = capsys.readouterr()
    assert output.err == "3 articles of claims.csv have no gold and are left aside\n"
    difference = next(line for line in output.out.splitlines() if "wrong value" in line)
    assert difference.split()[:2] == ["patents", "13:19"]
    assert difference.split()[-3:-1] == ["194000", "19400"]


def test_one_gold_file_will_do(capsys: Output) -> None:
    table = spoiled_table("194000,", "19400,")
    assert main(["check", table, "--gold", "gold/patents.csv", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert [(one["column"], one["gold"], one["extracted"]) for one in content["differences"]] == [
        ("value", "194000", "19400")
    ]


@pytest.mark.parametrize(("wanted", "code"), [("0", 0), ("0.5", 0), ("0.51", 1), ("1", 1)])
def test_the_exit_code_says_whether_the_score_is_reached(wanted: str, code: int, capsys: Output) -> None:
    table = spoiled_table("194000,", "19400,")
    assert main(["check", table, "--gold", "gold", "--min-core", wanted]) == code
    assert "core-exact" in capsys.readouterr().out
