"""`extractor explain`: the tokens and claims of each sentence, and a state for each numeral."""

from pathlib import Path

import pytest

from extractor.cli import main

Output = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("cli_data")


def test_an_article(capsys: Output) -> None:
    assert main(["explain", "articles/patents.txt"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "patents, published 2024-01-20"
    assert lines[2] == "line 1: 2023年，全市专利授权量19.4万件，同比增长5.02%。"
    assert "19.4万件/quantity" in lines[3]
    claim = next(line for line in lines if line.startswith("  claim"))
    assert "19.4万件 at 13: 专利授权量 194000件 growth 5.02% (rule " in claim
    numerals = [line.split()[1:] for line in lines if line.startswith("  numeral")]
    assert [(text, state) for text, _, _, state, _ in numerals[:3]] == [
        ("2023", "aside"),
        ("19.4", "claim"),
        ("万", "claim"),
    ]
    assert lines[-1].startswith("2 claims; ")
    assert lines[-1].endswith(" 0 unexplained")


def test_one_line(capsys: Output) -> None:
    assert main(["explain", "articles/patents.txt", "--line", "2"]) == 0
    output = capsys.readouterr().out
    assert "line 2: 共查获盗版图书261万余册。" in output
    assert "line 1" not in output


def test_a_line_without_numbers(capsys: Output) -> None:
    Path("quiet.txt").write_text("湖边很安静。\n", encoding="utf-8")
    assert main(["explain", "quiet.txt", "--line", "1"]) == 0
    assert capsys.readouterr().out == (
        "quiet, published at no known date\n\nno sentence here could hold a number\n\n"
    )


@pytest.mark.parametrize(("line", "code"), [("2", 0), ("9", 2)])
def test_what_was_tried_on_a_line_without_text(line: str, code: int, capsys: Output) -> None:
    Path("quiet.txt").write_text("合格率98%。\n\n湖边很安静。\n", encoding="utf-8")
    assert main(["explain", "quiet.txt", "--line", line, "--tried"]) == code
    output = capsys.readouterr()
    if code:
        assert output.err == "quiet: has no line 9; its last is 4\n"
    else:
        assert output.out == "no sentence here could hold a number\n\n"


def test_the_articles_of_a_file_of_json_lines(capsys: Output) -> None:
    assert main(["explain", "broken/lines.jsonl"]) == 2
    output = capsys.readouterr()
    assert output.out.startswith("good, published at no known date\n")
    assert len(output.err.splitlines()) == 9
