"""`extractor audit`: do the figures fit together, within an article and across a corpus?"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extractor.article import Article
from extractor.audit import Finding, audit, audit_frame, compare
from extractor.cells import written
from extractor.claims import Claims
from extractor.cli.options import (
    FINE,
    FOUND,
    WRONG,
    add_path,
    add_published,
    add_rules,
    gold_folder,
    load_rules,
)
from extractor.errors import ExtractorError, InputError
from extractor.extract import extract
from extractor.gold import read_gold
from extractor.reading import Unreadable, read_articles
from extractor.rules import Rules
from extractor.synonyms import Synonyms


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "examples:\n"
        "  extractor audit article.txt                     findings, each with the sentences it rests on\n"
        "  extractor audit corpus/ -o audited.csv          and the table with derived columns\n"
        "  extractor audit corpus/ --gold corpus/          of the gold in place of what is extracted\n"
    )
    add_path(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write the claims with derived columns, as .csv"
    )
    parser.add_argument(
        "--gold", metavar="DIR", help="audit the gold files in this folder, not extracted claims"
    )
    parser.add_argument("--json", action="store_true", help="print one finding a line as JSON")
    parser.add_argument(
        "--conflicts", action="store_true", help="print conflicts only; exit with 1 if there are any"
    )
    add_published(parser)
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    rules = load_rules(options)
    synonyms = Synonyms.load(options.rules) if options.rules else Synonyms.bundled()
    if options.output and not options.output.endswith(".csv"):
        raise InputError(f"{options.output}: is no .csv file; end its name in .csv")
    gold = None if options.gold is None else gold_folder(options.gold, Path())
    audited: list[tuple[Article, Claims]] = []
    failed, conflicts = False, False
    for article in read_articles([options.path], published=options.published):
        try:
            if isinstance(article, Unreadable):
                raise InputError(article.reason)
            audited.append((article, _claims(article, gold, rules)))
        except ExtractorError as error:
            failed = True
            print(f"extractor: {error}", file=sys.stderr)
    if options.output and audited:
        # Before a line is printed, whose reader may leave (head).
        _write(audited, options.output)
    for article, claims in audited:
        conflicts |= _print(article.doc_id, audit(article, claims, synonyms=synonyms), options)
    if len(audited) > 1:
        conflicts |= _print("between articles", compare(audited, synonyms=synonyms), options)
    if failed:
        return WRONG
    return FOUND if conflicts and options.conflicts else FINE


def _claims(article: Article, gold: Path | None, rules: Rules) -> Claims:
    if gold is None:
        return extract(article, rules)
    path = gold / f"{article.doc_id}.csv"
    if not path.is_file():
        raise InputError(f"{path}: no such gold, so the article is left out; draft it, or leave --gold away")
    return read_gold(path, text=article.text)


def _print(title: str, findings: tuple[Finding, ...], options: argparse.Namespace) -> bool:
    """Prints the findings that are asked for, and tells whether any is a conflict."""
    shown = [one for one in findings if one.verdict == "conflicts" or not options.conflicts]
    if options.json:
        for one in shown:
            print(json.dumps({"article": title, **_record(one)}, ensure_ascii=False))
    elif shown:
        print(title, *(f"  {line}" for one in shown for line in str(one).splitlines()), sep="\n")
    return any(one.verdict == "conflicts" for one in findings)


def _record(finding: Finding) -> dict[str, Any]:
    record = asdict(finding)
    record["claims"] = [{name: written(cell) for name, cell in claim.items()} for claim in record["claims"]]
    return record


def _write(audited: list[tuple[Article, Claims]], output: str) -> None:
    import pandas as pd

    frames = [audit_frame(article, claims) for article, claims in audited]
    pd.concat(frames, ignore_index=True).to_csv(output, index=False, encoding="utf-8", lineterminator="\n")
