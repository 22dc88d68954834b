"""What every command has in common, and the bad input that each of them refuses in one line."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import __version__
from extractor.cli import COMMANDS, main

Output = pytest.CaptureFixture[str]


def run_module(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "extractor", *arguments],
        text=True,
        encoding="utf-8",
        check=False,
        **{"capture_output": True, **options},  # type: ignore[call-overload]
    )


def test_the_version(capsys: Output) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"extractor {__version__}\n"
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert re.search(rf"examples?:\s+extractor {command}\b", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "extractor: error: the following arguments are required: COMMAND"),
        ("extrakt a.txt", "extractor: error: argument COMMAND: invalid choice: 'extrakt'"),
        ("extract", "extractor extract: error: the following arguments are required: PATH"),
        ("extract a.txt --published 4月", "'4月' is no date; write it as 2024-04-23, 2024-04 or 2024"),
        ("extract a.txt --published 2024-02-30", "'2024-02-30' is no date"),
        ("check corpus --min-core 90%", "'90%' is no share; write a number from 0 to 1, such as 0.9"),
        ("check corpus --min-core 2", "'2' is no share"),
        ("explain a.txt --line 0", "'0' is no line; lines count from 1"),
        ("explain a.txt --line 一", "'一' is no line; lines count from 1"),
        ("rules --tset", "extractor: error: unrecognized arguments: --tset"),
    ],
)
def test_a_wrong_call(arguments: str, message: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments.split())
    assert stop.value.code == 2
    errors = capsys.readouterr().err
    assert errors.startswith("usage: extractor")
    assert message in errors.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("extract missing.txt", "missing.txt: no such file; check the path"),
        ("extract missing.jsonl", "missing.jsonl: no such file; check the path"),
        ("extract broken/empty.txt", "broken/empty.txt: is empty; give a file that holds the article's text"),
        ("extract broken/blank.txt", "broken/blank.txt: is empty; give"),
        (
            "extract broken/picture.txt",
            "broken/picture.txt: its encoding cannot be told or it is damaged; save it as UTF-8",
        ),
        ("extract broken/nul.txt", "broken/nul.txt: holds NUL characters, so it is not a text file; give"),
        ("extract no-rules", "no-rules: holds no .txt or .md or .html or "),
        (
            "extract articles --rules no-rules",
            "no-rules/contents.toml: no such file; a folder of rules needs",
        ),
        ("extract articles --rules missing", "missing/contents.toml: no such file; a folder of rules needs"),
        ("extract articles -o missing/out.csv", "missing/out.csv: cannot be written (No such file or direct"),
        ("extract articles -o out.doc", "out.doc: its ending names no format; let it end in .csv, .jsonl, "),
        ("extract articles -o folder.csv", "folder.csv: is a folder; name a file in it"),
        ("explain missing.txt", "missing.txt: no such file; check the path"),
        ("explain broken/empty.txt", "broken/empty.txt: is empty; give"),
        ("explain articles/parcels.txt --line 9", "parcels: has no line 9; its last is 2"),
        ("explain articles --rules no-rules", "no-rules/contents.toml: no such file"),
        ("check missing", "missing: no such file or folder; check the path"),
        ("check articles", "articles: no article has gold; put ID.csv beside ID.txt, or name its folder"),
        (
            "check articles --gold missing",
            "missing: is no folder; give a folder with ID.txt and ID.csv files",
        ),
        ("check articles/patents.txt", "articles/patents.txt: is no table this reads; give a .csv or .jsonl"),
        ("check gold/patents.csv", "gold/patents.csv: a table is compared with gold; name its folder with"),
        ("check gold/patents.csv --gold no-rules", "no-rules: holds no gold file ID.csv; name the folder"),
        ("check articles --gold gold --rules no-rules", "no-rules/contents.toml: no such file"),
        (
            "check articles --gold broken/gold-span",
            "patents.csv:2: text: '19.4万件' is not what stands at [12:18]",
        ),
        ("check articles --gold broken/gold-other", "'parcels' is another article's; write 'patents', the"),
        ("rules --test --rules no-rules", "no-rules/contents.toml: no such file; a folder of rules needs"),
    ],
)
def test_bad_input(arguments: str, message: str, cli_data: Path, capsys: Output) -> None:
    Path("folder.csv").mkdir()
    assert main(arguments.split()) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert message in output.err
    assert output.err.count("\n") == 1
    assert not list(cli_data.rglob("*.part*"))


@pytest.mark.parametrize(
    ("gold", "messages"),
    [
        ("column", ["1: basis: no such column; delete it", "1: growth_basis: the column is missing; add it"]),
        ("cell", ["2: value: '19.4万' is no plain decimal", "2: bound: 'precise' is no bound; write one of"]),
    ],
)
def test_every_problem_of_a_gold_file_is_told(
    gold: str, messages: list[str], cli_data: Path, capsys: Output
) -> None:
    assert main(["check", "articles", "--gold", f"broken/gold-{gold}"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(messages)
    assert all(
        line.startswith(f"broken/gold-{gold}/patents.csv:{message}")
        for line, message in zip(lines, messages, strict=True)
    )


def test_a_path_too_long_for_the_system(capsys: Output) -> None:
    assert main(["extract", "全市专利授权量" * 100]) == 2
    assert "cannot be read (File name too long)" in capsys.readouterr().err


def test_it_runs_as_a_module(cli_data: Path) -> None:
    run = run_module("extract", "articles/parcels.txt")
    assert (run.returncode, run.stderr) == (0, "")
    assert "快递业务量" in run.stdout


@pytest.mark.parametrize("locale", ["C", "zh_CN.GB18030"])
def test_output_is_utf_8_whatever_the_locale(locale: str, cli_data: Path) -> None:
    settings = os.environ | {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    run = run_module("extract", "articles/parcels.txt", env=settings)
    assert (run.returncode, run.stderr) == (0, "")
    assert "快递业务量" in run.stdout


@pytest.mark.skipif(os.name != "posix", reason="needs the pipes of a POSIX system")
@pytest.mark.parametrize("arguments", ["rules", "extract articles", "explain articles"])
def test_a_closed_pipe_is_no_error(arguments: str, cli_data: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        run = run_module(*arguments.split(), capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    finally:
        os.close(writer)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk(cli_data: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = run_module("extract", "articles", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert run.returncode == 2
    assert run.stderr == "standard output: No space left on device; check the place and the room there\n"
