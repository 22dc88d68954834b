"""`forecast`, `target` or `reported`: what the words before a number make of it (annotation guide 2.9)."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.rules import Rules
from extractor.tokens import Line

# What a verb may be: after one of these 将 announces it, before a noun 将 is 把
# (将面积从3000亩扩展到30000亩).
_VERBAL = frozenset(
    {"act", "soft", "verb", "up", "down", "reach", "copula", "adverb", "modifier", "preposition"}
)
_PLANNED = frozenset({"的", "完成", "为"})
# What a plan stands among when it is part of a name: 免疫规划疫苗, 医生专项计划，.
_NOMINAL = frozenset({"noun", "gerund", "soft", "verb", "modifier"})
# No measurement is told so: 不低于5万元; with a word that forbids, 不得超过10分钟.
_BOUNDS = (
    "不低于",
    "不少于",
    "不得低于",
    "不得少于",
    "不得超过",
    "不得高于",
    "不能超过",
    "不能低于",
    "不能少于",
)
_FORBIDDING = frozenset({"不得", "不能", "不可", "不准", "不应"})
_BEYOND = ("低于", "少于", "超过", "高于", "多于")
_ENDING = frozenset({"noun", "comma", "stop", "list"})


@dataclass(frozen=True, slots=True)
class Announcements:
    """The tokens of a line, in order, that make numbers after them forecasts or targets.

    A word of `will` does so in its clause, which ends at the next of `clauses`; a target holds until
    the text tells what is `done` (今年计划开工31个，目前已开工8个). `duties` are numbers that set a bound
    themselves: 不低于5万元, 不得超过10分钟.
    """

    forecasts: list[int]
    targets: list[int]
    will: list[int]
    clauses: list[int]
    done: list[int]
    duties: frozenset[int] = frozenset()


def announcements(line: Line, rules: Rules) -> Announcements:
    """Where a line announces what is not yet so.

    A plan that is itself measured (完成全年计划的85%) makes no target of its share.
    """
    names = rules.alphabet.names
    duties = frozenset(index for index in range(len(line.tokens)) if _is_duty(line, index))
    found = Announcements([], [], [], [], [], duties)
    for index, (symbol, following) in enumerate(zip(line.symbols, line.tokens[1:], strict=False)):
        kinds = names[symbol]
        if "comma" in kinds or "stop" in kinds:
            found.clauses.append(index)
        elif "will" in kinds and following.kind in _VERBAL:
            found.will.append(index)
        if "forecast" in kinds:
            found.forecasts.append(index)
        if "done" in kinds:
            found.done.append(index)
        if "target" in kinds and following.kind != "de" and not _is_name(line, index):
            found.targets.append(index)
    return found


def _is_duty(line: Line, index: int) -> bool:
    """Whether a number is told as the bound that is to be kept, not as what was measured (不足5万元)."""
    token = line.tokens[index]
    if token.mention is None:
        return False
    forbidden = bool(index) and line.tokens[index - 1].text in _FORBIDDING
    return token.text.startswith(_BOUNDS) or (forbidden and token.text.startswith(_BEYOND))


def _is_name(line: Line, index: int) -> bool:
    """Whether a plan is itself measured or part of a name, not what makes the number a plan."""
    if not index:
        return False
    before, after = line.tokens[index - 1], line.tokens[index + 1]
    return before.text in _PLANNED or before.kind in _NOMINAL and after.kind in _ENDING


def modality(told: Announcements, anchor: int, *, ahead: bool = False) -> str:
    """The modality of the number at a token of the line; `ahead` where its period is still to come.

    >>> modality(Announcements([], [], [2], [5], []), 4), modality(Announcements([], [], [2], [5], []), 7)
    ('target', 'reported')
    >>> modality(Announcements([], [1], [], [4], [6]), 3), modality(Announcements([], [1], [], [4], [6]), 8)
    ('target', 'reported')
    """
    if anchor in told.duties:
        return "target"
    if told.forecasts and told.forecasts[0] < anchor:
        return "forecast"
    if _last_before(anchor, told.targets) > _last_before(anchor, told.done):
        return "target"
    will, clause = _last_before(anchor, told.will), _last_before(anchor, told.clauses)
    return "target" if will > clause or ahead else "reported"


def _last_before(anchor: int, places: Sequence[int]) -> int:
    place = bisect_left(places, anchor)
    return places[place - 1] if place else -1
