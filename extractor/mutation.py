"""Rules weakened one small step at a time, to see whether an example or the gold would notice.

A mutant that nothing notices marks a part of a rule that no example holds in place. Python's
mutation testers (mutmut, cosmic-ray) change Python code; patterns they leave alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

import regex

from extractor.article import Article
from extractor.check import check
from extractor.claims import Claims
from extractor.corpus import GoldArticle
from extractor.errors import RuleTimeout
from extractor.examples import Example, examples, run
from extractor.extract import analyse
from extractor.linking import token_matches
from extractor.mentions import matches
from extractor.pattern_tree import Element, parse, walk
from extractor.rulefolder import read_folder, with_pattern, with_rule
from extractor.rules import Rule, Rules
from extractor.scores import Report
from extractor.tokens import Line

Operator = Literal["drop assertion", "drop optional part", "widen quantifier", "drop word"]
Killer = Literal["example", "gold", ""]

_OPTIONAL = regex.compile(r"\?|\*|\{0?,")
_BOUNDED = regex.compile(r"\{(\d*),(\d+)\}")
_WORD = regex.compile(r"[\p{Han}]+")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one part weakened: `part` is what was dropped or widened, as written."""

    rule: Rule
    operator: Operator
    part: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A mutant, and what noticed it: an example of its rule, the gold, or nothing."""

    mutant: Mutant
    killed_by: Killer

    def __str__(self) -> str:
        mutant = self.mutant
        fate = (
            f"noticed by {'an example' if self.killed_by == 'example' else 'gold'}"
            if self.killed_by
            else "survives"
        )
        return f"{mutant.rule.source.place}: {mutant.operator} {mutant.part}: {fate}"


def mutants(rule: Rule) -> Iterator[Mutant]:
    """The mutants of a rule's own pattern; pieces that it calls are left as they are.

    Assertions and optional parts are dropped, `{1,3}` becomes `{1,}`, and each word that
    stands among others in braces or alternatives is dropped.
    """
    source = rule.source.pattern
    seen = {source}
    for operator, start, end, new in _edits(parse(source), source):
        pattern = source[:start] + new + source[end:]
        if pattern not in seen:
            seen.add(pattern)
            yield Mutant(rule, operator, " ".join(source[start:end].split()), pattern)


def mutate(
    rules: Rules, gold: Iterable[GoldArticle] = (), *, only: Iterable[str] = (), sample: int | None = None
) -> Iterator[Verdict]:
    """The verdict on every mutant of every rule, or of the rules `only` names.

    `sample` bounds the mutants of a rule, chosen by a fixed seed. A mutant that does not
    compile is left out. Of the examples only those of the mutant's rule are run; of the gold
    only the articles in which the mutant matches otherwise than its rule.
    """
    folder = read_folder(rules.folder)
    seen = [_Seen.of(one, rules) for one in gold]
    own: dict[str, list[Example]] = {}
    for example in examples(rules):
        if run(example, rules).passed:
            own.setdefault(example.rule.id, []).append(example)
    wanted = frozenset(only)
    for rule in rules.all:
        if wanted and rule.id not in wanted:
            continue
        chosen = list(mutants(rule))
        if sample is not None and len(chosen) > sample:
            chosen = Random(rule.id).sample(chosen, sample)
        for mutant in chosen:
            changed = with_pattern(rule, mutant.pattern, rules, folder)
            if changed is not None:
                yield Verdict(mutant, _noticed(changed, rules, own.get(rule.id, []), seen))


def score(verdicts: Sequence[Verdict]) -> float:
    """The share of the mutants that something noticed; 1 where there are none."""
    return sum(bool(verdict.killed_by) for verdict in verdicts) / len(verdicts) if verdicts else 1.0


def _edits(
    branches: tuple[tuple[Element, ...], ...], source: str
) -> Iterator[tuple[Operator, int, int, str]]:
    for element in walk(branches):
        quantifier = element.quantifier(source)
        if element.kind == "look":
            yield "drop assertion", element.start, element.end, ""
        elif _OPTIONAL.match(quantifier):
            yield "drop optional part", element.start, element.end, ""
        if wider := _widened(quantifier):
            yield "widen quantifier", element.atom_end, element.end, wider
        if element.kind == "token":
            yield from _without_a_name(element, source)
        if len(element.branches) > 1:
            for branch in element.branches:
                if branch and _WORD.fullmatch("".join(one.text(source) for one in branch)):
                    start, end = branch[0].start, branch[-1].end
                    yield "drop word", start, end, "(?!)"


def _widened(quantifier: str) -> str:
    # `?` to `*` would only read texts that stammer (同比同比), so it is no mutant worth an example.
    if bounded := _BOUNDED.match(quantifier):
        return f"{{{bounded.group(1)},}}{quantifier[bounded.end() :]}"
    return ""


def _without_a_name(element: Element, source: str) -> Iterator[tuple[Operator, int, int, str]]:
    """The braces without one of their words: `{从|由}` without 从. Kinds stay: they lose no single word."""
    content = source[element.start + 1 : element.atom_end - 1]
    wanted, mark, unwanted = content.partition("!")
    names = [name.strip() for name in wanted.split("|") if name.strip()]
    for name in names:
        if len(names) > 1 and _WORD.fullmatch(name):
            rest = "|".join(other for other in names if other != name)
            yield "drop word", element.start, element.atom_end, f"{{{rest}{mark}{unwanted}}}"


@dataclass(frozen=True)
class _Seen:
    """An article with gold as the rules see it: what a mutant is compared on."""

    article: Article
    gold: Claims
    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    areas: tuple[str, ...]
    report: Report

    @classmethod
    def of(cls, one: GoldArticle, rules: Rules) -> "_Seen":
        extraction = analyse(one.article, rules)
        texts = tuple(sentence.folded for sentence in one.article.sentences)
        return cls(
            one.article,
            one.gold,
            tuple(analysis.line for analysis in extraction.analyses),
            texts,
            tuple(rules.areas.line(text) for text in texts),
            check(extraction.claims, one.gold, doc_ids=[one.article.doc_id]),
        )


def _noticed(changed: Rule, rules: Rules, own: Sequence[Example], seen: Sequence[_Seen]) -> Killer:
    mutated = with_rule(rules, changed)
    original = rules[changed.id]
    try:
        for example in own:
            if not run(Example(changed, example.part, example.text, example.expected), mutated).passed:
                return "example"
        for one in seen:
            if _matches_differ(original, changed, one):
                claims = analyse(one.article, mutated).claims
                if check(claims, one.gold, doc_ids=[one.article.doc_id]) != one.report:
                    return "gold"
    except RuleTimeout:
        # A mutant that no longer ends is noticed by whoever runs the examples.
        return "example"
    return ""


def _matches_differ(original: Rule, changed: Rule, one: _Seen) -> bool:
    if changed.section == "claims":
        return any(_captures(line, original) != _captures(line, changed) for line in one.lines)
    texts = one.areas if changed.section == "regions" else one.texts
    return any(matches(text, original) != matches(text, changed) for text in texts)


def _captures(line: Line, rule: Rule) -> Sequence[Mapping[str, object]]:
    return token_matches(line, rule)
