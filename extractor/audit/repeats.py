"""The same fact told again, and headings against the text below them."""

from collections.abc import Sequence
from decimal import Decimal

import regex

from extractor.audit.findings import RELATIVE, Finding, Placed, compatible, finding, same_name
from extractor.check import char_f1
from extractor.claim import Claim
from extractor.precision import Interval, growth_interval, value_interval
from extractor.synonyms import Synonyms

# A figure with so many digits is hardly told twice by chance: 261万余册 of 盗版图书 and of 非法出版物.
_DISTINCTIVE = 3
_RELATED = 0.5
_OWN = regex.compile(r"[全我本该][国省市县区]")


def clusters(rows: Sequence[Placed]) -> list[list[int]]:
    """The rows (their numbers) that tell one fact, two and more together, in the order of the text."""
    groups: list[list[int]] = []
    for number, row in enumerate(rows):
        for group in groups:
            if any(_same_fact(rows[member], row) for member in group):
                group.append(number)
                break
        else:
            groups.append([number])
    return [group for group in groups if len(group) > 1]


def repeated(rows: Sequence[Placed]) -> list[Finding]:
    """A finding for each fact that is told more than once: how often, and under whom."""
    findings = []
    for group in clusters(rows):
        told = [rows[number] for number in group]
        agencies = list(dict.fromkeys(row.claim.agency for row in told if row.claim.agency))
        where = [*agencies, *(["a heading"] if any(row.sentence.heading for row in told) else [])]
        under = f", under {', '.join(where)}" if where else ""
        message = f"{told[0].claim.text} is told {len(told)} times{under}"
        findings.append(finding("repeated", "agrees", message, told))
    return findings


def headings(rows: Sequence[Placed], synonyms: Synonyms) -> list[Finding]:
    """Each heading's figure against the text's for the same indicator, period and region."""
    findings = []
    told_again = {
        id(rows[member].claim)
        for group in clusters(rows)
        if any(not rows[member].sentence.heading for member in group)
        for member in group
    }
    first_body = next((row.number for row in rows if not row.sentence.heading), 0)
    for row in rows:
        if not row.sentence.heading:
            continue
        body = [other for other in rows if not other.sentence.heading and _comparable(row, other, synonyms)]
        if not body:
            continue
        agreeing = next((other for other in body if _agree(row.claim, other.claim)), None)
        if agreeing is not None:
            message = (
                f"the heading's {row.claim.text} agrees with the text's {_figure(agreeing.claim, row.claim)}"
            )
            findings.append(finding("heading", "agrees", message, [row, agreeing]))
            continue
        if id(row.claim) in told_again:
            continue  # the text tells it under another name; what bears the heading's name is something else
        below = [
            other
            for other in body
            if (row.number < first_body or _in_section(row, other, rows))
            and _one_area(row.claim.region, other.claim.region)
        ]
        if below:
            message = f"the heading says {row.claim.text}, the text {_figure(below[0].claim, row.claim)}"
            findings.append(finding("heading", "conflicts", message, [row, below[0]]))
    return findings


def _same_fact(one: Placed, other: Placed) -> bool:
    left, right = one.claim, other.claim
    if one.number == other.number or left.kind != right.kind or left.kind == "rank":
        return False
    if (left.value, left.value_max, left.unit, left.bound) != (
        right.value,
        right.value_max,
        right.unit,
        right.bound,
    ):
        return False
    if not compatible(left.period, right.period) or left.modality != right.modality:
        return False
    if left.growth is not None and right.growth is not None and left.growth != right.growth:
        return False
    if (left.action in RELATIVE or right.action in RELATIVE) and left.action != right.action:
        return False
    if char_f1(left.indicator, right.indicator) >= _RELATED:
        return left.action == right.action or _distinctive(left) or not (left.action and right.action)
    return left.unit != "%" and left.kind == "quantity" and _distinctive(left)


def _distinctive(claim: Claim) -> bool:
    number = claim.value if claim.value is not None else claim.growth or Decimal(0)
    return len(number.normalize().as_tuple().digits) >= _DISTINCTIVE


def _comparable(heading: Placed, body: Placed, synonyms: Synonyms) -> bool:
    one, other = heading.claim, body.claim
    if not same_name(one.indicator, other.indicator, synonyms) or one.modality != other.modality:
        return False
    if (one.action in RELATIVE or other.action in RELATIVE) and one.action != other.action:
        return False
    if one.action and other.action and one.action != other.action:
        return False
    if not compatible(one.period, other.period):
        return False
    if one.kind == "growth":
        same_basis = compatible(one.growth_basis, other.growth_basis)
        return other.growth is not None and one.growth_unit == other.growth_unit and same_basis
    return one.kind == other.kind == "quantity" and one.unit == other.unit


def _one_area(one: str, other: str) -> bool:
    """Whether two regions may be one: 中国 and 全球 are not, 北京 and 北京市, 临岚市 and 全市 may be."""
    own = _OWN.fullmatch(one) or _OWN.fullmatch(other)
    return compatible(one, other) or own is not None or one in other or other in one


def _agree(heading: Claim, body: Claim) -> bool:
    one, other = _interval(heading, heading.kind), _interval(body, heading.kind)
    return one is not None and other is not None and one.meets(other)


def _interval(claim: Claim, kind: str) -> Interval | None:
    return growth_interval(claim) if kind == "growth" else value_interval(claim)


def _figure(body: Claim, heading: Claim) -> str:
    if heading.kind == "growth" and body.kind != "growth":
        return f"growth of {body.growth}{body.growth_unit}"
    return body.text


def _in_section(heading: Placed, body: Placed, rows: Sequence[Placed]) -> bool:
    """Whether the body row stands below the heading and above the next heading that has a figure."""
    later = [row.number for row in rows if row.sentence.heading and row.number > heading.number]
    return heading.number < body.number < min(later, default=body.number + 1)
