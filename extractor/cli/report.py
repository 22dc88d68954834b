"""`extractor report`: an article or a folder as pages to read in a browser."""

import argparse
import sys
from pathlib import Path

from extractor.article import Article
from extractor.claims import Claims
from extractor.cli.options import FINE, WRONG, add_path, add_published, add_rules, gold_folder, load_rules
from extractor.errors import ExtractorError, InputError
from extractor.extract import Extraction, analyse
from extractor.gold import read_gold
from extractor.reading import Unreadable, read_articles
from extractor.report import write_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "examples:\n"
        "  extractor report article.txt -o report.html    one page\n"
        "  extractor report corpus/ -o report.html        an index, and a page an article in report/\n"
    )
    add_path(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="report.html", help="the page (default: report.html)"
    )
    parser.add_argument(
        "--gold", metavar="DIR", help="the folder of gold files (default: beside the articles)"
    )
    add_published(parser)
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    path, rules = Path(options.path), load_rules(options)
    if not options.output.endswith((".html", ".htm")):
        raise InputError(f"{options.output}: is no page; end its name in .html")
    folder = gold_folder(options.gold, path if path.is_dir() else path.parent)
    pages: list[tuple[Extraction, Claims | None]] = []
    broken: list[str] = []
    for article in read_articles([path], published=options.published):
        try:
            if isinstance(article, Unreadable):
                raise InputError(article.reason)
            pages.append((analyse(article, rules), _gold(folder, article)))
        except ExtractorError as error:
            broken.append(str(error))
            print(f"extractor: {error}", file=sys.stderr)
    if not pages:
        return WRONG
    index = path.is_dir() or path.suffix != ".txt"
    write_report(pages, options.output, title=path.resolve().stem, index=index, broken=broken)
    return WRONG if broken else FINE


def _gold(folder: Path, article: Article) -> Claims | None:
    path = folder / f"{article.doc_id}.csv"
    return read_gold(path, text=article.text) if path.is_file() else None
