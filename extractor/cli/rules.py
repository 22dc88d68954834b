"""`extractor rules`: the rule author's loop."""

import argparse
from collections import Counter

from extractor.examples import examples, run as run_example
from extractor.rules import Rules


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example: extractor rules --test --rules rules/"
    parser.add_argument("--rules", metavar="DIR", help="a folder of rules in place of the bundled one")
    parser.add_argument("--test", action="store_true", help="run every example; exit with 1 if one fails")


def run(options: argparse.Namespace) -> int:
    rules = Rules.load(options.rules) if options.rules else Rules.bundled()
    return _test(rules) if options.test else _list(rules)


def _list(rules: Rules) -> int:
    from extractor.cli import FINE

    counts = Counter(example.rule.id for example in examples(rules))
    width = max(len(rule.source.path) for rule in rules.all)
    for rule in rules.all:
        print(f"{rule.source.path:{width}}  {rule.id}  ({counts[rule.id]} examples)")
    return FINE


def _test(rules: Rules) -> int:
    from extractor.cli import FINE, FOUND

    outcomes = [run_example(example, rules) for example in examples(rules)]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(outcome)
    print(f"{len(outcomes)} examples, {len(failed)} failed")
    return FOUND if failed else FINE
