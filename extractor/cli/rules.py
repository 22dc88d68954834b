"""`extractor rules`: the rule author's loop."""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extractor import __version__
from extractor.article import Article
from extractor.cells import aligned
from extractor.cli.options import FINE, FOUND, add_rules, load_rules
from extractor.corpus import GoldArticle, articles_with_gold
from extractor.coverage import Coverage, survey
from extractor.errors import InputError
from extractor.examples import examples
from extractor.examples import run as run_example
from extractor.finding import to_sarif
from extractor.lint import checks, lint
from extractor.metamorphic import gold_sentences, relations
from extractor.mutation import mutate, score
from extractor.reading import Unreadable, read_articles
from extractor.rules import Rules, bundled_folder

EXAMPLES = """\
examples:
  extractor rules                           every rule with its file and the number of its examples
  extractor rules --corpus corpus/          and what it matched, made and cost there
  extractor rules --test --rules rules/     run the examples of the folder; exit with 1 if one fails
  extractor rules --lint --sarif            the checks, for editors and code review
  extractor rules --coverage corpus/        rules, words and alternatives that nothing there needs
  extractor rules --mutate corpus/          which weakened rules no example and no gold notices
  extractor rules --variants corpus/        full-width, grouped, Chinese, traditional: how many claims stay
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    add_rules(parser)
    parser.add_argument("--test", action="store_true", help="run every example; exit with 1 if one fails")
    parser.add_argument(
        "--lint", action="store_true", help="run the checks; exit with 1 if one finds something"
    )
    parser.add_argument("--sarif", action="store_true", help="with --lint: print SARIF")
    parser.add_argument("--waive", action="append", default=[], metavar="CHECK", help="leave a check out")
    parser.add_argument("--corpus", metavar="DIR", help="the corpus that the table and the checks look at")
    parser.add_argument("--coverage", metavar="DIR", help="tell what never fires on a corpus")
    parser.add_argument("--profile", metavar="DIR", help="tell the time per rule on a corpus")
    parser.add_argument(
        "--mutate",
        nargs="?",
        const="",
        metavar="DIR",
        help="weaken each rule in turn; DIR is a corpus with gold",
    )
    parser.add_argument(
        "--variants",
        metavar="DIR",
        help="rewrite the gold sentences of a corpus; tell how many keep their claims",
    )
    parser.add_argument("--sample", type=int, metavar="N", help="with --mutate: at most N mutants a rule")
    parser.add_argument(
        "--only", action="append", default=[], metavar="RULE", help="with --mutate: this rule"
    )


def run(options: argparse.Namespace) -> int:
    if options.lint:
        # Lint reports what does not load; the others need the rules.
        return _lint(options)
    rules = load_rules(options)
    if options.test:
        return _test(rules)
    if options.coverage:
        return _coverage(survey(_articles(options.coverage), rules))
    if options.mutate is not None:
        return _mutate(rules, options)
    if options.variants:
        return _variants(rules, options.variants)
    corpus = options.profile or options.corpus
    covered = survey(_articles(corpus), rules, alternatives=False) if corpus else None
    return _list(rules, covered, by_time=bool(options.profile))


def _list(rules: Rules, covered: Coverage | None, *, by_time: bool) -> int:
    counts = Counter(example.rule.id for example in examples(rules))
    listed = list(rules.all)
    if covered is None:
        width = max((len(rule.source.path) for rule in listed), default=0)
        for rule in listed:
            print(f"{rule.source.path:{width}}  {rule.id}  ({counts[rule.id]} examples)")
        return FINE
    if by_time:
        listed.sort(key=lambda rule: -covered.uses[rule.id].seconds)
    total = sum(use.seconds for use in covered.uses.values()) or 1
    rows = [("file", "rule", "examples", "matches", "rows", "precision", "ms", "time")]
    for rule in listed:
        use = covered.uses[rule.id]
        precision = "" if use.precision is None else f"{use.precision:.3f}"
        share = f"{use.seconds / total:.1%}"
        numbers = (
            str(counts[rule.id]),
            str(use.matches),
            str(use.rows),
            precision,
            f"{use.seconds * 1000:.1f}",
            share,
        )
        rows.append((rule.source.path, rule.id, *numbers))
    print(*aligned(rows, right=range(2, 8)), sep="\n")
    return FINE


def _test(rules: Rules) -> int:
    outcomes = [run_example(example, rules) for example in examples(rules)]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(outcome)
    print(f"{len(outcomes)} examples, {len(failed)} failed")
    return FOUND if failed else FINE


def _lint(options: argparse.Namespace) -> int:
    unknown = sorted(set(options.waive) - checks().keys())
    if unknown:
        raise InputError(f"--waive {unknown[0]}: no such check; use one of {', '.join(checks())}")
    texts = [_article(one).text for one in _articles(options.corpus)] if options.corpus else []
    found = lint(options.rules or bundled_folder(), texts=texts, waive=options.waive)
    if options.sarif:
        print(to_sarif(found, checks(), version=__version__))
    else:
        print(*found, f"{len(found)} findings", sep="\n")
    return FOUND if found else FINE


def _coverage(covered: Coverage) -> int:
    print(f"{len(covered.silent)} of {len(covered.uses)} rules never match:")
    print(*(f"  {rule}" for rule in covered.silent), sep="\n")
    for title, unused in (
        ("words never seen", covered.words),
        ("alternatives never taken", covered.alternatives),
    ):
        print(f"{sum(map(len, unused.values()))} {title}:")
        for owner, names in unused.items():
            print(f"  {owner}: {' '.join(names) if title.startswith('words') else '  '.join(names)}")
    return FINE


def _mutate(rules: Rules, options: argparse.Namespace) -> int:
    gold = list(articles_with_gold(options.mutate)) if options.mutate else []
    verdicts = list(mutate(rules, gold, only=options.only, sample=options.sample))
    for verdict in verdicts:
        if not verdict.killed_by:
            print(verdict)
    survived = sum(not verdict.killed_by for verdict in verdicts)
    print(f"{len(verdicts)} mutants, {survived} survive, {score(verdicts):.1%} noticed")
    return FINE


def _variants(rules: Rules, corpus: str) -> int:
    sentences = gold_sentences(articles_with_gold(corpus))
    rows = [("transformation", "sentences", "held", "share")]
    found = list(relations(sentences, rules))
    for one in found:
        rows.append((one.name, str(one.held + len(one.broken)), str(one.held), f"{one.share:.1%}"))
    print(*aligned(rows, right=range(1, 4)), sep="\n")
    for one in found:
        for sentence in one.broken:
            print(f"{one.name} breaks: {sentence}")
    return FINE


def _articles(corpus: str) -> Iterator[Article | GoldArticle]:
    """The corpus, with gold where an article has it."""
    folder = Path(corpus)
    with_gold = {path.stem for path in folder.glob("*.txt") if path.with_suffix(".csv").is_file()}
    if with_gold:
        yield from articles_with_gold(folder)
    for article in read_articles([corpus]):
        if isinstance(article, Unreadable):
            raise InputError(article.reason)
        if article.doc_id not in with_gold:
            yield article


def _article(one: Article | GoldArticle) -> Article:
    return one.article if isinstance(one, GoldArticle) else one
