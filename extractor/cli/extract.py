"""`extractor extract`: articles into a table."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.claim import Claim
from extractor.claims import Claims
from extractor.cli.options import FINE, WRONG, add_published, add_rules, load_rules
from extractor.errors import ExtractorError, InputError
from extractor.extract import extract
from extractor.reading import Unreadable, read_articles
from extractor.rules import Rules
from extractor.table import write_csv, write_jsonl

WRITERS = {".csv": write_csv, ".jsonl": write_jsonl}
"""The formats of a table by the ending of its file."""

EXAMPLES = """\
examples:
  extractor extract article.txt --published 2024-04-23       one article, CSV on standard output
  extractor extract corpus/ news.jsonl -o claims.jsonl       folders and JSON Lines into a file
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a .txt or .jsonl file, or a folder of them")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help=f"a {' or '.join(WRITERS)} file (default: CSV on standard output)",
    )
    add_published(parser)
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    rules = load_rules(options)
    if options.output is None:
        if sys.stdout is None:
            raise InputError("standard output: is closed; name a file with -o")
        claims, failed = _extracted(options, rules)
        write_csv(claims.to_frame(), sys.stdout)
    else:
        suffix = options.output.suffix.lower()
        if suffix not in WRITERS:
            raise InputError(
                f"{options.output}: its ending names no format; let it end in {' or '.join(WRITERS)}"
            )
        with _written_whole(options.output) as part:
            claims, failed = _extracted(options, rules)
            WRITERS[suffix](claims.to_frame(), part)
    return WRONG if failed else FINE


def _extracted(options: argparse.Namespace, rules: Rules) -> tuple[Claims, bool]:
    """The claims of every article that can be read, and whether some cannot: those are told at the end."""
    claims: list[Claim] = []
    problems: list[str] = []
    articles = 0
    for article in read_articles(options.paths, published=options.published):
        articles += 1
        try:
            if isinstance(article, Unreadable):
                raise InputError(article.reason)
            claims += extract(article, rules)
        except ExtractorError as error:
            problems.append(str(error))
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
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(
            f"{path}: cannot be written ({error.strerror}); name another place with -o"
        ) from None
