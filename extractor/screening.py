"""Whether a sentence can state a claim at all, told before it is taken apart.

A claim stands on a number, and a number is a mention. So the gates of the claim rules, cut down
to what only mentions can meet, tell from a sentence's mentions that no rule can bind
them; and the rules for the few kinds of mention that no claim does without tell it from
the text. Six of ten sentences with a numeral (一些, 3月5日, 第二次会议) need no more than that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.gates import Alternative, Gate, narrowest
from extractor.mentions import Mention, matches_of_first
from extractor.rules import BUILT_IN_KINDS, Rule, Rules


@dataclass(frozen=True)
class _Screen:
    """The demands of the claim rules on mentions' symbols, and the rules for what all of them need."""

    gate: Gate
    symbols: dict[str, str]
    needed: tuple[Rule, ...] | None


def numbers(text: str, rules: Rules) -> Mapping[str, Sequence[Mention]] | None:
    """Matches in a folded sentence that a claim could stand on, by rule; None where there are none.

    >>> rules = Rules.bundled()
    >>> [numbers(text, rules) is not None for text in ("新增19.4万件", "3月5日召开第二次会议")]
    [True, False]

    Not all of them: the search ends with the first rule that matches. What it has tried need not be
    tried again.
    """
    needed = _screen(rules).needed
    if needed is None:
        return {}
    tried = matches_of_first(text, needed)
    return tried if any(tried.values()) else None


def can_link(mentions: Iterable[Mention], rules: Rules) -> bool:
    """Whether a claim rule could bind these mentions, whatever the words between them are."""
    screen = _screen(rules)
    met = {screen.symbols[mention.kind] for mention in mentions if mention.kind in screen.symbols}
    return any(all(not met.isdisjoint(demand) for demand in one) for one in screen.gate)


@lru_cache(maxsize=8)
def _screen(rules: Rules) -> _Screen:
    of_words = {*BUILT_IN_KINDS, *rules.kind_of_word.values(), *rules.kind_of_tag.values()}
    symbols = {
        rule.kind: rules.alphabet.of_kind[rule.kind]
        for rule in (*rules.mentions, *rules.regions)
        if rule.kind not in of_words and rule.kind in rules.alphabet.of_kind
    }
    theirs = frozenset(symbols.values())
    alternatives: dict[Alternative, None] = {}
    for rule in rules.claims:
        for one in rule.gate:
            alternatives[tuple(demand for demand in one if demand <= theirs)] = None
    gate = tuple(alternatives)
    if not all(gate):
        return _Screen(gate, symbols, None)
    common = narrowest(gate) if gate else frozenset()
    for symbol in sorted(common):
        fewer = common - {symbol}
        if all(any(demand <= fewer for demand in one) for one in gate):
            common = fewer
    needed = tuple(rule for rule in rules.mentions if symbols.get(rule.kind) in common)
    # A kind that other rules than those for mentions find cannot be looked for in the text.
    found = {symbols[rule.kind] for rule in needed}
    return _Screen(gate, symbols, needed if common == found else None)
