"""`extractor extract`: articles into a table."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.arrow import reason
from extractor.cells import require_fitting
from extractor.claim import Claim
from extractor.claims import Claims
from extractor.cli.options import FINE, WRONG, add_columns, add_published, add_rules, columns, load_rules
from extractor.errors import ExtractorError, InputError
from extractor.extract import extract
from extractor.reading import Unreadable, read_articles
from extractor.rules import Rules
from extractor.table import write_csv
from extractor.writing import DATABASES, FILES, endings, write

EXAMPLES = """\
examples:
  extractor extract article.txt --published 2024-04-23       one article, CSV on standard output
  extractor extract corpus/ news.jsonl -o claims.jsonl       folders and JSON Lines into a file
  extractor extract news.csv --id nr --text body             a table with columns of its own
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="documents, tables or folders of them (endings: see extractor.reading); - is standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=f"a {endings()} file, or the URL of a database (default: CSV on standard output)",
    )
    parser.add_argument(
        "--excel", action="store_true", help="write CSV as Excel wants it: marked as UTF-8, no formulas"
    )
    parser.add_argument(
        "--stdin",
        default="txt",
        metavar="FORMAT",
        help="what standard input is: txt (default), html, jsonl, csv",
    )
    add_columns(parser)
    add_published(parser)
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    rules = load_rules(options)
    if options.output is None:
        if sys.stdout is None:
            raise InputError("standard output: is closed; name a file with -o")
        claims, failed = _extracted(options, rules)
        write_csv(claims.to_frame(), sys.stdout)
    elif "://" in options.output or Path(options.output).suffix.lower() in DATABASES:
        read: list[str] = []
        claims, failed = _extracted(options, rules, read)
        write(claims.to_frame(), options.output, articles=read)
    else:
        path = Path(options.output)
        if path.suffix.lower() not in FILES:
            raise InputError(f"{path}: its ending names no format; let it end in {endings()}")
        with _written_whole(path) as part:
            claims, failed = _extracted(options, rules)
            write(claims.to_frame(), part, excel=options.excel)
    return WRONG if failed else FINE


def _extracted(
    options: argparse.Namespace, rules: Rules, read: list[str] | None = None
) -> tuple[Claims, bool]:
    """The claims of every article that can be read, and whether some cannot: those are told at the end.

    The ids of the others are put into `read`.
    """
    claims: list[Claim] = []
    problems: list[str] = []
    articles = 0
    for article in read_articles(
        options.paths, published=options.published, fields=columns(options), stdin=options.stdin
    ):
        articles += 1
        try:
            if isinstance(article, Unreadable):
                raise InputError(article.reason)
            found = extract(article, rules)
            require_fitting(found)
            claims += found
            if read is not None:
                read.append(article.doc_id)
        except ExtractorError as error:
            problems.append(str(error))
        except Exception as error:  # a fault of ours in one article must not cost the others
            problems.append(f"{article.doc_id}: {reason(error)}; leave it out, and tell us")
    if len(problems) == articles:
        raise InputError("\n".join(problems))
    if problems:
        print(*problems, f"{len(problems)} of {articles} articles failed", sep="\n", file=sys.stderr)
    return Claims(claims), bool(problems)


@contextmanager
def _written_whole(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of the other at the end: a reader never sees half a table."""
    try:
        if path.exists() and not path.is_file():
            if path.is_dir():
                raise InputError(f"{path}: is a folder; name a file in it")
            yield path  # a pipe or a device: there is nothing to replace
            return
        target = Path(os.path.realpath(path))
        part = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
        part.open("xb").close()
        try:
            yield part
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        except ExtractorError as error:  # it names the part, which nobody asked for
            raise InputError(str(error).replace(str(part), str(path))) from None
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(
            f"{path}: cannot be written ({error.strerror}); name another place with -o"
        ) from None
