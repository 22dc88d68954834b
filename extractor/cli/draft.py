"""`extractor draft`: a first gold, to be corrected by hand."""

import argparse
import sys
from pathlib import Path

from extractor.cli.options import FINE, WRONG, add_path, add_published, add_rules, load_rules
from extractor.errors import ExtractorError, InputError
from extractor.extract import extract
from extractor.gold_file import write_gold
from extractor.reading import Unreadable, read_articles


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "examples:\n"
        "  extractor draft article.txt             writes article.csv beside it\n"
        "  extractor draft corpus/ -o gold/        a file for each article that has none in gold/\n"
    )
    add_path(parser)
    parser.add_argument(
        "-o", "--output", metavar="DIR", help="the folder of the gold files (default: beside)"
    )
    parser.add_argument("--overwrite", action="store_true", help="write over gold files that are there")
    add_published(parser)
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    path, rules = Path(options.path), load_rules(options)
    folder = Path(options.output) if options.output else (path if path.is_dir() else path.parent)
    folder.mkdir(parents=True, exist_ok=True)
    code = FINE
    written: list[str] = []
    for article in read_articles([path], published=options.published):
        try:
            if isinstance(article, Unreadable):
                raise InputError(article.reason)
            gold = folder / f"{article.doc_id}.csv"
            if gold.parent != folder:
                raise InputError(f"{article.doc_id}: is no file name; give the article another doc_id")
            if gold.exists() and not options.overwrite:
                raise InputError(f"{gold}: is there already and may hold work; use --overwrite to draft anew")
            claims = extract(article, rules)
            write_gold(claims, gold)
            written.append(f"{gold}: {len(claims)} row{'' if len(claims) == 1 else 's'}")
        except ExtractorError as error:
            print(f"extractor: {error}", file=sys.stderr)
            code = WRONG
    # At the end: a reader who has seen enough of this (head) must not keep a file from being written.
    print(*written, sep="\n", end="\n" if written else "")
    return code
