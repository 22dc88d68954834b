"""One unit of the calendar, or a run of them, read as the first and the last in ISO 8601.

The expression is spelled and absolute (`extractor.date_words`): 2023年, 2023年12月底, 前3季度, 26日.
"""

from collections.abc import Callable
from dataclasses import dataclass

import regex

from extractor.dating import Reference, last_day, month_of, year_of, year_of_feast, year_of_whole

YEAR = regex.compile(r"(?P<year>[12]\d{3})(?!\d)(?:年度?)?的?(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Span:
    """First and last unit of a period; both empty where the context is missing."""

    first: str
    last: str

    @property
    def iso(self) -> str:
        return self.first if self.first == self.last else f"{self.first}/{self.last}"


UNKNOWN = Span("", "")
_COUNTED = regex.compile(r"(?:(?P<year>\d{4})-)??(?P<unit>[HQ]?\d+)")
_UNITS_OF_A_YEAR = {"H": 2, "Q": 4, "": 12}


def units_of(period: str) -> list[str]:
    """The years, halves, quarters or months of an interval, one by one; none of anything else.

    >>> units_of("2015/2018"), units_of("2023-11/2024-01"), units_of("2024-Q2")
    (['2015', '2016', '2017', '2018'], ['2023-11', '2023-12', '2024-01'], [])
    """
    first, _, last = period.partition("/")
    ends = [_COUNTED.fullmatch(end) for end in (first, last)]
    if not (ends[0] and ends[1] and len(first) == len(last)):
        return []
    letter = ends[0]["unit"].rstrip("0123456789")
    if not ends[0]["year"]:
        return [str(year) for year in range(int(first), int(last) + 1)]
    per_year = _UNITS_OF_A_YEAR[letter]
    numbers = [int(end["year"]) * per_year + int(end["unit"].lstrip("HQ")) - 1 for end in ends if end]
    width = len(first) - len("2023-") - len(letter)
    return [
        f"{number // per_year}-{letter}{number % per_year + 1:0{width}}"
        for number in range(numbers[0], numbers[1] + 1)
    ]


def read_unit(text: str, reference: Reference) -> Span | None:
    """The span of one expression that is not relative: 2023年, 2023年12月底, 前三季度, 26日."""
    stated = YEAR.fullmatch(text)
    year, rest = (int(stated["year"]), stated["rest"]) if stated else (0, text)
    for pattern, read in _UNITS:
        if match := pattern.fullmatch(rest):
            return read(match, year, reference)
    # "if only the year can be, the year (今年春节 → 2025)"
    return Span(f"{year}", f"{year}") if year else None


def _half(match: "regex.Match[str]", year: int, reference: Reference) -> Span:
    # 2023年半年度报告 is that of its first half.
    first = 7 if match["half"] in ("下", "后") else 1
    return _quarters_or_half(f"H{first // 6 + 1}", first, first + 5, match["end"], year, reference)


def _quarter(match: "regex.Match[str]", year: int, reference: Reference) -> Span:
    quarter = int(match["quarter"] or 1)
    return _quarters_or_half(f"Q{quarter}", quarter * 3 - 2, quarter * 3, match["end"], year, reference)


def _quarters_or_half(
    name: str, first: int, last: int, end: str | None, year: int, reference: Reference
) -> Span:
    year = year or year_of(first, last, reference)
    if not year:
        return UNKNOWN
    iso = f"{year}-{last:02}-{last_day(year, last)}" if end else f"{year}-{name}"
    return Span(iso, iso)


def _first_quarters(match: "regex.Match[str]", year: int, reference: Reference) -> Span:
    count = int(match["count"])
    year = year or year_of(1, count * 3, reference)
    return Span(f"{year}-Q1", f"{year}-Q{count}") if year else UNKNOWN


def _first_months(match: "regex.Match[str]", year: int, reference: Reference) -> Span | None:
    count = int(match["count"])
    year = year or year_of(1, count, reference)
    if not 1 <= count <= 12:
        return None
    return Span(f"{year}-01", f"{year}-{count:02}") if year else UNKNOWN


# The days of a month's parts; 底 and 末 are its last day.
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (31, 31), "末": (31, 31)}


def _month(match: "regex.Match[str]", year: int, reference: Reference) -> Span | None:
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    year = year or year_of(month, month, reference)
    if not year:
        return UNKNOWN
    longest = last_day(year, month)
    if match["until"]:
        first, last = 1, int(match["until"])
    elif match["day"]:
        first = last = int(match["day"])
    elif match["part"] in _PARTS:
        first, last = (min(day, longest) for day in _PARTS[match["part"]])
    else:
        return Span(f"{year}-{month:02}", f"{year}-{month:02}")
    if not 1 <= first <= last <= longest:
        return None
    return Span(f"{year}-{month:02}-{first:02}", f"{year}-{month:02}-{last:02}")


def _day(match: "regex.Match[str]", year: int, reference: Reference) -> Span | None:
    day = int(match["day"])
    if year:
        return None
    year, month = month_of(day, reference)
    if not month:
        return UNKNOWN
    if not 1 <= day <= last_day(year, month):
        return None
    return Span(f"{year}-{month:02}-{day:02}", f"{year}-{month:02}-{day:02}")


def _year_end(match: "regex.Match[str]", year: int, reference: Reference) -> Span:
    year = year or year_of_whole(reference)
    return Span(f"{year}-12-31", f"{year}-12-31") if year else UNKNOWN


def _whole_year(match: "regex.Match[str]", year: int, reference: Reference) -> Span:
    year = year or (year_of_whole(reference) if match[0] == "全年" else year_of(1, 1, reference))
    return Span(f"{year}", f"{year}") if year else UNKNOWN


def _decade(match: "regex.Match[str]", year: int, reference: Reference) -> Span | None:
    tens = int(match["tens"])
    century = int(match["century"] or 0) or (20 if tens >= 3 or match["last"] else 21)
    iso = f"{century - 1}{tens}X"
    return None if year else Span(iso, iso)


def _feast(match: "regex.Match[str]", year: int, reference: Reference) -> Span:
    month = next(month for name, month in _FEASTS.items() if regex.search(name, match[0]))
    year = year or year_of_feast(month, reference)
    return Span(f"{year}", f"{year}") if year else UNKNOWN


# Each feast or season with the month it mostly falls in.
_FEASTS = {
    "元旦|跨年": 1,
    "春节|春运|除夕|大年初|元宵|寒假": 2,
    "春耕|春播|全国两会": 3,
    "清明": 4,
    "五一|劳动节": 5,
    "端午|六一|儿童节|6·?18|高考|夏收|三夏": 6,
    "暑运|暑期|暑假|汛期|七一": 7,
    "中秋|秋收|三秋": 9,
    '国庆|十一(?:黄金周|长?假)|[“"]十一[”"]': 10,
    "双11|双十一": 11,
    "双12|双十二": 12,
}

_Reader = Callable[["regex.Match[str]", int, Reference], Span | None]
_UNITS: tuple[tuple["regex.Pattern[str]", _Reader], ...] = (
    (regex.compile(r"(?P<half>[上下前后])?半年度?(?P<end>[末底])?"), _half),
    (regex.compile(r"的?(?:第?(?P<quarter>[1-4])季度?|首季度?)(?:(?P<end>[末底])|[初中])?"), _quarter),
    (regex.compile(r"[前头](?P<count>[2-4])个?季度?"), _first_quarters),
    (regex.compile(r"[前头](?P<count>\d{1,2})个?月份?"), _first_months),
    (
        regex.compile(
            r"""(?P<month>\d{1,2}) 月份?
                (?: 前(?P<until>\d{1,2})[日天] | (?P<day>\d{1,2})[日号]? | (?P<part>[上中下]旬|底|末)
                  | [上中下]{2}旬 | 当月 | 初 | 中 | 全月 | 的?第\d个?[周星].* )?""",
            regex.VERBOSE,
        ),
        _month,
    ),
    (regex.compile(r"(?P<day>\d{1,2})[日号]"), _day),
    (regex.compile(r"年?[末底]|岁末"), _year_end),
    (regex.compile(r"全年|年内|内|年初|初|年中"), _whole_year),
    (regex.compile(r"(?:(?P<century>\d\d)世纪|(?P<last>上世纪))?(?P<tens>\d)0年代.*"), _decade),
    (regex.compile(f".*(?:{'|'.join(_FEASTS)}).*"), _feast),
)
