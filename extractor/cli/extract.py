"""`extractor extract`: articles into a table."""

import argparse
import sys

from extractor.article import Article
from extractor.claims import Claims
from extractor.errors import ExtractorError, InputError
from extractor.extract import extract
from extractor.reading import Unreadable, read_articles
from extractor.rules import Rules


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example: extractor extract corpus/ -o claims.csv"
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a .txt or .jsonl file, or a folder of them")
    parser.add_argument("-o", "--output", metavar="FILE", help="a .csv or .jsonl file (default: CSV on standard output)")
    parser.add_argument("--published", default="", metavar="DATE", help="date of articles that come without one, e.g. 2024-04-23")
    parser.add_argument("--rules", metavar="DIR", help="a folder of rules in place of the bundled one")


def run(options: argparse.Namespace) -> int:
    from extractor.cli import FINE, WRONG

    output = options.output or "-.csv"
    if not output.endswith((".csv", ".jsonl")):
        raise InputError(f"{output}: the ending says no format that can be written; use .csv or .jsonl")
    rules = Rules.load(options.rules) if options.rules else Rules.bundled()
    Article("-", published=options.published)
    claims = Claims()
    articles, failed = 0, 0
    for article in read_articles(options.paths, published=options.published):
        try:
            if isinstance(article, Unreadable):
                raise InputError(article.reason)
            claims += extract(article, rules)
            articles += 1
        except ExtractorError as error:
            failed += 1
            print(f"extractor: {error}", file=sys.stderr)
    if options.output:
        claims.write(options.output)
    else:
        claims.write_csv(sys.stdout)
    if failed:
        print(f"extractor: {failed} of {articles + failed} articles could not be read", file=sys.stderr)
    return WRONG if failed else FINE
