"""The examples of rules: how they are marked, and how each of their parts passes and fails."""

from dataclasses import replace

import pytest

from extractor.examples import Example, examples, mark, parse, run
from extractor.rules import Rule, Rules

MARKED = {
    "plain": ("立案738件", "立案738件", ()),
    "one": ("立案[738件](quantity)", "立案738件", ((2, 6, "quantity"),)),
    "adjacent": (
        "[盗版图书](indicator)[261万余册](quantity)。",
        "盗版图书261万余册。",
        ((0, 4, "indicator"), (4, 10, "quantity")),
    ),
    "brackets-of-the-text": ("[注]共[3件](quantity)", "[注]共3件", ((4, 6, "quantity"),)),
    "brackets-within": ("支持[近500家[次]](quantity)", "支持近500家[次]", ((2, 10, "quantity"),)),
    "round-brackets-after": ("[3件](quantity)(含未结)", "3件(含未结)", ((0, 2, "quantity"),)),
}


@pytest.mark.parametrize(("text", "plain", "marks"), MARKED.values(), ids=MARKED.keys())
def test_marks(text: str, plain: str, marks: tuple[tuple[int, int, str], ...]) -> None:
    assert parse(text) == (plain, marks)
    assert mark(plain, marks) == text


def rule(rules: Rules) -> Rule:
    return next(rule for rule in rules.mentions if rule.kind == "percent")


def example(rules: Rules, part: str, text: str) -> Example:
    return Example(rule(rules), part, *parse(text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "text", "passed"),
    [
        ("yes", "增长[22.41%](percent)", True),
        ("yes", "增长22.41%", False),
        ("yes", "增长2[2.41%](percent)", False),
        ("yes", "[增长](percent)5%", False),
        ("no", "增长", True),
        ("no", "增长5%", False),
        ("todo", "[增长](percent)", True),
        ("todo", "增长[5%](percent)", False),
    ],
)
def test_outcomes(part: str, text: str, passed: bool, rules: Rules) -> None:
    assert run(example(rules, part, text), rules).passed is passed


def test_a_failure_says_where_what_and_how_to_mend_it(rules: Rules) -> None:
    outcome = run(example(rules, "yes", "增长[2.41%](percent)，共22.41%"), rules)
    place = rule(rules).source.place
    assert str(outcome).startswith(f"{place}: yes: expected 增长[2.41%](percent)，共22.41%, found ")
    assert str(outcome).endswith("; correct the pattern or the example")
    done = run(example(rules, "todo", "增长[5%](percent)"), rules)
    assert str(done) == f"{place}: todo: is found now; move it to yes: 增长5%"


def test_full_width_text_is_folded_as_in_articles(rules: Rules) -> None:
    assert run(example(rules, "yes", "增长[２２．４１％](percent)"), rules).passed


def test_every_example_comes_once_and_is_named_by_rule_and_text(rules: Rules) -> None:
    found = list(examples(rules))
    written = sum(len(rule.source.yes) + len(rule.source.no) + len(rule.source.todo) for rule in rules.all)
    assert len(found) == written > 300
    assert found[0].name == f"{found[0].rule.id}-yes-{found[0].text}"


def test_other_rules_take_no_number_from_an_example(rules: Rules) -> None:
    """A rule's examples hold for it alone: its place among the others is not theirs to test."""
    last = rules.claims[-1]
    (first, *_) = (one for one in examples(rules) if one.rule is last and one.part == "yes")
    alone = replace(rules, claims=(last,))
    assert run(first, rules).found == run(first, alone).found
