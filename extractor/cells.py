"""Cells as text: exact numbers, the guide's fixed words, columns that line up.

Everything that writes a claim down or reads one back goes through here, so a
gold file, a table and a report spell the same cell the same way.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from math import isfinite
from numbers import Real
from typing import Any, get_args

from extractor.claim import COLUMNS, Claim, Kind
from extractor.errors import InputError

DECIMALS: tuple[str, ...] = tuple(f.name for f in fields(Claim) if f.type == Decimal | None)
"""The columns that hold exact decimals: `value`, `value_max`, `growth`."""

INTEGERS: tuple[str, ...] = tuple(f.name for f in fields(Claim) if f.type in (int, int | None))
"""The columns that hold integers: `start`, `end`, `rank`, `streak`."""

_NUMBERS = (*DECIMALS, "rank", "streak")
_LARGEST_INTEGER = 2**63 - 1

WORDS: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "bound": ("exact", "approx", "over", "under", "at_least", "at_most", "range"),
    "growth_unit": ("%", "pp"),
    "attribution": ("explicit", "inherited"),
    "modality": ("reported", "target", "forecast"),
    "unit_kind": (
        "count",
        "occasion",
        "money",
        "multiple",
        "share",
        "points",
        "score",
        "length",
        "area",
        "volume",
        "mass",
        "time",
        "speed",
        "temperature",
        "angle",
        "energy",
        "power",
        "electric",
        "pressure",
        "force",
        "frequency",
        "sound",
        "light",
        "radiation",
        "substance",
        "concentration",
        "flow",
        "transport",
        "data",
        "data_rate",
        "rate",
    ),  # fmt: skip
}
"""The columns with a closed vocabulary, each with its words: the annotation guide's, section 2, and
for `unit_kind` the dimensions of `rules/units.csv`."""

REQUIRED: tuple[str, ...] = ("doc_id", "kind", "start", "end", "text")
"""The columns in which no cell may be empty."""

_MOST_DIGITS = 400  # float64 ends at 309
_PLAIN_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def require_fitting(claims: Iterable[Claim]) -> None:
    """`InputError` for a claim with a number that float64 or Int64, which tables have, cannot hold.

    Numerals as long as that are not read at all, but rules of one's own may make of them what they will.
    """
    for claim in claims:
        for column in _NUMBERS:
            if (cell := getattr(claim, column)) is not None and (kind := _too_large(column, cell)):
                place = f"{claim.doc_id}[{claim.start}:{claim.end}]: {column}"
                raise InputError(
                    f"{place}: {claim.text[:40]!r} is beyond {kind}; leave the claim out of the table"
                )


def _too_large(column: str, cell: Decimal | int) -> str:
    if column in DECIMALS:
        return "" if isfinite(float(cell)) else "float64"
    return "" if -_LARGEST_INTEGER <= cell <= _LARGEST_INTEGER else "Int64"


def plain(number: Decimal | float) -> str:
    """The number in plain digits: no exponent, no grouping, no zeros that say nothing.

    >>> plain(Decimal("3.593150E+12"))  # 35931.5亿元
    '3593150000000'
    >>> plain(20.20), plain(Decimal("-3.50")), plain(1e-7)
    ('20.2', '-3.5', '0.0000001')

    A float is written with the fewest digits that read back as the same float.
    Infinity and NaN have no digits: `InputError`.
    """
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    if not exact.is_finite():
        raise InputError(f"{number} is no finite number; leave the cell empty")
    digits = format(exact, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def written(value: str | int | Decimal | None) -> str:
    """A claim's cell as it stands in a CSV file; an empty cell is the empty string.

    >>> written(Decimal("1107394.0")), written("件"), written(None)
    ('1107394', '件', '')
    """
    if value is None or isinstance(value, str):
        return value or ""
    return plain(value)


def gist(claim: Claim) -> str:
    """What the claim says, in a few words for a list.

    >>> gist(Claim("a", "quantity", 69, 75, "10.8万件", "发明专利授权量", value=Decimal(108000), unit="件"))
    '发明专利授权量 108000件'
    >>> gist(Claim("a", "rank", 366, 376, "排名全球科技集群第四", "全球创新指数", rank=4))
    '全球创新指数 rank 4'
    """
    parts = [claim.indicator, claim.action]
    if claim.value is not None:
        upper = "" if claim.value_max is None else f"–{plain(claim.value_max)}"
        parts.append(f"{plain(claim.value)}{upper}{claim.unit}")
    if claim.growth is not None:
        parts.append(f"growth {plain(claim.growth)}{claim.growth_unit}")
    if claim.rank is not None:
        parts.append(f"rank {claim.rank}")
    return " ".join(part for part in parts if part)


def parse_cell(column: str, cell: object) -> str | int | Decimal:
    """A cell's value as `Claim` holds it, from text or a number; `ValueError` says what is wrong.

    >>> parse_cell("rank", 4.0), parse_cell("growth", "-3.5"), parse_cell("unit", "件")
    (4, Decimal('-3.5'), '件')
    """
    if column in DECIMALS:
        return _parse_decimal(cell)
    if column in INTEGERS:
        number = _parse_decimal(cell)
        # A frame that was read without our dtypes holds ranks as 1.0.
        if number.adjusted() > 18 or number != number.to_integral_value():
            raise ValueError(f"{str(cell)[:40]!r} is no integer; write digits only")
        return int(number)
    if not isinstance(cell, str):
        raise ValueError(f"{cell!r} is no text; read tables with read_csv or read_jsonl of extractor.table")
    words = WORDS.get(column)
    if words and cell not in words:
        raise ValueError(f"{cell!r} is no {column}; write one of {', '.join(words)}")
    return cell


def parse_row(place: str, cells: Mapping[str, Any]) -> Claim:
    """The claim that a row of cells spells, its numbers exact.

    >>> parse_row("gold.csv:2", {"doc_id": "a", "kind": "growth", "start": "3", "end": "7", "text": "6.1%",
    ...                          "growth": "6.1", "growth_unit": "%"}).growth
    Decimal('6.1')
    >>> parse_row("gold.csv:2", {"doc_id": "a", "kind": "growth", "start": "3", "end": "7", "text": "6.1%",
    ...                          "growth": "6,1"})
    Traceback (most recent call last):
        ...
    extractor.errors.InputError: gold.csv:2: growth: '6,1' is no plain decimal; write digits such as 1234.5

    Cells are text, as a CSV file has them, or numbers, as JSON and frames do;
    `""` and `None` are empty. Columns that are missing are empty. Every problem of
    the row is reported, a line each, and `place` opens each line.
    """
    problems: list[str] = []
    values: dict[str, Any] = {}
    for column in COLUMNS:
        cell = cells.get(column)
        if cell is None or cell == "":
            if column in REQUIRED:
                problems.append(f"{place}: {column}: is empty; every row needs one")
            elif column == "modality":
                values[column] = ""  # an empty cell says nothing; the dataclass's own default is "reported"
            continue
        try:
            values[column] = parse_cell(column, cell)
        except ValueError as error:
            problems.append(f"{place}: {column}: {error}")
    if "start" in values and "end" in values and not 0 <= values["start"] < values["end"]:
        span = f"{values['start']}:{values['end']}"
        problems.append(f"{place}: end: [{span}] is no span; offsets count from 0 and the end is exclusive")
    if problems:
        raise InputError("\n".join(problems))
    return Claim(**values)


def display_width(text: str) -> int:
    """How many terminal columns the text takes: a Chinese character two (UAX #11, wide and full-width).

    >>> display_width("10.8万件")
    8
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def aligned(rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    """The rows as lines whose columns stand under each other; the columns in `right` flush right.

    >>> print(*aligned([["专利授权量", "194000"], ["作品", "1"]], right=[1]), sep="\\n")
    专利授权量  194000
    作品             1

    Line breaks inside a cell are shown as blanks, so a row stays a line.
    """
    cells = [[" ".join(cell.splitlines()) for cell in row] for row in rows]
    columns = list(zip(*cells, strict=True))
    widths = [max(map(display_width, column)) for column in columns]
    flush_right = frozenset(right)
    lines = []
    for row in cells:
        padded = []
        for index, cell in enumerate(row):
            gap = " " * (widths[index] - display_width(cell))
            padded.append(gap + cell if index in flush_right else cell + gap)
        lines.append("  ".join(padded).rstrip())
    return lines


def _parse_decimal(cell: object) -> Decimal:
    is_number = isinstance(cell, Real | Decimal) and not isinstance(cell, bool)
    if is_number or (isinstance(cell, str) and _PLAIN_DECIMAL.fullmatch(cell)):
        number = Decimal(str(cell))
        # 1e999999999 is a JSON number too, and would fill the memory once its digits were written out.
        if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS:
            return number
    raise ValueError(f"{str(cell)[:40]!r} is no plain decimal; write digits such as 1234.5")
