"""`extractor snapshot`: a run stored, to be compared with later ones."""

import argparse

from extractor.cli.options import FINE, add_published, add_rules, load_rules
from extractor.errors import InputError
from extractor.reading import Unreadable, read_articles
from extractor.snapshot import snapshot

EXAMPLES = """\
examples:
  extractor snapshot corpus/ -o run.parquet
  extractor diff run.parquet corpus/            what has changed since
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument("corpus", metavar="CORPUS", help="a folder of articles, a .txt or a .jsonl file")
    parser.add_argument(
        "-o", "--output", default="snapshot.parquet", metavar="FILE", help="(snapshot.parquet)"
    )
    add_published(parser)
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    articles = []
    for article in read_articles([options.corpus], published=options.published):
        if isinstance(article, Unreadable):
            raise InputError(article.reason)
        articles.append(article)
    stored = snapshot(articles, load_rules(options))
    stored.write(options.output)
    print(
        f"{options.output}: {len(stored.claims)} claims of {len(stored.texts)} articles, rules {stored.rules}"
    )
    return FINE
