"""`extractor check`: claims against gold."""

import argparse
from pathlib import Path

from extractor.check import check
from extractor.corpus import articles_with_gold
from extractor.explain import account
from extractor.extract import analyse
from extractor.rules import Rules
from extractor.scores import Report, merge

EXAMPLE = """\
examples:
  extractor check corpus/                      extract the corpus and compare it with its gold
  extractor check claims.csv --gold corpus/    compare a table that was extracted before
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    parser.add_argument("path", metavar="PATH", help="a corpus folder, or a table of claims (.csv, .jsonl)")
    parser.add_argument("--gold", metavar="DIR", help="the folder of the gold files (default: the corpus itself)")
    parser.add_argument("--min-core", type=_share, metavar="F1", help="exit with 1 if core-exact F1 is lower")
    parser.add_argument("--rules", metavar="DIR", help="a folder of rules in place of the bundled one")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(options: argparse.Namespace) -> int:
    from extractor.cli import FINE, FOUND

    unexplained: list[str] = []
    path = Path(options.path)
    if path.is_dir():
        report = _check_corpus(path, options, unexplained)
    else:
        report = _check_table(path, options)
    print(report.to_json(indent=2) if options.json else report)
    if path.is_dir() and not options.json:
        print(f"\nunexplained numerals: {len(unexplained)}", *unexplained, sep="\n  ")
    wanted = options.min_core
    return FOUND if wanted is not None and report.core_exact.f1 < wanted else FINE


def _check_corpus(folder: Path, options: argparse.Namespace, unexplained: list[str]) -> Report:
    rules = Rules.load(options.rules) if options.rules else Rules.bundled()
    reports = []
    for one in articles_with_gold(folder, gold=options.gold):
        extraction = analyse(one.article, rules)
        reports.append(check(extraction.claims, one.gold, doc_ids=[one.article.doc_id]))
        unexplained += [
            f"{one.article.doc_id} {numeral.start}:{numeral.end} {numeral.text}"
            for numeral in account(extraction)
            if numeral.state == "unexplained"
        ]
    return merge(reports)


def _check_table(path: Path, options: argparse.Namespace) -> Report:
    from extractor.claims import Claims

    claims = Claims.read(path)
    if options.gold is None:
        return check(claims, path.parent / f"{path.stem}.csv")
    reports = [
        check(claims, one.gold, doc_ids=[one.article.doc_id]) for one in articles_with_gold(options.gold)
    ]
    return merge(reports)


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no share between 0 and 1")
    return share
