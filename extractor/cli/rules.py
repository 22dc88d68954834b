"""`extractor rules`: the rule author's loop."""

import argparse
from collections import Counter

from extractor.cli.options import FINE, FOUND, add_rules, load_rules
from extractor.examples import examples
from extractor.examples import run as run_example
from extractor.rules import Rules

EXAMPLES = """\
examples:
  extractor rules                           every rule with its file and the number of its examples
  extractor rules --test --rules rules/     run the examples of the folder; exit with 1 if one fails
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    add_rules(parser)
    parser.add_argument("--test", action="store_true", help="run every example; exit with 1 if one fails")


def run(options: argparse.Namespace) -> int:
    rules = load_rules(options)
    return _test(rules) if options.test else _list(rules)


def _list(rules: Rules) -> int:
    counts = Counter(example.rule.id for example in examples(rules))
    width = max((len(rule.source.path) for rule in rules.all), default=0)
    for rule in rules.all:
        print(f"{rule.source.path:{width}}  {rule.id}  ({counts[rule.id]} examples)")
    return FINE


def _test(rules: Rules) -> int:
    outcomes = [run_example(example, rules) for example in examples(rules)]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(outcome)
    print(f"{len(outcomes)} examples, {len(failed)} failed")
    return FOUND if failed else FINE
