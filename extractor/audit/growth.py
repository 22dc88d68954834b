"""Stated growth against stated levels: amounts of change, and levels a year apart."""

from collections.abc import Sequence
from decimal import Decimal

import regex

from extractor.audit.findings import RELATIVE, Finding, Placed, finding, levels, same_name, told
from extractor.precision import Interval, growth_interval, value_interval
from extractor.synonyms import Synonyms

_RISES = frozenset(["增加", "净增", "增长", "上升", "提高", "提升", "上涨", "扩大"])
_FALLS = frozenset(["减少", "下降", "降低", "回落", "下滑", "压减", "缩短"])
_YEAR = regex.compile(r"(?P<before>(?:\.\./)?)(?P<year>\d{4})(?P<rest>.*)")


def growths(rows: Sequence[Placed], synonyms: Synonyms) -> list[Finding]:
    """Where a level has both a growth and an amount of change, or a level a year before: do they fit?"""
    findings = []
    for row in levels(rows):
        claim = row.claim
        stated, level = growth_interval(claim), value_interval(claim)
        if stated is None or level is None or claim.growth_unit != "%" or claim.growth_basis != "yoy":
            continue
        for other in rows:
            base = _base(row, other, level, synonyms)
            if base is None or not base.low or base.low <= 0:
                continue
            ratio = level.over(base).times(Decimal(100))
            computed = Interval(
                None if ratio.low is None else round(ratio.low - 100, 2),
                None if ratio.high is None else round(ratio.high - 100, 2),
            )
            agrees = computed.meets(stated)
            verdict = "agrees with" if agrees else "does not fit"
            message = (
                f"{claim.indicator} {claim.text} and {other.claim.action}{other.claim.text} make growth of "
                f"{told(computed)}%, which {verdict} the stated {claim.growth}%"
            )
            findings.append(finding("growth", "agrees" if agrees else "conflicts", message, [row, other]))
    return findings


def _base(row: Placed, other: Placed, level: Interval, synonyms: Synonyms) -> Interval | None:
    """The level before, by an amount of change or an earlier level; None where the row tells neither."""
    claim, told_by = row.claim, other.claim
    value = value_interval(told_by)
    if told_by is claim or value is None or told_by.kind != "quantity" or told_by.unit != claim.unit:
        return None
    if not same_name(claim.indicator, told_by.indicator, synonyms) or told_by.modality != claim.modality:
        return None
    if claim.region != told_by.region:
        return None
    if told_by.action in RELATIVE:
        if told_by.growth_basis != "yoy" or told_by.period != claim.period or row.number != other.number:
            return None
        if level.low is None or level.high is None or value.low is None or value.high is None:
            return None
        if told_by.action in _RISES:
            return Interval(level.low - value.high, level.high - value.low)
        return Interval(level.low + value.low, level.high + value.high) if told_by.action in _FALLS else None
    return value if _year_before(claim.period) == told_by.period and told_by.action == claim.action else None


def _year_before(period: str) -> str:
    """2023 is 2022, 2023-H1 is 2022-H1; of a span of periods none is told."""
    match = _YEAR.fullmatch(period)
    if match is None or "/" in match["rest"]:
        return "none"
    return f"{match['before']}{int(match['year']) - 1}{match['rest']}"
