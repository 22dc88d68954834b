"""`extractor check`: claims against gold."""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from extractor.check import check
from extractor.claims import Claims
from extractor.cli.options import FINE, FOUND, add_rules, load_rules
from extractor.corpus import articles_with_gold, gold_claims
from extractor.errors import InputError
from extractor.explain import account
from extractor.extract import analyse
from extractor.scores import Report, merge

EXAMPLES = """\
examples:
  extractor check corpus/                          extract the corpus and compare it with its gold
  extractor check corpus/ --min-core 0.9           the same; exit with 1 if core-exact F1 is below 0.9
  extractor check claims.csv --gold corpus/        compare a table that was extracted before
"""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A numeral that no rule took and none set aside."""

    doc_id: str
    start: int
    end: int
    text: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument(
        "path", type=Path, metavar="PATH", help="a corpus folder, or a table of claims (.csv, .jsonl)"
    )
    parser.add_argument(
        "--gold", metavar="DIR", help="the folder of the gold files, or one (default: the corpus itself)"
    )
    parser.add_argument("--min-core", type=_share, metavar="F1", help="exit with 1 if core-exact F1 is lower")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--near", action="store_true", help="for each missed or wrong row, tell which rule came nearest"
    )
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    if options.path.is_dir():
        report, unexplained = _check_corpus(options)
        print(_corpus_json(report, unexplained) if options.json else _corpus_text(report, unexplained))
    else:
        report = _check_table(options)
        print(report.to_json(indent=2) if options.json else report)
    if options.near and options.path.is_dir() and not options.json:
        from extractor.cli.tracing import nearest

        print(*nearest(options, report, load_rules(options)), sep="\n")
    wanted = options.min_core
    return FOUND if wanted is not None and report.core_exact.f1 < wanted else FINE


def _check_corpus(options: argparse.Namespace) -> tuple[Report, list[Unexplained]]:
    rules = load_rules(options)
    reports, unexplained = [], []
    for one in articles_with_gold(options.path, gold=options.gold):
        extraction = analyse(one.article, rules)
        doc_id = one.article.doc_id
        reports.append(check(extraction.claims, one.gold, doc_ids=[doc_id]))
        unexplained += [
            Unexplained(doc_id, numeral.start, numeral.end, numeral.text)
            for numeral in account(extraction)
            if numeral.state == "unexplained"
        ]
    return merge(reports), unexplained


def _check_table(options: argparse.Namespace) -> Report:
    if not options.path.exists():
        raise InputError(f"{options.path}: no such file or folder; check the path")
    claims = Claims.read(options.path)
    if options.gold is None:
        raise InputError(f"{options.path}: a table is compared with gold; name its folder with --gold")
    golds = gold_claims(options.gold)
    others = {claim.doc_id for claim in claims} - golds.keys()
    if others:
        print(f"{len(others)} articles of {options.path} have no gold and are left aside", file=sys.stderr)
    gold = (claim for one in golds.values() for claim in one)
    return check(claims, gold, doc_ids=golds)


def _corpus_text(report: Report, unexplained: list[Unexplained]) -> str:
    lines = [f"  {one.doc_id} [{one.start}:{one.end}] {one.text}" for one in unexplained]
    return "\n".join([str(report), "", f"unexplained numerals: {len(unexplained)}", *lines])


def _corpus_json(report: Report, unexplained: list[Unexplained]) -> str:
    content = json.loads(report.to_json())
    content["unexplained"] = [
        {"doc_id": one.doc_id, "start": one.start, "end": one.end, "text": one.text} for one in unexplained
    ]
    return json.dumps(content, ensure_ascii=False, indent=2)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; write a number from 0 to 1, such as 0.9")
    return share
