"""`extractor extract`: what is read, what is written, and what becomes of the rest when one article fails."""

import csv
import json
import os
import stat
import sys
import threading
from pathlib import Path

import pandas as pd
import pytest

from extractor import Article, Claims, Rules, extract
from extractor.claim import COLUMNS
from extractor.cli import main

Output = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("cli_data")


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(table.splitlines()))


def test_an_article_on_standard_output(capsys: Output) -> None:
    assert main(["extract", "articles/patents.txt"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    assert output.out.splitlines()[0] == ",".join(COLUMNS)
    first, second = rows(output.out)
    assert (first["doc_id"], first["indicator"], first["value"], first["unit"], first["growth"]) == (
        "patents", "专利授权量", "194000", "件", "5.02",
    )  # fmt: skip
    assert (second["value"], second["bound"], second["unit"]) == ("2610000", "over", "册")


def test_a_folder_with_its_metadata(capsys: Output) -> None:
    assert main(["extract", "articles"]) == 0
    table = rows(capsys.readouterr().out)
    assert [row["doc_id"] for row in table] == ["lines-1", "lines-2", "parcels", "patents", "patents"]
    # 一季度 is told by metadata.csv, which says that the article is of April 2024.
    assert table[2]["period"] == "2024-Q1"


@pytest.mark.parametrize(
    ("arguments", "period"),
    [
        (["parcels.txt"], ""),
        (["parcels.txt", "--published", "2023-04-18"], "2023-Q1"),
        (["articles/parcels.txt", "--published", "2019-04-18"], "2024-Q1"),
    ],
    ids=["no-date", "the-date-given", "metadata-wins"],
)
def test_the_date_of_publication(arguments: list[str], period: str, capsys: Output) -> None:
    Path("parcels.txt").write_bytes(Path("articles/parcels.txt").read_bytes())
    assert main(["extract", *arguments]) == 0
    assert [row["period"] for row in rows(capsys.readouterr().out)] == [period]


def test_several_paths_in_the_order_given(capsys: Output) -> None:
    assert main(["extract", "articles/parcels.txt", "articles/lines.jsonl"]) == 0
    assert [row["doc_id"] for row in rows(capsys.readouterr().out)] == ["parcels", "lines-1", "lines-2"]


@pytest.mark.parametrize("name", ["claims.csv", "claims.jsonl", "CLAIMS.CSV"])
def test_a_file(name: str, capsys: Output) -> None:
    assert main(["extract", "articles", "-o", name]) == 0
    output = capsys.readouterr()
    assert (output.out, output.err) == ("", "")
    claims = Claims.read(name)
    assert [claim.doc_id for claim in claims] == ["lines-1", "lines-2", "parcels", "patents", "patents"]
    text = Path(name).read_bytes().decode("utf-8")
    if name.endswith(".jsonl"):
        assert [json.loads(line)["text"] for line in text.splitlines()] == [claim.text for claim in claims]
    assert "快递业务量" in text


def test_both_formats_hold_the_same_table() -> None:
    assert main(["extract", "articles", "-o", "claims.csv"]) == 0
    assert main(["extract", "articles", "-o", "claims.jsonl"]) == 0
    assert Claims.read("claims.csv") == Claims.read("claims.jsonl")


def test_the_others_are_extracted_when_some_fail(capsys: Output) -> None:
    assert main(["extract", "missing.txt", "broken", "articles/parcels.txt", "-o", "claims.csv"]) == 2
    assert [claim.doc_id for claim in Claims.read("claims.csv")] == ["gb18030", "good", "parcels"]
    *problems, summary = capsys.readouterr().err.splitlines()
    assert summary == "14 of 17 articles failed"
    assert [problem.split(": ")[0] for problem in problems] == [
        "missing.txt",
        "broken/blank.txt",
        "broken/empty.txt",
        *(f"broken/lines.jsonl:{line}" for line in range(2, 11)),
        "broken/nul.txt",
        "broken/picture.txt",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (2, "has no text; give every line a doc_id and a text"),
        (3, "has no text; give every line a doc_id and a text"),
        (4, "has no doc_id; give every line a doc_id and a text"),
        (5, "text is no text; write it in quotes"),
        (6, "date: published '2024-02-30' is no date; write it as 2024-04-23, 2024-04 or"),
        (7, "published is no text; write it in quotes"),
        (8, "is no JSON object; write one object with doc_id and text a line"),
        (9, "is no JSON (Expecting value: line 2 column 1 (char 28)); write one object a line"),
        (10, r"surrogate: text holds '\ud800', no character; mend its"),
    ],
)  # fmt: skip
def test_a_bad_line_of_json(line: int, message: str, capsys: Output) -> None:
    assert main(["extract", "broken/lines.jsonl"]) == 2
    output = capsys.readouterr()
    assert f"broken/lines.jsonl:{line}: {message}" in output.err
    assert [row["doc_id"] for row in rows(output.out)] == ["good"]


def test_nothing_readable_leaves_the_old_table_alone() -> None:
    Path("claims.csv").write_text("the table of yesterday", encoding="utf-8")
    assert main(["extract", "broken/empty.txt", "-o", "claims.csv"]) == 2
    assert Path("claims.csv").read_text(encoding="utf-8") == "the table of yesterday"
    assert not list(Path.cwd().glob(".*"))


def test_an_article_without_claims_gives_an_empty_table(capsys: Output) -> None:
    Path("quiet.txt").write_text("湖边很安静。", encoding="utf-8")
    assert main(["extract", "quiet.txt"]) == 0
    assert capsys.readouterr().out == ",".join(COLUMNS) + "\n"


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions and links")
def test_a_file_is_replaced_as_it_was() -> None:
    Path("real.csv").write_text("the table of yesterday", encoding="utf-8")
    Path("real.csv").chmod(0o640)
    Path("claims.csv").symlink_to("real.csv")
    assert main(["extract", "articles", "-o", "claims.csv"]) == 0
    assert Path("claims.csv").is_symlink()
    assert len(Claims.read("real.csv")) == 5
    assert stat.S_IMODE(Path("real.csv").stat().st_mode) == 0o640
    assert not list(Path.cwd().glob(".*"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_written_to_and_stays() -> None:
    pipe = Path("claims.csv")
    os.mkfifo(pipe)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    assert main(["extract", "articles", "-o", "claims.csv"]) == 0
    reader.join(timeout=30)
    assert len(rows(received[0])) == 5
    assert pipe.is_fifo()


TABLE = "nr,body,head,day\n7,去年全市专利授权量19.4万件。,标题,2024-04-23\n"


@pytest.mark.parametrize("command", ["extract", "batch"])
def test_a_table_with_columns_of_its_own(command: str, capsys: Output) -> None:
    Path("news.csv").write_text(TABLE, encoding="utf-8")
    named = ["--id", "nr", "--text", "body", "--title", "head", "--date", "day"]
    target = ["claims"] if command == "batch" else ["-o", "claims.parquet"]
    assert main([command, "news.csv", *target, *named]) == 0
    [file] = Path("claims/claims").glob("*.parquet") if command == "batch" else [Path("claims.parquet")]
    frame = pd.read_parquet(file)
    assert frame[["doc_id", "indicator", "period"]].values.tolist() == [["7", "专利授权量", "2023"]]


def test_a_table_without_its_columns(capsys: Output) -> None:
    Path("news.csv").write_text(TABLE, encoding="utf-8")
    assert main(["extract", "news.csv", "--id", "nr"]) == 2
    assert capsys.readouterr().err.startswith(
        "news.csv:1: has no column text, only nr, body, head, day; name"
    )


def test_a_fault_in_one_article_does_not_cost_the_others(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    import extractor.cli.extract as command

    def failing(article: Article, rules: Rules) -> Claims:
        if article.doc_id == "parcels":
            raise ZeroDivisionError("half a claim")
        return extract(article, rules)

    monkeypatch.setattr(command, "extract", failing)
    assert main(["extract", "articles/patents.txt", "articles/parcels.txt"]) == 2
    output = capsys.readouterr()
    assert "patents,quantity" in output.out
    assert output.err.splitlines() == [
        "parcels: ZeroDivisionError: half a claim; leave it out, and tell us", "1 of 2 articles failed",
    ]  # fmt: skip


def test_a_missing_library_is_told_of_the_file_that_was_asked_for(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["extract", "articles/patents.txt", "-o", "claims.xlsx"]) == 2
    assert capsys.readouterr().err == (
        "claims.xlsx: writing Excel needs xlsxwriter; pip install 'extractor[excel]'\n"
    )
    assert not list(Path.cwd().glob(".claims*"))
