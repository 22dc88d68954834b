"""What a file gave: its text, and what it says of itself."""

import re
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with title and date where the file tells them, and the `encoding` its bytes were in, if any."""

    text: str
    title: str = ""
    published: str = ""
    encoding: str = ""


def iso_date(cell: object) -> str:
    """The date a cell holds as an article's `published`; what is no date is handed back as it stands.

    >>> iso_date("2024年4月23日"), iso_date("2024/4/3 10:30"), iso_date("2024-04"), iso_date(None)
    ('2024-04-23', '2024-04-03', '2024-04', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    text = str(cell).strip()
    found = _DATE.match(text)
    if not found:
        return text
    year, month, day = found.groups()
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
