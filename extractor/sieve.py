"""Which rules can match a text at all: all gates of a list of rules tried at once.

A gate alone costs little, but a sentence meets sixty of them. So every demand is a
bit, every feature of a text the bits of the demands that it meets, and a rule is tried
where all bits of an alternative of its gate are set. Of most alternatives the rarest demand is
not met, so an alternative is looked at only where that one is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from extractor.gates import Demand, features
from extractor.rules import Rule


@dataclass(frozen=True)
class _Sieve:
    """The bits of the demands that a feature meets, and the bits of the rules' alternatives."""

    meets: dict[str, int]
    known: frozenset[str]
    # Words of more than two characters, by the first two.
    words: dict[str, list[tuple[str, int]]]
    openings: frozenset[str]
    rules: tuple[Rule, ...]
    # The places of the rules that demand nothing.
    open: tuple[int, ...]
    # By the bit of an alternative's rarest demand: the place of its rule, and all its bits.
    by_rarest: dict[int, list[tuple[int, int]]]
    rarest: int


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
    places = set(sieve.open)
    rarest = met & sieve.rarest
    while rarest:
        bit = rarest & -rarest
        rarest ^= bit
        for place, needed in sieve.by_rarest[bit]:
            if needed & met == needed:
                places.add(place)
    return [sieve.rules[place] for place in sorted(places)]


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

    def bit_of(demand: Demand) -> int:
        if demand not in demands:
            demands[demand] = bit = 1 << len(demands)
            for feature in demand:
                told = meets if len(feature) < 3 else words.setdefault(feature[:2], {})
                told[feature] = told.get(feature, 0) | bit
        return demands[demand]

    free = []
    by_rarest: dict[int, list[tuple[int, int]]] = {}
    for place, rule in enumerate(rules):
        for alternative in rule.gate:
            # A gate names the rarest demand first.
            bits = [bit_of(demand) for demand in alternative]
            if bits:
                by_rarest.setdefault(bits[0], []).append((place, reduce(or_, bits)))
            else:
                free.append(place)
    listed = {opening: list(longer.items()) for opening, longer in words.items()}
    return _Sieve(
        meets, frozenset(meets), listed, frozenset(listed), rules, tuple(free), by_rarest, sum(by_rarest)
    )
