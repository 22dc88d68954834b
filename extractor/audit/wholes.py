"""Parts against wholes: 其中, lists that sum, stages of one count, shares against their levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.audit.findings import Finding, Placed, compatible, finding, levels, same_name, told
from extractor.precision import Interval, value_interval
from extractor.synonyms import Synonyms

# What the second counts was counted by the first before: 立案738件，结案639件.
STAGES = (
    ("立案", "结案"), ("查处", "结案"), ("收案", "结案"),
    ("受理", "结案"), ("受理", "审结"), ("受理", "办结"),
)  # fmt: skip
# 全省气温下降6摄氏度，其中山区14摄氏度: no part of a sum.
_NOT_ADDED = frozenset(["%", "百分点", "倍", "摄氏度", "度", "级"])
# 经常账户顺差5605亿元，其中货物贸易顺差8890亿元，服务贸易逆差3218亿元: parts of a balance offset each other.
_BALANCE = regex.compile(r"[顺逆]差|差额|净额|净流[入出]|盈余|赤字")
_SEMICOLON = regex.compile(r"[；;]")
_OF_WHICH = regex.compile(r"其中|按[^，,。]{1,8}[分看][，,]|^分[^，,。]{1,6}看[，,]")
_SHARE_OF = regex.compile(
    r"占(?:到|比)?(?P<whole>[^，,。；;占]*?)的?(?:比重|比例)?(?:达到|达|为)?(?:近|约|超过|超)?$"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A whole with the parts that 其中 names after it."""

    whole: Placed
    parts: tuple[Placed, ...]


def groups(rows: Sequence[Placed], synonyms: Synonyms) -> list[Group]:
    """The wholes of the text with their parts.

    The parts stand in one sentence after 其中 or 按…分, the whole before it in that sentence, or in the one
    before where 其中 begins its own; all have one unit. A list of parts ends where the verb changes, and
    at ；(确诊病例45例，其中本土病例1例；现有确诊病例2691例) unless the whole sentence is the list. A part of
    another period (前三季度营业收入94亿元…；其中第三季度营业收入38亿元) is part of what bears its own name.
    After 分…看 the whole may stand anywhere before: it is what a part's share names (占营业收入的70.7%).
    """
    found = []
    candidates = list(levels(rows))
    for number in dict.fromkeys(row.number for row in candidates):
        here = [row for row in candidates if row.number == number]
        text, start = here[0].sentence.text, here[0].sentence.start
        words = list(_OF_WHICH.finditer(text))
        for index, word in enumerate(words):
            place = start + word.start()
            end = start + words[index + 1].start() if index + 1 < len(words) else here[0].sentence.end
            begins = not word.start()
            if not begins and (stop := _SEMICOLON.search(text, word.end(), end - start)):
                end = start + stop.start()
            # 其中本土病例166例，含1例由无症状感染者转为确诊病例: a part of the part before.
            after = [
                row
                for row in here
                if place < row.claim.start < end and not text.endswith("含", 0, row.claim.start - start)
            ]
            if not after:
                continue
            by_share = word.group().startswith("分")
            namesakes = [(_whole(candidates, row, place, begins=begins, named=True), row) for row in after]
            if namesakes[0][0] is not None and not by_share:
                found += [Group(whole, (row,)) for whole, row in namesakes if whole is not None]
                continue
            if by_share:
                whole = _whole_by_share(rows, after[0], end, synonyms)
            else:
                whole = _whole(candidates, after[0], place, begins=begins)
            if whole is not None and compatible(whole.claim.period, after[0].claim.period):
                parts = [after[0]]
                for row in after[1:]:
                    # 其中新增小学学位7200个，初中学位5400个: the verb may stand once for all.
                    if row.claim.unit != after[0].claim.unit or (
                        row.claim.action and row.claim.action != after[0].claim.action
                    ):
                        break
                    parts.append(row)
                found.append(Group(whole, tuple(parts)))
    return found


def parts(rows: Sequence[Placed], synonyms: Synonyms) -> list[Finding]:
    """Each part within its whole, and lists of parts against the stated total."""
    findings = []
    for group in groups(rows, synonyms):
        whole = value_interval(group.whole.claim)
        intervals = [interval for part in group.parts if (interval := value_interval(part.claim))]
        if whole is None or len(intervals) != len(group.parts):
            continue
        name = f"{group.whole.claim.indicator} {group.whole.claim.text}"
        too_large = [part for part, one in zip(group.parts, intervals, strict=True) if one.above(whole)]
        if too_large:
            part = too_large[0]
            message = f"the part {part.claim.indicator} {part.claim.text} is larger than the whole {name}"
            findings.append(finding("part", "conflicts", message, [group.whole, part]))
            continue
        listed = "、".join(f"{part.claim.indicator} {part.claim.text}" for part in group.parts)
        if len(intervals) == 1:
            message = f"{listed} is within the whole {name}"
            findings.append(finding("part", "agrees", message, [group.whole, *group.parts]))
            continue
        total = sum(intervals[1:], start=intervals[0])
        every = [group.whole, *group.parts]
        if total.meets(whole):
            findings.append(finding("sum", "agrees", f"{listed} add up to {name}", every))
        elif total.above(whole):
            message = f"{listed} sum to {told(total)}, more than {name}: do the parts overlap?"
            findings.append(finding("sum", "open", message, every))
        else:
            message = f"{listed} sum to {told(total)}, less than {name}: the list names not all parts"
            findings.append(finding("sum", "open", message, every))
    return findings


def stages(rows: Sequence[Placed]) -> list[Finding]:
    """Later stages within earlier ones in the same sentence: 结案639件 within 立案738件."""
    findings = []
    for number, row in enumerate(rows):
        for other in rows[number + 1 :]:
            one, two = row.claim, other.claim
            pair = (one.action, two.action)
            if row.number != other.number or pair not in STAGES:
                continue
            if one.indicator != two.indicator or one.unit != two.unit:
                continue
            first, second = value_interval(one), value_interval(two)
            if first is None or second is None:
                continue
            if second.above(first):
                message = f"{two.action} {two.text} is more than {one.action} {one.text}: with older ones?"
                findings.append(finding("stage", "open", message, [row, other]))
            else:
                message = f"{two.action} {two.text} is within {one.action} {one.text}"
                findings.append(finding("stage", "agrees", message, [row, other]))
    return findings


def shares(rows: Sequence[Placed], synonyms: Synonyms) -> list[Finding]:
    """Stated shares (占…的61%) against the levels of part and whole, where the text gives both."""
    findings = []
    measured = list(levels(rows))
    wholes = {id(part.claim): group.whole for group in groups(rows, synonyms) for part in group.parts}
    for row in rows:
        claim = row.claim
        if claim.action != "占" or claim.unit != "%":
            continue
        name = _whole_told(row)
        part = next(
            (
                one
                for one in reversed(measured)
                if one.claim.start < claim.start
                and 0 <= row.number - one.number <= 1
                and one.claim.indicator == claim.indicator
                and one.claim.unit != "%"
            ),
            None,
        )
        if name is None or part is None:
            continue
        whole = _named(measured, part, name, synonyms) if name else wholes.get(id(part.claim))
        if whole is None or whole is part:
            continue
        one, all_, share = value_interval(part.claim), value_interval(whole.claim), value_interval(claim)
        if one is None or all_ is None or share is None or not all_.low:
            continue
        percent = one.over(all_).times(Decimal(100))
        figures = f"{part.claim.text} of {whole.claim.text}"
        if percent.meets(share):
            findings.append(
                finding("share", "agrees", f"{figures} is {claim.text}, as stated", [part, whole, row])
            )
        else:
            message = f"{figures} is {told(_hundredths(percent))}%, not {claim.text}"
            findings.append(finding("share", "conflicts", message, [part, whole, row]))
    return findings


def _whole(
    candidates: Sequence[Placed], part: Placed, place: int, *, begins: bool, named: bool = False
) -> Placed | None:
    """The nearest level before 其中 with the unit, in its sentence, or in the one before where 其中 begins.

    `named` asks for one with the part's name and another period.
    """
    unit = part.claim.unit
    if unit in _NOT_ADDED or "/" in unit or _BALANCE.search(part.claim.indicator):
        return None
    for row in reversed(candidates):
        if row.claim.start >= place or row.claim.unit != unit:
            continue
        if named and (
            row.claim.indicator != part.claim.indicator or compatible(row.claim.period, part.claim.period)
        ):
            continue
        if row.number < part.number - (1 if begins else 0) or row.sentence.heading:
            return None
        if row.number == part.number or row.sentence.paragraph == part.sentence.paragraph:
            return row
    return None


def _whole_told(share: Placed) -> str | None:
    """The name of the whole before a share, empty in 其中…占60%, or None where it is told otherwise."""
    named = _SHARE_OF.search(share.sentence.text[: share.claim.start - share.sentence.start])
    return None if named is None else named["whole"].strip()


def _whole_by_share(rows: Sequence[Placed], part: Placed, end: int, synonyms: Synonyms) -> Placed | None:
    """The whole that the share of a part names, among what the text told before."""
    for row in rows:
        if part.claim.start < row.claim.start < end and (row.claim.action, row.claim.unit) == ("占", "%"):
            name = _whole_told(row)
            return _named(list(levels(rows)), part, name, synonyms) if name else None
    return None


def _hundredths(interval: Interval) -> Interval:
    low, high = (None if end is None else round(end, 2) for end in (interval.low, interval.high))
    return Interval(low, high)


def _named(rows: Sequence[Placed], part: Placed, name: str, synonyms: Synonyms) -> Placed | None:
    """The whole that a share names, nearest before it, for the same period and in the same unit."""
    for row in reversed(rows):
        if row.claim.start >= part.claim.start or row.claim.unit != part.claim.unit:
            continue
        if not compatible(row.claim.period, part.claim.period) or row.sentence.heading:
            continue
        if same_name(row.claim.indicator, name, synonyms):
            return row
    return None
