"""Every example of every bundled rule is one test, named by rule and text."""

import pytest

from extractor import Rules
from extractor.examples import Example, examples, run

EXAMPLES = list(examples(Rules.bundled()))


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.name for example in EXAMPLES])
def test_example(example: Example, rules: Rules) -> None:
    outcome = run(example, rules)
    assert outcome.passed, str(outcome)


def test_every_rule_has_examples(rules: Rules) -> None:
    parts = {rule.id: {"yes": 0, "no": 0, "todo": 0} for rule in rules.all}
    for example in EXAMPLES:
        parts[example.rule.id][example.part] += 1
    assert [rule for rule, counts in parts.items() if counts["yes"] < 2 or counts["no"] < 1] == []
