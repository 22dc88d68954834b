"""What the commands share: exit codes, and options that mean the same in each."""

import argparse
from pathlib import Path

from extractor.article import is_date
from extractor.errors import InputError
from extractor.formats.tables import Fields
from extractor.rules import Rules

FINE, FOUND, WRONG = 0, 1, 2
"""Exit codes: all is well; the check found what it was asked to find; the input or the call was wrong."""


def add_path(parser: argparse.ArgumentParser) -> None:
    """The argument `PATH` of the commands that read one file or folder of articles."""
    parser.add_argument("path", metavar="PATH", help="a .txt or .jsonl file, or a folder of them")


def add_rules(parser: argparse.ArgumentParser) -> None:
    """The option `--rules`, which `load_rules` follows."""
    parser.add_argument("--rules", metavar="DIR", help="a folder of rules in place of the bundled one")


def load_rules(options: argparse.Namespace) -> Rules:
    """The rules of the folder that `--rules` names, else the bundled ones."""
    return Rules.bundled() if options.rules is None else Rules.load(options.rules)


def gold_folder(named: str | None, default: Path) -> Path:
    """The folder that `--gold` names, which has to be there, else the default."""
    if named is not None and not Path(named).is_dir():
        raise InputError(f"{named}: is no folder; name the folder of the gold files ID.csv")
    return default if named is None else Path(named)


def add_published(parser: argparse.ArgumentParser) -> None:
    """The option `--published`, checked: what is no date is a wrong call."""
    parser.add_argument(
        "--published",
        default="",
        type=_date,
        metavar="DATE",
        help="date of articles that come without one: 2024-04-23, 2024-04 or 2024",
    )


def add_columns(parser: argparse.ArgumentParser) -> None:
    """The options that name the columns of tables, which `columns` follows."""
    parser.add_argument("--id", default="doc_id", metavar="COLUMN", help="the tables' column of ids (doc_id)")
    parser.add_argument("--text", default="text", metavar="COLUMN", help="the tables' column of texts (text)")
    parser.add_argument("--title", default="title", metavar="COLUMN", help="their column of titles (title)")
    parser.add_argument(
        "--date", default="published", metavar="COLUMN", help="their column of dates (published)"
    )


def columns(options: argparse.Namespace) -> Fields:
    """The columns in which the tables hold their articles."""
    return Fields(doc_id=options.id, text=options.text, title=options.title, published=options.date)


def _date(text: str) -> str:
    if text and not is_date(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2024-04-23, 2024-04 or 2024")
    return text
