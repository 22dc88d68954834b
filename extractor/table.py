"""Claims as a pandas DataFrame, and the frame as CSV or JSON Lines and back.

The dtypes are the same whatever the rows, so an empty table and a full one
concatenate, and what `write_csv` or `write_jsonl` wrote reads back as the same
frame. pandas is imported only when a frame is made.
"""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from extractor.cells import DECIMALS, INTEGERS, REQUIRED, WORDS, parse_cell, parse_row, plain, require_fitting
from extractor.claim import COLUMNS, Claim
from extractor.errors import InputError
from extractor.rows import File, opened, parse_all, read_csv_claims, read_jsonl_claims, require_columns

if TYPE_CHECKING:
    import pandas as pd


def dtypes() -> dict[str, Any]:
    """The dtype of every column: text `string`, decimals `float64`, `start` and `end` `int64`.

    >>> {name: str(dtype) for name, dtype in dtypes().items() if name in ("agency", "value", "start", "rank")}
    {'start': 'int64', 'value': 'float64', 'rank': 'Int64', 'agency': 'string'}
    >>> list(dtypes()["modality"].categories)
    ['reported', 'target', 'forecast']

    `rank` and `streak` are `Int64`, which has room for empty cells; columns with
    a closed vocabulary are unordered categories, all words of the guide present.
    """
    import pandas as pd

    text, decimal = pd.StringDtype(), "float64"
    types: dict[str, Any] = {}
    for column in COLUMNS:
        if column in DECIMALS:
            types[column] = decimal
        elif column in INTEGERS:
            types[column] = "int64" if column in REQUIRED else "Int64"
        else:
            # The words' own dtype is pandas' default, because Parquet gives that back and no other.
            types[column] = pd.CategoricalDtype(list(WORDS[column])) if column in WORDS else text
    return types


def to_frame(claims: Iterable[Claim]) -> "pd.DataFrame":
    """One row a claim, the columns of the guide in its order, then `unit_kind`, `sentence`, `rule`.

    >>> from decimal import Decimal
    >>> claim = Claim("a", "quantity", 278, 280, "1部", "作品", "荣获", value=Decimal(1), unit="部")
    >>> frame = to_frame([claim])
    >>> frame["indicator"].tolist(), frame["value"].tolist(), frame["unit"].tolist()
    (['作品'], [1.0], ['部'])
    >>> frame["agency"].isna().tolist()
    [True]

    Empty cells are missing (`<NA>`, in categories and decimals NaN), and no claims
    give no rows but every column. A number that float64 or Int64 cannot hold, or
    a word outside a closed vocabulary, is an `InputError`.
    """
    import pandas as pd

    rows = list(claims)
    require_fitting(rows)
    columns = {}
    for name, dtype in dtypes().items():
        cells = [_fitted(row, name) for row in rows]
        if name in WORDS:
            columns[name] = pd.Series(pd.Categorical(cells, dtype=dtype))
        else:
            columns[name] = pd.Series(cells, dtype=dtype)
    return pd.DataFrame(columns)


def from_frame(frame: "pd.DataFrame") -> tuple[Claim, ...]:
    """The claims of a frame's rows; a float64 cell becomes the shortest decimal that reads back as it.

    >>> from decimal import Decimal
    >>> claim = Claim("a", "growth", 30, 34, "6.1%", "进出口总额", growth=Decimal("6.10"), growth_unit="%")
    >>> from_frame(to_frame([claim])) == (claim,)
    True

    The frame needs the guide's 23 columns, in any order; others than ours are
    left aside. Problems are an `InputError` that names row (by position) and column.
    """
    known = [name for name in frame.columns if name in COLUMNS]
    require_columns("table", known, COLUMNS)
    cells = zip(*(_cells(frame[name]) for name in known), strict=True)
    rows = ((f"table, row {number}", row) for number, row in enumerate(cells))
    return parse_all(rows, lambda place, row: parse_row(place, dict(zip(known, row, strict=True))))


def write_csv(frame: "pd.DataFrame", file: File) -> None:
    """The frame as CSV in UTF-8 with LF: numbers as plain decimals (194000, 22.41), empty cells empty.

    The columns are those the frame has, so `frame[list(GOLD_COLUMNS)]` makes a
    gold file. The frame's index is not written.
    """
    columns = _written(frame, empty="", text=_quoted)
    with opened(file, "w") as stream:
        stream.write(",".join(columns) + "\n")
        stream.writelines(",".join(row) + "\n" for row in zip(*columns.values(), strict=True))


def write_jsonl(frame: "pd.DataFrame", file: File) -> None:
    """The frame as JSON Lines in UTF-8: an object a row, empty cells null, Chinese as it stands."""
    columns = _written(frame, empty="null", text=_json_string)
    keys = [_json_string(name) for name in columns]
    with opened(file, "w") as stream:
        for row in zip(*columns.values(), strict=True):
            stream.write(
                "{" + ", ".join(f"{key}: {cell}" for key, cell in zip(keys, row, strict=True)) + "}\n"
            )


def read_csv(file: File) -> "pd.DataFrame":
    """The frame that `write_csv` wrote, or the frame of a gold file.

    What is wrong with the file is one `InputError`, a line each: file, line,
    column, what, remedy. A byte order mark, as Excel writes it, is skipped.
    """
    return to_frame(read_csv_claims(file))


def read_jsonl(file: File) -> "pd.DataFrame":
    """The frame that `write_jsonl` wrote; errors as for `read_csv`."""
    return to_frame(read_jsonl_claims(file))


def _fitted(claim: Claim, column: str) -> object:
    """The claim's cell as pandas takes it, `None` where it is empty."""
    cell = getattr(claim, column)
    if cell is None or cell == "":
        return None
    if column in DECIMALS:
        return float(cell)
    if column in WORDS and cell not in WORDS[column]:
        problem = f"{cell!r} is no {column}; use one of {', '.join(WORDS[column])}"
        raise InputError(f"{claim.doc_id}[{claim.start}:{claim.end}]: {column}: {problem}")
    return cell


def _written(frame: "pd.DataFrame", *, empty: str, text: Callable[[str], str]) -> dict[str, list[str]]:
    """The frame's columns, every cell as it is written to a file."""
    columns: dict[str, list[str]] = {}
    for name in frame.columns:
        if name not in COLUMNS:
            raise InputError(f"table: {name}: no such column; drop it, or write the frame with pandas itself")
        columns[name] = []
        for number, cell in enumerate(_cells(frame[name])):
            try:
                value = "" if cell in (None, "") else parse_cell(name, cell)
            except ValueError as error:
                raise InputError(f"table, row {number}: {name}: {error}") from None
            if isinstance(value, str):
                columns[name].append(text(value) if value else empty)
            else:
                columns[name].append(plain(value))
    return columns


def _cells(column: "pd.Series[Any]") -> list[Any]:
    """The column's cells as Python's own values, `None` where they are missing."""
    return [None if missing else cell for cell, missing in zip(column.tolist(), column.isna(), strict=True)]


def _quoted(cell: str) -> str:
    # csv.writer before Python 3.13 leaves a bare CR unquoted when lines end in LF, and cannot read it back.
    return '"' + cell.replace('"', '""') + '"' if any(char in cell for char in ',"\r\n') else cell


def _json_string(cell: str) -> str:
    return json.dumps(cell, ensure_ascii=False)
