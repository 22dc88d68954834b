"""The period column: expressions of time as written, resolved to ISO 8601 (annotation guide, section 2.6).

Where the expressions stand in a sentence is found by `rules/context/periods.toml`;
here one of them is read. Intervals with an open side are written in the manner of
EDTF: `../2023-12` until, `2020-07/..` since. Quarters and halves are 2023-Q3 and 2023-H1.

Neither jionlp (1-4月 becomes 4 January, 前三季度 and 截至 are unknown) nor dateparser and
Recognizers-Text (days where the guide wants months and quarters) give this column.
"""

import regex

from extractor.date_words import absolute, spell
from extractor.dating import Reference, last_day
from extractor.fold import fold
from extractor.period_units import UNKNOWN, YEAR, Span, read_unit

__all__ = ["NO_PERIOD", "Reference", "resolve"]

NO_PERIOD = "none"
"""What `resolve` returns for 目前, 近年来, 过去五年: a time is stated, but no period can be given for it."""

_BRACKETED = regex.compile(r"(?P<head>.*?)\((?P<date>[^()]*[年月日][^()]*)\)(?P<tail>.*)")
# As `own_year` of rules/lexicon/calendar.toml: years that do not begin in January.
_OWN_YEAR = "学年|财年|赛季|雪季|榨季|采暖季|供暖季"
_NAMED = regex.compile(rf"[“\"]?十[一二三四五六]五[”\"]?.*|[本新]世纪.*|\d{{4}}(?:{_OWN_YEAR}|财政年度).*")
_EVENT = regex.compile(r".*\D以来|.*大(?:以后|之后|后)")
_VAGUE = regex.compile(
    r"(?:.*近|长期|一直|历年|自古|多年|几年|1段|[\d多几数]+(?:多|余)?(?:年|个?月|天|周)).*以来"
)
_END = regex.compile(r"[末底]$")
_ZONE = regex.compile(r"(?:北京|当地|美东|美国东部|格林尼治)时间")
_LEADING = regex.compile(r"^(?:自从?|从|到|在|于|早在)")

_UNTIL = regex.compile(
    r"(?:截至|截止[到至]?|至|到(?=[今昨当][天日晚晨早]))(?P<core>.+?)(?:为止|止)?"
    r"|到?(?P<core>.+?)(?:为止|止)"
)
_SINCE = regex.compile(
    r"(?:自从?|从)?(?P<core>.+?)(?:以来|至今|截至目前|截至当前|起|开始|以后|之后|后)|自从?(?P<core>(?!.+[至到~—-]).+)"
)
_SINCE_EVENT = regex.compile(
    r"(?:自从?|从)?(?P<core>(?:\d{4}|[今去])年\d{1,2}月(?:\d{1,2}日)?)(?=\D.{1,18}以来$)(?![份初末底上中下]).*"
)
_BEFORE = regex.compile(r"[到在于]?(?P<core>.*[年度月底末旬日号])(?:以前|之前|前)")
_DATE = regex.compile(r"(?P<year>\d{4})(?P<rest>(?:-\d{2}){0,2})")
_WITHOUT_YEAR = regex.compile(r"\d{1,2}月|年?[末底]|\d季度|[上下]半年")
_OPEN = (
    (_UNTIL, "../{0.last}"),
    (_SINCE_EVENT, "{0.first}/.."),
    (_SINCE, "{0.first}/.."),
    (_BEFORE, "../{0.last}"),
)

_TO = regex.compile(r"(?P<first>.+?)(?:[-~–]|[—─]{1,2}|至|到)(?P<last>.+)")
_BOTH = regex.compile(r"(?P<first>.*\d)、(?P<last>\d{1,2}(?:月份?|季度|[日号]))")
_SPLIT_YEAR = regex.compile(
    rf"(?P<first>[12]\d{{3}})(?:[-~–/至]|—{{1,2}})(?P<last>\d{{2}}|\d{{4}})(?:{_OWN_YEAR}|年度).*"
)
_UNIT = regex.compile(r"年度?|月份?|季度|[日号]")
_BARE_DAY = regex.compile(r"\d{1,2}[日号]")
_TO_A_MONTH_OR_QUARTER = regex.compile(r"\d{1,2}(?:月份?|季度)")


def resolve(text: str, reference: Reference) -> str:
    """The period of one expression as ISO 8601, read against the article.

    >>> april = Reference(published="2024-04-23")
    >>> [resolve(text, april) for text in ("截至2023年12月", "去年", "前三季度", "1—3月", "自2020年3月以来")]
    ['../2023-12', '2023', '2023-Q1/2023-Q3', '2024-01/2024-03', '2020-03/..']
    >>> resolve("12月", Reference(published="2024-07-01", current="2023")), resolve("去年", Reference())
    ('2023-12', '')

    Empty where the article does not say enough, `NO_PERIOD` for a vague time (目前,
    近年来), and the expression itself for a named era (“十四五”以来) or a year of its own (2019财年).
    A 旬 is its ten days, the third week of June is June, 年底 and 月末 are up to the last day. If only the
    year can be told, it is the year (今年春节).
    """
    written = text.strip()
    text = fold(written).replace(" ", "")
    if match := _BRACKETED.fullmatch(text):
        dated = resolve(match["date"], reference)
        if dated not in ("", NO_PERIOD):
            return f"../{dated}" if match["head"].startswith(("截", "到")) else dated
        text = match["head"] + match["tail"]
    if _NAMED.fullmatch(_LEADING.sub("", text)):
        return _LEADING.sub("", written)
    if text.endswith(("同期", "同月")):
        return _same_period(text[:-2], reference)
    text = _ZONE.sub("", spell(text))
    for pattern, form in _OPEN:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        core = _this_year(match["core"], reference) if pattern is _BEFORE else match["core"]
        span = _read(core, reference)
        if span is not None:
            return form.format(span) if span.first else ""
    core = _LEADING.sub("", text)
    span = _read(_this_year(core, reference) if text.startswith("到") else core, reference)
    if span is not None:
        # 5月末 and 年底 are the state of things up to then.
        up_to = span.iso and span.first == span.last and _END.search(core)
        return f"../{span.iso}" if up_to else span.iso
    if _EVENT.fullmatch(text) and not _VAGUE.fullmatch(text):
        return _LEADING.sub("", written)
    return NO_PERIOD


def _this_year(text: str, reference: Reference) -> str:
    """年底前 and 到10月底 look ahead, so they are not read as the past ones."""
    published, going_on = reference.publication[0], reference.going_on[0]
    if published and going_on in (0, published) and _WITHOUT_YEAR.match(text):
        return f"{published}年{text}"
    return text


def _same_period(year: str, reference: Reference) -> str:
    """The current period moved to another year (由去年同期的4.3%回落), or only that year."""
    stated = _read(spell(year), reference) if year else None
    now = reference.going_on[0]
    if not now:
        return stated.first[:4] if stated else ""
    moved = now - 1 if year in ("去年", "上年") else int(stated.first[:4]) if stated and stated.first else now
    return _DATE.sub(lambda date: _moved(date, moved - now), reference.current)


def _moved(date: "regex.Match[str]", years: int) -> str:
    """The date that many years on; the end of a leap February stays the end of February."""
    year = int(date["year"]) + years
    rest = "-02-28" if date["rest"] == "-02-29" and last_day(year, 2) == 28 else date["rest"]
    return f"{year}{rest}"


def _read(text: str, reference: Reference) -> Span | None:
    """The span of a spelled expression; None if it names no unit of the calendar."""
    if match := _SPLIT_YEAR.fullmatch(text):
        return Span(match["first"], match["first"][: 4 - len(match["last"])] + match["last"])
    dated = absolute(text, reference)
    if dated is None:
        return UNKNOWN
    if match := _TO.fullmatch(dated) or _BOTH.fullmatch(dated):
        return _interval(match["first"], match["last"], reference)
    return read_unit(dated, reference)


def _interval(first: str, last: str, reference: Reference) -> Span | None:
    """From one expression to another, each completed by what only the other states.

    1—8月 takes its unit from the end, 2023年1—8月 its year from the start, and
    12月至今年2月 starts in the year before.
    """
    if first[-1].isdigit() and (unit := _UNIT.search(last)):
        # 6月30至7月4日
        first += "日" if "月" in first else unit[0]
    start_text, end_text = absolute(first, reference), absolute(last, reference)
    if start_text is None or end_text is None:
        return UNKNOWN
    if _BARE_DAY.fullmatch(end_text) and "月" in start_text:
        end_text = start_text.partition("月")[0] + "月" + end_text
    elif YEAR.fullmatch(start_text) and not YEAR.fullmatch(end_text):
        end_text = f"{start_text[:4]}年{end_text}"
    if start_text in ("1月", "1月份", "1季度") and _TO_A_MONTH_OR_QUARTER.fullmatch(end_text):
        end_text = f"前{end_text}"
    end = read_unit(end_text, reference)
    if end is None or not end.last:
        return end
    start = read_unit(_dated_like(end.last, start_text), reference)
    if start is not None and start.first > end.last:
        start = read_unit(_dated_like(f"{int(end.last[:4]) - 1}{end.last[4:]}", start_text), reference)
    return Span(start.first, end.last) if start else None


def _dated_like(iso: str, text: str) -> str:
    if YEAR.fullmatch(text):
        return text
    return f"{iso[:4]}年{iso[5:7]}月{text}" if _BARE_DAY.fullmatch(text) else f"{iso[:4]}年{text}"
