"""`forecast`, `target` or `reported`: what the words before a number make of it (annotation guide 2.9)."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.rules import Rules
from extractor.tokens import Line

# What a verb may be: after one of these 将 announces it, before a noun 将 is 把
# (将面积从3000亩扩展到30000亩).
_VERBAL = frozenset({"act", "soft", "verb", "up", "down", "reach", "copula", "adverb", "preposition"})
_PLANNED = frozenset({"的", "完成", "为"})


@dataclass(frozen=True, slots=True)
class Announcements:
    """The tokens of a line, in order, that make numbers after them forecasts or targets.

    A word of `will` does so in its clause, which ends at the next of `clauses`.
    """

    forecasts: list[int]
    targets: list[int]
    will: list[int]
    clauses: list[int]


def announcements(line: Line, rules: Rules) -> Announcements:
    """Where a line announces what is not yet so.

    A plan that is itself measured (完成全年计划的85%) makes no target of its share.
    """
    names = rules.alphabet.names
    found = Announcements([], [], [], [])
    for index, (symbol, following) in enumerate(zip(line.symbols, line.tokens[1:], strict=False)):
        kinds = names[symbol]
        if "comma" in kinds or "stop" in kinds:
            found.clauses.append(index)
        elif "will" in kinds and following.kind in _VERBAL:
            found.will.append(index)
        if "forecast" in kinds:
            found.forecasts.append(index)
        measured = index > 0 and line.tokens[index - 1].text in _PLANNED
        if "target" in kinds and following.kind != "de" and not measured:
            found.targets.append(index)
    return found


def modality(told: Announcements, anchor: int) -> str:
    """The modality of the number at a token of the line.

    >>> modality(Announcements([], [], [2], [5]), 4), modality(Announcements([], [], [2], [5]), 7)
    ('target', 'reported')
    """
    if told.forecasts and told.forecasts[0] < anchor:
        return "forecast"
    if told.targets and told.targets[0] < anchor:
        return "target"
    will, clause = _last_before(anchor, told.will), _last_before(anchor, told.clauses)
    return "target" if will > clause else "reported"


def _last_before(anchor: int, places: Sequence[int]) -> int:
    place = bisect_left(places, anchor)
    return places[place - 1] if place else -1
