"""Which rules can match a text at all: all gates of a list of rules tried at once.

A gate alone costs little, but a sentence meets sixty of them. So every demand is a
bit, every feature of a text the bits of the demands that it meets, and a rule is tried
where all bits of an alternative of its gate are set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from extractor.gates import Alternative, Demand, features
from extractor.rules import Rule


@dataclass(frozen=True)
class _Sieve:
    """The bits of the demands that a feature meets, and for each rule the bits of its alternatives."""

    meets: dict[str, int]
    known: frozenset[str]
    # Words of more than two characters, by the first two.
    words: dict[str, list[tuple[str, int]]]
    openings: frozenset[str]
    all_bits: int
    rules: tuple[tuple[Rule, tuple[int, ...]], ...]


def passing(text: str, rules: Sequence[Rule]) -> Sequence[Rule]:
    """The rules, in their order, that the text gives a chance to match.

    >>> from extractor import Rules
    >>> [rule.id for rule in passing("居首位", Rules.bundled().mentions) if rule.kind == "rank"]
    ['rank-with-verb']
    """
    sieve = _sieve_of(rules)
    held = features(text)
    met = reduce(or_, map(sieve.meets.__getitem__, held & sieve.known), 0)
    for opening in held & sieve.openings:
        for word, bits in sieve.words[opening]:
            if bits & ~met and word in text:
                met |= bits
    missing = sieve.all_bits & ~met
    # A rule has few alternatives: `any` with a generator would cost twice as much.
    found = []
    for rule, alternatives in sieve.rules:
        for needed in alternatives:
            if not needed & missing:
                found.append(rule)
                break
    return found


# Sieves by the identity of the rules' sequence: its hash alone would cost as much as the sieve.
_known: dict[int, tuple[Sequence[Rule], _Sieve]] = {}
_MOST_KNOWN = 64


def _sieve_of(rules: Sequence[Rule]) -> _Sieve:
    known = _known.get(id(rules))
    if known is not None and known[0] is rules:
        return known[1]
    sieve = _sieve(tuple(rules))
    if isinstance(rules, tuple):
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[id(rules)] = (rules, sieve)
    return sieve


@lru_cache(maxsize=64)
def _sieve(rules: tuple[Rule, ...]) -> _Sieve:
    demands: dict[Demand, int] = {}
    meets: dict[str, int] = {}
    words: dict[str, dict[str, int]] = {}

    def bits(alternative: Alternative) -> int:
        together = 0
        for demand in alternative:
            if demand not in demands:
                demands[demand] = bit = 1 << len(demands)
                for feature in demand:
                    place = meets if len(feature) < 3 else words.setdefault(feature[:2], {})
                    place[feature] = place.get(feature, 0) | bit
            together |= demands[demand]
        return together

    needs = tuple((rule, tuple(map(bits, rule.gate))) for rule in rules)
    listed = {opening: list(longer.items()) for opening, longer in words.items()}
    return _Sieve(meets, frozenset(meets), listed, frozenset(listed), (1 << len(demands)) - 1, needs)
