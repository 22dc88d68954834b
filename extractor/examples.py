"""The examples of a rule, run: what it must find, must not find, and should find one day.

An example marks its spans in the text: `[盗版图书](indicator)[261万余册](quantity)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from extractor.analysis import mentions_of
from extractor.fold import fold
from extractor.linking import token_matches
from extractor.mentions import matches
from extractor.rules import Rule, Rules
from extractor.tokens import tokenize

Part = Literal["yes", "no", "todo"]
Marks = tuple[tuple[int, int, str], ...]

_MARK = regex.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([a-z_]+)\)")


@dataclass(frozen=True, slots=True)
class Example:
    """A text of a rule with the spans that are expected in it: (start, end, role), in order."""

    rule: Rule
    part: Part
    text: str
    expected: Marks

    @property
    def name(self) -> str:
        return f"{self.rule.id}-{self.part}-{self.text}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule found in an example, and whether that is as it should be."""

    example: Example
    found: Marks

    @property
    def passed(self) -> bool:
        """Whether the spans are the expected ones; a `todo` passes as long as they are not."""
        return (self.found == self.example.expected) != (self.example.part == "todo")

    def __str__(self) -> str:
        example, rule = self.example, self.example.rule
        if self.passed:
            return f"{rule.source.place}: {example.part}: as expected: {example.text}"
        if example.part == "todo":
            return f"{rule.source.place}: todo: is found now; move it to yes: {example.text}"
        expected, found = mark(example.text, example.expected), mark(example.text, self.found)
        return (
            f"{rule.source.place}: {example.part}: expected {expected}, found {found}; "
            "correct the pattern or the example"
        )


def examples(rules: Rules) -> Iterator[Example]:
    """Every example of every rule, in the order of the files."""
    for rule in rules.all:
        for part, texts in (("yes", rule.source.yes), ("no", rule.source.no), ("todo", rule.source.todo)):
            for text in texts:
                plain, expected = parse(text)
                yield Example(rule, part, plain, expected)  # type: ignore[arg-type]


def run(example: Example, rules: Rules) -> Outcome:
    """What the example's rule finds in its text, on its own: no other rule takes a number from it."""
    text = fold(example.text)
    marks: set[tuple[int, int, str]] = set()
    if example.rule.section == "claims":
        tokens = tokenize(text, mentions_of(text, rules), rules)
        for captures in token_matches(tokens, example.rule):
            for role, spans in captures.items():
                marks |= {
                    (tokens.tokens[start].start, tokens.tokens[end - 1].end, role) for start, end in spans
                }
    else:
        roles = {role for _, _, role in example.expected} - {example.rule.kind}
        line = rules.areas.line(text) if example.rule.section == "regions" else text
        for mention in matches(line, example.rule):
            # A source is told by its roles alone, but where nothing may be found any match is one too many.
            if example.rule.kind != "source" or not example.expected:
                marks.add((mention.start, mention.end, example.rule.kind))
            for role in roles & mention.groups.keys():
                marks |= {(start, end, role) for start, end in mention.groups[role]}
    return Outcome(example, tuple(sorted(marks)))


def parse(text: str) -> tuple[str, Marks]:
    """The plain text and its marked spans, which may lie within each other.

    >>> parse("查获[盗版图书](indicator)[261万余册](quantity)。")
    ('查获盗版图书261万余册。', ((2, 6, 'indicator'), (6, 12, 'quantity')))
    >>> parse("[[超过100万](aside)的城市](indicator)有[23座](quantity)")
    ('超过100万的城市有23座', ((0, 6, 'aside'), (0, 9, 'indicator'), (10, 13, 'quantity')))
    """
    plain, marks, position = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[position : found.start()]
        inner, within = parse(found.group(1))
        marks.append((len(plain), len(plain) + len(inner), found.group(2)))
        marks += [(len(plain) + start, len(plain) + end, role) for start, end, role in within]
        plain += inner
        position = found.end()
    return plain + text[position:], tuple(sorted(marks))


def mark(text: str, marks: Marks) -> str:
    """The text with its spans marked as in a rule file; `parse` undone.

    >>> mark("立案738件", ((2, 6, "quantity"),))
    '立案[738件](quantity)'
    >>> mark(*parse("[[超过100万](aside)的城市](indicator)"))
    '[[超过100万](aside)的城市](indicator)'
    """
    widest_first = sorted(marks, key=lambda span: (span[0], -span[1]))
    opened = {place: sum(start == place for start, _, _ in marks) for place in range(len(text) + 1)}
    marked = ""
    for place in range(len(text) + 1):
        marked += "".join(f"]({role})" for _, end, role in reversed(widest_first) if end == place)
        marked += "[" * opened[place] + text[place : place + 1]
    return marked
