"""Excel: a sheet to read and filter, the anchor bold in its sentence."""

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from extractor.cells import DECIMALS, INTEGERS, parse_row
from extractor.errors import InputError
from extractor.extras import require
from extractor.rows import parse_all
from extractor.table import to_frame

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS = 1_048_575
_LONGEST_CELL = 32_767
_WIDTHS = {"sentence": 80, "indicator": 28, "text": 16, "agency": 24, "rule": 28, "period": 22}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def write_xlsx(frame: "pd.DataFrame", path: str | os.PathLike[str]) -> None:
    """The frame as a sheet `claims`: header frozen, filters on, numbers as numbers, text never a formula.

    A table of more rows, or a cell of more characters, than a sheet can hold is an `InputError`.
    """
    xlsxwriter = require("xlsxwriter", extra="excel", purpose=f"{path}: writing Excel")
    if len(frame) > _MOST_ROWS:
        raise InputError(f"{path}: {len(frame):,} rows are more than Excel holds; write Parquet or CSV")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(os.fspath(path), options | {"constant_memory": True}) as book:
        sheet = book.add_worksheet("claims")
        head = book.add_format({"bold": True, "bottom": 1})
        bold = book.add_format({"bold": True})
        number = {name: book.add_format({"num_format": "#,##0.##########"}) for name in DECIMALS}
        number |= {name: book.add_format({"num_format": "0"}) for name in INTEGERS}
        names = list(frame.columns)
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            sheet.set_column(column, column, _WIDTHS.get(name, 11))
            sheet.write_string(0, column, name, head)
        anchors = _anchors(frame)
        for row, cells in enumerate(_rows(frame), start=1):
            for column, (name, cell) in enumerate(zip(names, cells, strict=True)):
                if cell is None:
                    continue
                if name in number:
                    sheet.write_number(row, column, cell, number[name])
                    continue
                if len(cell.encode("utf-16-le")) // 2 > _LONGEST_CELL:
                    raise InputError(
                        f"{path}: row {row}: {name} is longer than a cell of Excel; write Parquet or CSV"
                    )
                start, end = anchors[row - 1]
                if name == "sentence" and start < end and cell != cell[start:end]:
                    parts = [cell[:start], bold, cell[start:end], cell[end:]]
                    sheet.write_rich_string(row, column, *[part for part in parts if part])
                else:
                    sheet.write_string(row, column, cell)
        sheet.autofilter(0, 0, max(len(frame), 1), len(names) - 1)


def read_xlsx(path: str | os.PathLike[str]) -> "pd.DataFrame":
    """The frame in the sheet that `write_xlsx` wrote."""
    openpyxl = require("openpyxl", extra="excel", purpose=f"{path}: reading Excel")
    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except Exception as error:  # a damaged file meets many parsers, each with errors of its own
        raise InputError(f"{path}: is no Excel file (.xlsx) or damaged ({error}); save it anew") from None
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        header = [str(name) for name in next(rows, ())]
        places = ((f"{path}:{number}", row) for number, row in enumerate(rows, start=2))
        return to_frame(parse_all(places, lambda place, row: parse_row(place, _cells(header, row))))
    finally:
        book.close()


def _cells(header: list[str], row: Iterable[Any]) -> dict[str, Any]:
    return {
        name: _unescaped(cell) if isinstance(cell, str) else cell
        for name, cell in zip(header, row, strict=False)
    }


def _unescaped(cell: str) -> str:
    # Control characters, which XML has none for, stand as _x0007_ in the file.
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell)


def _rows(frame: "pd.DataFrame") -> Iterator[tuple[Any, ...]]:
    columns = [
        [
            None if missing else cell
            for cell, missing in zip(frame[name].tolist(), frame[name].isna(), strict=True)
        ]
        for name in frame.columns
    ]
    return zip(*columns, strict=True)


def _anchors(frame: "pd.DataFrame") -> list[tuple[int, int]]:
    """Where each row's anchor stands in its sentence, (0, 0) where it does not.

    A row tells the anchor's place in the article only. Where the anchor's text occurs
    twice in its sentence, the place is one that makes all rows of the sentence agree
    on where the sentence starts: 增长5%，其中出口增长5%.
    """
    if not {"sentence", "text", "start", "doc_id"} <= set(frame.columns):
        return [(0, 0)] * len(frame)
    rows = list(
        zip(
            *(frame[name].fillna("").tolist() for name in ("doc_id", "sentence", "text", "start")),
            strict=True,
        )
    )
    starts: dict[tuple[str, str], list[set[int]]] = {}
    for doc_id, sentence, text, start in rows:
        found = {start - match.start() for match in re.finditer(f"(?={re.escape(text)})", sentence)}
        starts.setdefault((doc_id, sentence), []).append(found)
    anchors = []
    for doc_id, sentence, text, start in rows:
        possible = starts[doc_id, sentence]
        own = {start - match.start() for match in re.finditer(f"(?={re.escape(text)})", sentence)}
        best = max(sorted(own), key=lambda place: sum(place in one for one in possible), default=None)
        anchors.append((0, 0) if best is None else (start - best, start - best + len(text)))
    return anchors
