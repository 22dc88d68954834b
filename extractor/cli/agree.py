"""`extractor agree`: two annotators compared."""

import argparse
import sys
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
        return _of_the_same(one, other, read_gold(one), read_gold(other))
    names = sorted({path.name for path in one.glob("*.csv")} & {path.name for path in other.glob("*.csv")})
    names = [name for name in names if name != "metadata.csv"]
    if not names:
        raise InputError(f"{one} and {other}: have no gold file in common; give folders of the same articles")
    for folder, others in ((one, other), (other, one)):
        for path in sorted(folder.glob("*.csv")):
            if path.name != "metadata.csv" and not (others / path.name).is_file():
                print(f"extractor: {path}: is not in {others}, so it is left out", file=sys.stderr)
    left, right = Claims(), Claims()
    for name in names:
        left, right = left + read_gold(one / name), right + read_gold(other / name)
    return left, right


def _of_the_same(one: Path, other: Path, left: Claims, right: Claims) -> tuple[Claims, Claims]:
    named, others = ({claim.doc_id for claim in claims} for claims in (left, right))
    if named and others and not named & others:
        told = f"{'、'.join(sorted(named))} and {'、'.join(sorted(others))}"
        raise InputError(f"{one} and {other}: are gold of {told}; give two of the same article")
    return left, right
