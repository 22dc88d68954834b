"""`extractor agree`: two annotators compared."""

import argparse
from pathlib import Path

from extractor.agreement import agree
from extractor.claims import Claims
from extractor.cli.options import FINE
from extractor.errors import InputError
from extractor.gold import read_gold


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example: extractor agree gold-li/ gold-wang/"
    parser.add_argument("one", metavar="A", help="a gold file, or a folder of them")
    parser.add_argument("other", metavar="B", help="the same articles by another annotator")
    parser.add_argument("--differences", action="store_true", help="print every difference too")


def run(options: argparse.Namespace) -> int:
    agreement = agree(*_both(Path(options.one), Path(options.other)))
    print(agreement)
    if options.differences:
        for found in agreement.report.differences:
            place = f"{found.doc_id} {found.start}:{found.end} {found.text}"
            print(f"{place}: {found.what} {found.column} A {found.gold!r} B {found.extracted!r}")
    return FINE


def _both(one: Path, other: Path) -> tuple[Claims, Claims]:
    if one.is_dir() != other.is_dir():
        raise InputError(f"{one} and {other}: one is a folder and the other is none; give two of a kind")
    if not one.is_dir():
        return read_gold(one), read_gold(other)
    names = sorted({path.name for path in one.glob("*.csv")} & {path.name for path in other.glob("*.csv")})
    names = [name for name in names if name != "metadata.csv"]
    if not names:
        raise InputError(f"{one} and {other}: have no gold file in common; give folders of the same articles")
    left, right = Claims(), Claims()
    for name in names:
        left, right = left + read_gold(one / name), right + read_gold(other / name)
    return left, right
