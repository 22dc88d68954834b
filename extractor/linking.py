"""Claim rules run over a line of tokens: which number goes with which words.

Rules are tried in their order; the first that takes a number keeps it, and a
number belongs to one row. A match with several numbers makes several rows
(进口、出口分别增长3%、5%): the words that it captured once hold for all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.claim import Kind
from extractor.errors import RuleTimeout
from extractor.mentions import TIME_LIMIT
from extractor.rules import Rule
from extractor.sieve import passing
from extractor.tokens import Line

TokenSpan = tuple[int, int]

# The roles a row can stand on, best first.
ANCHORS: tuple[Kind, ...] = ("quantity", "growth", "rank")
# Said once, these hold for every number of the match; the others belong to the number they stand by.
_SHARED = frozenset({"indicator", "action", "basis", "trend"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A row in the making: the kind of its anchor, the rule, and where its roles stand (token spans)."""

    kind: Kind
    anchor: int
    rule: Rule
    roles: Mapping[str, TokenSpan]


@dataclass(frozen=True, slots=True)
class Linked:
    """The drafts of a line in the order of their anchors, and the numbers set aside (token index → rule)."""

    drafts: tuple[Draft, ...]
    aside: Mapping[int, Rule]


def link(line: Line, rules: Sequence[Rule]) -> Linked:
    """The rows that the claim rules see in a line."""
    taken: set[int] = set()
    drafts: list[Draft] = []
    aside: dict[int, Rule] = {}
    for rule in passing(line.symbols, rules):
        for captures in token_matches(line, rule):
            for draft in _drafts(captures, rule):
                if draft.anchor in taken:
                    continue
                roles = {
                    role: span
                    for role, span in draft.roles.items()
                    if role not in ANCHORS or span[0] == draft.anchor or span[0] not in taken
                }
                taken.update(span[0] for role, span in roles.items() if role in ANCHORS)
                drafts.append(Draft(draft.kind, draft.anchor, rule, roles))
            for start, _ in captures.get("aside", ()):
                if start not in taken:
                    taken.add(start)
                    aside[start] = rule
    return Linked(tuple(sorted(drafts, key=lambda draft: draft.anchor)), aside)


def token_matches(line: Line, rule: Rule) -> list[Mapping[str, tuple[TokenSpan, ...]]]:
    """What the named groups of each match of one rule captured, as spans of tokens."""
    try:
        return [
            {name: tuple(match.spans(name)) for name in rule.pattern.groupindex if match.start(name) >= 0}
            for match in rule.pattern.finditer(line.symbols, timeout=TIME_LIMIT, concurrent=False)
        ]
    except TimeoutError:
        raise RuleTimeout(
            f"{rule.source.place}: ran over {TIME_LIMIT:g} s on a sentence of {len(line.tokens)} tokens; "
            "make its pattern backtrack less"
        ) from None


def _drafts(captures: Mapping[str, tuple[TokenSpan, ...]], rule: Rule) -> list[Draft]:
    kind = next((anchor for anchor in ANCHORS if captures.get(anchor)), None)
    if kind is None:
        return []
    anchors = captures[kind]
    drafts = []
    for number, anchor in enumerate(anchors):
        roles: dict[str, TokenSpan] = {kind: anchor}
        for role, spans in captures.items():
            if role not in (kind, "aside") and (span := _span_for(role, spans, number, anchors)) is not None:
                roles[role] = span
        if "growth" in roles and kind != "growth":
            # 分别比2012年增加5.29%和下降28%: trend and comparison stand by the growth, not by the level.
            for role in ("trend", "basis"):
                if role in captures:
                    roles[role] = _last_before(roles["growth"][0], captures[role]) or captures[role][0]
        drafts.append(Draft(kind, anchor[0], rule, roles))
    return drafts


def _span_for(
    role: str, spans: tuple[TokenSpan, ...], number: int, anchors: tuple[TokenSpan, ...]
) -> TokenSpan | None:
    """Which of a role's captures belongs to the anchor: one each, one for all, or the nearest."""
    if len(anchors) == 1:
        return spans[0]
    if len(spans) == len(anchors) or role == "level" and len(spans) > len(anchors):
        # 完成计划的105%；再就业15.3万人，就业5.9万人，分别增长3.1%、0.8%: the growths are of the last levels.
        return spans[len(spans) - len(anchors) + number]
    start = anchors[number][0]
    if role in _SHARED:
        return _last_before(start, spans) or spans[0]
    if role == "period":
        if len(spans) > 1 and len(anchors) % len(spans) == 0 and spans[-1][0] < anchors[0][0]:
            # 3月、4月、5月交易额分别增长…；订单数分别增长…: the months go round.
            return spans[number % len(spans)]
        previous = anchors[number - 1][0] if number else -1
        return next((span for span in spans if previous < span[0] < start), None)
    following = anchors[number + 1][0] if number + 1 < len(anchors) else None
    return next(
        (span for span in spans if span[0] > start and (following is None or span[0] < following)), None
    )


def _last_before(start: int, spans: tuple[TokenSpan, ...]) -> TokenSpan | None:
    return next((span for span in reversed(spans) if span[0] < start), None)
