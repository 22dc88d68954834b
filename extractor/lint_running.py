"""The checks of lint that run the rules: over their examples, and over the sentences of a corpus."""

from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.analysis import Analysis, analyse_sentence
from extractor.article import Article
from extractor.backtracking import blows_up
from extractor.examples import Example, examples
from extractor.finding import Finding
from extractor.fold import fold
from extractor.linking import ANCHORS, token_matches
from extractor.mentions import matches
from extractor.rulefolder import RuleFolder
from extractor.rules import Rule, Rules
from extractor.trace import owners


def answered_by_another(folder: RuleFolder, rules: Rules, texts: Sequence[str]) -> Iterator[Finding]:
    """A claim rule whose `yes` example an earlier rule answers when all rules run."""
    for example in examples(rules):
        if example.part == "yes" and example.rule.section == "claims":
            takers = _takers(example, rules)
            if takers and example.rule.id not in takers:
                others = ", ".join(sorted(takers))
                message = f"{example.text!r} is answered by {others}; take a sentence that needs this rule"
                yield _at(example.rule, "answered-by-another", message)


def shadowed_rule(folder: RuleFolder, rules: Rules, texts: Sequence[str]) -> Iterator[Finding]:
    """A rule whose every match is taken by an earlier rule, so that it never makes a row or mention."""
    taken_from: dict[str, Counter[str]] = {}
    makes: set[str] = set()
    for text in texts or _own_texts(rules):
        for analysis in analyses(text, rules):
            _compete(analysis, rules, taken_from, makes)
    for rule in (*rules.mentions, *rules.claims):
        if rule.id in taken_from and rule.id not in makes:
            takers = ", ".join(name for name, _ in taken_from[rule.id].most_common(3))
            count = taken_from[rule.id].total()
            message = f"all its {count} matches go to {takers}; move it before them, or delete it"
            yield _at(rule, "shadowed-rule", message)


def backtracking(folder: RuleFolder, rules: Rules, texts: Sequence[str]) -> Iterator[Finding]:
    """A pattern prone to catastrophic backtracking, by static analysis or against the clock."""
    by_rule: dict[str, list[str]] = {}
    for example in examples(rules):
        if example.part == "yes":
            by_rule.setdefault(example.rule.id, []).append(example.text)
    for rule in rules.all:
        own = by_rule.get(rule.id, [])
        lines = [line for text in own for line in _lines(text, rule, rules)]
        if why := blows_up(rule, lines):
            yield _at(rule, "backtracking", f"{why}; make repeats possessive, or bound them")


def analyses(text: str, rules: Rules) -> Iterator[Analysis]:
    """The analyses of a text's sentences."""
    for sentence in Article(text).sentences if text.strip() else ():
        analysis = analyse_sentence(sentence, rules)
        if analysis is not None:
            yield analysis


def _lines(text: str, rule: Rule, rules: Rules) -> Iterator[str]:
    if rule.section != "claims":
        yield fold(text)
    else:
        yield from (analysis.line.symbols for analysis in analyses(text, rules))


def _takers(example: Example, rules: Rules) -> set[str]:
    """The rules that took the example's anchors."""
    anchors = {(start, end) for start, end, role in example.expected if role in ANCHORS}
    takers = set()
    for analysis in analyses(example.text, rules):
        tokens, offset = analysis.line.tokens, analysis.sentence.start
        for draft in analysis.linked.drafts:
            for role, (start, end) in draft.roles.items():
                span = tokens[start].start + offset, tokens[end - 1].end + offset
                if role in ANCHORS and span in anchors:
                    takers.add(draft.rule.id)
    return takers


def _own_texts(rules: Rules) -> list[str]:
    return [example.text for example in examples(rules) if example.part != "no"]


def _compete(analysis: Analysis, rules: Rules, taken_from: dict[str, Counter[str]], makes: set[str]) -> None:
    owner = owners(analysis.linked)
    makes.update(owner.values())
    makes.update(mention.rule for mention in analysis.mentions)
    for rule in rules.claims:
        for captures in token_matches(analysis.line, rule):
            for role in (*ANCHORS, "aside"):
                for start, _ in captures.get(role, ()):
                    if owner.get(start, rule.id) != rule.id:
                        taken_from.setdefault(rule.id, Counter())[owner[start]] += 1
    for rule in rules.mentions:
        for mention in matches(analysis.sentence.folded, rule):
            for other in analysis.mentions:
                if other.rule != rule.id and other.start < mention.end and mention.start < other.end:
                    taken_from.setdefault(rule.id, Counter())[other.rule] += 1


def _at(rule: Rule, check: str, message: str) -> Finding:
    return Finding(check, rule.source.path, rule.source.line, rule.id, message)
