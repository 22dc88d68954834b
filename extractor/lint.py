"""Lint for rule folders: named checks, each with its remedy, each waivable where it is wrong.

A rule waives a check with `waive = ["few-examples: the guide has one sentence of the kind"]`;
the reason after the colon is for the reader. A waiver that nothing needs is itself a finding.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import regex

from extractor import lint_running, lint_sources
from extractor.errors import RulesError
from extractor.finding import Finding
from extractor.rulefolder import RuleFolder, read_folder
from extractor.rules import Rules

SourceCheck = Callable[[RuleFolder, Rules], Iterator[Finding]]
RunningCheck = Callable[[RuleFolder, Rules, Sequence[str]], Iterator[Finding]]

LOADS = "does-not-load"
UNNEEDED = "unneeded-waiver"

SOURCE_CHECKS: dict[str, SourceCheck] = {
    "few-examples": lint_sources.few_examples,
    "unused-kind": lint_sources.unused_kind,
    "unused-words": lint_sources.unused_words,
    "unused-piece": lint_sources.unused_piece,
    "word-twice": lint_sources.word_twice,
    "unread-role": lint_sources.unread_role,
    "duplicate-rule": lint_sources.duplicate_rule,
    "dead-alternative": lint_sources.dead_alternative,
    "style": lint_sources.style,
}
RUNNING_CHECKS: dict[str, RunningCheck] = {
    "answered-by-another": lint_running.answered_by_another,
    "shadowed-rule": lint_running.shadowed_rule,
    "backtracking": lint_running.backtracking,
}


def checks() -> dict[str, str]:
    """Every check by name, with what it finds.

    >>> checks()["word-twice"]
    'A word that stands twice in one list.'
    """
    known: dict[str, Callable[..., object]] = {**SOURCE_CHECKS, **RUNNING_CHECKS}
    documented = {name: (check.__doc__ or "").splitlines()[0] for name, check in known.items()}
    return {
        LOADS: "What the loader refuses: an unknown kind, list or piece, a pattern that does not compile.",
        **documented,
        UNNEEDED: "A waiver of a check that has nothing to say there, or that does not exist.",
    }


def lint(folder: str | Path, *, texts: Sequence[str] = (), waive: Iterable[str] = ()) -> list[Finding]:
    """What is questionable in a folder of rules, in the order of its files.

    `texts` are sentences that rules compete over (a corpus); without them the rules' own
    examples stand in. `waive` leaves whole checks out. A folder that does not load yields
    the loader's problems and nothing else.
    """
    try:
        rules = Rules.load(folder)
        sources = read_folder(folder)
    except RulesError as error:
        return [_refused(problem) for problem in error.problems]
    left_out = frozenset(waive)
    found = [
        finding
        for name, check in SOURCE_CHECKS.items()
        if name not in left_out
        for finding in check(sources, rules)
    ]
    found += [
        finding
        for name, running_check in RUNNING_CHECKS.items()
        if name not in left_out
        for finding in running_check(sources, rules, texts)
    ]
    return _in_order(_without_waived(found, sources, left_out), sources)


def _refused(problem: str) -> Finding:
    place = regex.match(r"(?P<path>[^:\s]+\.\w+)(?::(?P<line>\d+))?: (?:rule (?P<rule>[\w-]+): )?", problem)
    if place is None:
        return Finding(LOADS, "contents.toml", 1, "", problem)
    return Finding(LOADS, place["path"], int(place["line"] or 1), place["rule"] or "", problem[place.end() :])


def _without_waived(found: list[Finding], folder: RuleFolder, left_out: frozenset[str]) -> list[Finding]:
    waived = {rule.id: {waiver.split(":")[0].strip() for waiver in rule.waive} for rule in folder.rules}
    hit = {(finding.rule, finding.check) for finding in found}
    kept = [finding for finding in found if finding.check not in waived.get(finding.rule, ())]
    for rule in folder.rules:
        for check in sorted(waived[rule.id] - left_out):
            if (rule.id, check) not in hit:
                message = f"waives {check}, which has nothing to say here; take the waiver out"
                kept.append(Finding(UNNEEDED, rule.path, rule.line, rule.id, message))
    return kept


def _in_order(found: list[Finding], folder: RuleFolder) -> list[Finding]:
    order = {file.path: number for number, file in enumerate(folder.files)}
    return sorted(found, key=lambda finding: (order.get(finding.path, -1), finding.line, finding.check))
