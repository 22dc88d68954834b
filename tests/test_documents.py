"""What the documents show is so: their commands run, their tables come out, their links lead somewhere."""

import csv
import doctest
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest

from extractor import Article, extract
from extractor.claim import COLUMNS
from extractor.cli import COMMANDS, main
from extractor.table import write_csv

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.zh.md"]
DOCUMENTS = [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"]
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> list[str]:
    return [line for block in SHELL.findall(read(name)) for line in block.splitlines()]


def tables(text: str) -> list[list[list[str]]]:
    """The rows of each table in a Markdown text, its header first."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    split = [
        [[cell.strip() for cell in row.strip("|").split("|")] for row in block.splitlines()]
        for block in blocks
    ]
    return [[header, *rows] for header, _, *rows in split]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the documents' commands read, made the working directory: they write there."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", READMES)
def test_the_examples_in_python(name: str, checkout: Path) -> None:
    flags = doctest.NORMALIZE_WHITESPACE
    results = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8", optionflags=flags)
    assert results.attempted > 5
    assert results.failed == 0


@pytest.mark.parametrize(
    ("name", "command"),
    [(name, line) for name in READMES for line in commands(name) if line.startswith("extractor ")],
)
def test_a_command(name: str, command: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shlex.split(command)[1:]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    assert "-o" in command or output.out


@pytest.mark.parametrize("name", READMES)
def test_the_first_command_sets_up_extracts_and_checks(name: str, checkout: Path) -> None:
    setup, *calls = commands(name)[0].split(" && .venv/bin/")
    assert setup == "python3 -m venv .venv"
    assert calls[0] == "pip install -q -e '.[fast]'"
    assert [shlex.split(call)[:2] for call in calls[1:]] == [["extractor", "extract"], ["extractor", "check"]]
    for call in calls[1:]:
        assert main(shlex.split(call)[1:]) == 0


def test_the_second_command_is_what_the_script_calls() -> None:
    command = commands("README.md")[1]
    assert command.endswith(".venv/bin/pytest -q -n auto")
    assert commands("README.zh.md")[1] == command
    assert command in commands("CONTRIBUTING.md")
    assert f"{command} || exit 1" in read(".ci/run").splitlines()


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_the_first_sentence(name: str) -> None:
    text = read(name)
    sentence = next(line.removeprefix("> ") for line in text.splitlines() if line.startswith("> "))
    article = read("corpus/beijing-ip-2023.txt")
    assert sentence in article
    header, *rows = tables(text)[0]
    claims = extract(Article(article[: article.index(sentence) + len(sentence)], published="2024-04-23"))
    file = io.StringIO()
    write_csv(claims.to_frame(), file)
    assert rows == [
        [row[column] for column in header] for row in csv.DictReader(file.getvalue().splitlines())
    ]


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_listed(name: str) -> None:
    listed = {row[0].strip("`"): row[1] for table in tables(read(name)) for row in table}
    assert set(COMMANDS) <= set(listed)
    if name == "README.md":
        assert {command: listed[command] for command in COMMANDS} == COMMANDS


def test_every_column_is_listed() -> None:
    listed = next(table for table in tables(read("README.md")) if table[0][1] == "columns")
    assert re.findall(r"`(\w+)`", " ".join(row[1] for row in listed[1:])) == list(COLUMNS)


def test_the_guide_has_the_columns_of_gold() -> None:
    guide = next(table for table in tables(read("corpus/README.md")) if table[0][0] == "column")
    assert re.findall(r"`(\w+)`", " ".join(row[0] for row in guide[1:])) == list(COLUMNS[:23])


@pytest.mark.parametrize("name", [*DOCUMENTS, "corpus/README.md"])
def test_every_link_leads_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)\)", read(name))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (ROOT / name).parent.joinpath(target).exists()] == []
