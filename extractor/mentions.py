"""Mentions: spans of a sentence that the rules over characters recognise as one thing.

Mentions are found before any word is cut, because jieba cuts `19.4/万件` and
`261/万余册`; only the gaps between mentions are left to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from extractor.errors import RuleTimeout
from extractor.rules import Rule
from extractor.sieve import passing

Span = tuple[int, int]

# Seconds that one pattern may spend on one sentence. Ordinary sentences take microseconds.
TIME_LIMIT = 2.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a sentence (offsets within the sentence) with its kind and the rule that found it.

    `groups` holds the spans of the rule's named groups other than the mention itself.
    """

    start: int
    end: int
    kind: str
    rule: str
    groups: Mapping[str, tuple[Span, ...]]


def find_mentions(
    text: str,
    rules: Sequence[Rule],
    found: Iterable[Mention] = (),
    *,
    tried: Mapping[str, Sequence[Mention]] | None = None,
) -> list[Mention]:
    """The mentions of a folded sentence in order, none overlapping: an earlier rule wins, whole or not.

    What was `found` before goes first. `tried` are the matches of rules, by id, that are known already.
    """
    tried = tried or {}
    taken = bytearray(len(text))
    mentions: list[Mention] = []
    for candidates in chain(
        (found,),
        (tried[rule.id] if rule.id in tried else matches(text, rule) for rule in passing(text, rules)),
    ):
        for mention in candidates:
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                mentions.append(mention)
    mentions.sort(key=lambda mention: mention.start)
    return mentions


def matches_of_first(text: str, rules: Sequence[Rule]) -> dict[str, list[Mention]]:
    """The matches of each rule, by its id, up to the first rule that has any."""
    tried: dict[str, list[Mention]] = {}
    for rule in passing(text, rules):
        tried[rule.id] = matches(text, rule)
        if tried[rule.id]:
            break
    return tried


def matches(text: str, rule: Rule) -> list[Mention]:
    """All matches of one rule over characters, as mentions.

    The mention is the group that bears the rule's kind or is called `span`, else the whole match.
    """
    whole, others = rule.groups
    found = []
    try:
        for match in rule.pattern.finditer(text, timeout=TIME_LIMIT, concurrent=False):
            start, end = match.span(whole)
            if start < end:
                groups = {name: tuple(match.spans(name)) for name in others if match.start(name) >= 0}
                found.append(Mention(start, end, rule.kind, rule.id, groups))
    except TimeoutError:
        raise RuleTimeout(
            f"{rule.source.place}: ran over {TIME_LIMIT:g} s on a sentence of {len(text)} characters "
            f"({text[:20]}…); make its pattern backtrack less"
        ) from None
    return found
