"""`extractor diff`: what a change of rules does to a corpus."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from extractor.article import Article
from extractor.causes import with_causes
from extractor.claims import Claims
from extractor.cli.options import FINE, FOUND, add_published, add_rules, load_rules
from extractor.corpus import gold_claims
from extractor.diff import Change, changes, judged, share_changed
from extractor.diff_report import to_html, to_json, to_text
from extractor.errors import InputError
from extractor.reading import Unreadable, read_articles
from extractor.revisions import rules_at
from extractor.rules import Rules
from extractor.snapshot import Snapshot, snapshot

EXAMPLES = """\
examples:
  extractor diff old-rules/ rules/ corpus/          two folders of rules over a corpus, with or without gold
  extractor diff HEAD rules/ corpus/                the last commit and the working tree
  extractor diff HEAD~3:rules rules/ corpus/ --budget 0.5% --allow indicator-then-level
  extractor diff run.parquet corpus/                a stored run and the rules of today
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="OLD NEW CORPUS: two folders of rules (OLD may be a git revision); or SNAPSHOT CORPUS",
    )
    parser.add_argument(
        "--budget", type=_percentage, metavar="PERCENT", help="exit with 1 if more claims change"
    )
    parser.add_argument(
        "--allow", action="append", default=[], metavar="RULE", help="a rule whose changes the budget spares"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--html", metavar="FILE", help="write a self-contained page as well")
    add_published(parser)
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    if len(options.paths) == 3:
        old, found, corpus = _between_rules(options)
        notes: list[str] = []
    elif len(options.paths) == 2:
        old, found, corpus, notes = _since_snapshot(options)
    else:
        raise InputError("diff: takes OLD NEW CORPUS, or SNAPSHOT CORPUS; see extractor diff --help")
    if any(path.with_suffix(".csv").is_file() for path in Path(corpus).glob("*.txt")):
        found = judged(found, gold_claims(corpus))
    if options.html:
        Path(options.html).write_text(to_html(found, old, title="Claims that changed"), encoding="utf-8")
    print(*notes, to_json(found, old) if options.json else to_text(found, old), sep="\n")
    share = share_changed(found, old, allowed=options.allow)
    if options.budget is None or share <= options.budget:
        return FINE
    print(f"{share:.2%} of the claims changed outside the rules allowed; the budget is {options.budget:.2%}")
    return FOUND


def _between_rules(options: argparse.Namespace) -> tuple[Claims, list[Change], str]:
    first, second, corpus = options.paths
    articles = _articles(corpus, options.published)
    with tempfile.TemporaryDirectory() as folder:
        old_folder, new_folder = Path(first), Path(second)
        if not old_folder.is_dir():
            old_folder = rules_at(first, new_folder, Path(folder))
        old, new = (snapshot(articles, Rules.load(one)).claims for one in (old_folder, new_folder))
        found = changes(old, new)
        touched = {change.doc_id for change in found}
        causes = {article.doc_id: article for article in articles if article.doc_id in touched}
        return old, with_causes(found, causes, old_folder, new_folder), corpus


def _since_snapshot(options: argparse.Namespace) -> tuple[Claims, list[Change], str, list[str]]:
    first, corpus = options.paths
    before = Snapshot.read(first)
    after = snapshot(_articles(corpus, options.published), load_rules(options))
    notes = [] if options.json else before.differences_in_making(after)
    return before.claims, changes(before.claims, after.claims), corpus, notes


def _articles(corpus: str, published: str) -> Sequence[Article]:
    articles = []
    for article in read_articles([corpus], published=published):
        if isinstance(article, Unreadable):
            raise InputError(article.reason)
        articles.append(article)
    return articles


def _percentage(text: str) -> float:
    try:
        return float(text.removesuffix("%")) / 100
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage; write it as 0.5%") from None
