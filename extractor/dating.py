"""Which year and month a date stands in that names none: "12月", "26日", "年末".

All readings are against the article, never against the machine's clock
(annotation guide, section 2.6).
"""

import calendar
import datetime
from dataclasses import dataclass
from functools import cached_property

import regex

_DATED = regex.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?![\dWX])")
# A month this far ahead of publication is still to come (a report of October about 11月1日起);
# one farther ahead is last year's (a report of January about 12月).
_MONTHS_AHEAD = 3
# A bare day belongs to the month that the text goes on about only if that is no older than this.
_MONTHS_BACK = 3
# Yearbooks and annual bulletins on the year before appear until the end of April.
_LAST_MONTH_OF_ANNUAL_REPORTS = 4


@dataclass(frozen=True)
class Reference:
    """What a period is read against.

    `published` is the article's date, 2024-04-23, 2024-04 or 2024, or empty.
    `current` is the period that the text is about when it comes to the expression, as
    `resolve` returned it, or empty.
    """

    published: str = ""
    current: str = ""

    @cached_property
    def publication(self) -> tuple[int, int, int]:
        """Year, month and day of publication; 0 for what is not known."""
        return _parts(self.published)

    @cached_property
    def going_on(self) -> tuple[int, int, int]:
        """Year, month and day of the current period's end; 0 for what it leaves open.

        An open end (2020-07/..) and a year to come say nothing of the next date:
        after 自去年11月以来 a bare 6月 is this year's.
        """
        if self.current.endswith(".."):
            return 0, 0, 0
        year, month, day = _parts(self.current.rpartition("/")[2])
        published_year = self.publication[0]
        return (0, 0, 0) if published_year and year > published_year else (year, month, day)


def year_of(first_month: int, last_month: int, reference: Reference) -> int:
    """The year of months that are given without one, or 0.

    >>> year_of(12, 12, Reference(published="2024-01-18")), year_of(6, 6, Reference(published="2024-07"))
    (2023, 2024)
    >>> year_of(12, 12, Reference(published="2024-06-30", current="2023"))
    2023

    The year that the text goes on about wins; else it is the publication's, or the one before
    where the months would lie too far ahead. Months counted from January (1—11月) are judged by their end.
    """
    going_on, (published, month, _) = reference.going_on[0], reference.publication
    if not published or (going_on and going_on < published):
        return going_on
    judged = last_month if first_month == 1 else first_month
    too_far = month and judged > month + _MONTHS_AHEAD
    return published - 1 if too_far and reference.current != str(published) else published


def year_of_whole(reference: Reference) -> int:
    """The year of 全年 and 年末 without one, or 0: in an annual report the year before.

    >>> year_of_whole(Reference(published="2024-02-29")), year_of_whole(Reference(published="2018-10-07"))
    (2023, 2018)
    """
    going_on, (published, month, _) = reference.going_on[0], reference.publication
    if going_on or not published:
        return going_on
    return published - 1 if 0 < month <= _LAST_MONTH_OF_ANNUAL_REPORTS else published


def month_of(day: int, reference: Reference) -> tuple[int, int]:
    """Year and month of a day that is given without them, or zeros.

    >>> month_of(26, Reference(published="2020-07-26")), month_of(28, Reference(published="2020-07-03"))
    ((2020, 7), (2020, 6))

    The month that the text goes on about wins, unless the day would then lie after publication
    or the month is long past: in a report of July 2020 that has come by 2019年12月1日, 26日 is July's.
    """
    published, (year, month, _) = reference.publication, reference.going_on
    age = (published[0] - year) * 12 + published[1] - month if published[1] else 0
    if month and age <= _MONTHS_BACK and (not published[2] or (year, month, day) <= published):
        return year, month
    year, month, today = published
    if not month or not today or day <= today:
        return (year, month) if month else (0, 0)
    return (year - 1, 12) if month == 1 else (year, month - 1)


def year_of_feast(month: int, reference: Reference) -> int:
    """The year of a feast in that month which is named without one, or 0.

    >>> [year_of_feast(10, Reference(published=date)) for date in ("2024-01-20", "2024-09-20")]
    [2023, 2024]
    """
    going_on, (published, now, _) = reference.going_on[0], reference.publication
    if not published or (going_on and going_on < published):
        return going_on
    if not now:
        return published
    # 元旦 in an article of December is the coming one.
    if month == 1 and now == 12:
        return published + 1
    return published - 1 if month > now + _MONTHS_AHEAD else published


def last_day(year: int, month: int) -> int:
    """The number of the month's last day."""
    return calendar.monthrange(year, month)[1]


def publication_day(reference: Reference) -> datetime.date | None:
    """The day of publication, or None where only its month or year is known."""
    year, month, day = reference.publication
    return datetime.date(year, month, day) if day else None


def _parts(date: str) -> tuple[int, int, int]:
    match = _DATED.match(date)
    if match is None:
        return 0, 0, 0
    year, month, day = (int(part or 0) for part in match.groups())
    if not year or not 1 <= month <= 12:
        return year, 0, 0
    return year, month, day if day <= last_day(year, month) else 0
