"""Expressions of time rewritten for reading: figures for numerals, dates for 去年, 上月 and 昨日.

What comes out is still Chinese (2023年12月), only without anything whose meaning hangs
on the article; `extractor.periods` reads it.
"""

import datetime

import regex

from extractor.dating import Reference, publication_day
from extractor.numerals import read_numeral

_NUMERIC_DATE = regex.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERAL = regex.compile(r"[〇零○一二两三四五六七八九十千]+")
# 五一 and 十一 are feasts, not numbers, and so is 双十一.
_NAMED_DAY = regex.compile(
    r"[“\"][五六七八十]一[”\"]|[五十]一(?=黄金周|小?长?假|期间|劳动节)|六一(?=儿童节|国际)|双十[一二]"
)
_CLOCK = r"\d{1,2} (?: [时点] (?:\d{1,2}分|半|整)? | :\d{2} (?::\d{2})? )"
_TIME_OF_DAY = regex.compile(
    rf"""(?<=[日号天] | [今昨][晚晨早夜])
         (?: (?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|深夜|夜间|早|晚) (?:{_CLOCK})? | {_CLOCK} )
         (?: [至到~—-] {_CLOCK} )? (?: 许 | 左右 )?""",
    regex.VERBOSE,
)


def spell(text: str) -> str:
    """The expression in Arabic figures, numeric dates in Chinese form, without a time of day.

    >>> spell("二〇二三年前三季度"), spell("截至2023-12-31"), spell("7月26日18时"), spell("一二月份")
    ('2023年前3季度', '截至2023年12月31日', '7月26日', '1、2月份')
    """
    text = _NUMERIC_DATE.sub(r"\1年\2月\3日", text)
    if not _NAMED_DAY.search(text):
        text = _NUMERAL.sub(_figures, text)
    return _TIME_OF_DAY.sub("", text)


def _figures(numeral: "regex.Match[str]") -> str:
    value = read_numeral("二" if numeral[0] == "两" else numeral[0])
    if value is None and len(numeral[0]) == 2:
        # 一二月份 are two months side by side.
        return "、".join(str(read_numeral(digit)) for digit in numeral[0])
    return numeral[0] if value is None else str(value)


_YEAR_WORD = regex.compile(r"(?P<word>今|去|前|明|本|上1?|上一|当|同|次|翌)年度?(?P<rest>.*)")
_MONTH_WORD = regex.compile(r"(?P<word>上1?|上一|本|当|这|下1?|次)个?月份?(?P<rest>.*)")
_QUARTER_WORD = regex.compile(r"(?P<word>上1?|上一|本|当|这)个?季度?(?P<rest>.*)")
_DAY_WORD = regex.compile(r"(?P<word>[今昨前明])[天日晚晨早夜]")
_YEARS_AGO = regex.compile(r"(?P<count>\d{1,2})年[以之]?前")
_SAME_DAY = regex.compile(r"[当同]日|当天")
_WEEKDAY = regex.compile(r"(?P<word>[上本这]?)个?(?:周|星期)(?P<day>[1-6日天])")
_WEEK = regex.compile(r"(?P<word>[上本这])1?个?(?:周|星期)")
_SHORT_YEAR = regex.compile(r"(?P<year>[12]\d)(?P<rest>年(?:\d{1,2}月(?!\d)|[上下]半年|[前第]?\d季度).*)")
_STEPS = {"去": -1, "上": -1, "昨": -1, "前": -2, "明": 1, "下": 1, "次": 1, "翌": 1}


def absolute(text: str, reference: Reference) -> str | None:
    """The spelled expression with a date for what is relative in it; None where the context is missing.

    >>> reference = Reference(published="2024-01-18", current="2023-06")
    >>> [absolute(text, reference) for text in ("去年上半年", "上月末", "当月", "昨日", "3月")]
    ['2023年上半年', '2023年12月末', '2023年6月', '2024年1月17日', '3月']

    去年 and 上月 are counted from publication (annotation guide, section 2.6), 上年 and 当年 from the
    year that the text goes on about, 当月 and 本月 likewise from its month.
    """
    year, month, _ = reference.publication
    going_on = reference.going_on
    if match := _YEAR_WORD.fullmatch(text):
        word = match["word"][0]
        base = year if word in "今去前明本" else going_on[0] or (year if word == "上" else 0)
        return f"{base + _STEPS.get(word, 0)}年{match['rest']}" if base else None
    if match := _MONTH_WORD.fullmatch(text):
        word = match["word"][0]
        reported = going_on[:2] if going_on[1] else (0, 0)
        published = (year, month) if month else (0, 0)
        choices = {
            "上": (published, reported),
            "下": (published, reported),
            "当": (reported,),
            "次": (reported,),
        }
        base_year, base_month = next(filter(any, choices.get(word, (reported, published))), (0, 0))
        return _month(base_year, base_month + _STEPS.get(word, 0), match["rest"]) if base_month else None
    if match := _QUARTER_WORD.fullmatch(text):
        quarter = (month - 1) // 3 + _STEPS.get(match["word"][0], 0)
        return f"{year + quarter // 4}年{quarter % 4 + 1}季度{match['rest']}" if month else None
    if _SAME_DAY.fullmatch(text):
        return _day(datetime.date(*going_on)) if going_on[2] else None
    today = publication_day(reference)
    if match := _DAY_WORD.fullmatch(text):
        return _day(today + datetime.timedelta(days=_STEPS.get(match["word"], 0))) if today else None
    if match := _YEARS_AGO.fullmatch(text):
        return f"{year - int(match['count'])}年" if year else None
    if match := _WEEKDAY.fullmatch(text):
        if today is None:
            return None
        weekday = int(match["day"]) if match["day"].isdigit() else 7
        back = today.weekday() + 1 - weekday + 7 * (match["word"] == "上")
        return _day(today - datetime.timedelta(days=back))
    if match := _WEEK.fullmatch(text):
        if today is None:
            return None
        monday = today - datetime.timedelta(days=today.weekday() + 7 * (match["word"] == "上"))
        return f"{_day(monday)}至{_day(monday + datetime.timedelta(days=6))}"
    if match := _SHORT_YEAR.fullmatch(text):
        return f"20{match['year']}{match['rest']}"
    return text


def _month(year: int, month: int, rest: str) -> str:
    year, month = divmod(year * 12 + month - 1, 12)
    return f"{year}年{month + 1}月{rest}"


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
